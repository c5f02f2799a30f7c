/** A program that runs the command which stands behind its own flags and arguments. */
interface Wrapper {
  /** Its flags that take the next word as their value. */
  valued: readonly string[];
  /** How many arguments of its own stand before the command. */
  arguments: number;
}

/** Source: the manual page or help of each program. */
const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  chroot: { valued: [], arguments: 1 },
  command: { valued: [], arguments: 0 },
  env: { valued: ['-u', '--unset', '-C', '--chdir'], arguments: 0 },
  exec: { valued: ['-a'], arguments: 0 },
  nice: { valued: ['-n', '--adjustment'], arguments: 0 },
  nohup: { valued: [], arguments: 0 },
  sudo: {
    valued: [
      '-u',
      '--user',
      '-g',
      '--group',
      '-h',
      '--host',
      '-p',
      '--prompt',
      '-C',
      '-D',
      '--chdir',
      '-R',
      '-T',
      '-U',
    ],
    arguments: 0,
  },
  time: { valued: ['-f', '--format', '-o', '--output'], arguments: 0 },
  timeout: { valued: ['-k', '--kill-after', '-s', '--signal'], arguments: 1 },
  xargs: {
    valued: ['-a', '--arg-file', '-d', '--delimiter', '-E', '-I', '-L', '-n', '--max-args', '-P', '--max-procs', '-s'],
    arguments: 0,
  },
};

/** Programs that hand the words behind their own to a shell, which reads them as a text. */
const REMOTE_SHELLS: Readonly<Record<string, Wrapper>> = {
  ssh: {
    valued: [
      '-b',
      '-c',
      '-D',
      '-E',
      '-e',
      '-F',
      '-I',
      '-i',
      '-J',
      '-L',
      '-l',
      '-m',
      '-o',
      '-p',
      '-R',
      '-S',
      '-W',
      '-w',
    ],
    arguments: 1,
  },
  watch: { valued: ['-n', '--interval', '-q', '--equexit'], arguments: 0 },
};

/** Programs whose subcommand "exec" runs a command in a container. */
const CONTAINER_EXEC: Readonly<Record<string, Wrapper>> = {
  crictl: { valued: ['--timeout', '-r', '--transport'], arguments: 1 },
  docker: { valued: ['-e', '--env', '--env-file', '-u', '--user', '-w', '--workdir', '--detach-keys'], arguments: 1 },
  nerdctl: { valued: ['-e', '--env', '--env-file', '-u', '--user', '-w', '--workdir'], arguments: 1 },
  podman: { valued: ['-e', '--env', '--env-file', '-u', '--user', '-w', '--workdir', '--detach-keys'], arguments: 1 },
};

const SHELL_PROGRAM = /^(ba|da|k|z)?sh$/;
/** -c, also together with other letters: -lc, -euc. */
const SHELL_TEXT = /^-[a-z]*c$/;

export const ASSIGNMENT = /^\w+=/;

/** Name under which a program is known: without the folders before it; "k" is what everybody calls kubectl. */
export function programName(word: string): string {
  const name = /^[\w./~-]*\/([\w-]+)$/.exec(word)?.[1] ?? word;
  return name === 'k' ? 'kubectl' : name;
}

/** Words from the first one that belongs neither to the wrapper nor to its flags. */
function behind(words: readonly string[], { valued, arguments: own }: Wrapper): readonly string[] {
  let before = own;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') continue;
    if (word.startsWith('-') && word !== '-') index += valued.includes(word) ? 1 : 0;
    else if (before > 0) before--;
    else if (!ASSIGNMENT.test(word)) return words.slice(index);
  }
  return [];
}

/** Words behind "--". */
function behindDashes(words: readonly string[]): readonly string[] {
  const dashes = words.indexOf('--');
  return dashes < 0 ? [] : words.slice(dashes + 1);
}

/** Words of the command that another command runs, such as those behind sudo, xargs or "kubectl exec … --"; or none. */
export function wrappedWords(words: readonly string[]): readonly string[] {
  const [program = '', ...rest] = words;
  const wrapper = WRAPPERS[program];
  // xargs adds what it reads.
  if (wrapper) return [...behind(rest, wrapper), ...(program === 'xargs' ? ['…'] : [])];
  if (program === 'kubectl') return rest.some((word) => /^(exec|debug|run)$/.test(word)) ? behindDashes(rest) : [];
  if (program === 'minikube' && rest[0] === 'kubectl') return ['kubectl', ...behindDashes(rest)];
  const container = CONTAINER_EXEC[program];
  const at = container ? rest.indexOf('exec') : -1;
  return container && at >= 0 ? behind(rest.slice(at + 1), container) : [];
}

/** Text that a command gives to a shell to run: of "sh -c '…'", "ssh HOST '…'" and "watch '…'"; or nothing. */
export function shellText(words: readonly string[]): string {
  const [program = '', ...rest] = words;
  const remote = REMOTE_SHELLS[program];
  if (remote) return behind(rest, remote).join(' ');
  if (program === 'minikube' && rest[0] === 'ssh')
    return behind(rest.slice(1), { valued: ['-n'], arguments: 0 }).join(' ');
  const at = SHELL_PROGRAM.test(program) ? rest.findIndex((word) => SHELL_TEXT.test(word)) : -1;
  return at < 0 ? '' : (rest[at + 1] ?? '');
}
