import type { ShellParts, State, Streams } from './state.ts';
import { extrasOf } from './variables.ts';

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

/** Begins to listen to signals that others send to this shell, once it has a trap. @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#trap */
export function listen({ world, state }: ShellParts): void {
  const extras = extrasOf(state);
  extras.deafen ??= world.onSignal?.((name) => {
    const signal = name.replace(/^SIG/, '');
    const trap = extras.traps.get(signal);
    if (trap === undefined) return false;
    if (trap === '') return true;
    extras.heard.push(signal);
    for (const wake of [...extras.wakers]) wake();
    return true;
  });
}

/** Runs the traps of signals that others have sent: between two commands, as shells do. */
export async function heed(shell: ShellParts, streams: Streams): Promise<void> {
  const extras = extrasOf(shell.state);
  for (let signal = extras.heard.shift(); signal !== undefined; signal = extras.heard.shift()) {
    const trap = extras.traps.get(signal);
    if (trap === undefined || extras.trapping.has(signal)) continue;
    const { code } = shell.state;
    extras.trapping.add(signal);
    try {
      await shell.lines(trap, streams, '');
    } finally {
      extras.trapping.delete(signal);
    }
    shell.state.code = code;
  }
}

/** Kept, with the name of the signal, as soon as a signal is heard that has a trap: it ends `wait`. */
export function whenHeard(state: State): { heard: Promise<string>; forget: () => void } {
  const extras = extrasOf(state);
  let wake = (): void => {};
  const heard = new Promise<string>((resolve) => {
    wake = () => resolve(extras.heard[0] ?? '');
    if (extras.heard.length > 0) wake();
  });
  extras.wakers.add(wake);
  return { heard, forget: () => extras.wakers.delete(wake) };
}
