import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, posix, relative, resolve } from 'node:path';
import { SealedCache } from '../../cli/sealed-cache.ts';
import { commandTables } from '../../languages/commands/tables.ts';
import { runJailed } from './jail/run.ts';
import { LESSON } from './jail/words.ts';
import { pathsOf, searchedFolders } from './paths.ts';
import { isAsPinned, looksAsPinned, programFolder } from './pinned.ts';
import { type ProgramName, VERSION } from './program-names.ts';

/** A program of this machine that verifies what lessons show. */
export interface Program {
  name: ProgramName;
  path: string;
  /** As it says itself; part of what results are remembered by. */
  version: string;
}

/** The two numbers of a version that tell what it can do: "1.36" of "v1.36.3". */
function minor(version: string): string | undefined {
  return /(\d+\.\d+)/.exec(version)?.[1];
}

/** What programs said of their versions, by path, time and size: asking all of them takes a quarter of a second. */
const remembered = new SealedCache(() => resolve('.cache/programs'), '.txt');

/** What a program says of its version; nothing if it does not start. */
function whatItSays(path: string, name: ProgramName): string {
  const { mtimeMs, size } = statSync(path);
  const key = createHash('sha256').update(`${path} ${mtimeMs} ${size}`).digest('hex');
  const known = remembered.read(key);
  if (known) return known.toString();
  if (!isAsPinned(path)) return '';
  // No word of a lesson is among these, and nothing of the surroundings reaches it.
  const { stdout, status } = spawnSync(path, VERSION[name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: { KUBECONFIG: '/dev/null', KUBERC: 'off' },
  });
  if (status !== 0) return '';
  remembered.write(key, stdout.trim());
  return stdout.trim();
}

/**
 * The program of this machine, or why it cannot be used, as a sentence. Programs with a table of commands must have the
 * version of that table: another one may print something else than lessons show.
 */
export function findProgram(name: ProgramName): Program | string {
  const found = pathsOf(name, [programFolder, ...searchedFolders()]);
  if (found.length === 0) return `${name} is not on this machine`;
  const table = commandTables.get(name);
  const wanted = table?.withoutFlags ? undefined : table?.version;
  const versions: string[] = [];
  let changed = false;
  for (const path of found) {
    if (!looksAsPinned(path)) {
      changed = true;
      continue;
    }
    const said = whatItSays(path, name);
    const version = minor(said);
    if (version === undefined) continue;
    if (wanted === undefined || minor(wanted) === version) return { name, path, version: said };
    versions.push(version);
  }
  if (changed && versions.length === 0) {
    return `${name} in .cache/tools is not the one that this project knows (delete it; "npm run tools" fetches it again)`;
  }
  return versions.length > 0
    ? `${name} on this machine is ${versions.join(', ')}, and lessons are checked with ${minor(wanted ?? '')}`
    : `${name} on this machine does not start`;
}

/** What came of running a program. */
export interface Outcome {
  /** Undefined if nothing can be told: `why` says what happened instead. */
  status: number | undefined;
  /** What it printed, on both channels, in the order in which it came; only on the first if they are kept apart. */
  output: string;
  /** What it printed as errors and warnings, if they are kept apart. */
  errors?: string;
  /** Why there is no status, as the end of a sentence about the program. */
  why: string;
}

/** What is said of endings that tell nothing. */
const WHY = {
  stopped: 'takes too long or too much memory here',
  'too much': 'prints too much',
  'not started': 'could not be started in a jail',
} as const;

/** A cluster that nobody can reach: without one, kubectl would ask whatever listens on port 8080. */
const NOWHERE = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'nowhere', cluster: { server: 'http://127.0.0.1:1' } }],
  contexts: [{ name: 'nowhere', context: { cluster: 'nowhere' } }],
  'current-context': 'nowhere',
};

/**
 * Settings that programs may need; nothing of the real environment reaches them. The home folder is not the one in which
 * they run: a lesson could put settings there that start other programs.
 */
const ENVIRONMENT = {
  PATH: '/bin',
  HOME: '/home',
  TMPDIR: '/home',
  KUBECONFIG: '/home/kubeconfig',
  KUBERC: 'off',
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
  // Programs in Go start as many threads as a machine has processors.
  GOMAXPROCS: '2',
};

/** Data of the system that programs read: how letters are sorted, and when clocks change. */
const DATA = ['/usr/lib/locale/C.utf8', '/usr/share/zoneinfo'].map((path) => ({ from: path, to: path }));

/** Kubectl and Helm reserve more memory than they use. */
const MEMORY = 2 * 1024 ** 3;

/**
 * Runs a program in a jail, in a folder with closed or given input, without a shell.
 * @param root the folder that the program sees, as `/lesson`; without one it sees none.
 * @param folder the one in which it runs: the root unless given. @param joined whether warnings come among the output.
 */
export async function runProgram(
  path: string,
  words: readonly string[],
  {
    root,
    folder = root,
    input,
    joined = true,
  }: { root?: string; folder?: string | undefined; input?: string | undefined; joined?: boolean },
): Promise<Outcome> {
  const nothing = { status: undefined, output: '' };
  if (!isAsPinned(path)) return { ...nothing, why: 'is not the one that this project knows' };
  const below = root === undefined || folder === undefined ? '' : relative(root, folder).replaceAll('\\', '/');
  const { how, status, output, errors } = await runJailed({
    program: path,
    name: basename(path),
    words,
    env: ENVIRONMENT,
    ...(root !== undefined && { folder: root }),
    cwd: posix.join(LESSON, below),
    files: [{ to: '/home/kubeconfig', content: JSON.stringify(NOWHERE) }],
    readOnly: DATA,
    ...(input !== undefined && { input }),
    joined,
    limits: { memory: MEMORY },
  });
  return how === 'ended' ? { status, output, errors, why: '' } : { status: undefined, output, errors, why: WHY[how] };
}
