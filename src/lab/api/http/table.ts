import type { KubeObject } from '../core/objects.ts';
import type { Resource } from '../resources/resource.ts';
import { groupVersion } from '../resources/resource.ts';
import { metadataOf, written } from './represent.ts';

/** A column of a table. */
export interface Column {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  format: string;
  description: string;
  /** 0 for those that are always shown; 1 for `-o wide`. */
  priority: number;
}

/** How the objects of a kind are shown in a table. */
export interface TableOf {
  columns: readonly Column[];
  /** The cells of an object. `now` in milliseconds since 1970. */
  cells(object: KubeObject, now: number): unknown[];
}

/** How much of an object each row brings. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** A table of objects. @see https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables */
export function table(
  { columns, cells }: TableOf,
  objects: readonly KubeObject[],
  metadata: Record<string, unknown>,
  resource: Resource,
  include: IncludeObject,
  now: number,
): Record<string, unknown> {
  const shown = (object: KubeObject): unknown => {
    if (include === 'None') return null;
    if (include === 'Metadata') return metadataOf(object);
    return written({ ...object, apiVersion: groupVersion(resource) }, resource.struct);
  };
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns,
    rows: objects.map((object) => ({ cells: cells(object, now), object: shown(object) })),
  };
}
