import { KERNEL_RELEASE } from '../../kernel.ts';
import type { Program } from '../program.ts';
import { readOptions } from './options.ts';

/** How much is written before a moment passes. */
const PIECE = 500;

/** `yes`: the same line until somebody has enough of it. */
const yes: Program = async ({ arguments: words, output, clock, signal }) => {
  const line = `${words.length === 0 ? 'y' : words.join(' ')}\n`;
  while (!signal.aborted) {
    output.write(line.repeat(PIECE));
    await clock.sleep(1, signal);
  }
  return 0;
};

const uname: Program = async ({ arguments: words, output, files }) => {
  const fields: Readonly<Record<string, string>> = {
    s: 'Linux',
    // A container has the name of its Pod there.
    n: files.kind('/etc/hostname') === 'file' ? files.read('/etc/hostname').trim() : 'practice',
    r: KERNEL_RELEASE,
    v: '#1 SMP',
    m: 'x86_64',
    o: 'GNU/Linux',
  };
  const { flags } = readOptions(words, 'a|all,s,n,r,v,m,o,p,i');
  const wanted = flags.has('a') ? 'snrvmo' : [...flags].join('') || 's';
  output.write(
    `${[...'snrvmo']
      .filter((letter) => wanted.includes(letter))
      .map((letter) => fields[letter])
      .join(' ')}\n`,
  );
  return 0;
};

const whoami: Program = async ({ environment, output }) => {
  output.write(`${environment.USER ?? 'root'}\n`);
  return 0;
};

const id: Program = async ({ arguments: words, environment, output }) => {
  const user = environment.USER ?? 'root';
  const number = user === 'root' ? 0 : 1000;
  if (words.includes('-u')) output.write(`${words.includes('-n') ? user : number}\n`);
  else output.write(`uid=${number}(${user}) gid=${number}(${user}) groups=${number}(${user})\n`);
  return 0;
};

const which: Program = async ({ arguments: words, output, programNames }) => {
  let code = 0;
  for (const name of words.filter((word) => !word.startsWith('-'))) {
    if (programNames?.has(name) || /^(sh|bash)$/.test(name)) output.write(`/usr/bin/${name}\n`);
    else code = 1;
  }
  return code;
};

const processes: Program = async ({ output, name }) => {
  output.write(`    PID TTY          TIME CMD\n   1000 pts/0    00:00:00 bash\n   1001 pts/0    00:00:00 ${name}\n`);
  return 0;
};

const nproc: Program = async ({ arguments: words, output }) => {
  readOptions(words, 'all');
  output.write('2\n');
  return 0;
};

/** `nohup` and `nice`: the command itself. */
const plainly: Program = ({ arguments: words, execute }) => {
  const at = words.findIndex((word, index) => !word.startsWith('-') && words[index - 1] !== '-n');
  return execute(at < 0 ? [] : words.slice(at));
};

/** `sudo`: here everybody may what they may. */
const sudo: Program = async ({ errors }) => {
  errors.write('sudo: The practice cluster has no other user of this machine; what you may do needs no sudo.\n');
  return 1;
};

const help: Program = async ({ arguments: words, output, programNames }) => {
  const [name] = words.filter((word) => !word.startsWith('-'));
  if (name !== undefined) {
    output.write(
      `Programs say themselves what they take, most of them with: ${name} --help. For kubectl: kubectl help\n`,
    );
    return 0;
  }
  const names = [...(programNames ?? [])].filter((one) => /^\w/.test(one)).sort();
  output.write(
    `The shell is like bash: pipes, redirects, variables, loops, functions, jobs, history.\nPrograms that are here:\n`,
  );
  for (let start = 0; start < names.length; start += 10)
    output.write(`  ${names.slice(start, start + 10).join(' ')}\n`);
  return 0;
};

/** Programs about the machine and its user. */
export const systemPrograms: Readonly<Record<string, Program>> = {
  arch: async ({ output }) => {
    output.write('x86_64\n');
    return 0;
  },
  help,
  id,
  man: help,
  nice: plainly,
  nohup: plainly,
  nproc,
  ps: processes,
  sudo,
  uname,
  which,
  whoami,
  yes,
};
