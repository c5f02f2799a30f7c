import { realpathSync } from 'node:fs';
import { librariesOf, type Shown, systemProgram, unusualFolders } from './libraries.ts';

/** What is to run in a jail. */
export interface Jailed {
  /** Path of the program on this machine. */
  program: string;
  /** Its name in the jail, where it lies in `/bin`. */
  name: string;
  words: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** A folder of this machine that can be read and written in the jail, as `/lesson`. */
  folder?: string;
  /** Files that are copied into the jail, below `/lesson` or `/home`; without a folder, what is written is gone afterwards. */
  files?: readonly Copied[];
  /** Where in the jail it runs: `/lesson` or below. */
  cwd?: string;
  /** Other files and folders that can be read there. Those that this machine does not have are left out. */
  readOnly?: readonly Shown[];
  /** What it reads on its standard input; nothing unless given. */
  input?: string;
  /** Whether what it prints as an error comes in between its other output, in the order in which it was printed. */
  joined?: boolean;
  limits?: Partial<Limits>;
}

/** A file as it is to lie in a jail. */
export interface Copied {
  to: string;
  content: string | Uint8Array;
}

/** How much of the machine something in a jail may take. */
export interface Limits {
  /** Seconds until it is ended, however busy the machine is. */
  seconds: number;
  /** Seconds of work of the processor. */
  work: number;
  /** Bytes of memory, and of files that it may write into memory. */
  memory: number;
  files: number;
  /** Bytes of one file that it writes. */
  file: number;
  /** Bytes that it may print. */
  output: number;
  threads: number;
}

/** Generous: something that is slow because the machine is busy is not wrong. */
export const LIMITS: Limits = {
  seconds: 120,
  work: 30,
  memory: 1024 ** 3,
  files: 64 * 1024 ** 2,
  file: 16 * 1024 ** 2,
  output: 1_000_000,
  threads: 128,
};

/** The folder of the task in a jail. */
export const LESSON = '/lesson';

/** File descriptors that Bubblewrap is given: numbers by what they are. */
export interface Descriptors {
  filter: number;
  status: number;
  /** Gives the number of a file with such a content. */
  holding(content: string | Uint8Array): number;
}

const PRLIMIT = 'prlimit';

/** Words that make prlimit start a program with limits: Bubblewrap sets none. */
function limited({ work, memory, file, threads }: Limits): string[] {
  const limits = {
    nproc: threads,
    cpu: work,
    data: memory,
    fsize: file,
    nofile: 256,
    core: 0,
    msgqueue: 0,
    memlock: 0,
  };
  return [PRLIMIT, ...Object.entries(limits).map(([name, most]) => `--${name}=${most}:${most}`), '--'];
}

/**
 * The words with which Bubblewrap makes a jail and starts something in it: a root that is empty but for the program, its
 * libraries and the task's folder, all namespaces of its own, no capabilities, no environment, no /proc and no /dev, limits,
 * and a filter of calls to the kernel. @throws Error if this machine has no Bubblewrap or no prlimit.
 */
export function jailWords(jailed: Jailed, limits: Limits, descriptors: Descriptors): string[] {
  const bubblewrap = systemProgram('bwrap');
  const prlimit = systemProgram(PRLIMIT);
  if (bubblewrap === undefined) throw new Error('Bubblewrap is not on this machine');
  if (prlimit === undefined) throw new Error('prlimit of util-linux is not on this machine');
  const program = realpathSync(jailed.program);
  const libraries = [...librariesOf(program), ...librariesOf(prlimit)];
  const folders = unusualFolders(libraries);
  const env = { ...jailed.env, ...(folders.length > 0 && { LD_LIBRARY_PATH: folders.join(':') }) };
  const shown = new Map<string, string>([
    ...libraries.map(({ from, to }) => [to, from] as const),
    [`/bin/${PRLIMIT}`, realpathSync(prlimit)],
    [`/bin/${jailed.name}`, program],
    ...(jailed.readOnly ?? []).map(({ from, to }) => [to, from] as const),
  ]);
  return [
    bubblewrap,
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--hostname', 'lesson'],
    ...['--uid', '1000', '--gid', '1000', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--clearenv'],
    ...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value]),
    ...[...shown].flatMap(([to, from]) => ['--ro-bind', from, to]),
    ...['--size', String(limits.files), '--tmpfs', '/home'],
    ...(jailed.folder === undefined
      ? ['--size', String(limits.files), '--tmpfs', LESSON]
      : ['--bind', jailed.folder, LESSON]),
    ...(jailed.files ?? []).flatMap(({ to, content }) => ['--file', String(descriptors.holding(content)), to]),
    ...['--remount-ro', '/', '--chdir', jailed.cwd ?? LESSON],
    ...['--seccomp', String(descriptors.filter), '--json-status-fd', String(descriptors.status), '--'],
    ...[...limited(limits), jailed.name, ...jailed.words],
  ];
}
