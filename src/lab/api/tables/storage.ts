import { asList, asRecord, asTexts } from '../../../kubernetes/data.ts';
import { recordAt } from '../core/objects.ts';
import type { TableOf } from '../http/table.ts';
import { AGE, NAME } from './columns.ts';
import { age, shown, table, wide } from './table.ts';

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};
const modes = (list: unknown): string =>
  ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']
    .filter((mode) => asTexts(list).includes(mode))
    .map((mode) => MODES[mode])
    .join(',');

const volumes = table(
  [
    NAME,
    'Capacity',
    'Access Modes',
    'Reclaim Policy',
    'Status',
    'Claim',
    'StorageClass',
    'VolumeAttributesClass',
    'Reason',
    AGE,
    wide('VolumeMode'),
  ],
  (object, now) => {
    const spec = recordAt(object, 'spec');
    const { phase, reason } = recordAt(object, 'status');
    const { namespace, name } = asRecord(spec.claimRef);
    const status = object.metadata.deletionTimestamp === undefined ? shown(phase, '') : 'Terminating';
    return [
      object.metadata.name,
      shown(asRecord(spec.capacity).storage, ''),
      modes(spec.accessModes),
      shown(spec.persistentVolumeReclaimPolicy, ''),
      status,
      spec.claimRef === undefined ? '' : `${shown(namespace, '')}/${shown(name, '')}`,
      shown(object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName, ''),
      shown(spec.volumeAttributesClassName, '<unset>'),
      shown(reason, ''),
      age(object, now),
      shown(spec.volumeMode, '<unset>'),
    ];
  },
);

const claims = table(
  [
    NAME,
    'Status',
    'Volume',
    'Capacity',
    'Access Modes',
    'StorageClass',
    'VolumeAttributesClass',
    AGE,
    wide('VolumeMode'),
  ],
  (object, now) => {
    const spec = recordAt(object, 'spec');
    const { phase, capacity, accessModes } = recordAt(object, 'status');
    const isBound = spec.volumeName !== undefined && spec.volumeName !== '';
    const status = object.metadata.deletionTimestamp === undefined ? shown(phase, '') : 'Terminating';
    return [
      object.metadata.name,
      status,
      shown(spec.volumeName, ''),
      isBound ? shown(asRecord(capacity).storage, '') : '',
      isBound ? modes(accessModes) : '',
      shown(object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName, ''),
      shown(spec.volumeAttributesClassName, '<unset>'),
      age(object, now),
      shown(spec.volumeMode, '<unset>'),
    ];
  },
);

const storageClasses = table(
  [NAME, 'Provisioner', 'ReclaimPolicy', 'VolumeBindingMode', 'AllowVolumeExpansion', AGE],
  (object, now) => {
    const isDefault =
      object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ||
      object.metadata.annotations?.['storageclass.beta.kubernetes.io/is-default-class'] === 'true';
    return [
      `${object.metadata.name}${isDefault ? ' (default)' : ''}`,
      shown(object.provisioner, ''),
      shown(object.reclaimPolicy, 'Delete'),
      shown(object.volumeBindingMode, 'Immediate'),
      object.allowVolumeExpansion === true ? 'true' : 'false',
      age(object, now),
    ];
  },
);

const drivers = table(
  [NAME, 'AttachRequired', 'PodInfoOnMount', 'StorageCapacity', 'TokenRequests', 'RequiresRepublish', 'Modes', AGE],
  (object, now) => {
    const { attachRequired, podInfoOnMount, storageCapacity, tokenRequests, requiresRepublish, volumeLifecycleModes } =
      recordAt(object, 'spec');
    return [
      object.metadata.name,
      String(attachRequired ?? true),
      String(podInfoOnMount ?? false),
      String(storageCapacity ?? false),
      shown(
        asList(tokenRequests)
          .map(({ audience }) => String(audience))
          .join(','),
        '<unset>',
      ),
      String(requiresRepublish ?? false),
      shown(asTexts(volumeLifecycleModes).join(',')),
      age(object, now),
    ];
  },
);

/** Tables of what concerns storage, by qualified resource. */
export const storageTables: Readonly<Record<string, TableOf>> = {
  persistentvolumeclaims: claims,
  persistentvolumes: volumes,
  'csidrivers.storage.k8s.io': drivers,
  'storageclasses.storage.k8s.io': storageClasses,
};
