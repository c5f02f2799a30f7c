import type { Practice } from '../practice.ts';
import { Collector, inputOf } from '../shell/streams.ts';

/** Sessions are recorded, played and opened in a page with the same random numbers, so that names of Pods are the same. */
export const SESSION_SEED = 1;

/** How long the cluster's clock may go on while a command runs, in milliseconds: longer than any deadline of a lesson. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Types the commands of a session into one shell, and gives what each printed, as a terminal shows it: output and errors in the order in which
 * they came. Of a command that does not end, what it has printed within half an hour of the cluster.
 * @param pauses seconds of the cluster that pass before the first command, the second, and so on
 */
export async function playSession(
  { session, cluster: { clock } }: Practice,
  commands: readonly string[],
  pauses: readonly number[],
): Promise<string[]> {
  const shell = session.interactive();
  const printed: string[] = [];
  for (const [index, command] of commands.entries()) {
    await clock.step((pauses[index] ?? 0) * 1000);
    const screen = new Collector();
    const stop = new AbortController();
    const timer = clock.after(PATIENCE_MS, () => stop.abort());
    await clock.until(shell.run(command, { input: inputOf(''), output: screen, errors: screen, signal: stop.signal }));
    timer.cancel();
    printed.push(screen.text);
  }
  shell.close();
  return printed;
}
