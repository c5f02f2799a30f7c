import { asList, asRecord } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import type { Client, Controller, Key } from '../framework.ts';
import { concernsOf } from '../framework.ts';
import { hasEnded } from '../pods.ts';

/** Whether a Pod has a volume from a claim. */
export function uses(pod: KubeObject, claim: string): boolean {
  return asList(recordAt(pod, 'spec').volumes).some(
    (volume) =>
      asRecord(volume.persistentVolumeClaim).claimName === claim ||
      (volume.ephemeral !== undefined && `${pod.metadata.name}-${String(volume.name)}` === claim),
  );
}

/** Lets claims go that no Pod uses any more, and volumes that are bound to no claim. @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection */
export function volumeProtection(client: Client): Controller[] {
  const drop = (plural: string, key: Key, finalizer: string): void => {
    client.change(client.resource('', plural), key, ({ metadata }) => {
      metadata.finalizers = (metadata.finalizers ?? []).filter((one) => one !== finalizer);
      if (metadata.finalizers.length === 0) delete metadata.finalizers;
      return true;
    });
  };
  const claims = client.resource('', 'persistentvolumeclaims');
  const volumes = client.resource('', 'persistentvolumes');
  return [
    {
      name: 'persistentvolumeclaim-protection',
      concerns: concernsOf(claims, [], ({ bucket, object }) =>
        bucket !== '/pods'
          ? []
          : asList(recordAt(object, 'spec').volumes).flatMap((volume) => {
              const { claimName } = asRecord(volume.persistentVolumeClaim);
              return claimName ? [{ namespace: object.metadata.namespace ?? '', name: String(claimName) }] : [];
            }),
      ),
      reconcile(key) {
        const claim = client.find(claims, key.namespace, key.name);
        const finalizer = 'kubernetes.io/pvc-protection';
        if (claim?.metadata.deletionTimestamp === undefined || !claim.metadata.finalizers?.includes(finalizer))
          return undefined;
        const isUsed = client
          .list(client.resource('', 'pods'), key.namespace)
          .some((pod) => uses(pod, key.name) && !hasEnded(pod) && recordAt(pod, 'spec').nodeName !== undefined);
        if (!isUsed) drop('persistentvolumeclaims', key, finalizer);
        return undefined;
      },
    },
    {
      name: 'persistentvolume-protection',
      concerns: concernsOf(volumes),
      reconcile(key) {
        const volume = client.find(volumes, '', key.name);
        const finalizer = 'kubernetes.io/pv-protection';
        if (
          volume?.metadata.deletionTimestamp !== undefined &&
          volume.metadata.finalizers?.includes(finalizer) &&
          recordAt(volume, 'status').phase !== 'Bound'
        )
          drop('persistentvolumes', key, finalizer);
        return undefined;
      },
    },
  ];
}
