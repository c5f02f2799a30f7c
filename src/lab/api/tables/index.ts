import { asRecord, type Data } from '../../../kubernetes/data.ts';
import type { Services } from '../core/services.ts';
import { valuesAt } from '../custom/paths.ts';
import type { TableOf } from '../http/table.ts';
import type { Resource } from '../resources/resource.ts';
import { ageOf, column, NAME } from './columns.ts';
import { controlTables } from './control.ts';
import { networkTables } from './network.ts';
import { otherTables } from './others.ts';
import { storageTables } from './storage.ts';
import { workloadTables } from './workloads.ts';

const tables: Readonly<Record<string, TableOf>> = {
  ...workloadTables,
  ...networkTables,
  ...storageTables,
  ...controlTables,
  ...otherTables,
};

const plain: TableOf = {
  columns: [NAME, column('Age')],
  cells: ({ metadata }, now) => [metadata.name, ageOf(metadata.creationTimestamp, now)],
};

/** How the objects of a resource are shown in tables. */
export function tableOf(resource: Resource, _server: Services): TableOf {
  if (resource.columns) return customTable(resource.columns);
  return tables[resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`] ?? plain;
}

/** A cell of a custom column: dates as ages, whole numbers as such, all else as text. */
function customCell(values: readonly unknown[], type: unknown, now: number): unknown {
  if (values.length === 0) return null;
  const [value] = values;
  if (type === 'date') return ageOf(String(value), now);
  if (type === 'integer') return typeof value === 'number' ? Math.trunc(value) : null;
  if (type === 'number') return typeof value === 'number' ? value : null;
  if (type === 'boolean') return typeof value === 'boolean' ? value : null;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return values.map(String).join(' ');
}

function customTable(columns: readonly Data[]): TableOf {
  return {
    columns: [
      NAME,
      ...columns.map(({ name, type, format, priority, description }) =>
        column(String(name), {
          type: type as 'string',
          format: String(format ?? ''),
          priority: Number(priority ?? 0),
          description: String(description ?? ''),
        }),
      ),
    ],
    cells: (object, now) => [
      object.metadata.name,
      ...columns.map(({ jsonPath, type }) => customCell(valuesAt(asRecord(object), String(jsonPath)), type, now)),
    ],
  };
}
