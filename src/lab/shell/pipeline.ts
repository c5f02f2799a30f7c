import { BROKEN_PIPE, type Streams } from './state.ts';
import { Pipe } from './streams.ts';

/**
 * Runs commands side by side, each reading what the one before it writes. A writer whose reader has gone is stopped.
 * @param start runs the command of a number in a shell of its own. Gives the exit codes.
 */
export function runPiped(
  count: number,
  streams: Streams,
  start: (index: number, inner: Streams) => Promise<number>,
): Promise<number[]> {
  let { input } = streams;
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const controller = new AbortController();
      const stop = (): void => controller.abort();
      streams.signal.addEventListener('abort', stop);
      const source = input;
      const pipe = index === count - 1 ? undefined : new Pipe();
      if (pipe) {
        pipe.onUnread = () => controller.abort();
        input = pipe;
      }
      const code = await start(index, {
        input: source,
        output: pipe ?? streams.output,
        errors: streams.errors,
        signal: controller.signal,
      });
      streams.signal.removeEventListener('abort', stop);
      pipe?.close();
      if (source instanceof Pipe) source.leave();
      return controller.signal.aborted && !streams.signal.aborted ? BROKEN_PIPE : code;
    }),
  );
}
