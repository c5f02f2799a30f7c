import { spawnSync } from 'node:child_process';
import { pathsOf } from './paths.ts';

/** Most memory that a program may take, and the largest file that it may write, in bytes. */
const LIMITS = ['--data=2147483648', '--fsize=16777216'];

/**
 * Ways of starting a program so that the kernel of Linux limits it: without a network and other processes, and with limits
 * of memory and files; or with the limits alone. The first that works on a machine is used.
 */
const WAYS: readonly { words: readonly string[]; complete: boolean }[] = [
  {
    words: ['unshare', '--user', '--map-current-user', '--net', '--pid', '--fork', '--kill-child', '--', 'prlimit'],
    complete: true,
  },
  { words: ['prlimit'], complete: false },
];

/** How programs are kept apart on this machine. */
export interface Confinement {
  /** Words to put before a command. */
  words: readonly string[];
  /** Whether it has neither a network nor a way to other processes. */
  complete: boolean;
}

let known: Confinement | undefined;

/** How a program can be kept apart from the rest of this machine. It is tried once. */
export function confinement(): Confinement {
  if (known) return known;
  const ways = process.platform === 'linux' ? WAYS : [];
  const tried = ways.map(({ words, complete }) => {
    // Programs run without the environment in which these could be found.
    const found = words.map((word) => (/^(unshare|prlimit)$/.test(word) ? (pathsOf(word)[0] ?? word) : word));
    return { words: [...found, ...LIMITS], complete };
  });
  const works = ({ words: [program = '', ...rest] }: Confinement): boolean =>
    spawnSync(program, [...rest, process.execPath, '--version'], { stdio: 'ignore' }).status === 0;
  known = tried.find(works) ?? { words: [], complete: false };
  return known;
}
