import { Cluster, type ClusterOptions, SERVER_ADDRESS } from './cluster.ts';
import { Containers } from './containers.ts';
import { edges } from './edges.ts';
import { administratorFiles, withNamespace } from './kubeconfig.ts';
import { kubectl } from './kubectl/kubectl.ts';
import type { Completion } from './line/candidates.ts';
import type { InteractiveShell } from './line/interactive.ts';
import type { Network } from './network/network.ts';
import { HOME, Session, WORK } from './session.ts';
import { type Files, MemoryFiles } from './shell/files.ts';
import type { Program } from './shell/program.ts';
import { Part } from './time/part.ts';

const certificates = new Part('openssl', () => import('./certificates/openssl.ts'));
const openssl: Program = async (context) => (await context.clock.load(certificates)).openssl(context);
const completions = new Part('completion', () => import('./line/index.ts'));
const loads = new Part('load', () => import('./load.ts'));

const outside = new Part('the network before the cluster', () => import('./outside.ts'));
/** `curl` of the computer before the cluster. */
const outerCurl =
  (network: Network): Program =>
  async (context) =>
    (await context.clock.load(outside)).outerCurl(network, context);

const clouds = new Part('cloud-provider-kind', () => import('./cloud-provider.ts'));
const cloud =
  (cluster: Cluster): Program =>
  async (context) =>
    (await context.clock.load(clouds)).cloudProgram(cluster)(context);

/** A cluster with a person at a shell before it: what `npm run lab`, tests and the page give. */
export class Practice {
  readonly cluster: Cluster;
  readonly files: Files;
  readonly session: Session;

  /** @param files what lies in the folder of the session, by its path in there. */
  constructor(files: ReadonlyMap<string, string> = new Map(), options: ClusterOptions = {}) {
    this.cluster = new Cluster({
      ...options,
      runtimeOf: ({ clock, random, network }) =>
        new Containers({
          clock,
          random,
          network,
          programs: options.programs ?? (() => undefined),
          isStandIn: options.isStandIn === true,
        }),
    });
    this.files = new MemoryFiles();
    const load: Program = async (context) =>
      (await context.clock.load(loads)).loadProgram(
        this.cluster.loads ?? [],
        this.cluster.loads !== undefined,
      )(context);
    this.session = new Session({
      clock: this.cluster.clock,
      random: this.cluster.random,
      files: this.files,
      programs: {
        ...edges,
        'cloud-provider-kind': cloud(this.cluster),
        curl: outerCurl(this.cluster.network),
        kubectl,
        k: kubectl,
        load,
        openssl,
      },
      connect: (server) => (server === SERVER_ADDRESS ? (request) => this.cluster.answer(request) : undefined),
    });
    const { kubeconfig, authority } = administratorFiles(this.cluster);
    this.files.makeFolder(`${HOME}/.kube`);
    this.files.write(`${HOME}/.kube/config`, kubeconfig);
    this.files.write(`${WORK}/ca.crt`, authority);
    for (const [name, content] of files) {
      const path = `${WORK}/${name}`;
      this.files.makeFolder(path.slice(0, path.lastIndexOf('/')));
      this.files.write(path, content);
      if (content.startsWith('#!')) this.files.setExecutable(path, true);
    }
  }

  /** Makes a namespace that of the learner's context. */
  chooseNamespace(namespace: string): void {
    const path = `${HOME}/.kube/config`;
    this.files.write(path, withNamespace(this.files.read(path), namespace));
  }

  /** What could stand at a place of a line that is typed into a shell. Loads what it needs the first time; the clock has no part in it. */
  async complete(shell: InteractiveShell, line: string, cursor: number): Promise<Completion> {
    const { complete, namesOf } = await completions.load();
    return complete(line, cursor, { world: shell.world, state: shell.state, cluster: namesOf(this.cluster.server) });
  }

  /** Lets the clock go on until nothing has changed for some time, at most until a limit. */
  async settle(quietSeconds = 2.5, limitSeconds = 120): Promise<void> {
    const { clock, server } = this.cluster;
    const limit = clock.now() + limitSeconds * 1000;
    let revision = server.store.revision;
    let quietSince = clock.now();
    while (clock.now() - quietSince < quietSeconds * 1000 && clock.now() < limit) {
      await clock.step(100);
      if (server.store.revision === revision) continue;
      revision = server.store.revision;
      quietSince = clock.now();
    }
  }
}
