import { required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { storageClassDefaults } from '../defaults/storage.ts';

/** The rules of storage classes. */
export const storage: Readonly<Record<string, Strategy>> = {
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
