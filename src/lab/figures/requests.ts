import { recordAt } from '../api/core/objects.ts';
import { amount } from '../api/validation/quantities.ts';
import { podRequests } from '../controllers/resources.ts';
import type { Bar, Frame, Group } from './frame.ts';
import { type Model, record } from './model.ts';
import { NODES, type Settings } from './settings.ts';
import { markOf, SmallCluster } from './small-cluster.ts';

const NAME = 'shop-api';
/** What each node has for Pods. */
const SIZE = { cpu: '2', memory: '4Gi' } as const;
const UNITS = { cpu: 1 / 1000, memory: 2 ** 20 } as const;
/** The scheduler gives one Pod after the other to a node, some milliseconds apart: pictures are that close as long as it does. */
const PLACING = { every: 3, quiet: 60 } as const;

/** What Pods request, and where the scheduler puts them. What they really use is drawn, and the cluster is not even told of it. */
export const requests: Model = {
  async run(settings) {
    const cluster = new SmallCluster({ size: SIZE, images: [`shop.example/${NAME}:1.0`] });
    const begin = cluster.clock.now();
    const frame = (): Frame => frameOf(cluster, settings, cluster.clock.now() - begin);
    const before = frame();
    cluster.create('deployments', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: NAME },
      spec: {
        replicas: settings.replicas,
        selector: { matchLabels: { app: NAME } },
        template: {
          metadata: { labels: { app: NAME } },
          spec: {
            containers: [
              {
                name: NAME,
                image: `shop.example/${NAME}:1.0`,
                resources: { requests: { cpu: `${settings.cpu}m`, memory: `${settings.memory}Mi` } },
              },
            ],
          },
        },
      },
    });
    const frames = [before, ...(await record(cluster, frame, PLACING)), ...(await record(cluster, frame))];
    return { frames, still: frames.length - 1 };
  },
};

function frameOf(cluster: SmallCluster, settings: Settings, at: number): Frame {
  const pods = cluster.pods();
  const nodes = NODES.map((name): Group => {
    const here = pods.filter(({ node }) => node === name);
    const node = cluster.client.find(cluster.client.resource('', 'nodes'), '', name);
    const bar = (resource: Bar['resource']): Bar => {
      const unit = UNITS[resource];
      const requested = here.reduce((sum, { object }) => sum + (podRequests(object).get(resource) ?? 0), 0) / unit;
      return {
        resource,
        requested: Math.round(requested),
        used: Math.round((requested * Number(settings.use)) / 100),
        allocatable: Math.round(amount(recordAt(node, 'status', 'allocatable')[resource]) / unit),
      };
    };
    return {
      kind: 'node',
      name,
      pods: here.map(({ view }) => markOf(view, NAME)),
      bars: [bar('cpu'), bar('memory')],
    };
  });
  const waiting = pods.filter(({ node }) => node === '').map(({ view }) => markOf(view, NAME));
  const refusal = cluster.refusal();
  return {
    at,
    groups: [...nodes, { kind: 'waiting', name: '', pods: waiting }],
    ...(refusal === undefined ? {} : { says: { who: 'scheduler', text: refusal } }),
  };
}
