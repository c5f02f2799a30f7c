import { asList, asRecord } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import type { Client } from '../framework.ts';
import { keyOf } from '../framework.ts';
import { SELECTED_NODE } from '../storage/local-provisioner.ts';
import { bestVolume, classOf } from '../storage/volumes.ts';
import { matchesTerm } from './nodes.ts';
import type { Reason } from './topology.ts';

/** The claims of a Pod: those that are bound, those that wait for it, and what is wrong with them altogether. */
export interface PodClaims {
  bound: KubeObject[];
  waiting: KubeObject[];
  problem: string | undefined;
}

/** Reads a Pod's claims. @see https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode */
export function claimsOf(client: Client, pod: KubeObject): PodClaims {
  const claims: PodClaims = { bound: [], waiting: [], problem: undefined };
  for (const volume of asList(recordAt(pod, 'spec').volumes)) {
    const named = asRecord(volume.persistentVolumeClaim).claimName;
    const isEphemeral = volume.ephemeral !== undefined;
    if (named === undefined && !isEphemeral) continue;
    const name = isEphemeral ? `${pod.metadata.name}-${String(volume.name)}` : String(named);
    const claim = client.find(client.resource('', 'persistentvolumeclaims'), pod.metadata.namespace ?? '', name);
    if (!claim) {
      claims.problem = isEphemeral
        ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
        : `persistentvolumeclaim "${name}" not found`;
      return claims;
    }
    if (claim.metadata.deletionTimestamp !== undefined) {
      claims.problem = `persistentvolumeclaim "${name}" is being deleted`;
      return claims;
    }
    if (recordAt(claim, 'status').phase === 'Lost') {
      claims.problem = `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${String(recordAt(claim, 'spec').volumeName)}"`;
      return claims;
    }
    if (claim.metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined) claims.bound.push(claim);
    else {
      const storageClass = client.find(client.resource('storage.k8s.io', 'storageclasses'), '', classOf(claim));
      if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer') claims.waiting.push(claim);
      else claims.problem = 'pod has unbound immediate PersistentVolumeClaims';
    }
  }
  return claims;
}

/** What a Pod's volumes say against a node. */
export function volumesAgainst(client: Client, { bound, waiting }: PodClaims, node: KubeObject): Reason | undefined {
  for (const claim of bound) {
    const name = String(recordAt(claim, 'spec').volumeName);
    const volume = client.find(client.resource('', 'persistentvolumes'), '', name);
    const required = recordAt(volume, 'spec', 'nodeAffinity').required;
    if (required && !asList(asRecord(required).nodeSelectorTerms).some((term) => matchesTerm(term, node)))
      return { text: "node(s) didn't match PersistentVolume's node affinity", isFinal: true };
  }
  for (const claim of waiting) {
    const storageClass = client.find(client.resource('storage.k8s.io', 'storageclasses'), '', classOf(claim));
    const cannotProvision = storageClass?.provisioner === 'kubernetes.io/no-provisioner';
    if (cannotProvision && !bestVolume(client, claim))
      return { text: "node(s) didn't find available persistent volumes to bind", isFinal: true };
  }
  return undefined;
}

/** Says for which node volumes are to be made. Gives whether all are there already. */
export function selectNode(client: Client, claims: PodClaims, node: string): boolean {
  for (const claim of claims.waiting)
    client.change(client.resource('', 'persistentvolumeclaims'), keyOf(claim), ({ metadata }) => {
      if (metadata.annotations?.[SELECTED_NODE] === node) return false;
      metadata.annotations = { ...metadata.annotations, [SELECTED_NODE]: node };
      return true;
    });
  return claims.waiting.length === 0;
}
