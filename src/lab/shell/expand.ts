import { arithmetic } from './arithmetic.ts';
import { absolutePath, type Files } from './files.ts';
import { patternOf } from './patterns.ts';
import { ShellSyntaxError } from './syntax/reader.ts';
import type { List, Part, Word } from './syntax/tree.ts';

/** What words are computed from. */
export interface Values {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** `$1`, `$2`… */
  positional: readonly string[];
  /** Output of commands. */
  output(list: List): Promise<string>;
  /** Name of a file that holds the output of commands. */
  file(list: List): Promise<string>;
  files: Files;
  folder: string;
}

/** A piece of a word after its values were put in. Pieces that are not quoted may be patterns. */
interface Piece {
  text: string;
  isQuoted: boolean;
}

/** Words with all values put in, split at spaces, patterns turned into names of files. */
export async function expandWords(words: readonly Word[], values: Values): Promise<string[]> {
  const all: string[] = [];
  for (const word of words) for (const braced of braces(word)) all.push(...(await expandWord(braced, values)));
  return all;
}

/** A word as one text: for assignments and targets of redirections. */
export async function expandText(word: Word, values: Values): Promise<string> {
  const fields = await fieldsOf(word, values, false);
  return fields.map((pieces) => pieces.map(({ text }) => text).join('')).join(' ');
}

/** A word as a pattern: quoted letters stand for themselves. */
export async function expandPattern(word: Word, values: Values): Promise<string> {
  const fields = await fieldsOf(word, values, false);
  return fields.map((pieces) => pieces.map(patternText).join('')).join(' ');
}

const patternText = ({ text, isQuoted }: Piece): string => (isQuoted ? text.replace(/[*?[\]\\]/g, '\\$&') : text);

