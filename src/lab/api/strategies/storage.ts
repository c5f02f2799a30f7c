import { asRecord } from '../../../kubernetes/data.ts';
import { required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame, timeText } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { claimDefaults, storageClassDefaults, volumeObjectDefaults } from '../defaults/storage.ts';
import { validateClaim, validateClaimUpdate, validateVolume, validateVolumeUpdate } from '../validation/storage.ts';

/** The rules of volumes, claims and classes. */
export const storage: Readonly<Record<string, Strategy>> = {
  persistentvolumes: {
    defaults: volumeObjectDefaults,
    prepareForCreate: (object, { registry }) => {
      object.status = { phase: 'Pending', lastPhaseTransitionTime: timeText(registry.clock.now()) };
    },
    prepareForStatusUpdate: (object, old, { registry }) => {
      const status = asRecord(object.status);
      if (status.phase !== asRecord(old.status).phase)
        object.status = { ...status, lastPhaseTransitionTime: timeText(registry.clock.now()) };
    },
    validate: (object) => validateVolume(object),
    validateUpdate: validateVolumeUpdate,
  },
  persistentvolumeclaims: {
    defaults: claimDefaults,
    prepareForCreate: (object) => {
      object.status = { phase: 'Pending' };
    },
    validate: (object) => validateClaim(object),
    validateUpdate: validateClaimUpdate,
  },
  'storageclasses.storage.k8s.io': {
    defaults: storageClassDefaults,
    validate: ({ provisioner, reclaimPolicy, volumeBindingMode }) => [
      ...(provisioner ? [] : [required('provisioner', '')]),
      ...(reclaimPolicy === 'Delete' || reclaimPolicy === 'Retain'
        ? []
        : [unsupported('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain'])]),
      ...(volumeBindingMode === 'Immediate' || volumeBindingMode === 'WaitForFirstConsumer'
        ? []
        : [unsupported('volumeBindingMode', volumeBindingMode, ['Immediate', 'WaitForFirstConsumer'])]),
    ],
    validateUpdate: (object, old) =>
      ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'].flatMap((field) =>
        isSame(object[field], old[field]) ? [] : [wrong(field, object[field] ?? null, 'field is immutable')],
      ),
  },
};
