import { asRecord } from '../../../kubernetes/data.ts';
import { timeText } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { claimDefaults, volumeObjectDefaults } from '../defaults/storage.ts';
import { validateClaim, validateClaimUpdate, validateVolume, validateVolumeUpdate } from '../validation/storage.ts';

/** The rules of volumes and claims. */
export const volumes: Readonly<Record<string, Strategy>> = {
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
};
