import { encode, sorted } from '../../../kubernetes/structs/encode.ts';
import { ApiError } from '../core/errors.ts';
import type { KubeObject } from '../core/objects.ts';
import { groupVersion, type Resource } from '../resources/resource.ts';
import { asServed } from './conversions.ts';

/** The form in which an answer is wanted. */
export interface Representation {
  as: 'object' | 'Table' | 'PartialObjectMetadata';
  isYaml: boolean;
  isPretty: boolean;
}

const JSON_TYPES = new Set(['application/json', '*/*', 'application/*', '']);

/**
 * Which of the forms that are accepted can be given; the first one that can counts.
 * @throws ApiError 406 when none can.
 */
export function representationOf(
  headers: Readonly<Record<string, string>>,
  pretty: string | undefined,
): Representation {
  const agent = headers['user-agent'] ?? '';
  const isPretty = pretty === undefined ? /^(curl|Wget|Mozilla)/.test(agent) : /^(1|t|true)$/i.test(pretty);
  for (const accepted of (headers.accept ?? '').split(',')) {
    const [type = '', ...parameters] = accepted.split(';').map((part) => part.trim());
    const as = parameters.find((part) => part.startsWith('as='))?.slice(3);
    const form =
      as === undefined
        ? 'object'
        : as.startsWith('Table')
          ? 'Table'
          : as.startsWith('PartialObjectMetadata')
            ? 'PartialObjectMetadata'
            : undefined;
    if (form === undefined) continue;
    if (JSON_TYPES.has(type)) return { as: form, isYaml: false, isPretty };
    if (type === 'application/yaml') return { as: form, isYaml: true, isPretty };
  }
  throw new ApiError(
    406,
    'NotAcceptable',
    '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    {},
  );
}

/** An object as Go writes it: kinds with a struct in the order of their fields, custom ones sorted by name. */
export function written(object: KubeObject, struct: string | undefined): Record<string, unknown> {
  if (struct !== undefined) return encode(object, struct) as Record<string, unknown>;
  return sorted(object) as Record<string, unknown>;
}

/** An object in the version of the resource by which it was asked for: what is kept in another version is turned into it. */
export function inVersion(object: KubeObject, resource: Resource): KubeObject {
  return asServed(object, groupVersion(resource), resource.kind);
}

/** An object without all but what it says of itself. */
export function metadataOf(object: KubeObject): Record<string, unknown> {
  return encode(
    { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata', metadata: object.metadata },
    'meta/v1.PartialObjectMetadata',
  ) as Record<string, unknown>;
}

/** A list of objects. Items of kinds with a struct do not repeat kind and version. */
export function listOf(
  resource: Resource,
  items: readonly KubeObject[],
  metadata: Record<string, unknown>,
): Record<string, unknown> {
  const kept = items.map((item) => {
    const { kind, apiVersion, ...rest } = written(inVersion(item, resource), resource.struct);
    return resource.struct === undefined ? { apiVersion, kind, ...rest } : rest;
  });
  if (resource.struct === undefined)
    return {
      apiVersion: groupVersion(resource),
      items: kept,
      kind: `${resource.kind}List`,
      metadata: sorted(metadata),
    };
  return { kind: `${resource.kind}List`, apiVersion: groupVersion(resource), metadata, items: kept };
}

/** Text of an answer in JSON. Go escapes `<`, `>`, `&` and the line separators of JavaScript. */
export function jsonText(value: unknown, isPretty = false): string {
  const text = JSON.stringify(value, undefined, isPretty ? 2 : undefined);
  const escaped = text.replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return isPretty ? escaped : `${escaped}\n`;
}
