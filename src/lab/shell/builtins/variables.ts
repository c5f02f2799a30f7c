import { complain } from '../errors.ts';
import { quotedForShell } from '../quote.ts';
import type { ShellParts } from '../state.ts';
import { assign, compute, ExpansionError, extrasOf, indexOf, keepLocal, makeArray, unset } from '../variables.ts';
import type { Builtin } from './builtin.ts';
import { mapfile, read } from './reading.ts';

const NAME = /^[A-Za-z_]\w*$/;

/** `name`, `name=value`, `name+=value`, `name[index]=value`. */
function parts(word: string): { name: string; index?: string; value?: string; isAppended: boolean } {
  const [, name = word, , index, plus, value] = /^([^=[+]*)(\[([^\]]*)\])?(\+)?=(.*)$/s.exec(word) ?? [];
  return {
    name,
    ...(index === undefined ? {} : { index }),
    ...(value === undefined ? {} : { value }),
    isAppended: plus === '+',
  };
}

function listed(shell: ShellParts, name: string): string {
  const { state } = shell;
  const extras = extrasOf(state);
  const array = extras.arrays.get(name);
  const letters = `${array ? (array.isAssociative ? 'A' : 'a') : ''}${extras.integers.has(name) ? 'i' : ''}${extras.readonly.has(name) ? 'r' : ''}${state.exported.has(name) ? 'x' : ''}`;
  const double = (text: string): string => `"${text.replace(/[$`"\\]/g, '\\$&')}"`;
  const value = array
    ? `=(${[...array.items].map(([index, item]) => `[${index}]=${double(item)}`).join(' ')}${array.isAssociative ? ' ' : ''})`
    : state.variables.has(name)
      ? `=${double(state.variables.get(name) ?? '')}`
      : '';
  return `declare -${letters || '-'} ${name}${value}\n`;
}

/** `declare`, `local`, `export` and `readonly`: what a variable is, and its value. */
const declare: Builtin = ({ shell, name: called, words, streams }) => {
  const { state } = shell;
  const extras = extrasOf(state);
  const letters = new Set<string>(called === 'export' ? ['x'] : called === 'readonly' ? ['r'] : []);
  const off = new Set<string>();
  const given: string[] = [];
  for (const word of words) {
    if (given.length === 0 && /^[-+][a-zA-Z]+$/.test(word))
      for (const letter of word.slice(1)) (word[0] === '+' ? off : letters).add(letter);
    else if (word !== '--') given.push(word);
  }
  const isLocal = called === 'local' || (/^(declare|typeset)$/.test(called) && !letters.has('g'));
  if (called === 'local' && extras.scopes.length === 0) {
    complain(shell, streams, 'local: can only be used in a function');
    return 1;
  }
  if (given.length === 0) {
    const all = [...new Set([...state.variables.keys(), ...extras.arrays.keys()])]
      .filter((one) => NAME.test(one))
      .sort();
    for (const one of all) {
      if (letters.has('x') && !state.exported.has(one)) continue;
      if (letters.has('r') && !extras.readonly.has(one)) continue;
      streams.output.write(listed(shell, one));
    }
    return 0;
  }
  let code = 0;
  for (const word of given) {
    const { name, index, value, isAppended } = parts(word);
    if (!NAME.test(name)) {
      complain(shell, streams, `${called}: \`${word}': not a valid identifier`);
      code = 1;
      continue;
    }
    if (letters.has('f') || letters.has('F')) {
      if (called === 'export') state.exported.add(`${name}()`);
      else if (!state.functions.has(name)) code = 1;
      else if (letters.has('F')) streams.output.write(`${name}\n`);
      continue;
    }
    if (letters.has('p')) {
      if (!state.variables.has(name) && !extras.arrays.has(name)) {
        complain(shell, streams, `${called}: ${name}: not found`);
        code = 1;
      } else streams.output.write(listed(shell, name));
      continue;
    }
    if (isLocal) keepLocal(state, name);
    if (letters.has('A') || letters.has('a')) makeArray(state, name, letters.has('A'));
    if (letters.has('i')) extras.integers.add(name);
    if (value !== undefined) {
      const before = isAppended ? (state.variables.get(name) ?? '') : '';
      try {
        assign(state, name, before + value, index && indexOf(state, name, index));
      } catch (problem) {
        if (!(problem instanceof ExpansionError)) throw problem;
        complain(
          shell,
          streams,
          called === 'local' || called === 'declare' ? `${called}: ${problem.message}` : problem.message,
        );
        code = 1;
      }
    }
    if (letters.has('x') && !letters.has('n')) state.exported.add(name);
    if (off.has('x') || (called === 'export' && letters.has('n'))) state.exported.delete(name);
    if (letters.has('r')) extras.readonly.add(name);
  }
  return code;
};

