import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemProgram } from './libraries.ts';
import { runJailed } from './run.ts';
import { LESSON } from './words.ts';

/** Whether programs and code can be jailed on this machine: if not, why, as a clause ("Bubblewrap is not on this machine"). */
export type JailState = { closed: true } | { closed: false; reason: string };

const PROBE = fileURLToPath(new URL('inside/probe.mjs', import.meta.url));

/** Begins to listen. Gives what ends it. */
async function listening(where: { port: number; host: string } | { path: string }): Promise<Server> {
  const server = createServer((call) => call.destroy());
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(where, done);
  });
  return server;
}

/** What a probe printed: whether it could work at all, and in which ways it got out. */
function readProbe(output: string): { works: boolean; open: string[] } | undefined {
  try {
    return JSON.parse(output) as { works: boolean; open: string[] };
  } catch {
    return undefined;
  }
}

/**
 * Tries a jail: puts up a file, a network port and a socket, and lets a probe in it try to reach them, to leave a file, and
 * to see or start processes. It is closed only if the probe could work and none of that did.
 * @param alter opens the jail: with it a test sees that this notices.
 */
export async function probeJail(alter?: (words: string[]) => string[]): Promise<JailState> {
  const own = mkdtempSync(join(tmpdir(), 'probe-'));
  const servers: Server[] = [];
  try {
    const canary = join(own, 'canary');
    const written = join(own, 'written');
    const socket = join(own, 'socket');
    writeFileSync(canary, 'outside');
    servers.push(await listening({ port: 0, host: '127.0.0.1' }), await listening({ path: socket }));
    // Whoever runs in the jail may have all of it: the jail is to keep them from it, not the rights of files.
    for (const path of [own, canary, socket]) chmodSync(path, 0o777);
    const address = servers[0]?.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const task = JSON.stringify({ canary, written, port, socket, parent: process.pid });
    const probe = `${LESSON}/probe.mjs`;
    const ending = await runJailed(
      {
        program: process.execPath,
        name: 'node',
        words: [probe, task],
        files: [{ to: probe, content: readFileSync(PROBE) }],
      },
      alter,
    );
    const found = ending.status === 0 ? readProbe(ending.output) : undefined;
    if (!found?.works) {
      const said = ending.errors.trim().split('\n')[0] ?? '';
      return { closed: false, reason: `a jail cannot be made on this machine${said === '' ? '' : `: ${said}`}` };
    }
    const open = existsSync(written) ? [...new Set([...found.open, 'writes files'])] : found.open;
    return open.length === 0
      ? { closed: true }
      : { closed: false, reason: `the jail of this machine is open: what is in it ${open.join(', ')}` };
  } catch (problem) {
    return { closed: false, reason: problem instanceof Error ? problem.message : String(problem) };
  } finally {
    for (const server of servers) server.close();
    rmSync(own, { recursive: true, force: true });
  }
}

async function find(): Promise<JailState> {
  if (process.platform !== 'linux') return { closed: false, reason: 'only Linux can jail them' };
  if (systemProgram('bwrap') === undefined) return { closed: false, reason: 'Bubblewrap is not on this machine' };
  return probeJail();
}

let known: Promise<JailState> | undefined;

/** Whether code and programs of lessons can be jailed here. It is tried once in each process, and never taken for granted. */
export function jailState(): Promise<JailState> {
  known ??= find();
  return known;
}
