import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import { LAST_APPLIED } from '../last-applied.ts';
import type { Found } from '../resources/info.ts';

type Fields = Record<string, unknown>;

interface ManagedFields {
  manager: string;
  operation: string;
  apiVersion?: string;
  time?: string;
  fieldsType?: string;
  fieldsV1?: Fields;
  subresource?: string;
}

function entriesOf(object: unknown): ManagedFields[] {
  return asList(asRecord(asRecord(object).metadata).managedFields).map(
    (entry) => ({ ...entry }) as unknown as ManagedFields,
  );
}

/** Names of the managers that own the annotation of client-side apply by an operation. */
export function ownersOf(object: unknown, operation: 'Update' | 'Apply'): string[] {
  return entriesOf(object)
    .filter((entry) => entry.operation === operation && !entry.subresource)
    .filter(({ fieldsV1 }) => {
      const annotations = asRecord(asRecord(fieldsV1?.['f:metadata'])['f:annotations']);
      return Object.hasOwn(annotations, `f:${LAST_APPLIED}`);
    })
    .map(({ manager }) => manager);
}

/** The fields of both sets. */
function union(first: Fields, second: Fields): Fields {
  const merged: Fields = { ...first };
  for (const [key, value] of Object.entries(second)) {
    merged[key] = isRecord(value) && isRecord(merged[key]) ? union(merged[key] as Fields, value) : value;
  }
  return merged;
}

/**
 * The JSON patch that makes what managers of client-side apply own the property of a manager of server-side apply
 * (`UpgradeManagedFieldsPatch` of k8s.io/client-go/util/csaupgrade); undefined if there is nothing to do.
 */
export function csaToSsaPatch(object: Found, managers: readonly string[], ssaManager: string): unknown[] | undefined {
  const entries = entriesOf(object);
  const isClientSide = (entry: ManagedFields): boolean =>
    managers.includes(entry.manager) && entry.operation === 'Update' && !entry.subresource;
  const clientSide = entries.filter(isClientSide);
  if (clientSide.length === 0) return undefined;
  let target = entries.find(
    (entry) => entry.manager === ssaManager && entry.operation === 'Apply' && !entry.subresource,
  );
  const kept = entries.filter((entry) => !isClientSide(entry));
  if (!target) {
    target = { ...(clientSide[0] as ManagedFields), manager: ssaManager, operation: 'Apply' };
    kept.push(target);
  }
  for (const { fieldsV1 } of clientSide) target.fieldsV1 = union(target.fieldsV1 ?? {}, fieldsV1 ?? {});
  const annotations = asRecord(asRecord(target.fieldsV1?.['f:metadata'])['f:annotations']);
  delete (annotations as Fields)[`f:${LAST_APPLIED}`];
  return [
    { op: 'replace', path: '/metadata/managedFields', value: kept },
    { op: 'replace', path: '/metadata/resourceVersion', value: asRecord(object.metadata).resourceVersion },
  ];
}
