import { asList, asRecord } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { ApiError } from '../../api/core/errors.ts';
import { controllerOf, copy, group, isSame, type KubeObject, recordAt } from '../../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../../api/core/selectors.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { templateHash } from '../hash.ts';
import { hasEnded, ownedBy } from '../pods.ts';
import { Recorder } from '../recorder.ts';
import { fencesOf, newReplicas, oldReplicas, proportional, replicasOf, sum } from './rolling.ts';
import { isComplete, isSameStatus, statusOf, untilDeadline, withCondition } from './status.ts';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAX = 'deployment.kubernetes.io/max-replicas';
/** Annotations of a Deployment that its ReplicaSets do not take over. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  HISTORY,
  DESIRED,
  MAX,
  'deprecated.deployment.rollback.to',
]);

const revisionOf = (object: KubeObject): number => Number(object.metadata.annotations?.[REVISION] ?? 0);
const created = (object: KubeObject): number => Date.parse(object.metadata.creationTimestamp);
const byAge = (a: KubeObject, b: KubeObject): number =>
  created(a) - created(b) || (a.metadata.name < b.metadata.name ? -1 : 1);

/** The annotations of an object, to be changed. */
function annotationsOf(object: KubeObject): Record<string, string> {
  const annotations = object.metadata.annotations ?? {};
  object.metadata.annotations = annotations;
  return annotations;
}

