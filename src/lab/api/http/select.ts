import { badRequest } from '../core/errors.ts';
import type { KubeObject } from '../core/objects.ts';
import type { Registry } from '../core/registry.ts';
import type { Query } from '../core/request-info.ts';
import { matchesLabels, parseLabelSelector } from '../core/selectors.ts';
import type { Resource } from '../resources/resource.ts';

/** Whether an object is among those that a request asks for. */
export type Selects = (object: KubeObject) => boolean;

interface FieldRequirement {
  field: string;
  isEqual: boolean;
  value: string;
}

/** Reads `status.phase!=Running,metadata.name=web`. @throws ApiError 400 */
function parseFieldSelector(text: string): FieldRequirement[] {
  return text
    .split(/(?<!\\),/)
    .filter((part) => part !== '')
    .map((part) => {
      const found = /^([^=!]+)(!=|==|=)(.*)$/s.exec(part);
      if (!found) throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
      const [, field = '', operator, value = ''] = found;
      return { field, isEqual: operator !== '!=', value: value.replace(/\\([\\,=])/g, '$1') };
    });
}

/** The selection of a request by labels, fields and name. @throws ApiError 400 */
export function selection(registry: Registry, resource: Resource, query: Query, name = ''): Selects {
  const labels = parseLabelSelector(query.labelSelector ?? '');
  const fields = parseFieldSelector(query.fieldSelector ?? '');
  const fieldsOf = fields.length > 0 ? registry.strategyOf(resource).fields : undefined;
  const known =
    fieldsOf?.({
      apiVersion: '',
      kind: '',
      metadata: { name: '', uid: '', resourceVersion: '', creationTimestamp: '' },
    }) ?? {};
  for (const { field } of fields) {
    if (field === 'metadata.name' || (field === 'metadata.namespace' && resource.namespaced) || field in known)
      continue;
    throw badRequest(unknownField(field, resource, fieldsOf !== undefined));
  }
  return (object) => {
    if (name !== '' && object.metadata.name !== name) return false;
    if (!matchesLabels(labels, object.metadata.labels ?? {})) return false;
    if (fields.length === 0) return true;
    const values: Record<string, string> = {
      'metadata.name': object.metadata.name,
      'metadata.namespace': object.metadata.namespace ?? '',
      ...fieldsOf?.(object),
    };
    return fields.every(({ field, isEqual, value }) => ((values[field] ?? '') === value) === isEqual);
  };
}

/** Kinds with fields of their own say so differently. */
function unknownField(field: string, { kind, struct }: Resource, hasOwn: boolean): string {
  if (struct === undefined) return `field label not supported: ${field}`;
  return hasOwn && kind !== 'Secret'
    ? `field label not supported: ${field}`
    : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}
