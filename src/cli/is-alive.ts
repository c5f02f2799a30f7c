/** Whether a process is still there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    // It is there, but belongs to somebody else.
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM';
  }
}