/** A template without the hash that ReplicaSets add to it. */
function bareTemplate(template: unknown): unknown {
  const made = copy(asRecord(template)) as Record<string, unknown>;
  delete group(group(made, 'metadata'), 'labels')[HASH];
  return encode(made, 'core/v1.PodTemplateSpec');
}

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
      const owned = claim(deployment);
      if (deployment.metadata.deletionTimestamp !== undefined)
        return writeStatus(deployment, owned, newestOf(deployment, owned));
      if (recordAt(deployment, 'spec').paused === true) return paused(deployment, owned);
      if (isScaling(deployment, owned)) return scaleAll(deployment, owned);
      return asRecord(recordAt(deployment, 'spec').strategy).type === 'Recreate'
        ? recreate(deployment, owned)
        : roll(deployment, owned);
    },
  };

  function fits(deployment: KubeObject, set: KubeObject): boolean {
    return matchesLabels(selectorOf(recordAt(deployment, 'spec').selector), set.metadata.labels ?? {});
  }

  function claim(deployment: KubeObject): KubeObject[] {
    const owned: KubeObject[] = [];
    for (const set of client.list(sets, deployment.metadata.namespace)) {
      const owner = controllerOf(set);
      if (owner) {
        if (owner.uid !== deployment.metadata.uid) continue;
        if (fits(deployment, set)) owned.push(set);
        else
          client.change(sets, keyOf(set), ({ metadata }) => {
            metadata.ownerReferences = (metadata.ownerReferences ?? []).filter(
              ({ uid }) => uid !== deployment.metadata.uid,
            );
            return true;
          });
      } else if (
        fits(deployment, set) &&
        deployment.metadata.deletionTimestamp === undefined &&
        set.metadata.deletionTimestamp === undefined
      ) {
        const adopted = client.change(sets, keyOf(set), ({ metadata }) => {
          metadata.ownerReferences = [...(metadata.ownerReferences ?? []), ownedBy(deployment)];
          return true;
        });
        if (adopted) owned.push(adopted);
      }
    }
    return owned.sort(byAge);
  }

  function newestOf(deployment: KubeObject, owned: readonly KubeObject[]): KubeObject | undefined {
    const wanted = bareTemplate(recordAt(deployment, 'spec').template);
    return owned.find((set) => isSame(bareTemplate(recordAt(set, 'spec').template), wanted));
  }

  function isScaling(deployment: KubeObject, owned: readonly KubeObject[]): boolean {
    return owned.some(
      (set) =>
        replicasOf(set) > 0 &&
        set.metadata.annotations?.[DESIRED] !== undefined &&
        Number(set.metadata.annotations[DESIRED]) !== replicasOf(deployment),
    );
  }

  /** Annotations that a ReplicaSet takes over from its Deployment. */
  function takeAnnotations(deployment: KubeObject, set: KubeObject): void {
    const target = annotationsOf(set);
    for (const [name, value] of Object.entries(deployment.metadata.annotations ?? {}))
      if (!NOT_COPIED.has(name)) target[name] = value;
  }

  function setRevision(set: KubeObject, revision: number): void {
    const annotations = annotationsOf(set);
    const old = annotations[REVISION];
    if (Number(old ?? 0) >= revision) return;
    annotations[REVISION] = String(revision);
    if (old === undefined) return;
    annotations[HISTORY] = annotations[HISTORY] === undefined ? old : `${annotations[HISTORY]},${old}`;
  }

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
    const template = copy(asRecord(recordAt(deployment, 'spec').template)) as Record<string, unknown>;
    const collisions = recordAt(deployment, 'status').collisionCount;
    const hash = templateHash(template, typeof collisions === 'number' ? collisions : undefined);
    const labels = group(group(template, 'metadata'), 'labels');
    labels[HASH] = hash;
    const { selector, minReadySeconds } = recordAt(deployment, 'spec');
    const made = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${deployment.metadata.name}-${hash}`,
        labels: { ...labels } as Record<string, string>,
        annotations: {} as Record<string, string>,
        ownerReferences: [ownedBy(deployment)],
      },
      spec: {
        replicas: 0,
        ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
        selector: { ...asRecord(selector), matchLabels: { ...recordAt(selector, 'matchLabels'), [HASH]: hash } },
        template,
      },
    };
    const size = newReplicas(deployment, [...owned, made as unknown as KubeObject], made as unknown as KubeObject);
    made.spec.replicas = size;
    const draft = made as unknown as KubeObject;
    takeAnnotations(deployment, draft);
    setRevision(draft, revision);
    setDesired(draft, deployment);
    try {
      const stored = client.create(sets, made, deployment.metadata.namespace);
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
            group(object, 'status').collisionCount = Number(collisions ?? 0) + 1;
            return true;
          },
          'status',
        );
        throw problem;
      }
      if (!/because it is being terminated/.test(problem.message)) {
        const message = `Failed to create new replica set "${made.metadata.name}": ${problem.message}`;
        recorder.event(deployment, 'Warning', 'ReplicaSetCreateError', message);
        note(deployment, 'False', 'ReplicaSetCreateError', message);
      }
      throw problem;
    }
  }

  function setDesired(set: KubeObject, deployment: KubeObject): boolean {
    const annotations = annotationsOf(set);
    const desired = String(replicasOf(deployment));
    const most = String(replicasOf(deployment) + fencesOf(deployment).surge);
    if (annotations[DESIRED] === desired && annotations[MAX] === most) return false;
    annotations[DESIRED] = desired;
    annotations[MAX] = most;
    return true;
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

  function isSaturated(deployment: KubeObject, set: KubeObject): boolean {
    const wanted = replicasOf(deployment);
    return (
      replicasOf(set) === wanted &&
      Number(set.metadata.annotations?.[DESIRED]) === wanted &&
      Number(recordAt(set, 'status').availableReplicas ?? 0) === wanted
    );
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
    if (!isChanged) cleanUp(deployment, old);
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
    cleanUp(deployment, old);
    return writeStatus(deployment, made ? [...old, made] : old, made);
  }

  /** Deletes ReplicaSets that nobody will go back to. */
  function cleanUp(deployment: KubeObject, old: readonly KubeObject[]): void {
    const current = client.find(deployments, deployment.metadata.namespace ?? '', deployment.metadata.name);
    const { revisionHistoryLimit } = recordAt(deployment, 'spec');
    if (revisionHistoryLimit === undefined || !current || !isComplete(deployment, recordAt(current, 'status'))) return;
    const alive = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const tooMany = alive.length - Number(revisionHistoryLimit);
    for (const set of [...alive].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, tooMany))) {
      const { replicas = 0 } = recordAt(set, 'status');
      if (replicas === 0 && replicasOf(set) === 0) client.remove(sets, keyOf(set));
    }
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
