import type { Services } from '../core/services.ts';
import type { TableOf } from '../http/table.ts';
import type { Resource } from '../resources/resource.ts';
import { ageOf, column, NAME } from './columns.ts';
import { otherTables } from './others.ts';
import { workloadTables } from './workloads.ts';

const tables: Readonly<Record<string, TableOf>> = { ...workloadTables, ...otherTables };

const plain: TableOf = {
  columns: [NAME, column('Age')],
  cells: ({ metadata }, now) => [metadata.name, ageOf(metadata.creationTimestamp, now)],
};

/** How the objects of a resource are shown in tables. */
export function tableOf(resource: Resource, _server: Services): TableOf {
  return tables[resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`] ?? plain;
}
