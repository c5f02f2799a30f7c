import type { ShellParts, Streams } from './state.ts';

/** What stands before the error messages of a shell: its name, and the line when nobody types into it. */
export function errorPrefix({ world, state }: Pick<ShellParts, 'world' | 'state'>): string {
  const { shell = 'bash' } = world;
  const { name, line = 1 } = state;
  if (shell === 'dash') return `${name ?? 'sh'}: ${line}: `;
  if (shell === 'busybox') return name === undefined || state.isInteractive ? 'sh: ' : `${name}: line ${line}: `;
  return state.isInteractive ? 'bash: ' : `${name ?? 'bash'}: line ${line}: `;
}

/** Writes what is wrong as the shell says it. */
export function complain(
  shell: Pick<ShellParts, 'world' | 'state'>,
  { errors }: Pick<Streams, 'errors'>,
  message: string,
): void {
  errors.write(`${errorPrefix(shell)}${message}\n`);
}
