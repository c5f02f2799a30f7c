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
      // What the first one reads belongs to whoever runs the pipeline, and is read on by what comes behind it.
      if (index > 0 && source instanceof Pipe) source.leave();
      return controller.signal.aborted && !streams.signal.aborted ? BROKEN_PIPE : code;
    }),
  );
}

/** What `time` says of a pipeline, in the form of bash or, with `-p`, of POSIX. */
export function timeText(form: 'bash' | 'posix', milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (form === 'posix') return `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`;
  const real = `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`;
  return `\nreal\t${real}\nuser\t0m0.000s\nsys\t0m0.000s\n`;
}
