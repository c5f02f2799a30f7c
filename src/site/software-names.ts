/** How software is called by those who make it, where that is not the name that commands and registries know. */
const NAMES: Readonly<Record<string, string>> = {
  argocd: 'Argo CD',
  cilium: 'Cilium',
  cni: 'CNI',
  coredns: 'CoreDNS',
  docker: 'Docker',
  envoy: 'Envoy',
  falco: 'Falco',
  flux: 'Flux',
  'gateway-api': 'Gateway API',
  go: 'Go',
  grafana: 'Grafana',
  helm: 'Helm',
  istio: 'Istio',
  kubernetes: 'Kubernetes',
  kustomize: 'Kustomize',
  kyverno: 'Kyverno',
  linkerd: 'Linkerd',
  node: 'Node.js',
  nodejs: 'Node.js',
  opentelemetry: 'OpenTelemetry',
  podman: 'Podman',
  prometheus: 'Prometheus',
  python: 'Python',
  terraform: 'Terraform',
};

/** Versions of software as readers know them, such as "Kubernetes 1.36, Node.js 20". */
export function softwareVersions(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${NAMES[name] ?? name} ${version}`)
    .join(', ');
}
