import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { commandTables } from '../../languages/commands/tables.ts';
import { confinement } from './confinement.ts';
import { pathsOf, searchedFolders } from './paths.ts';

/** A program of this machine that verifies what lessons show. */
export interface Program {
  name: ProgramName;
  path: string;
  /** As it says itself; part of what results are remembered by. */
  version: string;
}

/** Words that make each program say its version. */
const VERSION = {
  kubectl: ['version', '--client'],
  helm: ['version', '--short'],
  shellcheck: ['--version'],
  promtool: ['--version'],
  amtool: ['--version'],
} as const;

export type ProgramName = keyof typeof VERSION;

/** Programs that are fetched for this project alone: not part of the repository, not installed for the machine. */
export const programFolder = resolve('.cache/tools');

export const programNames = Object.keys(VERSION) as ProgramName[];

/** The two numbers of a version that tell what it can do: "1.36" of "v1.36.3". */
function minor(version: string): string | undefined {
  return /(\d+\.\d+)/.exec(version)?.[1];
}

/** What programs said of their versions, by path, time and size: asking all of them takes a quarter of a second. */
const REMEMBERED = resolve('.cache/programs.json');

function remembered(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(REMEMBERED, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

/** What a program says of its version; nothing if it does not start. */
function whatItSays(path: string, name: ProgramName): string {
  const { mtimeMs, size } = statSync(path);
  const key = `${path} ${mtimeMs} ${size}`;
  const known = remembered();
  if (known[key] !== undefined) return known[key];
  const { stdout, status } = spawnSync(path, VERSION[name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (status !== 0) return '';
  mkdirSync(dirname(REMEMBERED), { recursive: true });
  writeFileSync(REMEMBERED, JSON.stringify({ ...known, [key]: stdout.trim() }));
  return stdout.trim();
}

/**
 * The program of this machine, or why it cannot be used, as a sentence. Programs with a table of commands must have the
 * version of that table: another one may print something else than lessons show.
 */
export function findProgram(name: ProgramName): Program | string {
  const found = pathsOf(name, [programFolder, ...searchedFolders()]);
  if (found.length === 0) return `${name} is not on this machine`;
  const wanted = commandTables.get(name)?.version;
  const versions: string[] = [];
  for (const path of found) {
    const said = whatItSays(path, name);
    const version = minor(said);
    if (version === undefined) continue;
    if (wanted === undefined || minor(wanted) === version) return { name, path, version: said };
    versions.push(version);
  }
  return versions.length > 0
    ? `${name} on this machine is ${versions.join(', ')}, and lessons are checked with ${minor(wanted ?? '')}`
    : `${name} on this machine does not start`;
}

/** What came of running a program. */
export interface Outcome {
  /** Undefined if it was ended because it took too long, printed too much, or needed too much memory. */
  status: number | undefined;
  /** What it printed, on both channels, in the order in which it came. */
  output: string;
}

/** Status of a program that could not be started at all. */
export const NOT_STARTED = -1;

const SLOWEST_MS = 20_000;
const MOST_OUTPUT = 1_000_000;

/** How often it is looked at how much a program has printed. */
const PERIOD_MS = 200;

/** A cluster that nobody can reach: without one, kubectl would ask whatever listens on port 8080 of this machine. */
const NOWHERE = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'nowhere', cluster: { server: 'http://127.0.0.1:1' } }],
  contexts: [{ name: 'nowhere', context: { cluster: 'nowhere' } }],
  'current-context': 'nowhere',
};

/**
 * Settings that programs may need; nothing else of the environment reaches them, and no cluster of the author's. The home
 * folder is not the one in which they run: a lesson could put settings there that start other programs.
 */
function environment(home: string): NodeJS.ProcessEnv {
  const kubeconfig = join(home, 'kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify(NOWHERE));
  return {
    PATH: searchedFolders().join(delimiter),
    HOME: home,
    TMPDIR: home,
    KUBECONFIG: kubeconfig,
    KUBERC: 'off',
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
  };
}

/** The beginning of a file, of at most so many bytes. */
function beginningOf(channel: number, most: number): string {
  const bytes = Buffer.alloc(most);
  return bytes.toString('utf8', 0, readSync(channel, bytes, 0, most, 0));
}

/**
 * Runs a program in a folder with closed or given input, without a shell, as far apart from the rest of the machine as that
 * can be done; see confinement.ts.
 */
export function runProgram(
  path: string,
  words: readonly string[],
  { folder, input }: { folder: string; input?: string | undefined },
): Promise<Outcome> {
  // One file for both channels keeps the order in which lines were printed; two pipes would not.
  const folderOfOutput = mkdtempSync(join(tmpdir(), 'output-'));
  const printed = join(folderOfOutput, 'output');
  const channel = openSync(printed, 'w+');
  const [first = path, ...rest] = [...confinement().words, path, ...words];
  return new Promise<Outcome>((settle) => {
    const child = spawn(first, rest, {
      cwd: folder,
      env: environment(folderOfOutput),
      stdio: ['pipe', channel, channel],
      timeout: SLOWEST_MS,
      killSignal: 'SIGKILL',
    });
    const size = (): number => fstatSync(channel).size;
    const watch = setInterval(() => size() > MOST_OUTPUT && child.kill('SIGKILL'), PERIOD_MS);
    // A program that reads nothing closes its input early.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
    child.on('error', (problem) => {
      clearInterval(watch);
      settle({ status: NOT_STARTED, output: problem.message });
    });
    child.on('close', (status) => {
      clearInterval(watch);
      const complete = size() <= MOST_OUTPUT;
      settle({ status: complete && status !== null ? status : undefined, output: beginningOf(channel, MOST_OUTPUT) });
    });
  }).finally(() => {
    closeSync(channel);
    rmSync(folderOfOutput, { recursive: true, force: true });
  });
}
