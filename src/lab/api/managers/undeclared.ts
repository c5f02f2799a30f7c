import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { ApiError } from '../core/errors.ts';
import { readCustom } from '../http/decode.ts';
import { readStruct } from '../http/read-struct.ts';
import { groupVersion, type Resource } from '../resources/resource.ts';
import { children, joined, type Path, type Shape, shapeOfKind, shownPath } from './fields.ts';

/** A path such as `spec.containers[0].x` as those write it who merge fields: items of lists by their keys. */
function keyed(path: string, data: unknown, shape: Shape): string {
  let at: Shape | undefined = shape;
  let value = data;
  let above: Path = '';
  let rest = '';
  for (const [part, index] of path.matchAll(/\[(\d+)\]|[^.[\]]+/g)) {
    const inner: unknown = Array.isArray(value) ? value[Number(index)] : isRecord(value) ? value[part] : undefined;
    const found: [string, [unknown, Shape]] | undefined =
      at && [...(children(index === undefined ? { [part]: inner ?? null } : [inner], at) ?? [])][0];
    if (found && rest === '') above = joined(above, found[0]);
    else rest += index === undefined ? `.${part}` : part;
    at = found?.[1][1];
    value = inner;
  }
  return (above === '' ? '' : shownPath(above)) + rest;
}

/** Refuses what is to be applied when it has fields that its kind does not have: whatever the request says of fields. @throws ApiError */
export function refuseUndeclared(data: Record<string, unknown>, resource: Resource): void {
  const { unknown } = resource.schema ? readCustom(data, resource.schema) : readStruct(data, resource.struct);
  if (unknown.length === 0) return;
  const shape = shapeOfKind(resource.struct);
  const lines = unknown.map((path) => `${keyed(path, data, shape)}: field not declared in schema`);
  const { name = '', namespace = '' } = asRecord(data.metadata);
  const version = resource.group === '' ? `/${resource.version}` : groupVersion(resource);
  throw new ApiError(
    500,
    '',
    `failed to create typed patch object (${String(namespace)}/${String(name)}; ${version}, Kind=${resource.kind}): ${
      lines.length === 1 ? lines[0] : ['errors:', ...lines.map((line) => `  ${line}`)].join('\n')
    }`,
  );
}
