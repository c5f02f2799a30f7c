/** A CustomResourceDefinition, and where its project publishes it. */
export interface DefinitionSource {
  /** Repository below github.com. */
  repository: string;
  tag: string;
  path: string;
}

const snapshots = (name: string): DefinitionSource => ({
  repository: 'kubernetes-csi/external-snapshotter',
  tag: 'master',
  path: `client/config/crd/snapshot.storage.k8s.io_${name}.yaml`,
});
const chainsaw = (name: string): DefinitionSource => ({
  repository: 'kyverno/chainsaw',
  tag: 'main',
  path: `.crds/chainsaw.kyverno.io_${name}.yaml`,
});

/** Definitions of custom kinds that lessons may show, of which no package has the types. */
export const definitionSources: readonly DefinitionSource[] = [
  snapshots('volumesnapshots'),
  snapshots('volumesnapshotclasses'),
  snapshots('volumesnapshotcontents'),
  chainsaw('tests'),
  chainsaw('configurations'),
  chainsaw('steptemplates'),
];
