import { complain } from '../errors.ts';
import { jobLine, jobOf, whenStopped } from '../jobs.ts';
import { INTERRUPTED, type Job } from '../state.ts';
import { whenHeard } from '../traps.ts';
import type { Builtin } from './builtin.ts';
import { signalSelf } from './options.ts';

/** What ends first: a job, or the patience of who waits. */
async function outcome(job: Job, signal: AbortSignal): Promise<number> {
  return (await Promise.race([job.done, whenStopped(signal)])) ?? INTERRUPTED;
}

/** `wait`, until what it waits for has ended, or a signal comes for which there is a trap. */
const wait: Builtin = async (call) => {
  const { heard, forget } = whenHeard(call.shell.state);
  const code = await Promise.race([waitForJobs(call), heard.then((signal) => 128 + (NUMBERS[signal] ?? 0))]);
  forget();
  return code;
};

const waitForJobs = async (call: Parameters<Builtin>[0]): Promise<number> => {
  const { shell, words, streams } = call;
  const { state } = shell;
  const names = words.filter((word) => word !== '-n');
  if (names.length === 0) {
    let code = 0;
    const all = words.includes('-n')
      ? [Promise.race(state.jobs.map((job) => outcome(job, streams.signal)))]
      : state.jobs.map((job) => outcome(job, streams.signal));
    for (const one of all) code = await one;
    state.jobs = state.jobs.filter((job) => job.code === undefined);
    return words.includes('-n') || streams.signal.aborted ? code : 0;
  }
  let code = 0;
  for (const name of names) {
    const job = jobOf(name, state.jobs);
    if (job) code = await outcome(job, streams.signal);
    else {
      complain(
        shell,
        streams,
        name.startsWith('%') ? `wait: ${name}: no such job` : `wait: pid ${name} is not a child of this shell`,
      );
      code = 127;
    }
  }
  return code;
};

const NUMBERS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  TERM: 15,
  STOP: 19,
  CONT: 18,
  USR1: 10,
  USR2: 12,
};

const kill: Builtin = async (call) => {
  const { shell, words, streams } = call;
  let signal = 15;
  let names = [...words];
  const [first = ''] = names;
  if (first === '-l') {
    streams.output.write(
      `${Object.entries(NUMBERS)
        .map(([name, number]) => `${number}) SIG${name}`)
        .join('\n')}\n`,
    );
    return 0;
  }
  if (first === '-s' || first === '-n') {
    signal = signalNumber(names[1] ?? '');
    names = names.slice(2);
  } else if (/^-\w/.test(first)) {
    signal = signalNumber(first.slice(1));
    names = names.slice(1);
  }
  if (Number.isNaN(signal)) {
    complain(shell, streams, `kill: ${first.replace(/^-/, '')}: invalid signal specification`);
    return 1;
  }
  if (names.length === 0) {
    streams.errors.write(
      'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
    );
    return 2;
  }
  let code = 0;
  for (const name of names) {
    const named = Object.entries(NUMBERS).find(([, number]) => number === signal)?.[0] ?? 'TERM';
    const own = signal === 0 ? undefined : await signalSelf(call, name, named);
    if (own !== undefined) continue;
    const job = jobOf(name, shell.state.jobs) ?? shell.world.processes?.().find(({ id }) => String(id) === name);
    if (job && job.code === undefined) {
      if (signal !== 0 && signal !== 18) job.stop(signal);
      continue;
    }
    const why = name.startsWith('%')
      ? `${name}: no such job`
      : /^-?\d+$/.test(name)
        ? `(${name}) - No such process`
        : `${name}: arguments must be process or job IDs`;
    complain(shell, streams, `kill: ${why}`);
    code = 1;
  }
  return code;
};

function signalNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (NUMBERS[text.toUpperCase().replace(/^SIG/, '')] ?? Number.NaN);
}

const jobs: Builtin = ({ shell: { state }, words, streams }) => {
  for (const job of state.jobs) streams.output.write(words.includes('-p') ? `${job.id}\n` : jobLine(job, state.jobs));
  state.jobs = state.jobs.filter(({ code }) => code === undefined);
  return 0;
};

const foreground: Builtin = async ({ shell, words, streams }) => {
  const name = words[0] ?? '%%';
  const job = jobOf(name, shell.state.jobs);
  if (!job) {
    complain(shell, streams, `fg: ${words[0] ?? 'current'}: no such job`);
    return 1;
  }
  streams.output.write(`${job.text}\n`);
  const code = await outcome(job, streams.signal);
  if (streams.signal.aborted) job.stop(2);
  shell.state.jobs = shell.state.jobs.filter((one) => one !== job);
  return code;
};

const background: Builtin = ({ shell, words, streams }) => {
  const job = jobOf(words[0] ?? '%%', shell.state.jobs);
  complain(
    shell,
    streams,
    job ? `bg: job ${job.number} already in background` : `bg: ${words[0] ?? 'current'}: no such job`,
  );
  return job ? 0 : 1;
};

const disown: Builtin = ({ shell: { state }, words }) => {
  const job = jobOf(words[0] ?? '%%', state.jobs);
  state.jobs = state.jobs.filter((one) => one !== job);
  return job ? 0 : 1;
};

/** Builtins about jobs. */
export const jobBuiltins: Readonly<Record<string, Builtin>> = {
  bg: background,
  disown,
  fg: foreground,
  jobs,
  kill,
  wait,
};
