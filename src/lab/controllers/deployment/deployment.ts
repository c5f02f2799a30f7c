import { asList, asRecord } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { ApiError } from '../../api/core/errors.ts';
import { controllerOf, group, isSame, type KubeObject, recordAt } from '../../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { hasEnded } from '../pods.ts';
import { Recorder } from '../recorder.ts';
import { claim, cleanUp } from './owned.ts';
import {
  draftOf,
  fits,
  isSaturated,
  isScaling,
  newestOf,
  REVISION,
  revisionOf,
  setDesired,
  setRevision,
  takeAnnotations,
} from './records.ts';
import { newReplicas, oldReplicas, proportional, replicasOf, sum } from './rolling.ts';
import { isSameStatus, statusOf, untilDeadline, withCondition } from './status.ts';

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
    reconcile(key) {
      const deployment = client.find(deployments, key.namespace, key.name);
      if (!deployment) return undefined;
      const owned = claim(client, deployment);
      if (deployment.metadata.deletionTimestamp !== undefined)
        return writeStatus(deployment, owned, newestOf(deployment, owned));
      if (recordAt(deployment, 'spec').paused === true) return paused(deployment, owned);
      if (isScaling(deployment, owned)) return scaleAll(deployment, owned);
      return asRecord(recordAt(deployment, 'spec').strategy).type === 'Recreate'
        ? recreate(deployment, owned)
        : roll(deployment, owned);
    },
  };

  /** The ReplicaSet of the present template, with its revision; made if it is not there and `makes` says so. */
  function syncNewest(deployment: KubeObject, owned: readonly KubeObject[], makes: boolean): KubeObject | undefined {
    const existing = newestOf(deployment, owned);
    const others = owned.filter((set) => set !== existing);
    const revision = Math.max(0, ...others.map(revisionOf)) + 1;
    const minReady = recordAt(deployment, 'spec').minReadySeconds;
    let newest = existing;
    if (existing) {
      newest = client.change(sets, keyOf(existing), (set) => {
        takeAnnotations(deployment, set);
        setRevision(set, revision);
        if (minReady !== undefined) group(set, 'spec').minReadySeconds = minReady;
        return !isSame(set, existing);
      });
      noteFound(deployment, existing);
    } else if (makes) newest = make(deployment, owned, revision);
    if (!newest) return undefined;
    const noted = newest.metadata.annotations?.[REVISION];
    if (noted !== undefined && noted !== deployment.metadata.annotations?.[REVISION])
      client.change(
        deployments,
        keyOf(deployment),
        ({ metadata }) => {
          metadata.annotations = { ...metadata.annotations, [REVISION]: noted };
          return true;
        },
        'status',
      );
    return newest;
  }

  function noteFound(deployment: KubeObject, newest: KubeObject): void {
    const hasCondition = asList(recordAt(deployment, 'status').conditions).some(({ type }) => type === 'Progressing');
    if (hasCondition || recordAt(deployment, 'spec').progressDeadlineSeconds === undefined) return;
    note(deployment, 'True', 'FoundNewReplicaSet', `Found new replica set "${newest.metadata.name}"`);
  }

  function note(deployment: KubeObject, status: string, reason: string, message: string): void {
    client.change(
      deployments,
      keyOf(deployment),
      (object) => {
        const current = group(object, 'status');
        current.conditions = withCondition(
          asList(current.conditions),
          'Progressing',
          status,
          reason,
          message,
          client.now(),
        );
        return true;
      },
      'status',
    );
  }

  function make(deployment: KubeObject, owned: readonly KubeObject[], revision: number): KubeObject | undefined {
    const draft = draftOf(deployment, owned, revision);
    const size = replicasOf(draft);
    try {
      const stored = client.create(sets, draft, deployment.metadata.namespace);
      if (size > 0)
        recorder.event(
          deployment,
          'Normal',
          'ScalingReplicaSet',
          `Scaled up replica set ${stored.metadata.name} from 0 to ${size}`,
        );
      if (recordAt(deployment, 'spec').progressDeadlineSeconds !== undefined)
        note(deployment, 'True', 'NewReplicaSetCreated', `Created new replica set "${stored.metadata.name}"`);
      return stored;
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.status.reason === 'AlreadyExists') {
        client.change(
          deployments,
          keyOf(deployment),
          (object) => {
            group(object, 'status').collisionCount = Number(recordAt(deployment, 'status').collisionCount ?? 0) + 1;
            return true;
          },
          'status',
        );
        throw problem;
      }
      if (!/because it is being terminated/.test(problem.message)) {
        const message = `Failed to create new replica set "${draft.metadata.name}": ${problem.message}`;
        recorder.event(deployment, 'Warning', 'ReplicaSetCreateError', message);
        note(deployment, 'False', 'ReplicaSetCreateError', message);
      }
      throw problem;
    }
  }

  /** Gives a ReplicaSet another size, and says so. Gives whether anything has changed. */
  function scale(deployment: KubeObject, set: KubeObject, size: number): boolean {
    const before = replicasOf(set);
    let isChanged = false;
    client.change(sets, keyOf(set), (object) => {
      const isNoted = setDesired(object, deployment);
      group(object, 'spec').replicas = size;
      isChanged = isNoted || before !== size;
      return isChanged;
    });
    if (before !== size)
      recorder.event(
        deployment,
        'Normal',
        'ScalingReplicaSet',
        `Scaled ${size > before ? 'up' : 'down'} replica set ${set.metadata.name} from ${before} to ${size}`,
      );
    return before !== size;
  }

  function scaleAll(deployment: KubeObject, owned: readonly KubeObject[]): number | undefined {
    const newest = syncNewest(deployment, owned, false);
    const all = refreshed(owned);
    const active = all.filter((set) => replicasOf(set) > 0);
    if (active.length <= 1) {
      const only = active[0] ?? all.find(({ metadata }) => metadata.name === newest?.metadata.name);
      if (only) scale(deployment, only, replicasOf(deployment));
    } else if (newest && isSaturated(deployment, newest)) {
      for (const set of active) if (set.metadata.name !== newest.metadata.name) scale(deployment, set, 0);
    } else if (asRecord(recordAt(deployment, 'spec').strategy).type === 'RollingUpdate') {
      for (const [set, size] of proportional(deployment, active)) scale(deployment, set, size);
    }
    return writeStatus(deployment, owned, newest);
  }

  function paused(deployment: KubeObject, owned: readonly KubeObject[]): number | undefined {
    const conditions = asList(recordAt(deployment, 'status').conditions);
    if (!conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'DeploymentPaused'))
      note(deployment, 'Unknown', 'DeploymentPaused', 'Deployment is paused');
    const current =
      client.find(deployments, deployment.metadata.namespace ?? '', deployment.metadata.name) ?? deployment;
    return scaleAll(current, owned);
  }

  function resumed(deployment: KubeObject): void {
    const conditions = asList(recordAt(deployment, 'status').conditions);
    if (conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'DeploymentPaused'))
      note(deployment, 'Unknown', 'DeploymentResumed', 'Deployment is resumed');
  }

  function refreshed(owned: readonly KubeObject[]): KubeObject[] {
    return owned.flatMap((set) => client.find(sets, set.metadata.namespace ?? '', set.metadata.name) ?? []);
  }

  function roll(deployment: KubeObject, owned: readonly KubeObject[]): number | undefined {
    resumed(deployment);
    const newest = syncNewest(deployment, owned, true);
    if (!newest) return undefined;
    const all = refreshed([...owned.filter(({ metadata }) => metadata.name !== newest.metadata.name), newest]);
    const size = newReplicas(deployment, all, newest);
    if (
      replicasOf(newest) !== size
        ? scale(deployment, newest, replicasOf(newest) > replicasOf(deployment) ? replicasOf(deployment) : size)
        : false
    )
      return writeStatus(deployment, all, newest);
    scale(deployment, newest, replicasOf(newest));
    const old = all.filter(({ metadata }) => metadata.name !== newest.metadata.name);
    let isChanged = false;
    if (sum(old, replicasOf) > 0)
      for (const [set, wanted] of oldReplicas(deployment, all, newest, old))
        if (wanted !== replicasOf(set)) isChanged = scale(deployment, set, wanted) || isChanged;
    if (!isChanged) cleanUp(client, deployment, old);
    return writeStatus(deployment, all, newest);
  }

  function recreate(deployment: KubeObject, owned: readonly KubeObject[]): number | undefined {
    resumed(deployment);
    const newest = syncNewest(deployment, owned, false);
    const old = owned.filter(({ metadata }) => metadata.name !== newest?.metadata.name);
    const active = old.filter((set) => replicasOf(set) > 0);
    for (const set of active) scale(deployment, set, 0);
    if (active.length > 0) return writeStatus(deployment, owned, newest);
    const uids = new Set(old.map(({ metadata }) => metadata.uid));
    const isWaiting = client
      .list(pods, deployment.metadata.namespace)
      .some((pod) => uids.has(controllerOf(pod)?.uid ?? '') && !hasEnded(pod));
    if (isWaiting) return writeStatus(deployment, owned, newest);
    const made = newest ?? syncNewest(deployment, owned, true);
    if (made) scale(deployment, made, replicasOf(deployment));
    cleanUp(client, deployment, old);
    return writeStatus(deployment, made ? [...old, made] : old, made);
  }

  function writeStatus(
    deployment: KubeObject,
    owned: readonly KubeObject[],
    newest: KubeObject | undefined,
  ): number | undefined {
    const current = client.find(deployments, deployment.metadata.namespace ?? '', deployment.metadata.name);
    if (!current) return undefined;
    const all = refreshed(
      newest && !owned.some(({ metadata }) => metadata.name === newest.metadata.name) ? [...owned, newest] : owned,
    );
    const latest = newest && all.find(({ metadata }) => metadata.name === newest.metadata.name);
    // It has seen what it began with: what came in the meantime is the next turn's.
    const status = statusOf(
      {
        ...current,
        spec: deployment.spec,
        metadata: {
          ...current.metadata,
          ...(deployment.metadata.generation === undefined ? {} : { generation: deployment.metadata.generation }),
        },
      },
      all,
      latest,
      client.now(),
    );
    if (
      !isSameStatus(encode({ status }, 'apps/v1.Deployment'), encode({ status: current.status }, 'apps/v1.Deployment'))
    )
      client.change(
        deployments,
        keyOf(current),
        (object) => {
          object.status = status;
          return true;
        },
        'status',
      );
    return untilDeadline(deployment, status, client.now());
  }
}
