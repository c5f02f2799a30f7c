import type { ShellParts, Streams } from './state.ts';

/** What the trap of `ERR` does after a command that failed, unless a condition is judged. */
export async function trapError(shell: ShellParts, streams: Streams): Promise<void> {
  const { extras, code } = shell.state;
  const trap = extras?.traps.get('ERR');
  if (!extras || trap === undefined || extras.judging > 0 || extras.trapping.has('ERR')) return;
  extras.trapping.add('ERR');
  try {
    await shell.lines(trap, streams, '');
  } finally {
    extras.trapping.delete('ERR');
    shell.state.code = code;
  }
}
