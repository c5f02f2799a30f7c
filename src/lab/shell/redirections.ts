import { complain } from './errors.ts';
import { absolutePath, FileError } from './files.ts';
import type { Input, Output } from './program.ts';
import type { ShellParts, Streams } from './state.ts';
import { inputOf, NO_INPUT } from './streams.ts';
import type { Redirection, Word } from './syntax/tree.ts';

/** Opens what redirections name; undefined when one of them cannot be opened, which is said. */
export async function redirect(
  redirections: readonly Redirection[],
  streams: Streams,
  shell: Pick<ShellParts, 'world' | 'state'>,
  expand: (word: Word) => Promise<string>,
): Promise<Streams | undefined> {
  let redirected = streams;
  for (const { stream, operator, target } of redirections) {
    const text = await expand(target);
    if (operator === '<<') redirected = { ...redirected, input: inputOf(text) };
    else if (operator === '<<<') redirected = { ...redirected, input: inputOf(`${text}\n`) };
    else if (operator === '>&' && /^[12]$/.test(text)) {
      const output = text === '1' ? redirected.output : redirected.errors;
      redirected = stream === 2 ? { ...redirected, errors: output } : { ...redirected, output };
    } else {
      const opened = open(operator, text, streams, shell);
      if (!opened) return undefined;
      if ('read' in opened) redirected = { ...redirected, input: opened };
      else if (stream === 2) redirected = { ...redirected, errors: opened };
      else if (stream === '&' || operator === '>&') redirected = { ...redirected, output: opened, errors: opened };
      else redirected = { ...redirected, output: opened };
    }
  }
  return redirected;
}

function open(
  operator: Redirection['operator'],
  name: string,
  streams: Streams,
  shell: Pick<ShellParts, 'world' | 'state'>,
): Input | Output | undefined {
  const { files } = shell.world;
  const path = absolutePath(name, shell.state.folder);
  if (path === '/dev/null') return operator === '<' ? NO_INPUT : { write: () => {} };
  if (path === '/dev/stdin' && operator === '<') return streams.input;
  if (path === '/dev/stdout') return streams.output;
  if (path === '/dev/stderr') return streams.errors;
  try {
    if (operator === '<') return inputOf(files.read(path));
    if (operator === '>>') files.append(path, '');
    else files.write(path, '');
    return { write: (text) => files.append(path, text) };
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    const why = problem.message.replace(/^./, (letter) => letter.toUpperCase());
    complain(shell, streams, `${name}: ${why}`);
    return undefined;
  }
}
