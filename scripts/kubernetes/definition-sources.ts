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
const gateway = (name: string, group = 'gateway.networking.k8s.io'): DefinitionSource => ({
  repository: 'kubernetes-sigs/gateway-api',
  tag: 'main',
  // The experimental channel has all fields of the standard one.
  path: `config/crd/experimental/${group}_${name}.yaml`,
});

/** Definitions of custom kinds that lessons may show, of which no package has the types. */
export const definitionSources: readonly DefinitionSource[] = [
  snapshots('volumesnapshots'),
  snapshots('volumesnapshotclasses'),
  snapshots('volumesnapshotcontents'),
  chainsaw('tests'),
  chainsaw('configurations'),
  chainsaw('steptemplates'),
  gateway('gatewayclasses'),
  gateway('gateways'),
  gateway('httproutes'),
  gateway('grpcroutes'),
  gateway('tcproutes'),
  gateway('tlsroutes'),
  gateway('udproutes'),
  gateway('referencegrants'),
  gateway('backendtlspolicies'),
  gateway('listenersets'),
  gateway('xbackends', 'gateway.networking.x-k8s.io'),
  gateway('xbackendtrafficpolicies', 'gateway.networking.x-k8s.io'),
  gateway('xmeshes', 'gateway.networking.x-k8s.io'),
];
