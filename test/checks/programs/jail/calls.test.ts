import { describe, expect, test } from 'vitest';
import { callFilter } from '../../../../src/checks/programs/jail/filter.ts';
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

/** What the kernel does with a filter: answers for a call of an architecture, by the rules of classic BPF. */
function answerOf(filter: Buffer, architecture: number, number: number, ...words: number[]): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(architecture, 4);
  for (const [at, word] of words.entries()) data.writeUInt32LE(word, 16 + 8 * at);
  let value = 0;
  for (let at = 0; at < filter.length / 8; at++) {
    const code = filter.readUInt16LE(8 * at);
    const operand = filter.readUInt32LE(8 * at + 4);
    const jump = (holds: boolean): number => filter.readUInt8(8 * at + (holds ? 2 : 3));
    if (code === 0x20) value = data.readUInt32LE(operand);
    else if (code === 0x54) value = (value & operand) >>> 0;
    else if (code === 0x15) at += jump(value === operand);
    else if (code === 0x35) at += jump(value >= operand);
    else if (code === 0x45) at += jump((value & operand) !== 0);
    else if (code === 0x06) return operand;
    else throw new Error(`no such instruction: ${code}`);
  }
  throw new Error('no answer');
}

describe.each([
  ['x64', 0, 0xc000003e, { clone: 56, mmap: 9, ioctl: 16, read: 0, execve: 59, futex: 202 }],
  ['arm64', 1, 0xc00000b7, { clone: 220, mmap: 222, ioctl: 29, read: 63, execve: 221, futex: 98 }],
] as const)('the filter of %s', (name, column, architecture, calls) => {
  const filter = callFilter(name) ?? Buffer.alloc(0);
  const [allow, kill, refuse, unknown] = [0x7fff0000, 0x80000000, 0x50001, 0x50026];
  const asks = (number: number, ...words: number[]): number => answerOf(filter, architecture, number, ...words);

  test('refuses what is denied, and what it does not know', () => {
    for (const numbers of Object.values(DENIED)) {
      const number = numbers[column];
      if (number !== undefined) expect(asks(number)).toBe(refuse);
    }
    expect(asks(435)).toBe(unknown);
    expect(asks(467)).toBe(unknown);
    expect(asks(0x40000000 + calls.read)).toBe(unknown);
    expect(answerOf(filter, 0x40000003, calls.read)).toBe(kill);
  });

  test('lets threads, private memory and files be, and nothing that looks like them', () => {
    expect([calls.read, calls.execve, calls.futex].map((number) => asks(number))).toEqual([allow, allow, allow]);
    expect([asks(calls.clone, 0x3d0f00), asks(calls.clone, 17), asks(calls.clone, 0x7e020011)]).toEqual([
      allow,
      refuse,
      refuse,
    ]);
    const map = (flags: number): number => asks(calls.mmap, 0, 4096, 3, flags);
    expect([map(0x22), map(0x01), map(0x21), map(0x23), map(0x8021)]).toEqual([allow, allow, refuse, refuse, refuse]);
    expect([asks(calls.ioctl, 0, 0x5401), asks(calls.ioctl, 0, 0x5412), asks(calls.ioctl, 0, 0x541c)]).toEqual([
      allow,
      refuse,
      refuse,
    ]);
  });
});

test('processors whose calls are not known have no filter', () => {
  expect(callFilter('riscv64')).toBeUndefined();
});

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
