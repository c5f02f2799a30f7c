import type { ShellParts, Streams } from './state.ts';
import type { ShellSyntaxError } from './syntax/reader.ts';

type Where = Pick<ShellParts, 'world' | 'state'>;
type To = Pick<Streams, 'errors'>;

/** The name of a shell in its messages. */
function nameOf({ world, state }: Where): string {
  return state.name ?? (world.shell === undefined || world.shell === 'bash' ? 'bash' : 'sh');
}

/** What stands before the error messages of a shell: its name, and the line when nobody types into it. */
export function errorPrefix(where: Where): string {
  const { world, state } = where;
  const { line = 1 } = state;
  const name = nameOf(where);
  if (world.shell === 'dash') return `${name}: ${line}: `;
  if (state.isInteractive || (world.shell === 'busybox' && (state.name === undefined || state.isCommand)))
    return `${name}: `;
  return `${name}: line ${line}: `;
}

/** Writes what is wrong as the shell says it. */
export function complain(where: Where, { errors }: To, message: string): void {
  errors.write(`${errorPrefix(where)}${message}\n`);
}

/** Writes a warning that names its line itself. */
export function warn(where: Where, { errors }: To, message: string): void {
  errors.write(`${nameOf(where)}: ${where.state.isInteractive ? message.replace(/^line \d+: /, '') : message}\n`);
}

/** Writes that a text is no command. @param origin where the text comes from: `-c: `, `eval: ` */
export function complainSyntax(where: Where, { errors }: To, problem: ShellSyntaxError, origin: string): void {
  const name = nameOf(where);
  const { shell = 'bash' } = where.world;
  if (shell !== 'bash' || where.state.isInteractive) {
    errors.write(`${shell === 'dash' ? `${name}: ${problem.line}` : name}: ${problem.message}\n`);
    return;
  }
  const prefix = `${name}: ${origin}line ${problem.line}: `;
  errors.write(`${prefix}${problem.message}\n`);
  if (problem.shown !== undefined) errors.write(`${prefix}\`${problem.shown}'\n`);
}

/** Writes that there is no such command. */
export function notFound(where: Where, streams: To, name: string): void {
  const { shell = 'bash' } = where.world;
  complain(where, streams, `${name}: ${shell === 'bash' ? 'command not found' : 'not found'}`);
}
