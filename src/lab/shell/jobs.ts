import { turn } from '../time/clock.ts';
import { copyOf, type Job, Leave, type ShellParts, type State, type Streams } from './state.ts';
import { NO_INPUT } from './streams.ts';

/** Kept once somebody stops a program; after all have had their turn who end by themselves. */
export function whenStopped(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const end = (): void => void turn().then(() => resolve(undefined));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** An output that can be cut off: whoever was stopped and still writes is not heard. */
export function cutOutput(output: Streams['output'], isCut: () => boolean): Streams['output'] {
  return {
    write: (text) => {
      if (!isCut()) output.write(text);
    },
  };
}

/**
 * Begins a job in the background. In the shell of a person it goes on when Ctrl-C ends what runs in front; what it writes comes to the terminal.
 * @param start runs the commands in a shell of its own.
 */
export function beginJob(
  { state }: ShellParts,
  text: string,
  streams: Streams,
  start: (inner: State, streams: Streams) => Promise<number>,
): Job {
  const controller = new AbortController();
  let stoppedBy = 15;
  if (!state.terminal) streams.signal.addEventListener('abort', () => controller.abort());
  const { terminal } = state;
  const isFront = terminal !== undefined && streams.output === terminal.front;
  const isCut = (): boolean => controller.signal.aborted;
  const inner: Streams = {
    input: NO_INPUT,
    output: cutOutput(isFront ? terminal.output : streams.output, isCut),
    errors: cutOutput(isFront ? terminal.errors : streams.errors, isCut),
    signal: controller.signal,
  };
  const ends = whenStopped(controller.signal).then(() => 128 + stoppedBy);
  const number = Math.max(0, ...state.jobs.map((job) => job.number)) + 1;
  const job: Job = {
    id: nextId(state),
    number,
    text,
    done: Promise.race([start(copyOf(state), inner).catch(codeOf), ends]).then((code) => {
      job.code = controller.signal.aborted ? 128 + stoppedBy : code;
      return job.code;
    }),
    stop: (signal = 15) => {
      stoppedBy = signal;
      controller.abort();
    },
  };
  state.jobs.push(job);
  state.variables.set('!', String(job.id));
  return job;
}

/** The exit code of a job that could not even begin. */
function codeOf(problem: unknown): number {
  if (problem instanceof Leave) return problem.code;
  throw problem;
}

function nextId(state: State): number {
  const last = Number(state.variables.get('!') ?? 1000);
  return last + 1;
}

const SIGNALS: Readonly<Record<number, string>> = { 1: 'Hangup', 2: 'Interrupt', 9: 'Killed', 15: 'Terminated' };

/** How a job stands, as `jobs` writes it. */
export function jobLine(job: Job, jobs: readonly Job[]): string {
  const { code } = job;
  const mark = job === jobs.at(-1) ? '+' : job === jobs.at(-2) ? '-' : ' ';
  const word = code === undefined ? 'Running' : code === 0 ? 'Done' : (SIGNALS[code - 128] ?? `Exit ${code}`);
  return `[${job.number}]${mark}  ${word.padEnd(24)}${job.text}${code === undefined ? ' &' : ''}\n`;
}

/** The job that a word means: `%1`, `%%`, `%+`, `%-`, `%name`, a number of a process. */
export function jobOf(word: string, jobs: readonly Job[]): Job | undefined {
  if (!word.startsWith('%')) return jobs.find(({ id }) => String(id) === word);
  const name = word.slice(1);
  if (name === '' || name === '%' || name === '+') return jobs.at(-1);
  if (name === '-') return jobs.at(-2);
  if (/^\d+$/.test(name)) return jobs.find(({ number }) => String(number) === name);
  return jobs.findLast(({ text }) => text.startsWith(name));
}

/** The lines that tell of jobs which have ended, and are forgotten with that. */
export function takeEnded(state: State): string {
  const lines = state.jobs.filter(({ code }) => code !== undefined).map((job) => jobLine(job, state.jobs));
  state.jobs = state.jobs.filter(({ code }) => code === undefined);
  return lines.join('');
}
