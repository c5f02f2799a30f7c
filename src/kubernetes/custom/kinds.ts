import { asList, asRecord, type Data, isRecord } from '../data.ts';
import type { ObjectProblem } from '../object-problem.ts';
import { schemaProblems } from './schema.ts';
import { validationProblems } from './validations.ts';

/** A kind that a CustomResourceDefinition brings into the cluster, in one of its versions. */
export interface CustomKind {
  /** Schema of its objects in the form of the definition; undefined if it allows everything. */
  schema: Data | undefined;
  namespaced: boolean;
}

/** Custom kinds by `apiVersion kind`. */
export type CustomKinds = ReadonlyMap<string, CustomKind>;

/** The kinds that definitions among objects bring, those in a List included. */
export function customKindsOf(objects: readonly unknown[]): CustomKinds {
  const all = objects.map(asRecord).flatMap((object) => (object.kind === 'List' ? asList(object.items) : [object]));
  return new Map(
    all
      .filter(({ kind }) => kind === 'CustomResourceDefinition')
      .map(({ spec }) => asRecord(spec))
      .flatMap(({ group, names, versions, scope }) =>
        asList(versions).map(({ name, schema }): [string, CustomKind] => {
          const found = asRecord(schema).openAPIV3Schema;
          const kind = { schema: isRecord(found) ? found : undefined, namespaced: scope !== 'Cluster' };
          return [`${String(group)}/${String(name)} ${String(asRecord(names).kind)}`, kind];
        }),
      ),
  );
}

/** What is wrong with an object of a custom kind, by the schema of its definition; apiVersion, kind and metadata are those of all objects. */
export function customProblems(object: Data, { schema }: CustomKind): ObjectProblem[] {
  if (schema === undefined) return [];
  const properties = asRecord(schema.properties);
  const { apiVersion: _, kind: __, metadata: ___, ...own } = object;
  const fields = Object.fromEntries(
    Object.entries(properties).filter(([key]) => !['apiVersion', 'kind', 'metadata'].includes(key)),
  );
  const required = Array.isArray(schema.required)
    ? schema.required.filter((key) => !['apiVersion', 'kind', 'metadata'].includes(String(key)))
    : [];
  const found = schemaProblems(own, {
    ...schema,
    properties: fields,
    required,
    ...(schema.properties === undefined ? {} : { 'x-strict': true }),
  });
  // Rules are asked only of what has the right form.
  return found.length > 0 ? found : validationProblems(object, schema);
}
