import { wrong } from '../core/field-errors.ts';
import { isSame } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { storageClassDefaults } from '../defaults/storage.ts';
import { validateStorageClass } from '../validation/storage.ts';

/** The rules of storage classes. */
export const storage: Readonly<Record<string, Strategy>> = {
  'storageclasses.storage.k8s.io': {
    defaults: storageClassDefaults,
    validate: (object) => validateStorageClass(object),
    validateUpdate: (object, old) =>
      ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'].flatMap((field) =>
        isSame(object[field], old[field]) ? [] : [wrong(field, object[field] ?? null, 'field is immutable')],
      ),
  },
};
