import { asList } from '../../kubernetes/data.ts';
import { ApiError } from '../api/core/errors.ts';
import { controllerOf, type KubeObject, recordAt } from '../api/core/objects.ts';
import { fencesOf, replicasOf } from '../controllers/deployment/rolling.ts';
import type { Frame, Gauge, Group } from './frame.ts';
import { type Model, record, settle } from './model.ts';
import { amountOf, type Settings } from './settings.ts';
import { markOf, readinessProbe, SmallCluster } from './small-cluster.ts';

const NAME = 'shop-web';
const IMAGE = 'shop.example/shop-web';
const OLD = '1.1';
const NEXT = '1.2';
/** Nobody has built it: the mistyped tag of the lesson. */
const BROKEN = '1.22';
/** A release that does not get anywhere is reported after so many seconds: ten minutes are too long for a figure. */
const DEADLINE_SECONDS = 10;

const template = (version: string): Record<string, unknown> => ({
  metadata: { labels: { app: NAME } },
  spec: { containers: [{ name: NAME, image: `${IMAGE}:${version}`, readinessProbe }] },
});

function deployment(settings: Settings, version: string): Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: NAME },
    spec: {
      replicas: settings.replicas,
      progressDeadlineSeconds: DEADLINE_SECONDS,
      selector: { matchLabels: { app: NAME } },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: {
          maxSurge: amountOf(settings.maxSurge, settings.unit),
          maxUnavailable: amountOf(settings.maxUnavailable, settings.unit),
        },
      },
      template: template(version),
    },
  };
}

const versionOf = (object: KubeObject, ...path: string[]): string =>
  String(asList(recordAt(object, ...path).containers)[0]?.image).replace(/^.*:/, '');

/** A rolling update: a Deployment with its old and its new ReplicaSet. Each run begins with the old release in place, and releases at once. */
export const rollout: Model = {
  async run(settings, each) {
    const cluster = new SmallCluster({ images: [`${IMAGE}:${OLD}`, `${IMAGE}:${NEXT}`] });
    try {
      cluster.create('deployments', deployment(settings, OLD));
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      return { frames: [{ at: 0, groups: [], says: { who: 'server', text: problem.message } }], still: 0 };
    }
    await settle(cluster);
    const begin = cluster.clock.now();
    const frame = (): Frame => frameOf(cluster, cluster.clock.now() - begin);
    const before = frame();
    if (each) cluster.server.store.listen(() => each(frame()));
    cluster.patch('deployments', NAME, { template: template(settings.breaks === true ? BROKEN : NEXT) });
    const frames = [before, ...(await record(cluster, frame))];
    // The moment at which most versions and states of Pods can be seen at once.
    const variety = frames.map(
      ({ groups }) => new Set(groups.flatMap(({ name, pods }) => pods.map(({ state }) => name + state))).size,
    );
    return { frames, still: settings.breaks === true ? frames.length - 1 : variety.indexOf(Math.max(...variety)) };
  },
};

function frameOf(cluster: SmallCluster, at: number): Frame {
  const { client } = cluster;
  const [owner] = client.list(client.resource('apps', 'deployments'), 'default');
  const sets = client.list(client.resource('apps', 'replicasets'), 'default');
  const pods = cluster.pods();
  const groups = sets
    .map((set): Group => {
      const version = versionOf(set, 'spec', 'template', 'spec');
      const own = pods.filter(({ object }) => controllerOf(object)?.uid === set.metadata.uid);
      return {
        kind: 'set',
        name: version,
        wanted: replicasOf(set),
        pods: own.map(({ view }) => markOf(view, version)),
      };
    })
    .sort((one, other) => Number(one.name !== OLD) - Number(other.name !== OLD));
  const stalled = asList(recordAt(owner, 'status').conditions).find(
    ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
  );
  return {
    at,
    groups,
    ...(owner ? { gauge: gaugeOf(owner, sets, pods) } : {}),
    ...(stalled ? { says: { who: 'deployment', text: String(stalled.message) } } : {}),
  };
}

function gaugeOf(owner: KubeObject, sets: readonly KubeObject[], pods: ReturnType<SmallCluster['pods']>): Gauge {
  const { surge, unavailable } = fencesOf(owner);
  const wanted = replicasOf(owner);
  const owners = new Set(sets.map(({ metadata }) => metadata.uid));
  const own = pods.filter(
    ({ object }) => owners.has(controllerOf(object)?.uid ?? '') && object.metadata.deletionTimestamp === undefined,
  );
  return {
    wanted,
    available: own.filter(({ view }) => view.state === 'ready').length,
    total: own.length,
    atLeast: wanted - unavailable,
    atMost: wanted + surge,
  };
}
