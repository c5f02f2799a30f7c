import { contextOf } from '../context.ts';
import { printf } from '../programs/printf.ts';
import { assign } from '../variables.ts';
import type { Builtin } from './builtin.ts';

/** `printf`, which can also put what it makes into a variable. */
export const printfBuiltin: Builtin = async ({ shell, name, words, streams, environment }) => {
  if (words[0] !== '-v') return printf(contextOf(shell, name, words, streams, environment));
  let text = '';
  const output = { write: (piece: string) => (text += piece) };
  const code = await printf(contextOf(shell, name, words.slice(2), { ...streams, output }, environment));
  assign(shell.state, words[1] ?? '', text);
  return code;
};
