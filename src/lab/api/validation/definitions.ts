import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import { dnsLabel1035 } from '../core/words.ts';
import { internalForm } from './internal-form.ts';

type Fields = Readonly<Record<string, unknown>>;

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** What a structural schema needs: a type everywhere. @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema */
function structural(schema: Fields, path: string, where: string): Cause[] {
  const causes: Cause[] = [];
  if (schema.type === 'array' && schema.items === undefined)
    causes.push(required(`${path}.items`, 'must be specified'));
  if (isRecord(schema.items)) causes.push(...structural(schema.items, `${path}.items`, 'array items'));
  for (const [name, inner] of Object.entries(asRecord(schema.properties)))
    causes.push(...structural(asRecord(inner), `${path}.properties[${name}]`, 'object fields'));
  if (schema.additionalProperties !== undefined && where === 'root')
    causes.push(refused(`${path}.additionalProperties`, 'must not be used at the root'));
  if (isRecord(schema.additionalProperties))
    causes.push(...structural(schema.additionalProperties, `${path}.additionalProperties`, 'object fields'));
  const isFree =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (!schema.type && !isFree)
    causes.push(
      required(
        `${path}.type`,
        where === 'root' ? 'must not be empty at the root' : `must not be empty for specified ${where}`,
      ),
    );
  if (where === 'root' && schema.type && schema.type !== 'object')
    causes.push(wrong(`${path}.type`, schema.type, 'must be object at the root'));
  return causes;
}

/** Types that there are not, in a schema and all within. */
function types(schema: Fields, path: string): Cause[] {
  const causes: Cause[] = [];
  if (schema.type && !TYPES.includes(String(schema.type))) causes.push(unsupported(`${path}.type`, schema.type, TYPES));
  if (isRecord(schema.additionalProperties))
    causes.push(...types(schema.additionalProperties, `${path}.additionalProperties`));
  for (const [name, inner] of Object.entries(asRecord(schema.properties)))
    causes.push(...types(asRecord(inner), `${path}.properties[${name}]`));
  if (isRecord(schema.items)) causes.push(...types(schema.items, `${path}.items`));
  return causes;
}

function validateSchema(schema: unknown, path: string): Cause[] {
  return isRecord(schema) ? [...structural(schema, path, 'root'), ...types(schema, path)] : [];
}

/** Fields of versions that the server holds once, for all of them, where all have the same. Source: pkg/apis/apiextensions/v1/conversion.go. */
const SHARED = ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'];

/** Versions as the server holds them: without what all of them share. */
function ownOf(versions: readonly Fields[]): Fields[] {
  const shared = SHARED.filter((field) => versions.every((version) => isSame(version[field], versions[0]?.[field])));
  return versions.map((version) =>
    Object.fromEntries(Object.entries(version).filter(([field]) => !shared.includes(field))),
  );
}

/** What is wrong with the definition of a kind. Source: apiextensions-apiserver/pkg/apis/apiextensions/validation. */
export function validateDefinition(definition: KubeObject, old?: KubeObject): Cause[] {
  const spec = asRecord(definition.spec);
  const names = asRecord(spec.names);
  const versions = asList(spec.versions);
  const causes: Cause[] = [];
  const expected = `${String(names.plural ?? '')}.${String(spec.group ?? '')}`;
  if (definition.metadata.name !== expected)
    causes.push(wrong('metadata.name', definition.metadata.name, 'must be spec.names.plural+"."+spec.group'));
  if (!spec.group) causes.push(required('spec.group', ''));
  else if (!String(spec.group).includes('.'))
    causes.push(wrong('spec.group', spec.group, 'should be a domain with at least one dot'));
  if (!['Cluster', 'Namespaced'].includes(String(spec.scope)))
    causes.push(
      spec.scope ? unsupported('spec.scope', spec.scope, ['Cluster', 'Namespaced']) : required('spec.scope', ''),
    );
  const own = ownOf(versions);
  const shared = own.every(({ schema }) => schema === undefined) ? asRecord(versions[0]?.schema) : {};
  if (!isRecord(shared.openAPIV3Schema))
    own.forEach(({ schema }, index) => {
      if (!isRecord(asRecord(schema).openAPIV3Schema))
        causes.push(required(`spec.versions[${index}].schema.openAPIV3Schema`, ''));
    });
  own.forEach((version, index) => {
    const at = `spec.versions[${index}]`;
    const name = String(version.name ?? '');
    causes.push(...dnsLabel1035(name).map((why) => wrong(`${at}.name`, name, why)));
    causes.push(...validateSchema(asRecord(version.schema).openAPIV3Schema, `${at}.schema.openAPIV3Schema`));
  });
  if (versions.filter(({ storage }) => storage === true).length !== 1)
    causes.push(
      wrong(
        'spec.versions',
        own.map((version) => internalForm(version, 'apiextensions/v1.CustomResourceDefinitionVersion')),
        'must have exactly one version marked as storage version',
      ),
    );
  for (const field of ['plural', 'kind']) if (!names[field]) causes.push(required(`spec.names.${field}`, ''));
  causes.push(...validateSchema(shared.openAPIV3Schema, 'spec.validation.openAPIV3Schema'));
  if (!old) {
    const stored = asRecord(definition.status).storedVersions;
    if (!Array.isArray(stored) || stored.length === 0)
      causes.push(wrong('status.storedVersions', null, 'must have at least one stored version'));
    return causes;
  }
  const before = asRecord(old.spec);
  for (const field of ['group', 'scope'])
    if (spec[field] !== before[field]) causes.push(wrong(`spec.${field}`, spec[field], 'field is immutable'));
  for (const field of ['kind', 'plural'])
    if (names[field] !== asRecord(before.names)[field])
      causes.push(wrong(`spec.names.${field}`, names[field], 'field is immutable'));
  return causes;
}
