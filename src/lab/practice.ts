import { Cluster, type ClusterOptions } from './cluster.ts';
import { Containers } from './containers.ts';
import { currentServer, FIRST_CONTEXT, type Place } from './contexts.ts';
import { edges } from './edges.ts';
import { administratorConfig, withNamespace } from './kubeconfig.ts';
import { kubectl } from './kubectl/kubectl.ts';
import type { Completion } from './line/candidates.ts';
import type { ClusterNames } from './line/cluster-names.ts';
import type { InteractiveShell } from './line/interactive.ts';
import { HOME, Session, WORK } from './session.ts';
import { type Files, MemoryFiles } from './shell/files.ts';
import type { Program } from './shell/program.ts';
import { Part } from './time/part.ts';

const certificates = new Part('openssl', () => import('./certificates/openssl.ts'));
const openssl: Program = async (context) => (await context.clock.load(certificates)).openssl(context);
const completions = new Part('completion', () => import('./line/index.ts'));
const loads = new Part('load', () => import('./load.ts'));

const outside = new Part('the network before the cluster', () => import('./outside.ts'));
/** `curl` of the computer before the clusters. */
const outerCurl =
  (clusters: ReadonlyMap<string, Cluster>): Program =>
  async (context) =>
    (await context.clock.load(outside)).outerCurl(
      [...clusters.values()].map(({ network }) => network),
      context,
    );

const clouds = new Part('cloud-provider-kind', () => import('./cloud-provider.ts'));
const cloud =
  (clusters: ReadonlyMap<string, Cluster>): Program =>
  async (context) =>
    (await context.clock.load(clouds)).cloudProgram(clusters.values())(context);

/** How the first cluster is made, and which others there are: they share what is said of neither. */
export interface PracticeOptions extends ClusterOptions {
  /** Its context in the kubeconfig of the session. */
  context?: string;
  further?: readonly (Pick<ClusterOptions, 'images' | 'load'> & { context: string })[];
}

/** The random numbers of one of several clusters: none has those of another one. */
const seedOf = (seed: number, number: number): number => (seed + Math.imul(number, 0x9e3779b1)) >>> 0;

/** One cluster, or several, with a person at a shell before them: what `npm run lab`, tests and the page give. */
export class Practice {
  /** The first cluster, whose context is the current one at the beginning. */
  readonly cluster: Cluster;
  /** All clusters by their contexts, the first one first. They have one clock. */
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly files: Files;
  readonly session: Session;

  /** @param files what lies in the folder of the session, by its path in there. */
  constructor(files: ReadonlyMap<string, string> = new Map(), options: PracticeOptions = {}) {
    const { context: firstContext = FIRST_CONTEXT, further = [], load: firstLoad, images, ...shared } = options;
    const all = [{ context: firstContext, images, load: firstLoad }, ...further];
    const made = Cluster.together(
      all.map((one, number) => ({
        ...shared,
        seed: seedOf(options.seed ?? 1, number),
        ...(one.images ? { images: one.images } : {}),
        ...(one.load ? { load: one.load } : {}),
        runtimeOf: ({ clock, random, network }) =>
          new Containers({
            clock,
            random,
            network,
            programs: options.programs ?? (() => undefined),
            isStandIn: options.isStandIn === true,
          }),
      })),
      options.start,
    );
    this.clusters = new Map(made.map((cluster, index) => [all[index]?.context ?? '', cluster]));
    this.cluster = made[0] as Cluster;
    this.files = new MemoryFiles();
    const load: Program = async (context) => {
      const { loads: given } = this.clusters.get(this.contextAt(context)) as Cluster;
      return (await context.clock.load(loads)).loadProgram(given ?? [], given !== undefined)(context);
    };
    this.session = new Session({
      clock: this.cluster.clock,
      random: this.cluster.random,
      files: this.files,
      programs: {
        ...edges,
        'cloud-provider-kind': cloud(this.clusters),
        curl: outerCurl(this.clusters),
        kubectl,
        k: kubectl,
        load,
        openssl,
      },
      connect: (server) => {
        const asked = made.find(({ address }) => address === server);
        return asked && ((request) => asked.answer(request));
      },
    });
    this.files.makeFolder(`${HOME}/.kube`);
    this.files.write(`${HOME}/.kube/config`, administratorConfig(this.clusters));
    for (const [name, content] of files) {
      const path = `${WORK}/${name}`;
      this.files.makeFolder(path.slice(0, path.lastIndexOf('/')));
      this.files.write(path, content);
      if (content.startsWith('#!')) this.files.setExecutable(path, true);
    }
  }

  /** Makes a namespace that of a context of the learner, as the kubeconfig is at the beginning. */
  chooseNamespace(namespace: string, context: string): void {
    const path = `${HOME}/.kube/config`;
    this.files.write(path, withNamespace(this.files.read(path), namespace, context));
  }

  /** The path of a kubeconfig as that of the learner was at the beginning, with a context as the current one, whatever the learner has changed. */
  configurationOf(context: string): string {
    const path = `/tmp/.lab/${context}`;
    this.files.makeFolder('/tmp/.lab');
    this.files.write(
      path,
      this.files.read(`${HOME}/.kube/config`).replace(/^current-context: .*$/m, () => `current-context: ${context}`),
    );
    return path;
  }

  /** The cluster of a lab's context; the first if none is named. @throws Error if the lab has none of it: its check has said so */
  clusterOf(context?: string): Cluster {
    const found = context === undefined ? this.cluster : this.clusters.get(context);
    if (!found) throw new Error(`No cluster of the lab has the context "${context}".`);
    return found;
  }

  /** The context of the cluster that kubectl asks somewhere: in a shell, in a program. The first where it would ask none of them. */
  contextAt(place: Place = { environment: { HOME }, files: this.files, folder: WORK }): string {
    const contexts = [...this.clusters];
    // Who has one needs not look.
    const server = contexts.length > 1 ? currentServer(place) : '';
    return (contexts.find(([, { address }]) => address === server) ?? contexts[0])?.[0] ?? '';
  }

  /** What could stand at a place of a line that is typed into a shell. Loads what it needs the first time; the clock has no part in it. */
  async complete(shell: InteractiveShell, line: string, cursor: number): Promise<Completion> {
    const { complete, namesOf } = await completions.load();
    const { clusters, cluster } = this;
    const asked = (server: string): Cluster | undefined =>
      clusters.size === 1 ? cluster : [...clusters.values()].find(({ address }) => address === server);
    const clusterAt = (server: string): ClusterNames | undefined => {
      const found = asked(server);
      return found && namesOf(found.server);
    };
    return complete(line, cursor, { world: shell.world, state: shell.state, clusterAt });
  }

  /** Grows with each change of an object in any of the clusters. */
  get revision(): number {
    let sum = 0;
    for (const { server } of this.clusters.values()) sum += server.store.revision;
    return sum;
  }

  /** Lets the clock go on until nothing has changed for some time, at most until a limit. */
  async settle(quietSeconds = 2.5, limitSeconds = 120): Promise<void> {
    const { clock } = this.cluster;
    const limit = clock.now() + limitSeconds * 1000;
    let { revision } = this;
    let quietSince = clock.now();
    while (clock.now() - quietSince < quietSeconds * 1000 && clock.now() < limit) {
      await clock.step(100);
      if (this.revision === revision) continue;
      revision = this.revision;
      quietSince = clock.now();
    }
  }
}
