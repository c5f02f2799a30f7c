import { asList, asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../core/objects.ts';
import { ALL_VERBS, type Resource, type Subresource } from '../resources/resource.ts';

/** Whether a definition is served: its names were accepted. */
function isEstablished(definition: KubeObject): boolean {
  return asList(recordAt(definition, 'status').conditions).some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
}

function subresourcesOf(version: Data, kind: string): Subresource[] {
  const { status, scale } = asRecord(version.subresources);
  const verbs = ['get', 'patch', 'update'] as const;
  return [
    ...(scale === undefined ? [] : [{ name: 'scale', kind: 'Scale', verbs, group: 'autoscaling', version: 'v1' }]),
    ...(status === undefined ? [] : [{ name: 'status', kind, verbs }]),
  ];
}

/** Order of versions: stable ones before beta and alpha ones, higher numbers first. @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority */
export function byPriority(first: string, second: string): number {
  const parts = (version: string): readonly number[] => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
    return major === undefined
      ? [-1]
      : [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor ?? 0)];
  };
  const [a, b] = [parts(first), parts(second)];
  for (const [index, value] of a.entries()) if (value !== b[index]) return (b[index] ?? -1) - value;
  return first < second ? -1 : 1;
}

/** The resources that a definition adds, in each version that it serves. */
function resourcesOf(definition: KubeObject): Resource[] {
  const { group, scope, versions } = recordAt(definition, 'spec');
  const { plural, singular, kind, shortNames, categories } = recordAt(definition, 'status', 'acceptedNames');
  return asList(versions)
    .filter(({ served }) => served === true)
    .sort((a, b) => byPriority(String(a.name), String(b.name)))
    .map((version): Resource => {
      const { specReplicasPath, statusReplicasPath, labelSelectorPath } = recordAt(version, 'subresources', 'scale');
      return {
        group: String(group),
        version: String(version.name),
        plural: String(plural),
        singular: String(singular),
        kind: String(kind),
        namespaced: scope === 'Namespaced',
        shortNames: asTexts(shortNames),
        categories: asTexts(categories),
        verbs: ALL_VERBS,
        subresources: subresourcesOf(version, String(kind)),
        struct: undefined,
        schema: asRecord(asRecord(version.schema).openAPIV3Schema),
        selectable: asList(version.selectableFields).map(({ jsonPath }) => String(jsonPath)),
        columns:
          version.additionalPrinterColumns === undefined
            ? [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }]
            : asList(version.additionalPrinterColumns),
        ...(specReplicasPath === undefined
          ? {}
          : {
              scalePaths: {
                replicas: String(specReplicasPath),
                statusReplicas: String(statusReplicasPath),
                ...(labelSelectorPath === undefined ? {} : { selector: String(labelSelectorPath) }),
              },
            }),
        ...(version.deprecated === true
          ? {
              deprecation: String(
                version.deprecationWarning ?? `${String(group)}/${String(version.name)} ${String(kind)} is deprecated`,
              ),
            }
          : {}),
      };
    });
}

/** The resources that all definitions add. */
export function customResources(definitions: readonly KubeObject[]): Resource[] {
  return definitions.filter(isEstablished).flatMap(resourcesOf);
}
