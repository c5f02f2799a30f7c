import { asList } from '../../kubernetes/data.ts';
import { recordAt } from '../api/core/objects.ts';
import { further } from '../api/parts.ts';
import type { Course, Frame, Group } from './frame.ts';
import { type LiveModel, record, settle } from './model.ts';
import { NODES, type Settings } from './settings.ts';
import { markOf, SmallCluster } from './small-cluster.ts';

const WEB = 'shop-web';
const WATCH = 'disk-watch';
const REPLICAS = 4;
/** The taint that readers put on nodes, and what puts up with it whatever its effect. */
const TAINT = { key: 'repair', value: 'soon' } as const;
const TOLERATION = { ...TAINT, operator: 'Equal' } as const;

function template(name: string, tolerates: unknown): Record<string, unknown> {
  return {
    metadata: { labels: { app: name } },
    spec: {
      containers: [{ name, image: `shop.example/${name}:1.0` }],
      ...(tolerates === true ? { tolerations: [TOLERATION] } : {}),
    },
  };
}

function workload(kind: 'Deployment' | 'DaemonSet', name: string, tolerates: unknown, spec: object): object {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: { ...spec, selector: { matchLabels: { app: name } }, template: template(name, tolerates) },
  };
}

const effectOf = (settings: Settings, node: string): unknown => settings[node.replace('-', '')];

function taint(cluster: SmallCluster, node: string, effect: unknown): void {
  cluster.patch('nodes', node, { taints: effect === 'none' ? undefined : [{ ...TAINT, effect }] });
}

/** Taints on nodes and tolerations of Pods: what the scheduler, the DaemonSet controller and the eviction of Pods make of them. */
export const taints: LiveModel = {
  async run(settings) {
    return (await taints.begin(settings)).course;
  },
  async begin(settings) {
    // DaemonSets are not among what the API server knows from its beginning.
    await further.load();
    const cluster = new SmallCluster({ images: [`shop.example/${WEB}:1.0`, `shop.example/${WATCH}:1.0`] });
    for (const node of NODES) taint(cluster, node, effectOf(settings, node));
    cluster.create('deployments', {
      ...workload('Deployment', WEB, settings.webTolerates, { replicas: REPLICAS, strategy: { type: 'Recreate' } }),
    });
    cluster.create('daemonsets', { ...workload('DaemonSet', WATCH, settings.watchTolerates, {}) });
    await settle(cluster);
    let present = settings;
    return {
      course: { frames: [frameOf(cluster, 0)], still: 0 },
      async change(next): Promise<Course> {
        const begin = cluster.clock.now();
        for (const node of NODES) {
          if (effectOf(next, node) !== effectOf(present, node)) taint(cluster, node, effectOf(next, node));
        }
        if (next.webTolerates !== present.webTolerates)
          cluster.patch('deployments', WEB, { template: template(WEB, next.webTolerates) });
        if (next.watchTolerates !== present.watchTolerates)
          cluster.patch('daemonsets', WATCH, { template: template(WATCH, next.watchTolerates) });
        present = next;
        const frame = (): Frame => frameOf(cluster, cluster.clock.now() - begin);
        const frames = [frame(), ...(await record(cluster, frame))];
        return { frames, still: frames.length - 1 };
      },
    };
  },
};

function frameOf(cluster: SmallCluster, at: number): Frame {
  const pods = cluster.pods();
  const on = (name: string) =>
    pods
      .filter(({ node }) => node === name)
      .map(({ view, object }) => markOf(view, String(object.metadata.labels?.app)));
  const nodes = NODES.map((name): Group => {
    const node = cluster.client.find(cluster.client.resource('', 'nodes'), '', name);
    const [own] = asList(recordAt(node, 'spec').taints).filter(({ key }) => key === TAINT.key);
    return {
      kind: 'node',
      name,
      pods: on(name),
      ...(own ? { taint: `${TAINT.key}=${TAINT.value}:${String(own.effect)}` } : {}),
    };
  });
  const refusal = cluster.refusal();
  return {
    at,
    groups: [...nodes, { kind: 'waiting', name: '', pods: on('') }],
    ...(refusal === undefined ? {} : { says: { who: 'scheduler', text: refusal } }),
  };
}
