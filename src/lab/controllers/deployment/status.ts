import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import { isSame, type KubeObject, recordAt, timeText } from '../../api/core/objects.ts';
import { fencesOf, replicasOf, sum } from './rolling.ts';

const count = (set: KubeObject, field: string): number => Number(recordAt(set, 'status')[field] ?? 0);

/** A Deployment's counts of its Pods, from those of its ReplicaSets. */
export function countsOf(
  deployment: KubeObject,
  sets: readonly KubeObject[],
  newest: KubeObject | undefined,
): Record<string, unknown> {
  const total = sum(sets, (set) => count(set, 'replicas'));
  const available = sum(sets, (set) => count(set, 'availableReplicas'));
  const ready = sum(sets, (set) => count(set, 'readyReplicas'));
  const updated = newest ? count(newest, 'replicas') : 0;
  const unavailable = Math.max(0, sum(sets, replicasOf) - available);
  const terminating =
    sets.some((set) => recordAt(set, 'status').terminatingReplicas === undefined) && sets.length > 0
      ? undefined
      : sum(sets, (set) => count(set, 'terminatingReplicas'));
  const { collisionCount } = recordAt(deployment, 'status');
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: total,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: available,
    unavailableReplicas: unavailable,
    ...(terminating === undefined ? {} : { terminatingReplicas: terminating }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
}

type Condition = Record<string, unknown>;

/** Conditions as one more of them makes them: the moment of the last change stays when the status does. */
export function withCondition(
  conditions: readonly Data[],
  type: string,
  status: string,
  reason: string,
  message: string,
  now: number,
): Condition[] {
  const old = conditions.find((one) => one.type === type);
  if (old && old.status === status && old.reason === reason && old.message === message)
    return conditions.map((one) => ({ ...one }));
  const moment = timeText(now);
  const made: Condition = {
    type,
    status,
    lastUpdateTime: moment,
    lastTransitionTime: old?.status === status ? old.lastTransitionTime : moment,
    reason,
    message,
  };
  return [...conditions.filter((one) => one.type !== type).map((one) => ({ ...one })), made];
}

export const conditionOf = (deployment: KubeObject, type: string): Data | undefined =>
  asList(recordAt(deployment, 'status').conditions).find((one) => one.type === type);

/** Whether an update has come to its end. */
export function isComplete(deployment: KubeObject, status: Data): boolean {
  const wanted = replicasOf(deployment);
  return (
    Number(status.updatedReplicas ?? 0) === wanted &&
    Number(status.replicas ?? 0) === wanted &&
    Number(status.availableReplicas ?? 0) === wanted &&
    Number(status.observedGeneration ?? 0) >= Number(deployment.metadata.generation ?? 0)
  );
}

function isProgressing(deployment: KubeObject, status: Data): boolean {
  const old = recordAt(deployment, 'status');
  const number = (from: Data, field: string): number => Number(from[field] ?? 0);
  const oldOnes = (from: Data): number => number(from, 'replicas') - number(from, 'updatedReplicas');
  return (
    number(status, 'updatedReplicas') > number(old, 'updatedReplicas') ||
    oldOnes(status) < oldOnes(old) ||
    number(status, 'readyReplicas') > number(old, 'readyReplicas') ||
    number(status, 'availableReplicas') > number(old, 'availableReplicas')
  );
}

const TIMED_OUT = 'ProgressDeadlineExceeded';
const COMPLETE = 'NewReplicaSetAvailable';
/** A Deployment without a deadline says so with the largest number. */
const NO_DEADLINE = 2 ** 31 - 1;

/** Whether a Deployment says how long an update may stand still. */
export function hasDeadline(deployment: KubeObject): boolean {
  const { progressDeadlineSeconds } = recordAt(deployment, 'spec');
  return progressDeadlineSeconds !== undefined && progressDeadlineSeconds !== NO_DEADLINE;
}

/** Whether an update has not come on for too long. */
export function hasTimedOut(deployment: KubeObject, status: Data, conditions: readonly Data[], now: number): boolean {
  const progressing = conditions.find(({ type }) => type === 'Progressing');
  if (!progressing || progressing.reason === COMPLETE) return false;
  if (progressing.reason === TIMED_OUT) return true;
  void status;
  const deadline = Number(recordAt(deployment, 'spec').progressDeadlineSeconds) * 1000;
  return Date.parse(String(progressing.lastUpdateTime)) + deadline < now;
}

/** The status of a Deployment: counts, and the conditions Available, Progressing and ReplicaFailure. @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status */
export function statusOf(
  deployment: KubeObject,
  sets: readonly KubeObject[],
  newest: KubeObject | undefined,
  now: number,
  isRollout: boolean,
): Record<string, unknown> {
  const status = countsOf(deployment, sets, newest);
  let conditions: Data[] = asList(recordAt(deployment, 'status').conditions).map((one) => ({ ...one }));
  const enough = Number(status.availableReplicas) >= replicasOf(deployment) - fencesOf(deployment).unavailable;
  conditions = enough
    ? withCondition(
        conditions,
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
        now,
      )
    : withCondition(
        conditions,
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now,
      );
  if (!isRollout) return { ...status, conditions };
  if (!hasDeadline(deployment)) conditions = conditions.filter(({ type }) => type !== 'Progressing');
  const current = conditions.find(({ type }) => type === 'Progressing');
  const isDone = Number(status.replicas) === Number(status.updatedReplicas) && current?.reason === COMPLETE;
  if (hasDeadline(deployment) && !isDone) {
    const name = newest ? `ReplicaSet "${newest.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
    if (isComplete(deployment, status))
      conditions = withCondition(
        conditions,
        'Progressing',
        'True',
        COMPLETE,
        `${name} has successfully progressed.`,
        now,
      );
    else if (isProgressing(deployment, status))
      conditions = progressed(conditions, current, `${name} is progressing.`, now);
    else if (hasTimedOut(deployment, status, conditions, now))
      conditions = withCondition(
        conditions,
        'Progressing',
        'False',
        TIMED_OUT,
        `${name} has timed out progressing.`,
        now,
      );
  }
  const failure = [...(newest ? [newest] : []), ...sets]
    .flatMap((set) => asList(recordAt(set, 'status').conditions))
    .find(({ type }) => type === 'ReplicaFailure');
  conditions = conditions.filter(({ type }) => type !== 'ReplicaFailure');
  if (failure)
    conditions.push({
      type: 'ReplicaFailure',
      status: failure.status,
      lastUpdateTime: failure.lastTransitionTime,
      lastTransitionTime: failure.lastTransitionTime,
      reason: failure.reason,
      message: failure.message,
    });
  return { ...status, conditions };
}

/** Something has come on: the moment of it is noted, even when the words stay. */
function progressed(conditions: readonly Data[], current: Data | undefined, message: string, now: number): Data[] {
  const moment = timeText(now);
  const made = {
    type: 'Progressing',
    status: 'True',
    lastUpdateTime: moment,
    lastTransitionTime: current?.status === 'True' ? current.lastTransitionTime : moment,
    reason: 'ReplicaSetUpdated',
    message,
  };
  return [...conditions.filter(({ type }) => type !== 'Progressing'), made];
}

/** After how many milliseconds the deadline has to be looked at again. */
export function untilDeadline(deployment: KubeObject, status: Data, now: number): number | undefined {
  const progressing = asList(status.conditions).find(({ type }) => type === 'Progressing');
  if (!hasDeadline(deployment) || !progressing || progressing.reason === COMPLETE || progressing.reason === TIMED_OUT)
    return undefined;
  if (isComplete(deployment, status) || recordAt(deployment, 'spec').paused === true) return undefined;
  const deadline = Number(recordAt(deployment, 'spec').progressDeadlineSeconds) * 1000;
  return Math.max(0, Date.parse(String(progressing.lastUpdateTime)) + deadline - now) + 1000;
}

/** Whether two states of a status say the same. */
export function isSameStatus(first: unknown, second: unknown): boolean {
  return isSame(asRecord(first), asRecord(second));
}
