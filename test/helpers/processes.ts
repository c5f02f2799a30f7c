import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Whether processes can be seen as Linux shows them. */
export const seesProcesses = process.platform === 'linux';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** The child of a process that runs a program; undefined if there is none now. */
export function childOf(pid: number, program: string): number | undefined {
  return read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .find((child) => basename(read(`/proc/${child}/cmdline`).split('\0')[0] ?? '').startsWith(program));
}

/** Processes that keep the machine busy, and what ends them. */
export function load(count: number): () => void {
  const loops: ChildProcess[] = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
  );
  return () => {
    for (const loop of loops) loop.kill('SIGKILL');
  };
}
