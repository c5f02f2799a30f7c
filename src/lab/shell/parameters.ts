import type { PartValue, Values } from './expansion.ts';
import { patternOf } from './patterns.ts';
import { quotedForShell } from './quote.ts';
import type { ParameterPart, Word } from './syntax/tree.ts';
import { compute, ExpansionError, indexOf, itemsOf, valueNamed } from './variables.ts';

/** What expands the words within a parameter. */
interface Inner {
  text(word: Word): Promise<string>;
  pattern(word: Word): Promise<string>;
}

type Found = { kind: 'one'; value: string | undefined } | { kind: 'all'; items: readonly string[]; isJoined: boolean };

const isAll = (index: string | undefined): index is '@' | '*' => index === '@' || index === '*';

/** The value of `$name` or `${name…}`. @throws ExpansionError */
export async function expandParameter(part: ParameterPart, values: Values, inner: Inner): Promise<PartValue> {
  if (part.bad !== undefined) throw new ExpansionError(`${part.bad}: bad substitution`);
  const { state } = values;
  if (part.operator?.startsWith('prefix')) {
    const names = [...state.variables.keys(), ...(state.extras?.arrays.keys() ?? [])];
    return {
      items: names.filter((name) => name.startsWith(part.name) && /^\w+$/.test(name)).sort(),
      isJoined: part.operator.endsWith('*'),
    };
  }
  const index = part.index && (await inner.text(part.index));
  if (part.operator === 'keys') return { items: [...itemsOf(state, part.name).keys()], isJoined: index === '*' };
  let name = part.name;
  let found = look(name, index, values);
  if (part.isIndirect) {
    const target = found.kind === 'one' ? (found.value ?? '') : found.items.join(' ');
    const [, base = '', inside] = /^(\w+|[@*#?])(?:\[(.*)\])?$/.exec(target) ?? [];
    if (base === '') throw new ExpansionError(`${part.name}: invalid indirect expansion`);
    name = base;
    found = look(base, inside, values);
  }
  if (part.isLength) {
    if (found.kind === 'all') return String(found.items.length);
    checkBound(found, name, values);
    return String([...(found.value ?? '')].length);
  }
  const { operator, argument = [] } = part;
  if (operator === undefined) {
    if (found.kind === 'all') return { items: found.items, isJoined: found.isJoined };
    checkBound(found, name, values);
    return found.value ?? '';
  }
  return operated(operator, argument, found, name, values, inner);
}

function checkBound(found: Found, name: string, { state }: Values): void {
  if (found.kind === 'one' && found.value === undefined && state.extras?.options.has('u') && !/^[@*]$/.test(name))
    throw new ExpansionError(`${/^\d+$/.test(name) ? `$${name}` : name}: unbound variable`, 127);
}

/** What a name and an index mean. */
function look(name: string, index: string | undefined, values: Values): Found {
  const { state } = values;
  if (name === '@' || name === '*') return { kind: 'all', items: state.positional, isJoined: name === '*' };
  if (isAll(index)) return { kind: 'all', items: [...itemsOf(state, name).values()], isJoined: index === '*' };
  if (/^[1-9]\d*$/.test(name)) return { kind: 'one', value: state.positional[Number(name) - 1] };
  const special = values.special(name);
  if (special !== undefined && index === undefined) return { kind: 'one', value: special };
  return { kind: 'one', value: valueNamed(state, name, index === undefined ? '0' : indexOf(state, name, index)) };
}

async function operated(
  operator: string,
  argument: Word,
  found: Found,
  name: string,
  values: Values,
  inner: Inner,
): Promise<PartValue> {
  const joined = found.kind === 'all' ? (found.items.length === 0 ? undefined : found.items.join(' ')) : found.value;
  const isMissing = operator.startsWith(':') ? (joined ?? '') === '' : joined === undefined;
  const whole: PartValue = found.kind === 'all' ? found : (found.value ?? '');
  switch (operator.replace(/^:(?=[-=+?])/, '')) {
    case '-':
      return isMissing ? inner.text(argument) : whole;
    case '+':
      return isMissing ? '' : inner.text(argument);
    case '=': {
      if (!isMissing) return whole;
      const given = await inner.text(argument);
      if (!/^[A-Za-z_]/.test(name)) throw new ExpansionError(`$${name}: cannot assign in this way`);
      values.state.variables.set(name, given);
      return given;
    }
    case '?': {
      if (!isMissing) return whole;
      const why = await inner.text(argument);
      throw new ExpansionError(
        `${name}: ${why || (operator === ':?' ? 'parameter null or not set' : 'parameter not set')}`,
        127,
      );
    }
    default:
  }
  checkBound(found, name, values);
  if (operator === ':') return sliced(await inner.text(argument), found, name, values);
  const change = await changer(operator, argument, inner);
  return found.kind === 'all'
    ? { items: found.items.map(change), isJoined: found.isJoined }
    : change(found.value ?? '');
}

/** `${name:offset:length}` */
function sliced(text: string, found: Found, name: string, { state }: Values): PartValue {
  const { offsetText, lengthText } = offsets(text);
  const offset = Number(compute(state, offsetText));
  const length = lengthText === undefined ? undefined : Number(compute(state, lengthText));
  if (found.kind === 'all') {
    // `$0` comes before the words of the shell.
    const items = name === '@' || name === '*' ? [state.variables.get('0') ?? 'bash', ...found.items] : found.items;
    const start = offset < 0 ? items.length + offset : offset;
    const from = start === 0 && items !== found.items && length === undefined ? 0 : start;
    if (start < 0) return { items: [], isJoined: found.isJoined };
    if (length !== undefined && length < 0) throw new ExpansionError(`${lengthText}: substring expression < 0`);
    return { items: items.slice(from, length === undefined ? undefined : from + length), isJoined: found.isJoined };
  }
  const letters = [...(found.value ?? '')];
  const start = offset < 0 ? letters.length + offset : offset;
  if (start < 0 || start > letters.length) return '';
  const end = length === undefined ? letters.length : length < 0 ? letters.length + length : start + length;
  if (end < start) throw new ExpansionError(`${lengthText}: substring expression < 0`);
  return letters.slice(start, end).join('');
}

function offsets(text: string): { offsetText: string; lengthText?: string } {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(' || text[at] === '?') depth++;
    else if (text[at] === ')') depth--;
    else if (text[at] === ':' && depth > 0) depth--;
    else if (text[at] === ':') return { offsetText: text.slice(0, at), lengthText: text.slice(at + 1) };
  }
  return { offsetText: text };
}

async function changer(operator: string, argument: Word, inner: Inner): Promise<(value: string) => string> {
  switch (operator[0]) {
    case '/': {
      const { from, to } = await replacement(argument, inner);
      return replacer(operator, from, to);
    }
    case '^':
    case ',':
    case '~': {
      const pattern = await inner.pattern(argument);
      const fits = pattern === '' ? undefined : patternOf(pattern);
      const change = (letter: string): string =>
        fits && !fits.test(letter)
          ? letter
          : operator[0] === '^' || (operator[0] === '~' && letter === letter.toLowerCase())
            ? letter.toUpperCase()
            : letter.toLowerCase();
      return (value) =>
        operator.length === 2
          ? [...value].map(change).join('')
          : [...value].map((letter, place) => (place === 0 ? change(letter) : letter)).join('');
    }
    case '@':
      return transformer(operator[1] ?? '');
    default: {
      const pattern = await inner.pattern(argument);
      return (value) => trimmed(value, operator, pattern);
    }
  }
}

const transformer =
  (letter: string) =>
  (value: string): string => {
    if (letter === 'Q') return quotedForShell(value, true);
    if (letter === 'U') return value.toUpperCase();
    if (letter === 'L') return value.toLowerCase();
    return letter === 'u' ? value.replace(/^./u, (first) => first.toUpperCase()) : value;
  };

/** The pattern and what takes its place; a slash that is quoted or escaped does not part them. */
async function replacement(argument: Word, inner: Inner): Promise<{ from: string; to: string }> {
  const before: Word[number][] = [];
  const after: Word[number][] = [];
  let isAfter = false;
  for (const part of argument) {
    if (isAfter || part.kind !== 'text' || part.isQuoted || !part.text.includes('/')) {
      (isAfter ? after : before).push(part);
      continue;
    }
    const slash = part.text.indexOf('/', before.length === 0 && part.text.startsWith('/') ? 1 : 0);
    if (slash < 0) {
      before.push(part);
      continue;
    }
    isAfter = true;
    before.push({ ...part, text: part.text.slice(0, slash) });
    after.push({ ...part, text: part.text.slice(slash + 1) });
  }
  return { from: await inner.pattern(before), to: await inner.text(after) };
}

function replacer(operator: string, from: string, to: string): (value: string) => string {
  if (from === '') return (value) => value;
  const source = patternOf(from).source.slice(1, -1);
  const anchored = operator === '/#' ? `^${source}` : operator === '/%' ? `${source}$` : source;
  const pattern = new RegExp(anchored, operator === '//' ? 'g' : '');
  return (value) => value.replace(pattern, (whole) => (whole === '' && operator === '//' ? '' : to));
}

/** `${name#pattern}` and `${name%pattern}`: a beginning or an end is cut off, the shortest or the longest that fits. */
function trimmed(value: string, operator: string, pattern: string): string {
  const fits = patternOf(pattern);
  const isFront = operator.startsWith('#');
  const isLongest = operator.length === 2;
  for (let step = 0; step <= value.length; step++) {
    const length = isLongest ? value.length - step : step;
    if (!fits.test(isFront ? value.slice(0, length) : value.slice(value.length - length))) continue;
    return isFront ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}