const unsetNames: Builtin = ({ shell, words, streams }) => {
  let code = 0;
  const onlyFunctions = words.includes('-f');
  for (const word of words.filter((one) => !/^-[fvn]$/.test(one))) {
    const [, name = word, index] = /^([^[]+)\[(.*)\]$/.exec(word) ?? [];
    if (!NAME.test(name)) {
      complain(shell, streams, `unset: \`${word}': not a valid identifier`);
      code = 1;
      continue;
    }
    try {
      const isVariable = shell.state.variables.has(name) || shell.state.extras?.arrays.has(name);
      if (onlyFunctions || (!isVariable && index === undefined)) shell.state.functions.delete(name);
      if (!onlyFunctions) unset(shell.state, name, index === '@' || index === '*' ? undefined : index);
    } catch (problem) {
      if (!(problem instanceof ExpansionError)) throw problem;
      complain(shell, streams, `unset: ${problem.message}`);
      code = 1;
    }
  }
  return code;
};

const calculate: Builtin = ({ shell, words, streams }) => {
  if (words.length === 0) {
    complain(shell, streams, 'let: expression expected');
    return 1;
  }
  let value = 0n;
  for (const word of words) value = compute(shell.state, word);
  return value === 0n ? 1 : 0;
};

const getopts: Builtin = ({ shell, words, streams }) => {
  const { state } = shell;
  const extras = extrasOf(state);
  const [spec = '', name = '', ...given] = words;
  const list = words.length > 2 ? given : state.positional;
  let index = Number(state.variables.get('OPTIND') ?? 1);
  const word = list[index - 1];
  const end = (): number => {
    state.variables.set(name, '?');
    state.variables.set('OPTIND', String(index));
    return 1;
  };
  if (word === undefined || !word.startsWith('-') || word === '-') return end();
  if (word === '--') {
    index++;
    return end();
  }
  const letter = word[extras.optionAt] as string;
  extras.optionAt++;
  const isLast = extras.optionAt >= word.length;
  const place = spec.replace(/^:/, '').indexOf(letter);
  const isQuiet = spec.startsWith(':');
  const next = (): void => {
    index++;
    extras.optionAt = 1;
  };
  state.variables.delete('OPTARG');
  if (place < 0 || letter === ':') {
    if (isLast) next();
    if (isQuiet) state.variables.set('OPTARG', letter);
    else streams.errors.write(`${state.variables.get('0') ?? state.name ?? 'bash'}: illegal option -- ${letter}\n`);
    state.variables.set(name, '?');
  } else if (spec.replace(/^:/, '')[place + 1] === ':') {
    const value = isLast ? list[index] : word.slice(extras.optionAt);
    next();
    if (isLast) index++;
    if (value === undefined) {
      if (isQuiet) state.variables.set('OPTARG', letter);
      else
        streams.errors.write(
          `${state.variables.get('0') ?? state.name ?? 'bash'}: option requires an argument -- ${letter}\n`,
        );
      state.variables.set(name, isQuiet ? ':' : '?');
    } else {
      state.variables.set('OPTARG', value);
      state.variables.set(name, letter);
    }
  } else {
    if (isLast) next();
    state.variables.set(name, letter);
  }
  state.variables.set('OPTIND', String(index));
  return 0;
};

/** What `set` writes of all variables. */
export function listVariables({ state }: ShellParts): string {
  return [...state.variables]
    .filter(([name]) => NAME.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${quotedForShell(value)}\n`)
    .join('');
}

/** Builtins about variables. */
export const variableBuiltins: Readonly<Record<string, Builtin>> = {
  declare,
  export: declare,
  getopts,
  let: calculate,
  local: declare,
  mapfile,
  read,
  readarray: mapfile,
  readonly: declare,
  typeset: declare,
  unset: unsetNames,
};
