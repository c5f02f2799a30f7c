import { asRecord } from '../../../kubernetes/data.ts';
import { copy, isSame, type KubeObject } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import type { Resource } from '../resources/resource.ts';
import { setPresets } from './schema.ts';
import { customCauses } from './validate.ts';

/** The value at a path such as `.spec.color`, as text; empty if there is none. */
function valueAt(object: KubeObject, path: string): string {
  const value = path
    .split('.')
    .slice(1)
    .reduce<unknown>((at, name) => asRecord(at)[name], object);
  return value === undefined || value === null ? '' : String(value);
}

/** The rules of a custom resource: those that its definition gives. */
export function customStrategy({ schema = {}, subresources, selectable = [] }: Resource): Strategy {
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
    ...(selectable.length > 0
      ? { fields: (object) => Object.fromEntries(selectable.map((path) => [path.slice(1), valueAt(object, path)])) }
      : {}),
    validate: (object, _around, old) => customCauses(object, old && copy(old), schema),
    validateStatusUpdate: (object, old) => customCauses(asRecord(object), asRecord(old), schema),
  };
}
