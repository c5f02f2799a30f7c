import { asList } from '../../../kubernetes/data.ts';
import { ApiError } from '../../api/core/errors.ts';
import { controllerOf, copy, group, isSame, type KubeObject, recordAt } from '../../api/core/objects.ts';
import type { Client } from '../framework.ts';
import type { Recorder } from '../recorder.ts';
import { draftOf, newestOf, REVISION, revisionOf, setRevision, takeAnnotations } from './records.ts';
import { replicasOf } from './rolling.ts';
import { hasDeadline, withCondition } from './status.ts';

/** The ReplicaSets of a Deployment at the beginning of a turn. */
export interface Sets {
  /** The one of the present template, if it is there. */
  newest: KubeObject | undefined;
  old: readonly KubeObject[];
}

/** All of them. */
export const allOf = ({ newest, old }: Sets): KubeObject[] => (newest ? [...old, newest] : [...old]);

/** Writes a condition Progressing into a copy of a Deployment. */
export function notice(deployment: KubeObject, now: number, status: string, reason: string, message: string): void {
  const current = group(deployment, 'status');
  current.conditions = withCondition(asList(current.conditions), 'Progressing', status, reason, message, now);
}

/** Writes the number of a revision into a copy of a Deployment. Gives whether it is new. */
function noteRevision({ metadata }: KubeObject, revision: string | undefined): boolean {
  if (revision === undefined || metadata.annotations?.[REVISION] === revision) return false;
  metadata.annotations = { ...metadata.annotations, [REVISION]: revision };
  return true;
}

/**
 * Numbers the ReplicaSet of the present template and notes the number on the Deployment; makes it if it is not there and `makes` says so.
 * What is written about the Deployment makes its copy stale: who writes its status in the same turn is refused, and comes again.
 * @see https://pkg.go.dev/k8s.io/kubernetes/pkg/controller/deployment
 */
export function* syncNewest(
  client: Client,
  recorder: Recorder,
  deployment: KubeObject,
  owned: readonly KubeObject[],
  makes: boolean,
): Generator<void, Sets> {
  const deployments = client.resource('apps', 'deployments');
  const sets = client.resource('apps', 'replicasets');
  const existing = newestOf(deployment, owned);
  const old = owned.filter((set) => set !== existing);
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  if (existing) {
    const set = copy(existing);
    takeAnnotations(deployment, set);
    setRevision(set, revision);
    const { minReadySeconds } = recordAt(deployment, 'spec');
    if (minReadySeconds !== undefined || recordAt(set, 'spec').minReadySeconds !== undefined)
      group(set, 'spec').minReadySeconds = minReadySeconds;
    if (!isSame(set, existing)) {
      const newest = client.update(sets, set);
      yield;
      return { newest, old };
    }
    let isNews = noteRevision(deployment, set.metadata.annotations?.[REVISION]);
    const isNoticed = asList(recordAt(deployment, 'status').conditions).some(({ type }) => type === 'Progressing');
    if (hasDeadline(deployment) && !isNoticed) {
      const message = `Found new replica set "${set.metadata.name}"`;
      notice(deployment, client.now(), 'True', 'FoundNewReplicaSet', message);
      isNews = true;
    }
    if (isNews) {
      client.update(deployments, deployment, 'status');
      yield;
    }
    return { newest: existing, old };
  }
  return { newest: makes ? yield* make(client, recorder, deployment, owned, revision) : undefined, old };
}

function* make(
  client: Client,
  recorder: Recorder,
  deployment: KubeObject,
  owned: readonly KubeObject[],
  revision: number,
): Generator<void, KubeObject> {
  const deployments = client.resource('apps', 'deployments');
  const sets = client.resource('apps', 'replicasets');
  const draft = draftOf(deployment, owned, revision);
  const { name } = draft.metadata;
  const size = replicasOf(draft);
  let stored: KubeObject;
  try {
    stored = client.create(sets, draft, deployment.metadata.namespace);
    yield;
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    if (problem.status.reason === 'AlreadyExists') {
      const found = client.find(sets, deployment.metadata.namespace ?? '', name);
      const isOwn = found !== undefined && controllerOf(found)?.uid === deployment.metadata.uid;
      if (isOwn && newestOf(deployment, [found])) return found;
      const status = group(deployment, 'status');
      status.collisionCount = Number(status.collisionCount ?? 0) + 1;
      client.update(deployments, deployment, 'status');
    } else if (!/because it is being terminated/.test(problem.message)) {
      const message = `Failed to create new replica set "${name}": ${problem.message}`;
      recorder.event(deployment, 'Warning', 'ReplicaSetCreateError', message);
      if (hasDeadline(deployment)) {
        notice(deployment, client.now(), 'False', 'ReplicaSetCreateError', message);
        client.update(deployments, deployment, 'status');
      }
    }
    throw problem;
  }
  if (size > 0)
    recorder.event(deployment, 'Normal', 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${size}`);
  let isNews = noteRevision(deployment, stored.metadata.annotations?.[REVISION]);
  if (hasDeadline(deployment)) {
    notice(deployment, client.now(), 'True', 'NewReplicaSetCreated', `Created new replica set "${name}"`);
    isNews = true;
  }
  if (isNews) {
    client.update(deployments, deployment, 'status');
    yield;
  }
  return stored;
}
