import { isRecord } from '../../../kubernetes/data.ts';
import { copy, type KubeObject } from '../core/objects.ts';
import { compare, fieldsIn, type Path, type Shape } from './fields.ts';

/** Where client-side apply keeps what it has applied. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** For this manager alone the server minds the annotation. */
const KUBECTL = 'kubectl';

/** Keeps the annotation of client-side apply true when kubectl applies on the server. Source: apimachinery/pkg/util/managedfields, lastappliedupdater.go. */
export function updateLastApplied(object: KubeObject, wanted: KubeObject, manager: string): void {
  const { annotations } = object.metadata;
  if (manager !== KUBECTL || !annotations?.[LAST_APPLIED]) return;
  const applied = copy(wanted);
  const { [LAST_APPLIED]: _, ...others } = applied.metadata.annotations ?? {};
  if (Object.keys(others).length > 0 || applied.metadata.annotations) applied.metadata.annotations = others;
  object.metadata.annotations = { ...annotations, [LAST_APPLIED]: `${sortedJson(applied)}\n` };
}

/**
 * Fields that kubectl may take from others, as it applied them itself from the client before, and nobody has changed them since.
 * Source: apimachinery/pkg/util/managedfields, lastappliedmanager.go.
 */
export function allowedByLastApplied(
  live: KubeObject,
  manager: string,
  shape: Shape,
  write: (value: KubeObject) => unknown,
): ReadonlySet<Path> {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  if (manager !== KUBECTL || !text) return new Set();
  try {
    const last: unknown = JSON.parse(text);
    if (!isRecord(last)) return new Set();
    const { modified } = compare(write(last as KubeObject), write(live), shape);
    return new Set([...fieldsIn(last as KubeObject, shape)].filter((path) => !modified.has(path)));
  } catch {
    // An annotation that somebody has broken allows nothing.
    return new Set();
  }
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  return `{${Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sortedJson(value[key])}`)
    .join(',')}}`;
}
