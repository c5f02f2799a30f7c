import { asRecord } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { controllerOf, copy, group, type KubeObject, recordAt } from '../../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf, type Turn } from '../framework.ts';
import { hasEnded } from '../pods.ts';
import { Recorder } from '../recorder.ts';
import { allOf, notice, type Sets, syncNewest } from './newest.ts';
import { claim, cleanUp } from './owned.ts';
import { byAge, fits, isSaturated, isScaling, setDesired } from './records.ts';
import { newReplicas, proportional, replicasOf, spare, unhealthy } from './rolling.ts';
import { conditionOf, hasDeadline, isSameStatus, statusOf, untilDeadline } from './status.ts';

/** Brings Deployments to what they want, by their ReplicaSets. @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/ */
export function deploymentController(client: Client): Controller {
  const deployments = client.resource('apps', 'deployments');
  const sets = client.resource('apps', 'replicasets');
  const pods = client.resource('', 'pods');
  const recorder = new Recorder(client.server, 'deployment-controller');

  return {
    name: 'deployment-controller',
    concerns: concernsOf(deployments, [sets], (change) => {
      if (change.bucket === 'apps/replicasets' && !controllerOf(change.object) && change.type !== 'DELETED')
        return client
          .list(deployments, change.object.metadata.namespace)
          .filter((one) => fits(one, change.object))
          .map(keyOf);
      // The strategy Recreate waits until the last old Pod is gone.
      if (change.bucket !== '/pods' || change.type !== 'DELETED') return [];
      const owner = controllerOf(change.object);
      const set =
        owner?.kind === 'ReplicaSet'
          ? client.find(sets, change.object.metadata.namespace ?? '', owner.name)
          : undefined;
      const deployment = set && controllerOf(set);
      return deployment ? [{ namespace: change.object.metadata.namespace ?? '', name: deployment.name }] : [];
    }),
    *reconcile(key) {
      const found = client.find(deployments, key.namespace, key.name);
      if (!found) return undefined;
      const deployment = copy(found);
      const owned = claim(client, deployment);
      if (deployment.metadata.deletionTimestamp !== undefined)
        return yield* writeStatus(deployment, yield* newest(deployment, owned, false), false);
      yield* checkPaused(deployment);
      const isPaused = recordAt(deployment, 'spec').paused === true;
      // The size is compared before anything is made, and revisions are numbered for that already.
      if (isPaused || isScaling(deployment, allOf(yield* newest(deployment, owned, false))))
        return yield* scaleAll(deployment, owned);
      return asRecord(recordAt(deployment, 'spec').strategy).type === 'Recreate'
        ? yield* recreate(deployment, owned)
        : yield* roll(deployment, owned);
    },
  };

  function newest(deployment: KubeObject, owned: readonly KubeObject[], makes: boolean): Generator<void, Sets> {
    return syncNewest(client, recorder, deployment, owned, makes);
  }

  /** Notes that a Deployment is paused, or goes on: then its deadline does not count what happened before. */
  function* checkPaused(deployment: KubeObject): Generator<void, void> {
    if (!hasDeadline(deployment)) return;
    const reason = conditionOf(deployment, 'Progressing')?.reason;
    const isPaused = recordAt(deployment, 'spec').paused === true;
    if (reason === 'ProgressDeadlineExceeded' || isPaused === (reason === 'DeploymentPaused')) return;
    if (isPaused) notice(deployment, client.now(), 'Unknown', 'DeploymentPaused', 'Deployment is paused');
    else notice(deployment, client.now(), 'Unknown', 'DeploymentResumed', 'Deployment is resumed');
    client.update(deployments, deployment, 'status');
    yield;
  }

  /** Gives a ReplicaSet another size, and says so. Gives the ReplicaSet as it is then. */
  function* scale(deployment: KubeObject, set: KubeObject, size: number): Generator<void, KubeObject> {
    const before = replicasOf(set);
    const wanted = copy(set);
    const isNoted = setDesired(wanted, deployment);
    group(wanted, 'spec').replicas = size;
    if (!isNoted && before === size) return set;
    const stored = client.update(sets, wanted);
    yield;
    if (before !== size)
      recorder.event(
        deployment,
        'Normal',
        'ScalingReplicaSet',
        `Scaled ${size > before ? 'up' : 'down'} replica set ${set.metadata.name} from ${before} to ${size}`,
      );
    return stored;
  }

  function* scaleAll(deployment: KubeObject, owned: readonly KubeObject[]): Turn {
    const found = yield* newest(deployment, owned, false);
    const all = allOf(found);
    const active = all.filter((set) => replicasOf(set) > 0);
    const latest = found.newest ?? [...all].sort(byAge).at(-1);
    if (active.length <= 1) {
      const only = active[0] ?? latest;
      if (only && replicasOf(only) !== replicasOf(deployment)) yield* scale(deployment, only, replicasOf(deployment));
    } else if (found.newest && isSaturated(deployment, found.newest)) {
      for (const set of active) if (set !== found.newest) yield* scale(deployment, set, 0);
    } else if (asRecord(recordAt(deployment, 'spec').strategy).type === 'RollingUpdate') {
      for (const [set, size] of proportional(deployment, active)) yield* scale(deployment, set, size);
    }
    if (recordAt(deployment, 'spec').paused === true) cleanUp(client, deployment, found.old);
    return yield* writeStatus(deployment, found, false);
  }

  function* roll(deployment: KubeObject, owned: readonly KubeObject[]): Turn {
    const found = yield* newest(deployment, owned, true);
    if (!found.newest) return undefined;
    const wanted = replicasOf(deployment);
    const current = replicasOf(found.newest);
    const size = current > wanted ? wanted : newReplicas(deployment, allOf(found), found.newest);
    if (current !== size) yield* scale(deployment, found.newest, size);
    else if (!(yield* shrink(deployment, found, found.newest))) cleanUp(client, deployment, found.old);
    return yield* writeStatus(deployment, found, true);
  }

  /** Takes Pods from the older ReplicaSets: first what is not healthy, then as many as may be missing. Gives whether any was taken. */
  function* shrink(deployment: KubeObject, found: Sets, latest: KubeObject): Generator<void, boolean> {
    let old = found.old.filter((set) => replicasOf(set) > 0).sort(byAge);
    let isChanged = false;
    for (const plan of [unhealthy, spare]) {
      const sizes = plan(deployment, latest, old);
      if (sizes === undefined) break;
      const next: KubeObject[] = [];
      for (const set of old) {
        const size = sizes.get(set) ?? replicasOf(set);
        if (size !== replicasOf(set)) isChanged = true;
        next.push(size === replicasOf(set) ? set : yield* scale(deployment, set, size));
      }
      old = next;
    }
    return isChanged;
  }

  function* recreate(deployment: KubeObject, owned: readonly KubeObject[]): Turn {
    let found = yield* newest(deployment, owned, false);
    const active = found.old.filter((set) => replicasOf(set) > 0);
    for (const set of active) yield* scale(deployment, set, 0);
    if (active.length > 0) return yield* writeStatus(deployment, found, true);
    const uids = new Set(found.old.map(({ metadata }) => metadata.uid));
    const isWaiting = client
      .list(pods, deployment.metadata.namespace)
      .some((pod) => uids.has(controllerOf(pod)?.uid ?? '') && !hasEnded(pod));
    if (isWaiting) return yield* writeStatus(deployment, found, true);
    if (!found.newest) found = yield* newest(deployment, owned, true);
    if (found.newest && replicasOf(found.newest) !== replicasOf(deployment))
      yield* scale(deployment, found.newest, replicasOf(deployment));
    cleanUp(client, deployment, found.old);
    return yield* writeStatus(deployment, found, true);
  }

  /** Writes the status as the turn began: what it has done itself is seen in the next one. */
  function* writeStatus(deployment: KubeObject, found: Sets, isRollout: boolean): Turn {
    const status = statusOf(deployment, allOf(found), found.newest, client.now(), isRollout);
    const encoded = (value: unknown): unknown => encode({ status: value }, 'apps/v1.Deployment');
    if (!isSameStatus(encoded(status), encoded(deployment.status))) {
      client.update(deployments, { ...deployment, status } as KubeObject, 'status');
      yield;
    }
    return untilDeadline(deployment, status, client.now());
  }
}
