import { nameSuffix } from './hash.ts';
import { compactJson } from './print/json.ts';

/** Suffix of a ConfigMap's name. */
export function configMapSuffix(
  name: string,
  { data, binaryData, immutable }: { data?: unknown; binaryData?: unknown; immutable?: unknown },
): string {
  return nameSuffix(
    compactJson({
      kind: 'ConfigMap',
      name,
      data: data ?? {},
      ...(immutable === undefined ? {} : { immutable }),
      ...(binaryData ? { binaryData } : {}),
    }),
  );
}

/** Suffix of a Secret's name. */
export function secretSuffix(name: string, type: string, data: unknown, immutable?: unknown): string {
  return nameSuffix(
    compactJson({ kind: 'Secret', type, name, data, ...(immutable === undefined ? {} : { immutable }) }),
  );
}
