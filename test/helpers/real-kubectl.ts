import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mask, transcript } from '../../scripts/lab/recording.ts';
import { serve } from '../../scripts/lab/serve.ts';
import { programFolder } from '../../src/checks/programs/pinned.ts';
import type { Practice } from '../../src/lab/practice.ts';
import { HOME, WORK } from '../../src/lab/session.ts';

const STEP_MS = 500;
/** After how long (ms) a real kubectl is ended that does not end by itself. */
const LIMIT_MS = 20_000;

/** A practice cluster, or several, that the real kubectl talks to, from a folder with the same files as a session has. */
export class RealKubectl {
  readonly practice: Practice;
  readonly #idle: number;
  readonly #folder: string;
  readonly #environment: Record<string, string>;
  readonly #served: Awaited<ReturnType<typeof serve>>[] = [];
  #lastRequest = 0;

  private constructor(practice: Practice, files: ReadonlyMap<string, string>, idle: number) {
    this.practice = practice;
    this.#idle = idle;
    const root = mkdtempSync(join(tmpdir(), 'real-kubectl-'));
    this.#folder = join(root, 'work');
    mkdirSync(this.#folder);
    for (const [name, content] of files) {
      mkdirSync(dirname(join(this.#folder, name)), { recursive: true });
      writeFileSync(join(this.#folder, name), content, { mode: content.startsWith('#!') ? 0o755 : 0o644 });
    }
    this.#environment = {
      HOME: root,
      KUBECONFIG: join(root, 'config'),
      PATH: `${programFolder}:/usr/bin:/bin`,
      TZ: 'UTC',
      LC_ALL: 'C',
    };
  }

  /**
   * Puts the API server of each practice cluster on a port of its own.
   * @param idle how long (ms) nobody must have asked it anything before time passes for a real kubectl that waits
   */
  static async start(practice: Practice, files: ReadonlyMap<string, string>, idle: number): Promise<RealKubectl> {
    const real = new RealKubectl(practice, files, idle);
    for (const cluster of practice.clusters.values()) {
      const served = await serve((request) => {
        real.#lastRequest = performance.now();
        return cluster.handle(request);
      }, 0);
      real.#served.push(served);
    }
    const names = [...practice.clusters.keys()];
    const clusters = names.map((name, index) => ({ name, cluster: { server: real.#served[index]?.address } }));
    writeFileSync(
      real.#environment.KUBECONFIG as string,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters,
        contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
        'current-context': names[0],
        users: names.map((name) => ({ name, user: {} })),
      }),
    );
    return real;
  }

  /** Runs a command line in bash; while the real kubectl only waits, time passes in the cluster. Gives what it printed as recordings show it. */
  async run(command: string): Promise<string> {
    const { output, errors, code } = await this.result(command);
    return shown({ output: this.#translate(output), errors: this.#translate(errors), code });
  }

  /** The same, and what it printed as it is. */
  async result(command: string): Promise<{ output: string; errors: string; code: number }> {
    this.#lastRequest = performance.now();
    let isRunning = true;
    const ended = new Promise<{ output: string; errors: string; code: number }>((resolve) => {
      const child = execFile(
        'bash',
        ['-c', command],
        { cwd: this.#folder, env: this.#environment, encoding: 'utf8', timeout: LIMIT_MS },
        (problem, output, errors) => {
          isRunning = false;
          const code = typeof problem?.code === 'number' ? problem.code : problem ? -1 : 0;
          resolve({ output, errors, code });
        },
      );
      child.stdin?.end();
    });
    while (isRunning) {
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 30))]);
      if (isRunning && performance.now() - this.#lastRequest > this.#idle)
        await this.practice.cluster.clock.step(STEP_MS);
    }
    return ended;
  }

  /** A text with the address and the folders that the practice cluster's session has. */
  #translate(text: string): string {
    const addresses = [...this.practice.clusters.values()].map(({ address }) => address);
    return this.#served
      .reduce((told, { address }, index) => told.replaceAll(address, addresses[index] ?? ''), text)
      .replaceAll(this.#folder, WORK)
      .replaceAll(dirname(this.#folder), HOME)
      .replaceAll(`${HOME}/config`, `${HOME}/.kube/config`);
  }

  /** Ends the server and takes the folder away. */
  stop(): void {
    for (const { server } of this.#served) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(dirname(this.#folder), { recursive: true, force: true });
  }
}

/** What a command printed, as recordings show it, without what no two runs have in common. */
export function shown({ output, errors, code }: { output: string; errors: string; code: number }): string {
  // A restart writes the time of the day into the template, and the hashes of ReplicaSets follow from that.
  return mask(transcript(output, errors, code)).replace(/\bw-[0-9a-z]{8,10}\b/g, 'w-<HASH>');
}

/** The same of our own kubectl. */
export async function runOwn(practice: Practice, command: string): Promise<string> {
  return shown(await practice.session.run(command));
}
