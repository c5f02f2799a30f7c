import { describe, expect, test } from 'vitest';
import { runJailed } from '../../../../src/checks/programs/jail/run.ts';
import { DENIED } from '../../../../src/checks/programs/jail/syscalls.ts';
import { opened } from './attempt.ts';

const LONGEST = 300_000;
const index = process.arch === 'x64' ? 0 : 1;

/** Numbers of errors. Source: asm-generic/errno.h. */
const [NOT_PERMITTED, NO_SUCH_CALL] = [1, 38];

/** Runs a script of Perl, which can make any call of the kernel, as a program in a jail. */
async function perl(script: string, alter?: (words: string[]) => string[]): Promise<string> {
  const main = '/lesson/main.pl';
  const ending = await runJailed(
    { program: '/usr/bin/perl', name: 'perl', words: [main], files: [{ to: main, content: script }], joined: true },
    alter,
  );
  expect(ending.how).toBe('ended');
  return ending.output.trim();
}

/** What a call answers: "ok", or the number of its error. Arguments are those of Perl: numbers, or texts as memory. */
const call = (number: number, ...words: (number | string)[]): string =>
  `@words = (${[number, ...words].join(', ')}); $! = 0; print syscall(shift(@words) + 0, @words) == -1 ? $! + 0 : "ok";`;

const numberOf = (name: string): number => DENIED[name]?.[index] ?? -1;

test('every call that is denied is denied', { timeout: LONGEST }, async () => {
  const there = Object.entries(DENIED).flatMap(([name, numbers]) => {
    const number = numbers[index];
    return number === undefined ? [] : [[name, number] as const];
  });
  expect(there.length).toBeGreaterThan(80);
  const script = there.map(([name, number]) => `${call(number, 0, 0, 0, 0, 0, 0)} print " ${name}\\n";`).join('\n');
  const answers = await perl(script);
  expect(answers.split('\n')).toEqual(there.map(([name]) => `${NOT_PERMITTED} ${name}`));
});

/** Calls with arguments with which they do something wherever they are allowed. */
const meant: readonly [what: string, ...words: Parameters<typeof call>][] = [
  ['make a socket of the network', numberOf('socket'), 2, 1, 0],
  ['make a socket of the machine', numberOf('socket'), 1, 1, 0],
  ['make a socket of the kernel', numberOf('socket'), 16, 3, 0],
  ['make a pair of sockets', numberOf('socketpair'), 1, 1, 0, '"\\0" x 8'],
  ['be traced', numberOf('ptrace'), 0, 0, 0, 0],
  ['have memory without a name', numberOf('memfd_create'), '"x"', 0],
  ['share memory', numberOf('shmget'), 0, 4096, 0o1600],
  ['have a semaphore', numberOf('semget'), 0, 1, 0o1600],
  ['have a queue of messages', numberOf('msgget'), 0, 0o1600],
  ['hold on to a process', numberOf('pidfd_open'), '$$', 0],
  ['ask which system it looks like', numberOf('personality'), 0xffffffff],
  ['make a named pipe', numberOf('mknodat'), -100, '"pipe"', 0o010600, 0],
  ['ask for the settings of the clock', numberOf('adjtimex'), '"\\0" x 256'],
  ['have a key', numberOf('add_key'), '"user"', '"x"', '"x"', 1, -2],
];

describe('a program in a jail cannot', () => {
  test.concurrent.each(meant)('%s', { timeout: LONGEST }, async (_, ...words) => {
    expect(await perl(call(...words))).toBe(String(NOT_PERMITTED));
  });

  const [clone, mmap, ioctl] = index === 0 ? [56, 9, 16] : [220, 222, 29];
  const TIOCSTI = 0x5412;

  test.concurrent.each([
    ['start a process', call(clone, 17, 0, 0, 0, 0), NOT_PERMITTED],
    ['start a process in a namespace', call(clone, 0x10000000 + 17, 0, 0, 0, 0), NOT_PERMITTED],
    ['start a process in the newest way', call(435, '"\\0" x 88', 88), NO_SUCH_CALL],
    ['share memory without a name', call(mmap, 0, 4096, 3, 0x21, -1, 0), NOT_PERMITTED],
    ['type into the terminal', call(ioctl, 0, TIOCSTI, '"x"'), NOT_PERMITTED],
    ['make calls that came later', call(480, 0), NO_SUCH_CALL],
    ['make calls of another architecture', call(0x40000000 + 39), NO_SUCH_CALL],
    ['make a namespace of users', call(numberOf('unshare'), 0x10000000), NOT_PERMITTED],
    ['fork', 'print defined(fork) ? "ok" : $!+0;', NOT_PERMITTED],
    ['fork by running', 'my $said = `/bin/perl -v`; print defined($said) ? "ok" : $!+0;', NOT_PERMITTED],
  ])('%s', { timeout: LONGEST }, async (_, script, error) => {
    expect(await perl(script)).toBe(String(error));
  });

  test('do what needs no more than a thread and memory of its own: that works', async () => {
    const own = call(mmap, 0, 4096, 3, 0x22, -1, 0);
    expect(await perl(`${own} open(my $file, ">", "x") or die; print $file "y"; close $file; print -s "x";`)).toBe(
      'ok1',
    );
  });
});

describe('in an open jail it is noticed that a program can', () => {
  test.concurrent.each(meant)('%s', { timeout: LONGEST }, async (_, ...words) => {
    expect(await perl(call(...words), opened)).toBe('ok');
  });
});
