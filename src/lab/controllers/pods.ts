import { asList, asRecord } from '../../kubernetes/data.ts';
import { ApiError } from '../api/core/errors.ts';
import { controllerOf, copy, type KubeObject, type OwnerReference, recordAt } from '../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../api/core/selectors.ts';
import type { Resource } from '../api/resources/resource.ts';
import { type Client, keyOf } from './framework.ts';
import type { Recorder } from './recorder.ts';

/** A condition of a Pod, by its type. */
export function condition(object: KubeObject, type: string): Readonly<Record<string, unknown>> | undefined {
  return asList(recordAt(object, 'status').conditions).find((one) => one.type === type);
}

/** Whether a Pod is ready. */
export function isReady(pod: KubeObject): boolean {
  return condition(pod, 'Ready')?.status === 'True';
}

/** Whether a Pod has been ready for some seconds. */
export function isAvailable(pod: KubeObject, minReadySeconds: number, now: number): boolean {
  const ready = condition(pod, 'Ready');
  if (ready?.status !== 'True') return false;
  return minReadySeconds === 0 || Date.parse(String(ready.lastTransitionTime)) + minReadySeconds * 1000 <= now;
}

/** Whether a Pod has ended. */
export function hasEnded(pod: KubeObject): boolean {
  const { phase } = recordAt(pod, 'status');
  return phase === 'Failed' || phase === 'Succeeded';
}

/** Whether a Pod counts for its controller: it has neither ended nor is it being deleted. */
export function isActive(pod: KubeObject): boolean {
  return !hasEnded(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** A reference to the object that controls. */
export function ownedBy(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Creates and deletes Pods for a controller, and says so. */
export class PodControl {
  readonly #client: Client;
  readonly #recorder: Recorder;
  readonly #pods: Resource;

  constructor(client: Client, recorder: Recorder) {
    this.#client = client;
    this.#recorder = recorder;
    this.#pods = client.resource('', 'pods');
  }

  /** Creates a Pod of a template. @throws ApiError when the server refuses it: then an event says so */
  create(owner: KubeObject, template: unknown, change: (pod: KubeObject) => void = () => {}): KubeObject {
    const { metadata, spec } = asRecord(template);
    const { labels, annotations, finalizers } = asRecord(metadata);
    const prefix = `${owner.metadata.name}-`;
    const pod = copy({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: prefix, labels, annotations, finalizers, ownerReferences: [ownedBy(owner)] },
      spec,
    }) as unknown as KubeObject;
    change(pod);
    try {
      const made = this.#client.create(this.#pods, pod, owner.metadata.namespace);
      this.#recorder.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${made.metadata.name}`);
      return made;
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.status.reason !== 'Forbidden' || !/because it is being terminated/.test(problem.message))
        this.#recorder.event(owner, 'Warning', 'FailedCreate', `Error creating: ${problem.message}`);
      throw problem;
    }
  }

  /** Deletes a Pod. @throws ApiError */
  remove(owner: KubeObject, pod: KubeObject): void {
    this.#client.remove(this.#pods, keyOf(pod), {});
    this.#recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
  }

  /** The Pods that an owner controls: those that meet its selector and belong to nobody are taken, those that do not meet it any more are let go. */
  claim(owner: KubeObject, selector: unknown): KubeObject[] {
    const requirements = selectorOf(selector);
    const claimed: KubeObject[] = [];
    for (const pod of this.#client.list(this.#pods, owner.metadata.namespace)) {
      const controller = controllerOf(pod);
      if (controller && controller.uid !== owner.metadata.uid) continue;
      const fits = matchesLabels(requirements, pod.metadata.labels ?? {});
      if (controller) {
        if (fits) claimed.push(pod);
        else if (owner.metadata.deletionTimestamp === undefined) this.#release(pod, owner);
        continue;
      }
      if (
        !fits ||
        owner.metadata.deletionTimestamp !== undefined ||
        pod.metadata.deletionTimestamp !== undefined ||
        hasEnded(pod)
      )
        continue;
      const adopted = this.#client.change(this.#pods, keyOf(pod), ({ metadata }) => {
        metadata.ownerReferences = [...(metadata.ownerReferences ?? []), ownedBy(owner)];
        return true;
      });
      if (adopted) claimed.push(adopted);
    }
    return claimed;
  }

  #release(pod: KubeObject, owner: KubeObject): void {
    this.#client.change(this.#pods, keyOf(pod), ({ metadata }) => {
      const left = (metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid);
      if (left.length > 0) metadata.ownerReferences = left;
      else delete metadata.ownerReferences;
      return true;
    });
  }
}

/** How much use a Pod is, as numbers that count one after the other. */
function rank(pod: KubeObject): readonly number[] {
  const { phase, containerStatuses } = recordAt(pod, 'status');
  return [
    recordAt(pod, 'spec').nodeName ? 1 : 0,
    phase === 'Pending' ? 0 : phase === 'Unknown' ? 1 : 2,
    isReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0),
    // Those that have been ready, or there, for longer stay.
    -Date.parse(String(condition(pod, 'Ready')?.lastTransitionTime ?? pod.metadata.creationTimestamp)),
    -asList(containerStatuses).reduce((most, { restartCount }) => Math.max(most, Number(restartCount)), 0),
    -Date.parse(pod.metadata.creationTimestamp),
  ];
}

/** Pods in the order in which they are deleted: those that are of the least use first. @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset */
export function byUse(pods: readonly KubeObject[]): KubeObject[] {
  const ranked = pods.map((pod) => ({ pod, ranks: rank(pod) }));
  ranked.sort(({ ranks: one }, { ranks: other }) => {
    const index = one.findIndex((value, at) => value !== other[at]);
    return index < 0 ? 0 : (one[index] as number) - (other[index] as number);
  });
  return ranked.map(({ pod }) => pod);
}
