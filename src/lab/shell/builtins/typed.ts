import { complain } from '../errors.ts';
import type { Builtin } from './builtin.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const alias: Builtin = ({ shell, words, streams }) => {
  shell.state.aliases ??= new Map();
  const { aliases } = shell.state;
  const show = (name: string): void => streams.output.write(`alias ${name}=${quoted(aliases.get(name) ?? '')}\n`);
  let code = 0;
  const given = words.filter((word) => word !== '-p');
  if (given.length === 0) for (const name of [...aliases.keys()].sort()) show(name);
  for (const word of given) {
    const [, name = word, value] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    if (value !== undefined) aliases.set(name, value);
    else if (aliases.has(name)) show(name);
    else {
      complain(shell, streams, `alias: ${name}: not found`);
      code = 1;
    }
  }
  return code;
};

const unalias: Builtin = ({ shell, words, streams }) => {
  let code = 0;
  if (words[0] === '-a') shell.state.aliases?.clear();
  for (const name of words.filter((word) => word !== '-a'))
    if (!shell.state.aliases?.delete(name)) {
      complain(shell, streams, `unalias: ${name}: not found`);
      code = 1;
    }
  return code;
};

const history: Builtin = ({ shell: { state }, words, streams }) => {
  const list = state.terminal?.history ?? [];
  if (words[0] === '-c') {
    list.length = 0;
    return 0;
  }
  const from = words[0] === undefined ? 0 : Math.max(0, list.length - Number(words[0]));
  list.forEach((line, index) => {
    if (index >= from) streams.output.write(`${String(index + 1).padStart(5)}  ${line}\n`);
  });
  return 0;
};

/** Builtins for a person at a prompt. */
export const typedBuiltins: Readonly<Record<string, Builtin>> = { alias, history, unalias };
