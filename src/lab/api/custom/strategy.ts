import { asRecord } from '../../../kubernetes/data.ts';
import { copy, isSame, type KubeObject } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import type { Resource } from '../resources/resource.ts';
import { setPresets } from './schema.ts';
import { customCauses } from './validate.ts';

/** The rules of a custom resource: those that its definition gives. */
export function customStrategy({ schema = {}, subresources }: Resource): Strategy {
  const hasStatus = subresources.some(({ name }) => name === 'status');
  const content = ({ apiVersion: _, kind: __, metadata: ___, status, ...rest }: KubeObject): unknown =>
    hasStatus ? rest : { ...rest, status };
  return {
    counts: [],
    needsRevision: false,
    defaults: (object) => setPresets(object, schema),
    prepareForCreate(object) {
      object.metadata.generation = 1;
      if (hasStatus) delete object.status;
      setPresets(object, schema);
    },
    prepareForUpdate(object, old) {
      if (!isSame(content(object), content(old))) object.metadata.generation = (old.metadata.generation ?? 0) + 1;
    },
    validate: (object, _around, old) => customCauses(object, old && copy(old), schema),
    validateStatusUpdate: (object, old) => customCauses(asRecord(object), asRecord(old), schema),
  };
}
