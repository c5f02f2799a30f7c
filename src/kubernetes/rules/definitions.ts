import type { DataPath } from '../../findings/yaml.ts';
import { asList, asRecord, at, type Data, isRecord, isSet } from '../data.ts';
import { isLabelName, isSubdomain } from '../formats.ts';
import { type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { fields } from './values.ts';

/** Schemas that say nothing of the type of their values. Source: structural schemas, ValidateCustomResourceDefinition in apiextensions-apiserver. */
function typeProblems(schema: Data, path: DataPath): ObjectProblem[] {
  const open = schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const own =
    isSet(schema.type) || open
      ? []
      : [
          problem(
            'missing-field',
            path,
            'A schema here says no type.',
            'Add "type", such as string, integer, boolean, array or object.',
          ),
        ];
  const items =
    schema.type === 'array' && !isRecord(schema.items)
      ? [
          problem(
            'missing-field',
            path,
            'The schema of a list does not say what its items are.',
            'Add "items" with a type.',
          ),
        ]
      : [];
  const inside = Object.entries(asRecord(schema.properties)).flatMap(([name, inner]) =>
    typeProblems(asRecord(inner), [...path, 'properties', name]),
  );
  return [
    ...own,
    ...items,
    ...inside,
    ...(isRecord(schema.items) ? typeProblems(schema.items, [...path, 'items']) : []),
  ];
}

function versionProblems(versions: readonly Data[], path: DataPath): ObjectProblem[] {
  const stored = versions.filter(({ storage }) => storage === true).length;
  return [
    ...(versions.length > 0 && stored !== 1
      ? [
          problem(
            'conflict',
            path,
            stored === 0
              ? 'No version is the one that is stored.'
              : `${stored} versions are said to be the one that is stored.`,
            'Write storage: true for exactly one version, and storage: false for the others.',
          ),
        ]
      : []),
    ...versions.flatMap((version, index) => {
      const inside = [...path, index];
      const schema = at(version, 'schema', 'openAPIV3Schema');
      if (!isRecord(schema)) {
        return [
          problem(
            'missing-field',
            inside,
            `The version "${String(version.name)}" has no schema.`,
            'Add schema.openAPIV3Schema with type: object and its properties.',
          ),
        ];
      }
      return typeProblems(schema, [...inside, 'schema', 'openAPIV3Schema']);
    }),
    ...versions.flatMap(({ name }, index) =>
      typeof name !== 'string' || isLabelName(name)
        ? []
        : [
            problem(
              'name',
              [...path, index, 'name'],
              `"${name}" cannot be the name of a version.`,
              'Write a name such as v1 or v1alpha1.',
            ),
          ],
    ),
  ];
}

function definitionProblems({ metadata, spec }: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const { group, names, versions } = asRecord(spec);
  const { plural, kind, singular } = asRecord(names);
  const name = asRecord(metadata).name;
  const wanted = `${String(plural)}.${String(group)}`;
  const inside = [...path, 'spec'];
  return [
    typeof name === 'string' && typeof plural === 'string' && typeof group === 'string' && name !== wanted
      ? problem(
          'name',
          [...path, 'metadata', 'name'],
          `The definition is called "${name}", but must be called "${wanted}", after its plural and its group.`,
          `Write ${wanted}.`,
        )
      : undefined,
    ...[plural, singular].map((word, index) =>
      typeof word === 'string' && !isLabelName(word)
        ? problem(
            'name',
            [...inside, 'names', index === 0 ? 'plural' : 'singular'],
            `"${word}" cannot be the name of a resource.`,
            'Use lower-case letters, digits and hyphens.',
          )
        : undefined,
    ),
    typeof kind === 'string' && !/^[A-Z]/.test(kind)
      ? problem(
          'name',
          [...inside, 'names', 'kind'],
          `The kind "${kind}" does not begin with a capital.`,
          `Write ${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}.`,
        )
      : undefined,
    typeof group === 'string' && (!isSubdomain(group) || !group.includes('.'))
      ? problem(
          'name',
          [...inside, 'group'],
          `"${group}" cannot be the group of custom resources.`,
          'Write a domain that is yours, such as shop.example.com.',
        )
      : undefined,
    ...versionProblems(asList(versions), [...inside, 'versions']),
  ];
}

/** What the API server asks of definitions of custom resources. */
export const definitionRules: TypeRules = {
  'apiextensions.k8s.io/v1/CustomResourceDefinition': fields(definitionProblems),
};
