import { isRecord } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { applyJsonPatch, JsonPatchError, type JsonPatchStep } from '../../../kubernetes/structs/json-patch.ts';
import { goMap, MergeError, mergePatch, strategicMerge } from '../../../kubernetes/structs/merge.ts';
import { readYaml } from '../../yaml/values.ts';
import { type Call, warn } from '../core/call.ts';
import { ApiError, badRequest, invalid } from '../core/errors.ts';
import { required, wrong } from '../core/field-errors.ts';
import { copy, type KubeObject } from '../core/objects.ts';
import type { RequestInfo } from '../core/request-info.ts';
import type { Services } from '../core/services.ts';
import { asStored } from '../http/conversions.ts';
import { readCustom } from '../http/decode.ts';
import { goKind } from '../http/go-kind.ts';
import { JsonError, parseJson } from '../http/json.ts';
import { readStruct } from '../http/read-struct.ts';
import { inVersion } from '../http/represent.ts';
import { applyObject } from '../managers/apply.ts';
import type { ApiRequest } from '../protocol.ts';
import type { Resource } from '../resources/resource.ts';

/** Forms of patches by media type. */
const KINDS: Readonly<Record<string, 'json' | 'merge' | 'strategic' | 'apply'>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/** The form of a patch that is no apply. @throws ApiError 415 */
export function patchKind(request: ApiRequest): 'json' | 'merge' | 'strategic' {
  const kind = KINDS[(request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''];
  if (!kind || kind === 'apply') throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  return kind;
}

/** Changes an object by a patch. @throws ApiError */
export function patch(
  server: Services,
  request: ApiRequest,
  info: RequestInfo,
  call: Call,
): { object: KubeObject; created: boolean } {
  const { resource } = info;
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const kind = KINDS[type];
  if (!kind || (kind === 'strategic' && resource.struct === undefined))
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      resource.struct === undefined
        ? 'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml'
        : '415: Unsupported Media Type',
      resource.struct === undefined ? undefined : {},
    );
  if (kind === 'apply') return apply(server, request, info, call);
  const change = changeBy(kind, readPatch(request.body ?? '', kind), resource, call);
  return server.registry.update(
    resource,
    info.namespace,
    info.name,
    {
      change: (old) => asStored(change(inVersion(old as KubeObject, resource))),
      subresource: info.subresource?.name ?? '',
      isPatch: true,
    },
    call,
  );
}

/** A patch as data. @throws ApiError 400 */
export function readPatch(body: string, kind: 'json' | 'merge' | 'strategic'): unknown {
  let data: unknown;
  try {
    data = parseJson(body).data;
  } catch (problem) {
    if (!(problem instanceof JsonError)) throw problem;
    throw badRequest(kind === 'json' ? `error decoding patch: ${problem.message}` : problem.message);
  }
  if (kind === 'json' && !Array.isArray(data))
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${goKind(data)} into Go value of type []handlers.jsonPatchOp`,
    );
  if (kind === 'strategic' && !isRecord(data) && data !== null)
    throw badRequest(`json: cannot unmarshal ${goKind(data)} into Go value of type map[string]interface {}`);
  return data;
}

/** What a patch makes of an object. */
export function changeBy(
  kind: 'json' | 'merge' | 'strategic',
  data: unknown,
  resource: Pick<Resource, 'struct' | 'kind' | 'group' | 'version' | 'schema'>,
  call: Call,
): (old: KubeObject) => KubeObject {
  return (old) => {
    // Patches see an object as it is written: with the fields that its struct always has.
    const shown = resource.struct === undefined ? copy(old) : (encode(old, resource.struct) as KubeObject);
    const patched = patchedBy(kind, data, shown, resource.struct);
    const { value, problems, unknown } = resource.schema
      ? readCustom(patched as Record<string, unknown>, resource.schema)
      : readStruct(patched, resource.struct);
    if (problems.length > 0)
      throw invalid({ group: '', kind: '' }, '', [
        wrong(
          'patch',
          goMap(data),
          (problems[0] as string)
            .replace(/^json: cannot unmarshal .* of type (.*)$/, 'unrecognized type: $1')
            .replace(/^illegal base64/, 'error decoding from json: $&'),
        ),
      ]);
    if (unknown.length > 0 && call.fieldValidation === 'Strict')
      throw invalid({ group: resource.group, kind: resource.kind }, old.metadata.name, [
        wrong(
          'patch',
          JSON.stringify(data),
          `strict decoding error: ${unknown.map((path) => `unknown field "${path}"`).join(', ')}`,
        ),
      ]);
    if (call.fieldValidation === 'Warn') for (const path of unknown) warn(call, `unknown field "${path}"`);
    return value as KubeObject;
  };
}

function patchedBy(
  kind: 'json' | 'merge' | 'strategic',
  data: unknown,
  shown: KubeObject,
  struct: string | undefined,
): unknown {
  try {
    if (kind === 'json') return applyJsonPatch(shown, data as JsonPatchStep[]);
    return kind === 'merge' ? mergePatch(shown, data) : strategicMerge(shown, data, struct);
  } catch (problem) {
    if (problem instanceof JsonPatchError)
      throw new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
    if (problem instanceof MergeError) throw new ApiError(400, 'BadRequest', problem.message);
    throw problem;
  }
}

function apply(server: Services, request: ApiRequest, info: RequestInfo, call: Call) {
  const manager = info.query.fieldManager ?? '';
  if (manager === '')
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      required('fieldManager', 'is required for apply patch'),
    ]);
  let data: unknown;
  try {
    data = readYaml(request.body ?? '');
  } catch (problem) {
    throw badRequest(`error decoding YAML: error converting YAML to JSON: ${(problem as Error).message}`);
  }
  if (!isRecord(data)) throw badRequest('error decoding YAML: the configuration is no object');
  return applyObject(server, data, info, { call, manager, isForced: info.query.force === 'true' });
}
