/**
 * Kinds of widespread operators of which only the names are known here: their objects are not judged, and are no mistakes
 * either. Sources: https://cert-manager.io/docs/reference/api-docs/, https://cluster-api.sigs.k8s.io/reference/api/, November 2026.
 */
const NAMES: Readonly<Record<string, string>> = {
  'cert-manager.io/v1': 'Certificate CertificateRequest Issuer ClusterIssuer',
  'acme.cert-manager.io/v1': 'Challenge Order',
  'cluster.x-k8s.io/v1beta1':
    'Cluster ClusterClass Machine MachineDeployment MachineHealthCheck MachinePool MachineSet',
  'cluster.x-k8s.io/v1beta2':
    'Cluster ClusterClass Machine MachineDeployment MachineHealthCheck MachinePool MachineSet',
  'bootstrap.cluster.x-k8s.io/v1beta1': 'KubeadmConfig KubeadmConfigTemplate',
  'bootstrap.cluster.x-k8s.io/v1beta2': 'KubeadmConfig KubeadmConfigTemplate',
  'controlplane.cluster.x-k8s.io/v1beta1': 'KubeadmControlPlane KubeadmControlPlaneTemplate',
  'controlplane.cluster.x-k8s.io/v1beta2': 'KubeadmControlPlane KubeadmControlPlaneTemplate',
};

const KEYS: ReadonlySet<string> = new Set(
  Object.entries(NAMES).flatMap(([apiVersion, kinds]) => kinds.split(' ').map((kind) => `${apiVersion} ${kind}`)),
);

/** Whether a kind is known by its name alone. */
export function isNamed(apiVersion: unknown, kind: unknown): boolean {
  return KEYS.has(`${String(apiVersion)} ${String(kind)}`);
}