async function expandWord(word: Word, values: Values): Promise<string[]> {
  const fields = await fieldsOf(word, values, true);
  return fields.flatMap((pieces) => {
    const plain = pieces.map(({ text }) => text).join('');
    const isPattern = pieces.some(({ text, isQuoted }) => !isQuoted && /[*?[]/.test(text));
    if (!isPattern) return [plain];
    const found = filesLike(pieces.map(patternText).join(''), values);
    return found.length > 0 ? found : [plain];
  });
}

/** Names of files that fit a pattern, sorted. */
function filesLike(pattern: string, { files, folder }: Values): string[] {
  const names = pattern.split('/');
  let found = [pattern.startsWith('/') ? '/' : ''];
  for (const name of names.filter((one, index) => one !== '' || index > 0)) {
    if (name === '') continue;
    const next: string[] = [];
    for (const base of found) {
      const path = absolutePath(base, folder);
      if (files.kind(path) !== 'folder') continue;
      const join = (inner: string): string => (base === '' || base.endsWith('/') ? base + inner : `${base}/${inner}`);
      if (!/[*?[]/.test(name)) {
        const plain = name.replace(/\\(.)/g, '$1');
        if (files.kind(absolutePath(join(plain), folder))) next.push(join(plain));
        continue;
      }
      const fits = patternOf(name, { crossesFolders: false });
      for (const inner of files.list(path))
        if (fits.test(inner) && (!inner.startsWith('.') || name.startsWith('.'))) next.push(join(inner));
    }
    found = next;
  }
  return found.sort();
}

/** `a{b,c}d` and `{1..5}` as several words. */
function braces(word: Word): Word[] {
  for (const [index, part] of word.entries()) {
    if (part.kind !== 'text' || part.isQuoted) continue;
    const found = /\{([^{}]*,[^{}]*|(-?\d+)\.\.(-?\d+)|([a-z])\.\.([a-z]))\}/.exec(part.text);
    if (!found) continue;
    const [whole, inner = '', from, to, first, last] = found;
    const before: Word = [...word.slice(0, index), { ...part, text: part.text.slice(0, found.index) }];
    const after: Word = [{ ...part, text: part.text.slice(found.index + whole.length) }, ...word.slice(index + 1)];
    const choices =
      from !== undefined
        ? range(Number(from), Number(to)).map(String)
        : first !== undefined
          ? range(first.charCodeAt(0), (last as string).charCodeAt(0)).map((code) => String.fromCharCode(code))
          : inner.split(',');
    return choices.flatMap((text) => braces([...before, { kind: 'text', text, isQuoted: false }, ...after]));
  }
  return [word];
}

function range(from: number, to: number): number[] {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => from + index * step);
}

async function fieldsOf(word: Word, values: Values, isSplit: boolean): Promise<Piece[][]> {
  const fields: Piece[][] = [];
  let current: Piece[] | undefined;
  const add = (piece: Piece): void => {
    current ??= [];
    current.push(piece);
  };
  const end = (): void => {
    if (current) fields.push(current);
    current = undefined;
  };
  for (const [index, part] of word.entries()) {
    if (part.kind === 'text') {
      const text =
        index === 0 && !part.isQuoted ? part.text.replace(/^~(?=\/|$)/, () => values.get('HOME') ?? '~') : part.text;
      if (text !== '' || part.isQuoted) add({ text, isQuoted: part.isQuoted });
      continue;
    }
    if (part.kind === 'parameter' && (part.name === '@' || (part.name === '*' && !part.isQuoted)) && !part.isLength) {
      values.positional.forEach((text, place) => {
        if (place > 0) end();
        add({ text, isQuoted: part.isQuoted });
      });
      continue;
    }
    const text = await valueOfPart(part, values);
    const isQuoted = part.kind === 'process' || part.isQuoted;
    if (isQuoted || !isSplit) {
      add({ text, isQuoted });
      continue;
    }
    const pieces = text.split(/[ \t\n]+/);
    pieces.forEach((piece, place) => {
      if (place > 0) end();
      if (piece !== '') add({ text: piece, isQuoted: false });
    });
  }
  end();
  return isSplit ? fields : fields.length === 0 ? [[]] : fields;
}

async function valueOfPart(part: Exclude<Part, { kind: 'text' }>, values: Values): Promise<string> {
  switch (part.kind) {
    case 'command':
      return (await values.output(part.list)).replace(/\n+$/, '');
    case 'arithmetic': {
      // Values with a dollar may stand in it, too.
      const text = part.text.replace(/\$\{?([A-Za-z_]\w*|\d)\}?/g, (_, name: string) => parameter(name, values) ?? '0');
      return String(arithmetic(text, (name) => parameter(name, values) ?? ''));
    }
    case 'process':
      return values.file(part.list);
    case 'parameter':
      return parameterValue(part, values);
  }
}

function parameter(name: string, values: Values): string | undefined {
  if (/^[1-9]\d*$/.test(name)) return values.positional[Number(name) - 1];
  if (name === '@' || name === '*') return values.positional.join(' ');
  return name === '#' ? String(values.positional.length) : values.get(name);
}

async function parameterValue(part: Extract<Part, { kind: 'parameter' }>, values: Values): Promise<string> {
  const { name, operator, argument = [] } = part;
  const value = parameter(name, values);
  if (part.isLength) return String([...(value ?? '')].length);
  if (operator === undefined) return value ?? '';
  const isMissing = operator.startsWith(':') ? (value ?? '') === '' : value === undefined;
  switch (operator.replace(/^:(?=[-=+?])/, '')) {
    case '-':
      return isMissing ? expandText(argument, values) : (value ?? '');
    case '=': {
      if (!isMissing) return value ?? '';
      const given = await expandText(argument, values);
      values.set(name, given);
      return given;
    }
    case '+':
      return isMissing ? '' : expandText(argument, values);
    case '?':
      if (isMissing)
        throw new ShellSyntaxError(`${name}: ${(await expandText(argument, values)) || 'parameter null or not set'}`);
      return value ?? '';
    case ':': {
      const [offset = 0, length] = (await expandText(argument, values)).split(':').map(Number);
      const start = offset < 0 ? Math.max(0, (value ?? '').length + offset) : offset;
      return (value ?? '').slice(start, length === undefined ? undefined : length < 0 ? length : start + length);
    }
    case '/':
    case '//': {
      const [from = '', ...to] = (await expandPattern(argument, values)).split('/');
      const source = patternOf(from).source.slice(1, -1);
      return (value ?? '').replace(new RegExp(source, operator === '//' ? 'g' : ''), () =>
        to.join('/').replace(/\\(.)/g, '$1'),
      );
    }
    default:
      return trimmed(value ?? '', operator, await expandPattern(argument, values));
  }
}

/** `${name#pattern}` and `${name%pattern}`: a beginning or an end is cut off, the shortest or the longest that fits. */
function trimmed(value: string, operator: string, pattern: string): string {
  const fits = patternOf(pattern);
  const isFront = operator.startsWith('#');
  const isLongest = operator.length === 2;
  const lengths = Array.from({ length: value.length + 1 }, (_, index) => (isLongest ? value.length - index : index));
  const length = lengths.find((one) => fits.test(isFront ? value.slice(0, one) : value.slice(value.length - one)));
  if (length === undefined) return value;
  return isFront ? value.slice(length) : value.slice(0, value.length - length);
}
