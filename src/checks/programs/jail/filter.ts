import { DENIED, LAST_KNOWN, LOOKED_AT } from './syscalls.ts';

/** An instruction of the kernel's filter machine. Source: linux/filter.h, linux/bpf_common.h. */
type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

const load = (offset: number): Instruction => [0x20, 0, 0, offset];
const keep = (bits: number): Instruction => [0x54, 0, 0, bits];
/** Jumps over so many instructions: numbers below 256. */
const ifEqual = (value: number, ifTrue: number, ifFalse: number): Instruction => [0x15, ifTrue, ifFalse, value];
const ifAtLeast = (value: number, ifTrue: number, ifFalse: number): Instruction => [0x35, ifTrue, ifFalse, value];
const ifAnyOf = (bits: number, ifTrue: number, ifFalse: number): Instruction => [0x45, ifTrue, ifFalse, bits];
const answer = (value: number): Instruction => [0x06, 0, 0, value];

// Answers of a filter, with the number of the error that the program sees. Source: linux/seccomp.h, errno.h.
const ALLOW = answer(0x7fff0000);
const KILL = answer(0x80000000);
const NOT_PERMITTED = answer(0x00050000 + 1);
const NO_SUCH_CALL = answer(0x00050000 + 38);

// Where a filter finds what it judges: struct seccomp_data, the lower half of each argument.
const NUMBER = load(0);
const ARCHITECTURE = load(4);
const argument = (index: number): Instruction => load(16 + 8 * index);

/** AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64 of linux/audit.h. */
const ARCHITECTURES = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;

const CLONE_THREAD = 0x00010000;
const MAP_SHARED_AND_ANONYMOUS = 0x21;
const [TIOCSTI, TIOCLINUX] = [0x5412, 0x541c];

/** Instructions for one call: they decide when it is this one, and are passed over when not. */
function when(number: number | undefined, decide: readonly Instruction[]): Instruction[] {
  return number === undefined ? [] : [ifEqual(number, 0, decide.length), ...decide];
}

function instructions(architecture: keyof typeof ARCHITECTURES): Instruction[] {
  const index = architecture === 'x64' ? 0 : 1;
  return [
    // Calls of another architecture have other numbers.
    ARCHITECTURE,
    ifEqual(ARCHITECTURES[architecture], 1, 0),
    KILL,
    NUMBER,
    // Those of x32, too, which begin at 2^30.
    ifAtLeast(LAST_KNOWN + 1, 0, 1),
    NO_SUCH_CALL,
    ...Object.values(DENIED).flatMap((numbers) => when(numbers[index], [NOT_PERMITTED])),
    // Its flags lie in memory, where a filter cannot see them. Programs use clone where it is missing.
    ...when(LOOKED_AT.clone3[index], [NO_SUCH_CALL]),
    // A thread may be made, a process not.
    ...when(LOOKED_AT.clone[index], [argument(0), ifAnyOf(CLONE_THREAD, 1, 0), NOT_PERMITTED, ALLOW]),
    // Shared memory without a file is counted by no limit.
    ...when(LOOKED_AT.mmap[index], [
      argument(3),
      keep(MAP_SHARED_AND_ANONYMOUS),
      ifEqual(MAP_SHARED_AND_ANONYMOUS, 0, 1),
      NOT_PERMITTED,
      ALLOW,
    ]),
    // Nobody types into the terminal of the one who checks.
    ...when(LOOKED_AT.ioctl[index], [
      argument(1),
      ifEqual(TIOCSTI, 1, 0),
      ifEqual(TIOCLINUX, 0, 1),
      NOT_PERMITTED,
      ALLOW,
    ]),
    ALLOW,
  ];
}

/**
 * The filter of calls to the kernel for everything in a jail, as Bubblewrap's `--seccomp` reads it (struct sock_filter).
 * Undefined for processors whose calls are not known here.
 */
export function callFilter(architecture: string = process.arch): Buffer | undefined {
  if (architecture !== 'x64' && architecture !== 'arm64') return undefined;
  const all = instructions(architecture);
  const bytes = Buffer.alloc(8 * all.length);
  for (const [index, [code, ifTrue, ifFalse, value]] of all.entries()) {
    bytes.writeUInt16LE(code, 8 * index);
    bytes.writeUInt8(ifTrue, 8 * index + 2);
    bytes.writeUInt8(ifFalse, 8 * index + 3);
    bytes.writeUInt32LE(value, 8 * index + 4);
  }
  return bytes;
}
