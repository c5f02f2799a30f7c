import { type Data, isRecord } from '../../../kubernetes/data.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import { readYaml } from '../../yaml/values.ts';
import type { Call } from '../core/call.ts';
import { warn } from '../core/call.ts';
import { type ApiError, badRequest, unsupportedMediaType } from '../core/errors.ts';
import type { KubeObject } from '../core/objects.ts';
import { prune } from '../custom/schema.ts';
import { groupVersion, type Resource } from '../resources/resource.ts';
import { goKind } from './go-kind.ts';
import { JsonError, parseJson } from './json.ts';
import { readStruct } from './read-struct.ts';

const TAKEN = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** A body as data, in the form that `content-type` names; with the paths of fields that stand in it twice. @throws ApiError */
export function readBody(body: string, contentType: string, expected: string): { data: unknown; duplicates: string[] } {
  const type = (contentType.split(';')[0] ?? '').trim() || 'application/json';
  if (type === 'application/yaml') {
    try {
      return { data: readYaml(body), duplicates: [] };
    } catch (problem) {
      throw badRequest(`error converting YAML to JSON: ${(problem as Error).message}`);
    }
  }
  if (type !== 'application/json')
    throw unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${TAKEN.join(', ')}`,
    );
  try {
    return parseJson(body);
  } catch (problem) {
    if (!(problem instanceof JsonError)) throw problem;
    throw badRequest(
      `the object provided is unrecognized (must be of type ${expected}): couldn't get version/kind; json parse error: ${problem.message} (${shortened(body)})`,
    );
  }
}

/** How many bytes of a body messages show. */
const SHOWN = 30;

/** The start of a body: as text when it looks like JSON, in hexadecimal digits otherwise. */
function shortened(body: string): string {
  const bytes = new TextEncoder().encode(body);
  if (bytes.length === 0) return '<empty>';
  const start = bytes.slice(0, SHOWN);
  const text = body.startsWith('{')
    ? new TextDecoder().decode(start)
    : [...start].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return bytes.length > SHOWN ? `${text} ...` : text;
}

/**
 * An object of a resource from a body. Kind and version may be left out; fields that the type does not know are refused, warned of or dropped, as the call says.
 * @throws ApiError
 */
export function readObject(
  data: unknown,
  duplicates: readonly string[],
  resource: Pick<Resource, 'group' | 'version' | 'kind' | 'struct' | 'schema'>,
  call: Call,
): KubeObject {
  const version = groupVersion(resource);
  if (!isRecord(data))
    throw badRequest(
      `the object provided is unrecognized (must be of type ${resource.kind}): couldn't get version/kind; json parse error: json: cannot unmarshal ${goKind(data)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (${shortened(JSON.stringify(data))})`,
    );
  const given = { apiVersion: data.apiVersion ?? version, kind: data.kind ?? resource.kind };
  if (given.apiVersion !== version || given.kind !== resource.kind) throw mismatch(given, version, resource);
  const { value, problems, unknown } = resource.schema
    ? readCustom(data, resource.schema)
    : readStruct(data, resource.struct);
  if (problems.length > 0)
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${problems[0]}`,
    );
  const strict = [
    ...duplicates.map((path) => `duplicate field "${path}"`),
    ...unknown.map((path) => `unknown field "${path}"`),
  ];
  if (strict.length > 0 && call.fieldValidation === 'Strict')
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: strict decoding error: ${strict.join(', ')}`,
    );
  if (call.fieldValidation === 'Warn') {
    for (const path of unknown) warn(call, `unknown field "${path}"`);
    for (const path of duplicates) warn(call, `duplicate field "${path}"`);
  }
  const object = value as KubeObject;
  object.apiVersion = version;
  object.kind = resource.kind;
  if (!isRecord(object.metadata)) object.metadata = {} as KubeObject['metadata'];
  return object;
}

/** A custom object without what its schema does not know. */
export function readCustom(data: Record<string, unknown>, schema: Data): ReturnType<typeof readStruct> {
  const unknown: string[] = [];
  const value = prune(data, schema, unknown) as Record<string, unknown>;
  const metadata = readStruct(data.metadata ?? {}, 'meta/v1.ObjectMeta');
  const below = (path: string): string => `metadata.${path}`;
  return {
    value: { ...value, metadata: metadata.value },
    problems: metadata.problems,
    unknown: [...metadata.unknown.map(below), ...unknown],
  };
}

function mismatch(
  given: { apiVersion: unknown; kind: unknown },
  version: string,
  { group, kind, version: short }: Pick<Resource, 'group' | 'version' | 'kind'>,
): ApiError {
  const internalName = group === '' ? 'core' : group.replace(/\..*/, '');
  const isKnown = structOf(version, String(given.kind)) !== undefined;
  if (given.apiVersion === version)
    return badRequest(
      !isKnown
        ? `${String(given.kind)} in version "${short}" cannot be handled as a ${kind}: no kind ${JSON.stringify(given.kind)} is registered for version ${JSON.stringify(version)} in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"`
        : `${String(given.kind)} in version "${short}" cannot be handled as a ${kind}: converting (${short}.${String(given.kind)}) to (${internalName}.${kind}): unknown conversion`,
    );
  return badRequest(
    `the API version in the data (${String(given.apiVersion)}) does not match the expected API version (${version})`,
  );
}
