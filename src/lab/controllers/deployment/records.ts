import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { copy, group, isSame, type KubeObject, recordAt } from '../../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../../api/core/selectors.ts';
import { templateHash } from '../hash.ts';
import { ownedBy } from '../pods.ts';
import { fencesOf, newReplicas, replicasOf } from './rolling.ts';

/** Label that tells ReplicaSets of one Deployment apart. */
export const HASH = 'pod-template-hash';
/** Annotation with the number of a revision. */
export const REVISION = 'deployment.kubernetes.io/revision';
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

/** The number of a ReplicaSet's revision. */
export const revisionOf = (object: KubeObject): number => Number(object.metadata.annotations?.[REVISION] ?? 0);
const created = (object: KubeObject): number => Date.parse(object.metadata.creationTimestamp);
/** Older ReplicaSets come first. */
export const byAge = (a: KubeObject, b: KubeObject): number =>
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

/** Bare templates of stored objects, which nobody changes. */
const bare = new WeakMap<object, unknown>();

function storedTemplate(set: KubeObject): unknown {
  const { template } = recordAt(set, 'spec');
  if (!isRecord(template)) return bareTemplate(template);
  const known = bare.get(template) ?? bareTemplate(template);
  bare.set(template, known);
  return known;
}

/** Whether a ReplicaSet has the labels that a Deployment selects. */
export function fits(deployment: KubeObject, set: KubeObject): boolean {
  return matchesLabels(selectorOf(recordAt(deployment, 'spec').selector), set.metadata.labels ?? {});
}

/** The ReplicaSet with the Deployment's present template. @param owned as they are stored */
export function newestOf(deployment: KubeObject, owned: readonly KubeObject[]): KubeObject | undefined {
  const wanted = bareTemplate(recordAt(deployment, 'spec').template);
  return owned.find((set) => isSame(storedTemplate(set), wanted));
}

/** Whether the Deployment was given another size since its ReplicaSets were. */
export function isScaling(deployment: KubeObject, owned: readonly KubeObject[]): boolean {
  return owned.some(
    (set) =>
      replicasOf(set) > 0 &&
      set.metadata.annotations?.[DESIRED] !== undefined &&
      Number(set.metadata.annotations[DESIRED]) !== replicasOf(deployment),
  );
}

/** Annotations that a ReplicaSet takes over from its Deployment. */
export function takeAnnotations(deployment: KubeObject, set: KubeObject): void {
  const target = annotationsOf(set);
  for (const [name, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (!NOT_COPIED.has(name)) target[name] = value;
}

/** Numbers the ReplicaSet, and remembers the number that it had. */
export function setRevision(set: KubeObject, revision: number): void {
  const annotations = annotationsOf(set);
  const old = annotations[REVISION];
  if (Number(old ?? 0) >= revision) return;
  annotations[REVISION] = String(revision);
  if (old === undefined) return;
  annotations[HISTORY] = annotations[HISTORY] === undefined ? old : `${annotations[HISTORY]},${old}`;
}

/** Notes the size of the Deployment on a ReplicaSet. Gives whether that is new. */
export function setDesired(set: KubeObject, deployment: KubeObject): boolean {
  const annotations = annotationsOf(set);
  const desired = String(replicasOf(deployment));
  const most = String(replicasOf(deployment) + fencesOf(deployment).surge);
  if (annotations[DESIRED] === desired && annotations[MAX] === most) return false;
  annotations[DESIRED] = desired;
  annotations[MAX] = most;
  return true;
}

/** Whether a ReplicaSet alone is all that the Deployment wants. */
export function isSaturated(deployment: KubeObject, set: KubeObject): boolean {
  const wanted = replicasOf(deployment);
  return (
    replicasOf(set) === wanted &&
    Number(set.metadata.annotations?.[DESIRED]) === wanted &&
    Number(recordAt(set, 'status').availableReplicas ?? 0) === wanted
  );
}

/** The ReplicaSet that a Deployment's present template needs, with as many Pods as it may have at first. */
export function draftOf(deployment: KubeObject, owned: readonly KubeObject[], revision: number): KubeObject {
  const { selector, minReadySeconds, template: given } = recordAt(deployment, 'spec');
  const template = copy(asRecord(given)) as Record<string, unknown>;
  const { collisionCount } = recordAt(deployment, 'status');
  const hash = templateHash(template, typeof collisionCount === 'number' ? collisionCount : undefined);
  const labels = group(group(template, 'metadata'), 'labels');
  labels[HASH] = hash;
  const draft = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      labels: { ...labels },
      ownerReferences: [ownedBy(deployment)],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
      selector: { ...asRecord(selector), matchLabels: { ...recordAt(selector, 'matchLabels'), [HASH]: hash } },
      template,
    },
  } as unknown as KubeObject;
  group(draft, 'spec').replicas = newReplicas(deployment, [...owned, draft], draft);
  takeAnnotations(deployment, draft);
  setRevision(draft, revision);
  setDesired(draft, deployment);
  return draft;
}
