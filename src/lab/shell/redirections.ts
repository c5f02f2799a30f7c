import { complain } from './errors.ts';
import { absolutePath, FileError } from './files.ts';
import type { Input, Output } from './program.ts';
import type { ShellParts, Streams } from './state.ts';
import { inputOf, NO_INPUT } from './streams.ts';
import type { Redirection, Word } from './syntax/tree.ts';
import { ExpansionError, extrasOf } from './variables.ts';

type Stream = Input | Output;

const isInput = (stream: Stream): stream is Input => 'read' in stream;
const isOutput = (stream: Stream): stream is Output => 'write' in stream;

/** Opens what redirections name; undefined when one of them cannot be opened, which is said. @throws ExpansionError */
export async function redirect(
  redirections: readonly Redirection[],
  streams: Streams,
  shell: Pick<ShellParts, 'world' | 'state'>,
  expand: (word: Word) => Promise<string>,
): Promise<Streams | undefined> {
  let redirected = withReplaced(streams, shell);
  for (const { stream, operator, target } of redirections) {
    const text = await expand(target);
    if (operator === '<<' || operator === '<<<') {
      redirected = put(redirected, stream, inputOf(operator === '<<' ? text : `${text}\n`));
      continue;
    }
    if ((operator === '>&' || operator === '<&') && text === '-') {
      redirected = closed(redirected, stream);
      continue;
    }
    if ((operator === '>&' || operator === '<&') && /^\d+$/.test(text)) {
      const found = numbered(redirected, Number(text), shell);
      if (!found) {
        complain(shell, streams, `${text}: Bad file descriptor`);
        return undefined;
      }
      redirected = put(redirected, stream, found);
      continue;
    }
    if (operator === '>&' && stream !== 1) {
      complain(shell, streams, `${text}: ambiguous redirect`);
      return undefined;
    }
    const opened = open(operator, text, redirected, shell);
    if (!opened) return undefined;
    redirected = put(redirected, operator === '>&' ? '&' : stream, opened);
  }
  return redirected;
}

/** The streams with what `exec` has put in their place. */
function withReplaced(streams: Streams, { state }: Pick<ShellParts, 'state'>): Streams {
  const { extras } = state;
  if (!extras || extras.replaced.length === 0) return streams;
  const now = <Kind extends Stream>(stream: Kind): Kind =>
    (extras.replaced.findLast(({ from }) => from === stream)?.to as Kind | undefined) ?? stream;
  return { ...streams, input: now(streams.input), output: now(streams.output), errors: now(streams.errors) };
}

function numbered(streams: Streams, number: number, { state }: Pick<ShellParts, 'state'>): Stream | undefined {
  if (number === 0) return streams.input;
  if (number === 1) return streams.output;
  if (number === 2) return streams.errors;
  return streams.others?.get(number) ?? state.extras?.handles.get(number);
}

function put(streams: Streams, stream: Redirection['stream'], opened: Stream): Streams {
  if (stream === '&') return isOutput(opened) ? { ...streams, output: opened, errors: opened } : streams;
  if (stream === 0) return isInput(opened) ? { ...streams, input: opened } : streams;
  if (stream === 1) return isOutput(opened) ? { ...streams, output: opened } : streams;
  if (stream === 2) return isOutput(opened) ? { ...streams, errors: opened } : streams;
  return { ...streams, others: new Map([...(streams.others ?? []), [stream, opened]]) };
}

function closed(streams: Streams, stream: Redirection['stream']): Streams {
  const nothing = { write: () => {} };
  if (stream === 0) return { ...streams, input: NO_INPUT };
  if (stream === 1) return { ...streams, output: nothing };
  if (stream === 2) return { ...streams, errors: nothing };
  const others = new Map(streams.others);
  if (stream !== '&') others.delete(stream);
  return { ...streams, others };
}

/** `exec` without a command: what redirections open is there from now on. */
export function keepRedirected(
  { state }: Pick<ShellParts, 'state'>,
  before: Streams,
  after: Streams,
  redirections: readonly Redirection[],
): void {
  const extras = extrasOf(state);
  for (const { stream, operator, target } of redirections) {
    if (typeof stream === 'number' && stream > 2) {
      const opened = after.others?.get(stream);
      if (opened) extras.handles.set(stream, opened);
      else extras.handles.delete(stream);
    }
    void operator;
    void target;
  }
  for (const name of ['input', 'output', 'errors'] as const)
    if (before[name] !== after[name]) extras.replaced.push({ from: before[name], to: after[name] });
}

function open(
  operator: Redirection['operator'],
  name: string,
  streams: Streams,
  shell: Pick<ShellParts, 'world' | 'state'>,
): Stream | undefined {
  const { files } = shell.world;
  const fail = (why: string): undefined => {
    complain(shell, streams, `${name}: ${why}`);
    return undefined;
  };
  if (name === '') return fail('No such file or directory');
  const path = absolutePath(name, shell.state.folder);
  if (path === '/dev/null') return operator === '<' ? NO_INPUT : { write: () => {} };
  if (path === '/dev/stdin' && operator === '<') return streams.input;
  if (path === '/dev/stdout') return streams.output;
  if (path === '/dev/stderr') return streams.errors;
  const isEmptyName = name.endsWith('/') && operator !== '<';
  try {
    if (operator === '<' || operator === '<>') return inputOf(files.read(path));
    if (isEmptyName) return fail('Is a directory');
    if (operator === '>' && shell.state.extras?.options.has('C') && files.kind(path) === 'file')
      return fail('cannot overwrite existing file');
    if (operator === '>>') files.append(path, '');
    else files.write(path, '');
    return { write: (text) => files.append(path, text) };
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    return fail(problem.message.replace(/^./, (letter) => letter.toUpperCase()));
  }
}

export { ExpansionError };
