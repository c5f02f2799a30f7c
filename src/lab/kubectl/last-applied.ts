import { asRecord } from '../../kubernetes/data.ts';
import { compactJson } from './print/json.ts';
import { isOrdered } from './print/typed.ts';
import type { Found } from './resources/info.ts';

/** The annotation in which client-side apply keeps what it applied last. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What was applied last, as text; undefined if nothing was. */
export function lastApplied(object: Found): string | undefined {
  const text = asRecord(asRecord(object.metadata).annotations)[LAST_APPLIED];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** An object with other annotations. */
export function withAnnotations(object: Found, annotations: Record<string, unknown>): Found {
  return { ...object, metadata: { ...asRecord(object.metadata), annotations } };
}

/** An object without the annotation, as text: what is kept in it (`GetModifiedConfiguration` of k8s.io/kubectl/pkg/util). */
export function configurationText(object: Found): string {
  const { [LAST_APPLIED]: _, ...annotations } = asRecord(asRecord(object.metadata).annotations);
  if (!isOrdered(object)) return `${compactJson(withAnnotations(object, annotations))}\n`;
  // Structs of Go leave an empty map out.
  const rest = Object.keys(annotations).length > 0 ? annotations : undefined;
  const metadata = { ...asRecord(object.metadata), annotations: rest };
  return `${compactJson({ ...object, metadata }, true)}\n`;
}

/** An object with the annotation, as it is now. */
export function withLastApplied(object: Found): Found {
  const { [LAST_APPLIED]: _, ...annotations } = asRecord(asRecord(object.metadata).annotations);
  return withAnnotations(object, { ...annotations, [LAST_APPLIED]: configurationText(object) });
}

/** Renews the annotation if there is one, or makes it if asked for (`CreateOrUpdateAnnotation`). */
export function updateLastApplied(object: Found, makes: boolean): Found {
  return makes || lastApplied(object) !== undefined ? withLastApplied(object) : object;
}
