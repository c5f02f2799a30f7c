import { asTexts } from '../../../kubernetes/data.ts';
import { copy, type KubeObject, recordAt } from '../../api/core/objects.ts';
import type { Client, Key } from '../framework.ts';
import { keyOf } from '../framework.ts';
import { Recorder } from '../recorder.ts';

/** Says for which node the volume of a claim is to be made. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
/** The provisioner of the class `standard`. */
export const OWN_PROVISIONER = 'rancher.io/local-path';
const PROVISION_MS = 300;
/** What a directory of one node can be: it makes nothing else. */
const OWN_MODES = ['ReadWriteOnce', 'ReadWriteOncePod'];

/** Makes volumes of directories of nodes, as local-path-provisioner does in a kind cluster. @see https://github.com/rancher/local-path-provisioner/blob/master/provisioner.go */
export function localProvisioner(client: Client): { provision(claim: KubeObject, storageClass: KubeObject): void } {
  const claims = client.resource('', 'persistentvolumeclaims');
  const volumes = client.resource('', 'persistentvolumes');
  const recorder = new Recorder(client.server, OWN_PROVISIONER);
  const make = (key: Key, uid: string, storageClass: KubeObject): void => {
    const claim = client.find(claims, key.namespace, key.name);
    if (claim?.metadata.uid !== uid || client.find(volumes, '', `pvc-${uid}`)) return;
    const spec = recordAt(claim, 'spec');
    if (!asTexts(spec.accessModes).every((mode) => OWN_MODES.includes(mode))) {
      recorder.event(
        claim,
        'Warning',
        'ProvisioningFailed',
        `failed to provision volume with StorageClass "${storageClass.metadata.name}": NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes`,
      );
      return;
    }
    const node = claim.metadata.annotations?.[SELECTED_NODE];
    client.create(volumes, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': OWN_PROVISIONER } },
      spec: {
        accessModes: copy(spec.accessModes),
        capacity: { storage: recordAt(spec, 'resources', 'requests').storage },
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          name: key.name,
          namespace: key.namespace,
          resourceVersion: claim.metadata.resourceVersion,
          uid,
        },
        hostPath: { path: `/var/local-path-provisioner/pvc-${uid}`, type: 'DirectoryOrCreate' },
        ...(node === undefined
          ? {}
          : {
              nodeAffinity: {
                required: {
                  nodeSelectorTerms: [
                    { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
                  ],
                },
              },
            }),
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
        storageClassName: storageClass.metadata.name,
        volumeMode: spec.volumeMode ?? 'Filesystem',
      },
    });
  };
  return {
    provision: (claim, storageClass) =>
      void client.server.clock.after(PROVISION_MS, () => make(keyOf(claim), claim.metadata.uid, storageClass)),
  };
}
