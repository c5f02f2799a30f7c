import type { Cause } from '../core/errors.ts';
import { required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { qualifiedName } from '../core/words.ts';
import { storageClassDefaults } from '../defaults/storage.ts';

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

/** What is wrong with a class of storage. Source: pkg/apis/storage/validation. */
function validateStorageClass({ provisioner, reclaimPolicy, volumeBindingMode }: KubeObject): Cause[] {
  const causes: Cause[] = [];
  const name = String(provisioner ?? '');
  if (name === '') causes.push(required('provisioner', ''));
  else causes.push(...qualifiedName(name.toLowerCase()).map((why) => wrong('provisioner', name, why)));
  if (reclaimPolicy && !['Delete', 'Retain'].includes(String(reclaimPolicy)))
    causes.push(unsupported('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain']));
  if (volumeBindingMode && !['Immediate', 'WaitForFirstConsumer'].includes(String(volumeBindingMode)))
    causes.push(unsupported('volumeBindingMode', volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']));
  return causes;
}
