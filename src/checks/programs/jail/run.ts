import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  lchownSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callFilter } from './filter.ts';
import { withinReach } from './reach.ts';
import { type Jailed, jailWords, LIMITS, type Limits } from './words.ts';

/** What came of running something in a jail. */
export interface Ending {
  /**
   * `ended` by itself; `stopped`, because it took too long or more memory than there is; `too much` printed; `not started`:
   * the jail could not be made. Only the first tells anything of what was run.
   */
  how: 'ended' | 'stopped' | 'too much' | 'not started';
  /** Exit code; above 128 if a signal ended it. */
  status: number | undefined;
  /** What it printed, and what it printed as errors: empty if both are joined. */
  output: string;
  errors: string;
}

/**
 * Who runs what a root user jails: nobody else has this number (systemd leaves 60706 to 61183 unused). The kernel counts
 * the processes of everybody but root, and what should get out of a jail all the same could do nothing.
 */
const NOBODY_ELSE = 60_900;

/** Whether a number of a user or a group exists in the namespace of this process: in some containers few do. */
function isMapped(kind: 'uid' | 'gid'): boolean {
  const lines = readFileSync(`/proc/self/${kind}_map`, 'utf8').trim().split('\n');
  return lines.some((line) => {
    const [first = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
    return first <= NOBODY_ELSE && NOBODY_ELSE < first + count;
  });
}

/** Whether what is jailed runs as somebody else: root can see to that. */
function isSomebodyElse(): boolean {
  return process.getuid?.() === 0 && isMapped('uid') && isMapped('gid');
}

/** Gives a folder with all that is in it to the one who runs things in jails; links themselves, not what they name. */
function giveAway(path: string): void {
  lchownSync(path, NOBODY_ELSE, NOBODY_ELSE);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) giveAway(inside);
    else lchownSync(inside, NOBODY_ELSE, NOBODY_ELSE);
  }
}

/** The beginning of a file, of at most so many bytes. */
function beginningOf(descriptor: number, most: number): string {
  const bytes = Buffer.alloc(Math.min(most, fstatSync(descriptor).size));
  return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
}

/** Exit code of what ran in the jail, as Bubblewrap reports it; undefined if it was never started. */
function exitCode(report: string): number | undefined {
  const code = /"exit-code"\s*:\s*(\d+)/.exec(report)?.[1];
  return code === undefined ? undefined : Number(code);
}

/**
 * Numbers of descriptors that this process was started with and would hand down, as some services leave them open: Node
 * closes only those that it opened itself.
 */
function handedDown(): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((number) => {
      try {
        const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${number}`, 'utf8'))?.[1] ?? '';
        return number > 2 && (Number.parseInt(flags, 8) & CLOSED_ON_START) === 0;
      } catch {
        return false;
      }
    });
}

/** O_CLOEXEC of x86-64 and arm64. */
const CLOSED_ON_START = 0o2000000;

/** Descriptors for a program by their numbers there; each that it would be handed down is another one of the harmless first. */
function withoutHandedDown(descriptors: readonly number[]): (number | 'ignore')[] {
  const [harmless = 0] = descriptors;
  const unwanted = new Set(handedDown());
  const length = Math.max(descriptors.length, ...[...unwanted].map((number) => number + 1));
  return Array.from({ length }, (_, index) => descriptors[index] ?? (unwanted.has(index) ? harmless : 'ignore'));
}

/** What a program is ended with that goes over a limit of work, or when the machine has no memory left. */
const KILLED = 128 + 9;

/** Exit codes of prlimit and of the loader of Linux for a program that they cannot start, and what they say of it. */
const NOT_FOUND = [126, 127];
const NOT_STARTED = /^prlimit: failed to execute |: error while loading shared libraries: /;

/** Whether a program came to run at all. */
function wasStarted(status: number, said: string): boolean {
  return !NOT_FOUND.includes(status) || !NOT_STARTED.test(said);
}

/** How often it is looked at how much something has printed. */
const PERIOD_MS = 200;

function start(words: readonly string[], descriptors: readonly number[], seconds: number, tooMuch: () => boolean) {
  const [first = '', ...rest] = words;
  return new Promise<boolean>((done) => {
    const identity = isSomebodyElse() ? { uid: NOBODY_ELSE, gid: NOBODY_ELSE } : {};
    const child = spawn(first, rest, { cwd: '/', env: {}, stdio: withoutHandedDown(descriptors), ...identity });
    let late = false;
    const end = (): boolean => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      late = true;
      end();
    }, seconds * 1000);
    const watch = setInterval(() => tooMuch() && end(), PERIOD_MS);
    const settle = (): void => {
      clearTimeout(timer);
      clearInterval(watch);
      done(late);
    };
    child.on('error', settle);
    child.on('close', settle);
  });
}

/**
 * Runs something in a jail and waits for its end. It gets files as its channels, not pipes: those of a parent are sockets.
 * @param alter changes the words for Bubblewrap: with it a test opens the jail, to see that it notices.
 */
export async function runJailed(
  jailed: Jailed,
  alter: (words: string[]) => string[] = (words) => words,
): Promise<Ending> {
  const limits: Limits = { ...LIMITS, ...jailed.limits };
  const filter = callFilter();
  const nothing: Ending = { how: 'not started', status: undefined, output: '', errors: '' };
  if (filter === undefined) return { ...nothing, errors: `calls to the kernel are not known for ${process.arch}` };
  const own = mkdtempSync(join(tmpdir(), 'jail-'));
  const open: number[] = [];
  const add = (path: string, flags: string): number => open.push(openSync(path, flags)) - 1;
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(own, name), content);
    return join(own, name);
  };
  try {
    const somebodyElse = isSomebodyElse();
    if (somebodyElse && jailed.folder !== undefined) giveAway(jailed.folder);
    const input = add(file('input', jailed.input ?? ''), 'r');
    const output = add(file('output', ''), 'r+');
    const errors = add(file('errors', ''), 'r+');
    const channels = { filter: add(file('filter', filter), 'r'), status: add(file('status', ''), 'r+') };
    const words = jailWords(
      {
        ...jailed,
        program: somebodyElse ? withinReach(jailed.program) : jailed.program,
        readOnly: (jailed.readOnly ?? []).filter(({ from }) => existsSync(from)),
      },
      limits,
      { ...channels, holding: (content) => add(file(`copy-${open.length}`, content), 'r') },
    );
    const at = (index: number): number => open[index] ?? -1;
    const stdio = [at(input), at(output), at(jailed.joined ? output : errors), ...open.slice(3)];
    const printed = (): number => fstatSync(at(output)).size + fstatSync(at(errors)).size;
    const late = await start(alter(words), stdio, limits.seconds, () => printed() > limits.output);
    const status = exitCode(beginningOf(at(channels.status), 10_000));
    const said = { output: beginningOf(at(output), limits.output), errors: beginningOf(at(errors), limits.output) };
    if (printed() > limits.output) return { how: 'too much', status: undefined, ...said };
    if (late || status === KILLED) return { how: 'stopped', status: undefined, ...said };
    const started = status !== undefined && wasStarted(status, said.errors || said.output);
    return started ? { how: 'ended', status, ...said } : { how: 'not started', status: undefined, ...said };
  } catch (problem) {
    return { ...nothing, errors: problem instanceof Error ? problem.message : String(problem) };
  } finally {
    for (const descriptor of open) closeSync(descriptor);
    rmSync(own, { recursive: true, force: true });
  }
}
