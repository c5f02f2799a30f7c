import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { ApiServer } from '../api/server.ts';
import { startKubelet } from '../boot/nodes.ts';
import { nodeObject } from '../boot/objects.ts';
import { Client, Controllers } from '../controllers/framework.ts';
import { controllersOf } from '../controllers/index.ts';
import { NO_RUNTIME } from '../node/execute.ts';
import { Images } from '../node/images.ts';
import { Pace } from '../node/times.ts';
import { randomFrom } from '../random.ts';
import { Clock } from '../time/clock.ts';
import { clusterView, type PodView } from '../view/cluster-view.ts';
import type { Mark } from './frame.ts';
import { NODES } from './settings.ts';

/** A cluster of a figure begins always at the same moment, from the same seed: the same settings lead to the same. */
const START = Date.UTC(2026, 10, 28, 20, 50);
const SEED = 7;
/** Accounts and namespaces are there after so long. */
const BEGINNING_MS = 1000;

/** A container is asked for the first time after a second. */
export const readinessProbe = { httpGet: { path: '/readyz', port: 8080 }, initialDelaySeconds: 1, periodSeconds: 1 };

/** What is made of a cluster for a figure. */
export interface SmallClusterOptions {
  /** What Pods may have of each node. */
  size?: Readonly<Record<string, string>>;
  /** Images that the nodes hold: others of `shop.example` cannot be pulled. */
  images: readonly string[];
}

/** The practice cluster in small: three nodes, all controllers and the scheduler, and nothing that a figure does not show. Nothing in it waits for anything but its clock. */
export class SmallCluster {
  readonly clock = new Clock(START);
  readonly server: ApiServer;
  readonly client: Client;
  /** When each Pod was seen first: pictures keep that order. */
  readonly #seen = new Map<string, number>();

  constructor({ size = {}, images }: SmallClusterOptions) {
    this.server = new ApiServer({ clock: this.clock, random: randomFrom(SEED), ids: randomFrom(SEED + 1) });
    this.client = new Client(this.server, 'kubectl');
    this.client.create(this.client.resource('', 'namespaces'), named('Namespace', 'default'));
    const shared = { images: new Images(images), runtime: NO_RUNTIME, paces: { start: new Pace(), stop: new Pace() } };
    for (const [index, name] of NODES.entries()) {
      const plan = { name, address: `172.18.0.${index + 3}`, network: `10.244.${index + 1}`, isControlPlane: false };
      this.#register(nodeObject(plan, START), size);
      startKubelet(this.server, plan, shared);
    }
    const controllers = new Controllers(this.server);
    for (const controller of controllersOf(this.server, '')) controllers.add(controller);
    this.clock.runTo(START + BEGINNING_MS);
  }

  /** Registers a node of another size than usual. */
  #register({ status, ...node }: Record<string, unknown>, size: Readonly<Record<string, string>>): void {
    const nodes = this.client.resource('', 'nodes');
    const { metadata } = this.client.create(nodes, node);
    const resources = { ...recordAt(status, 'allocatable'), ...size };
    const write = (object: KubeObject): true => {
      object.status = { ...asRecord(status), allocatable: resources, capacity: resources };
      return true;
    };
    this.client.change(nodes, { namespace: '', name: metadata.name }, write, 'status');
  }

  /** Makes a workload in the namespace `default`. @throws ApiError what the API server says against it */
  create(plural: 'deployments' | 'daemonsets', object: Record<string, unknown>): KubeObject {
    return this.client.create(this.client.resource('apps', plural), object, 'default');
  }

  /** Changes fields of the spec of an object, as `kubectl patch` would. @throws ApiError */
  patch(plural: 'deployments' | 'daemonsets' | 'nodes', name: string, spec: Data): void {
    const resource = this.client.resource(plural === 'nodes' ? '' : 'apps', plural);
    this.client.change(resource, { namespace: plural === 'nodes' ? '' : 'default', name }, (object) => {
      object.spec = { ...recordAt(object, 'spec'), ...spec };
      return true;
    });
  }

  /** The Pods in the namespace `default`, the oldest first, with the objects that they are views of. */
  pods(): { view: PodView; object: KubeObject; node: string }[] {
    const { nodes, waiting } = clusterView(this.server);
    const views = new Map([...waiting, ...nodes.flatMap(({ pods }) => pods)].map((view) => [view.uid, view]));
    return this.client
      .list(this.client.resource('', 'pods'), 'default')
      .sort((one, other) => this.#order(one) - this.#order(other))
      .flatMap((object) => {
        const view = views.get(String(object.metadata.uid));
        return view ? [{ view, object, node: String(recordAt(object, 'spec').nodeName ?? '') }] : [];
      });
  }

  #order({ metadata: { uid } }: KubeObject): number {
    const order = this.#seen.get(uid) ?? this.#seen.size;
    this.#seen.set(uid, order);
    return order;
  }

  /** What the scheduler says of the first Pod that it has found no node for. */
  refusal(): string | undefined {
    for (const { object, node } of this.pods()) {
      if (node !== '' || object.metadata.deletionTimestamp !== undefined) continue;
      const scheduled = asList(recordAt(object, 'status').conditions).find(({ type }) => type === 'PodScheduled');
      if (scheduled?.status === 'False') return String(scheduled.message);
    }
    return undefined;
  }
}

/** An object of the core group with nothing but a name. */
function named(kind: string, name: string): Record<string, unknown> {
  return { apiVersion: 'v1', kind, metadata: { name } };
}

/** A Pod as a figure shows it. */
export function markOf({ uid, name, state, status }: PodView, label: string): Mark {
  return { key: uid, name, label, state, status };
}
