import { asList, asRecord } from '../../../kubernetes/data.ts';
import { ApiError } from '../../api/core/errors.ts';
import { copy, isSame, type KubeObject, type OwnerReference, recordAt } from '../../api/core/objects.ts';
import { type Client, keyOf } from '../framework.ts';
import { ownedBy } from '../pods.ts';
import type { Recorder } from '../recorder.ts';

/** The number at the end of a Pod's name; -1 if it is not one of the set's. */
export function ordinalOf(set: KubeObject, pod: KubeObject): number {
  const prefix = `${set.metadata.name}-`;
  const rest = pod.metadata.name.startsWith(prefix) ? pod.metadata.name.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : -1;
}

/** The claims of one Pod of the set, by the name of their template. */
function claimsFor(set: KubeObject, name: string): Map<string, Record<string, unknown>> {
  const { selector, volumeClaimTemplates } = recordAt(set, 'spec');
  return new Map(
    asList(volumeClaimTemplates).map((template) => {
      const { name: title, labels, annotations } = asRecord(template.metadata);
      const claim = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: `${String(title)}-${name}`,
          labels: { ...asRecord(labels), ...asRecord(asRecord(selector).matchLabels) },
          annotations,
        },
        spec: template.spec,
      };
      return [String(title), copy(claim) as Record<string, unknown>];
    }),
  );
}

/** Creates and deletes Pods of StatefulSets, with their claims, and says so. */
export class StatefulPods {
  readonly #client: Client;
  readonly #recorder: Recorder;

  constructor(client: Client, recorder: Recorder) {
    this.#client = client;
    this.#recorder = recorder;
  }

  /** Claims are made before the Pod that needs them. @throws ApiError */
  createClaims(set: KubeObject, name: string): void {
    const claims = this.#client.resource('', 'persistentvolumeclaims');
    for (const claim of claimsFor(set, name).values()) {
      const title = String(asRecord(claim.metadata).name);
      if (this.#client.find(claims, set.metadata.namespace ?? '', title)) continue;
      try {
        this.#client.create(claims, claim, set.metadata.namespace);
        const text = `Create Claim ${title} Pod ${name} in StatefulSet ${set.metadata.name} success`;
        this.#recorder.event(set, 'Normal', 'SuccessfulCreate', text);
      } catch (problem) {
        if (!(problem instanceof ApiError)) throw problem;
        const text = `Create Claim ${title} for Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${problem.message}`;
        this.#recorder.event(set, 'Warning', 'FailedCreate', text);
        throw problem;
      }
    }
    this.keepClaims(set, name, false);
  }

  /** Has claims belong to the set or to a Pod that goes, as the set's retention policy says. @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention */
  keepClaims(set: KubeObject, name: string, isCondemned: boolean): void {
    const { whenDeleted = 'Retain', whenScaled = 'Retain' } = asRecord(
      recordAt(set, 'spec').persistentVolumeClaimRetentionPolicy,
    );
    const claims = this.#client.resource('', 'persistentvolumeclaims');
    const pod = this.#client.find(this.#client.resource('', 'pods'), set.metadata.namespace ?? '', name);
    const bySet = whenDeleted === 'Delete' && !(isCondemned && whenScaled === 'Delete');
    const byPod = whenScaled === 'Delete' && isCondemned;
    for (const claim of claimsFor(set, name).values()) {
      const found = this.#client.find(claims, set.metadata.namespace ?? '', String(asRecord(claim.metadata).name));
      if (!found) continue;
      const others = (found.metadata.ownerReferences ?? []).filter(
        ({ uid }) => uid !== set.metadata.uid && uid !== pod?.metadata.uid,
      );
      const controlled = (owner: KubeObject): OwnerReference => {
        const { blockOwnerDeletion: _, ...reference } = ownedBy(owner);
        return reference;
      };
      const owners = [...others, ...(bySet ? [controlled(set)] : []), ...(byPod && pod ? [controlled(pod)] : [])];
      if (isSame(owners, found.metadata.ownerReferences ?? [])) continue;
      this.#client.change(claims, keyOf(found), ({ metadata }) => {
        if (owners.length > 0) metadata.ownerReferences = owners;
        else delete metadata.ownerReferences;
        return true;
      });
    }
  }

  /** @throws ApiError when the server refuses it: then an event says so */
  create(set: KubeObject, template: Record<string, unknown>, ordinal: number, revision: string): void {
    const name = `${set.metadata.name}-${ordinal}`;
    this.createClaims(set, name);
    const { metadata, spec } = copy(template) as Record<string, Record<string, unknown>>;
    const claims = claimsFor(set, name);
    const volumes = [
      ...[...claims].map(([title, claim]) => ({
        name: title,
        persistentVolumeClaim: { claimName: asRecord(claim.metadata).name },
      })),
      ...asList(spec?.volumes).filter(({ name: title }) => !claims.has(String(title))),
    ];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        generateName: `${set.metadata.name}-`,
        annotations: metadata?.annotations,
        finalizers: metadata?.finalizers,
        labels: {
          ...asRecord(metadata?.labels),
          'apps.kubernetes.io/pod-index': String(ordinal),
          'controller-revision-hash': revision,
          'statefulset.kubernetes.io/pod-name': name,
        },
        ownerReferences: [ownedBy(set)],
      },
      spec: {
        ...spec,
        hostname: name,
        subdomain: recordAt(set, 'spec').serviceName,
        ...(volumes.length > 0 ? { volumes } : {}),
      },
    };
    try {
      this.#client.create(this.#client.resource('', 'pods'), copy(pod), set.metadata.namespace);
      const text = `Create Pod ${name} in StatefulSet ${set.metadata.name} successful`;
      this.#recorder.event(set, 'Normal', 'SuccessfulCreate', text);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      const text = `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${problem.message}`;
      this.#recorder.event(set, 'Warning', 'FailedCreate', text);
      throw problem;
    }
  }

  /** @throws ApiError */
  remove(set: KubeObject, pod: KubeObject): void {
    this.#client.remove(this.#client.resource('', 'pods'), keyOf(pod), {});
    const text = `Delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`;
    this.#recorder.event(set, 'Normal', 'SuccessfulDelete', text);
  }
}
