import { execFileSync, spawn } from 'node:child_process';

/** Builds the site with the options of Node that `npm run build` gives. */
export const BUILD =
  'node --min-semi-space-size=8 --max-semi-space-size=8 --v8-pool-size=1 scripts/run.mjs scripts/build.ts --silent';

/** What one run of a command took. */
export interface Measurement {
  /** Seconds on the clock. */
  wall: number;
  /** Seconds of processor time, children included. */
  cpu: number;
  /** Largest resident memory of the process tree, in MiB, sampled every 0.2 seconds. */
  peak: number;
}

const SAMPLE_MS = 200;

/** Resident memory of a process and its descendants, in KiB. */
function treeMemory(root: number): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const members = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid = 0, parent = 0] of rows) {
      if (members.has(parent) && !members.has(pid)) {
        members.add(pid);
        grown = true;
      }
    }
  }
  return rows.reduce((sum, [pid = 0, , rss = 0]) => sum + (members.has(pid) ? rss : 0), 0);
}

/** `times` of a POSIX shell: the last line holds the children's user and system time, as 0m1.234s. */
function childSeconds(output: string): number {
  const last = output.trim().split('\n').at(-1) ?? '';
  return [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

/** Runs a shell command and measures it. @throws with the command's output if it fails. */
export async function measure(command: string, environment: Readonly<Record<string, string>>): Promise<Measurement> {
  const start = performance.now();
  const child = spawn('sh', ['-c', `${command} 1>&2; status=$?; times; exit $status`], {
    env: { ...process.env, ...environment },
  });
  let output = '';
  let log = '';
  let peak = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  });
  const timer = setInterval(() => {
    peak = Math.max(peak, treeMemory(child.pid ?? 0));
  }, SAMPLE_MS);
  const status = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`"${command}" failed:\n${log}`);
  return { wall: (performance.now() - start) / 1000, cpu: childSeconds(output), peak: peak / 1024 };
}
