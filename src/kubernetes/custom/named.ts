/**
 * Kinds of widespread operators of which only the names are known here: their objects are not judged, and are no mistakes
 * either; the check lists them as not verified. Each group with the reference of its kinds, November 2026.
 */
const NAMES: Readonly<Record<string, string>> = {
  // https://cert-manager.io/docs/reference/api-docs/
  'cert-manager.io/v1': 'Certificate CertificateRequest Issuer ClusterIssuer',
  'acme.cert-manager.io/v1': 'Challenge Order',
  'policy.cert-manager.io/v1alpha1': 'CertificateRequestPolicy',
  'trust.cert-manager.io/v1alpha1': 'Bundle',
  // https://cluster-api.sigs.k8s.io/reference/api/
  'cluster.x-k8s.io/v1beta1':
    'Cluster ClusterClass Machine MachineDeployment MachineHealthCheck MachinePool MachineSet',
  'cluster.x-k8s.io/v1beta2':
    'Cluster ClusterClass Machine MachineDeployment MachineHealthCheck MachinePool MachineSet',
  'bootstrap.cluster.x-k8s.io/v1beta1': 'KubeadmConfig KubeadmConfigTemplate',
  'bootstrap.cluster.x-k8s.io/v1beta2': 'KubeadmConfig KubeadmConfigTemplate',
  'controlplane.cluster.x-k8s.io/v1beta1': 'KubeadmControlPlane KubeadmControlPlaneTemplate',
  'controlplane.cluster.x-k8s.io/v1beta2': 'KubeadmControlPlane KubeadmControlPlaneTemplate',
  // https://argo-cd.readthedocs.io/, https://argoproj.github.io/argo-workflows/fields/, https://argo-rollouts.readthedocs.io/,
  // https://argoproj.github.io/argo-events/APIs/
  'argoproj.io/v1alpha1':
    'Application ApplicationSet AppProject ConfigManagementPlugin Rollout AnalysisRun AnalysisTemplate ClusterAnalysisTemplate Experiment Workflow WorkflowTemplate ClusterWorkflowTemplate CronWorkflow WorkflowEventBinding WorkflowArtifactGCTask WorkflowTaskSet WorkflowTaskResult EventBus EventSource Sensor',
  // https://fluxcd.io/flux/components/
  'source.toolkit.fluxcd.io/v1': 'Bucket ExternalArtifact GitRepository HelmChart HelmRepository OCIRepository',
  'source.toolkit.fluxcd.io/v1beta2': 'Bucket HelmChart HelmRepository OCIRepository',
  'kustomize.toolkit.fluxcd.io/v1': 'Kustomization',
  'helm.toolkit.fluxcd.io/v2': 'HelmRelease',
  'notification.toolkit.fluxcd.io/v1': 'Receiver',
  'notification.toolkit.fluxcd.io/v1beta3': 'Alert Provider',
  'image.toolkit.fluxcd.io/v1': 'ImagePolicy ImageRepository ImageUpdateAutomation',
  'image.toolkit.fluxcd.io/v1beta2': 'ImagePolicy ImageRepository ImageUpdateAutomation',
  // https://istio.io/latest/docs/reference/config/
  'networking.istio.io/v1':
    'DestinationRule Gateway ServiceEntry Sidecar VirtualService WorkloadEntry WorkloadGroup ProxyConfig',
  'networking.istio.io/v1beta1':
    'DestinationRule Gateway ProxyConfig ServiceEntry Sidecar VirtualService WorkloadEntry WorkloadGroup',
  'networking.istio.io/v1alpha3':
    'DestinationRule EnvoyFilter Gateway ServiceEntry Sidecar VirtualService WorkloadEntry WorkloadGroup',
  'security.istio.io/v1': 'AuthorizationPolicy PeerAuthentication RequestAuthentication',
  'security.istio.io/v1beta1': 'AuthorizationPolicy PeerAuthentication RequestAuthentication',
  'telemetry.istio.io/v1': 'Telemetry',
  'telemetry.istio.io/v1alpha1': 'Telemetry',
  'extensions.istio.io/v1alpha1': 'WasmPlugin',
  'install.istio.io/v1alpha1': 'IstioOperator',
  // https://linkerd.io/2-edge/reference/authorization-policy/
  'policy.linkerd.io/v1alpha1': 'AuthorizationPolicy HTTPRoute MeshTLSAuthentication NetworkAuthentication',
  'policy.linkerd.io/v1beta3': 'HTTPRoute Server',
  'policy.linkerd.io/v1beta1': 'HTTPRoute Server ServerAuthorization',
  'linkerd.io/v1alpha2': 'ServiceProfile',
  // https://docs.cilium.io/en/stable/network/kubernetes/policy/, https://docs.cilium.io/en/stable/
  'cilium.io/v2':
    'CiliumNetworkPolicy CiliumClusterwideNetworkPolicy CiliumEndpoint CiliumIdentity CiliumNode CiliumEnvoyConfig CiliumClusterwideEnvoyConfig CiliumEgressGatewayPolicy CiliumLocalRedirectPolicy CiliumLoadBalancerIPPool CiliumBGPClusterConfig CiliumBGPPeerConfig CiliumBGPAdvertisement CiliumBGPNodeConfig CiliumBGPNodeConfigOverride CiliumCIDRGroup CiliumNodeConfig',
  'cilium.io/v2alpha1':
    'CiliumL2AnnouncementPolicy CiliumLoadBalancerIPPool CiliumPodIPPool CiliumBGPPeeringPolicy CiliumBGPClusterConfig CiliumBGPPeerConfig CiliumBGPAdvertisement CiliumCIDRGroup CiliumEndpointSlice CiliumGatewayClassConfig CiliumNodeConfig',
  'cilium.io/v1alpha1': 'TracingPolicy TracingPolicyNamespaced',
  // https://docs.tigera.io/calico/latest/reference/resources/
  'projectcalico.org/v3':
    'BGPConfiguration BGPPeer FelixConfiguration GlobalNetworkPolicy GlobalNetworkSet HostEndpoint IPPool IPReservation KubeControllersConfiguration NetworkPolicy NetworkSet Profile Tier',
  'crd.projectcalico.org/v1': 'BGPConfiguration BGPPeer FelixConfiguration GlobalNetworkPolicy IPPool NetworkPolicy',
  'operator.tigera.io/v1': 'APIServer Goldmane Installation Whisker',
  // https://kyverno.io/docs/policy-types/
  'kyverno.io/v1': 'ClusterPolicy Policy',
  'kyverno.io/v2': 'CleanupPolicy ClusterCleanupPolicy PolicyException',
  'kyverno.io/v2beta1': 'ClusterPolicy Policy CleanupPolicy ClusterCleanupPolicy PolicyException',
  'kyverno.io/v2alpha1': 'GlobalContextEntry',
  'policies.kyverno.io/v1':
    'DeletingPolicy GeneratingPolicy ImageValidatingPolicy MutatingPolicy NamespacedValidatingPolicy PolicyException ValidatingPolicy',
  'policies.kyverno.io/v1alpha1':
    'DeletingPolicy GeneratingPolicy ImageValidatingPolicy MutatingPolicy PolicyException ValidatingPolicy',
  'cli.kyverno.io/v1alpha1': 'Test Values UserInfo Context',
  'wgpolicyk8s.io/v1alpha2': 'ClusterPolicyReport PolicyReport',
  // https://open-policy-agent.github.io/gatekeeper/website/docs/; constraints have kinds that templates make
  'templates.gatekeeper.sh/v1': 'ConstraintTemplate',
  'config.gatekeeper.sh/v1alpha1': 'Config',
  'mutations.gatekeeper.sh/v1': 'Assign AssignImage AssignMetadata ModifySet',
  // https://keda.sh/docs/latest/reference/
  'keda.sh/v1alpha1': 'ScaledJob ScaledObject TriggerAuthentication ClusterTriggerAuthentication',
  // https://knative.dev/docs/reference/api/
  'serving.knative.dev/v1': 'Configuration Revision Route Service',
  'serving.knative.dev/v1beta1': 'DomainMapping',
  'eventing.knative.dev/v1': 'Broker Trigger',
  'messaging.knative.dev/v1': 'Channel Subscription',
  'sources.knative.dev/v1': 'ApiServerSource ContainerSource PingSource SinkBinding',
  // https://tekton.dev/docs/
  'tekton.dev/v1': 'Pipeline PipelineRun Task TaskRun',
  'tekton.dev/v1beta1': 'CustomRun Pipeline PipelineRun Task TaskRun StepAction',
  'triggers.tekton.dev/v1beta1': 'ClusterTriggerBinding EventListener Trigger TriggerBinding TriggerTemplate',
  // https://docs.crossplane.io/latest/
  'apiextensions.crossplane.io/v1': 'CompositeResourceDefinition Composition CompositionRevision',
  'apiextensions.crossplane.io/v2': 'CompositeResourceDefinition',
  'pkg.crossplane.io/v1': 'Configuration Function Provider',
  'pkg.crossplane.io/v1beta1': 'DeploymentRuntimeConfig Function ImageConfig Lock',
  // https://external-secrets.io/latest/api/spec/, https://github.com/bitnami-labs/sealed-secrets
  'external-secrets.io/v1': 'ClusterExternalSecret ClusterSecretStore ExternalSecret SecretStore',
  'external-secrets.io/v1beta1': 'ClusterExternalSecret ClusterSecretStore ExternalSecret SecretStore',
  'bitnami.com/v1alpha1': 'SealedSecret',
  'secrets-store.csi.x-k8s.io/v1': 'SecretProviderClass SecretProviderClassPodStatus',
  // https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/, https://projectcontour.io/docs/
  'traefik.io/v1alpha1':
    'IngressRoute IngressRouteTCP IngressRouteUDP Middleware MiddlewareTCP ServersTransport ServersTransportTCP TLSOption TLSStore TraefikService',
  'projectcontour.io/v1': 'HTTPProxy TLSCertificateDelegation',
  'projectcontour.io/v1alpha1': 'ContourConfiguration ContourDeployment ExtensionService',
  // https://gateway.envoyproxy.io/docs/api/extension_types/
  'gateway.envoyproxy.io/v1alpha1':
    'Backend BackendTrafficPolicy ClientTrafficPolicy EnvoyExtensionPolicy EnvoyPatchPolicy EnvoyProxy HTTPRouteFilter SecurityPolicy',
  // https://metallb.universe.tf/apis/
  'metallb.io/v1beta1': 'BFDProfile BGPAdvertisement Community IPAddressPool L2Advertisement',
  'metallb.io/v1beta2': 'BGPPeer',
  // https://rook.io/docs/rook/latest/CRDs/, https://longhorn.io/docs/
  'ceph.rook.io/v1': 'CephBlockPool CephCluster CephFilesystem CephObjectStore CephObjectStoreUser',
  'longhorn.io/v1beta2': 'BackupTarget Node RecurringJob Volume',
  // https://velero.io/docs/main/api-types/
  'velero.io/v1':
    'Backup BackupStorageLocation DeleteBackupRequest DownloadRequest PodVolumeBackup PodVolumeRestore Restore Schedule ServerStatusRequest VolumeSnapshotLocation',
  // https://strimzi.io/docs/operators/latest/configuring, https://cloudnative-pg.io/docs/
  'kafka.strimzi.io/v1':
    'Kafka KafkaBridge KafkaConnect KafkaConnector KafkaMirrorMaker2 KafkaNodePool KafkaRebalance KafkaTopic KafkaUser',
  'kafka.strimzi.io/v1beta2':
    'Kafka KafkaBridge KafkaConnect KafkaConnector KafkaMirrorMaker2 KafkaNodePool KafkaRebalance KafkaTopic KafkaUser',
  'postgresql.cnpg.io/v1': 'Backup Cluster Database ImageCatalog ClusterImageCatalog Pooler ScheduledBackup',
  // https://karpenter.sh/docs/concepts/
  'karpenter.sh/v1': 'NodeClaim NodePool',
  'karpenter.k8s.aws/v1': 'EC2NodeClass',
  // https://kueue.sigs.k8s.io/docs/reference/, https://www.kubeflow.org/docs/components/trainer/, https://kserve.github.io/website/
  'kueue.x-k8s.io/v1beta1':
    'AdmissionCheck ClusterQueue LocalQueue ResourceFlavor Topology Workload WorkloadPriorityClass',
  'kueue.x-k8s.io/v1beta2':
    'AdmissionCheck ClusterQueue Cohort LocalQueue ResourceFlavor Topology Workload WorkloadPriorityClass',
  'jobset.x-k8s.io/v1alpha2': 'JobSet',
  'leaderworkerset.x-k8s.io/v1': 'LeaderWorkerSet',
  'kubeflow.org/v1': 'MPIJob PyTorchJob TFJob XGBoostJob',
  'serving.kserve.io/v1beta1': 'InferenceService',
  // https://chaos-mesh.org/docs/, https://litmuschaos.io/
  'chaos-mesh.org/v1alpha1':
    'DNSChaos HTTPChaos IOChaos JVMChaos KernelChaos NetworkChaos PodChaos Schedule StressChaos TimeChaos Workflow',
  'litmuschaos.io/v1alpha1': 'ChaosEngine ChaosExperiment ChaosResult',
  // https://grafana.com/docs/, https://github.com/jaegertracing/jaeger-operator
  'grafana.integreatly.org/v1beta1':
    'Grafana GrafanaAlertRuleGroup GrafanaContactPoint GrafanaDashboard GrafanaDatasource GrafanaFolder',
  'tempo.grafana.com/v1alpha1': 'TempoMonolithic TempoStack',
  'loki.grafana.com/v1': 'LokiStack',
  'jaegertracing.io/v1': 'Jaeger',
  // https://github.com/k8snetworkplumbingwg/multi-net-spec, https://nfd.sigs.k8s.io/, https://kubevirt.io/api-reference/, https://docs.flagger.app/
  'k8s.cni.cncf.io/v1': 'NetworkAttachmentDefinition',
  'nfd.k8s-sigs.io/v1alpha1': 'NodeFeature NodeFeatureRule',
  'nodemaintenance.medik8s.io/v1beta1': 'NodeMaintenance',
  'kubevirt.io/v1': 'KubeVirt VirtualMachine VirtualMachineInstance VirtualMachineInstanceReplicaSet',
  'flagger.app/v1beta1': 'AlertProvider Canary MetricTemplate',
  'split.smi-spec.io/v1alpha2': 'TrafficSplit',
  'actions.github.com/v1alpha1': 'AutoscalingRunnerSet EphemeralRunner',
  'windows.k8s.io/v1': 'GMSACredentialSpec',
  'networking.gke.io/v1': 'FrontendConfig ManagedCertificate',
  'networking.gke.io/v1beta1': 'FrontendConfig',
  'cloud.google.com/v1': 'BackendConfig',
  'elbv2.k8s.aws/v1beta1': 'IngressClassParams TargetGroupBinding',
  'security.profiles-operator.x-k8s.io/v1beta1': 'SeccompProfile ProfileBinding ProfileRecording',
  'aquasecurity.github.io/v1alpha1': 'ConfigAuditReport VulnerabilityReport',
  'spire.spiffe.io/v1alpha1': 'ClusterFederatedTrustDomain ClusterSPIFFEID ClusterStaticEntry',
};

/**
 * What programs say to each other, and what servers beside the API server give back: no cluster stores it, and it needs no name.
 * Sources: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/,
 * https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/, https://github.com/kubernetes/metrics,
 * https://kubectl.docs.kubernetes.io/references/kustomize/builtins/, https://skaffold.dev/docs/references/yaml/, November 2026.
 */
const MESSAGES: Readonly<Record<string, string>> = {
  'admission.k8s.io/v1': 'AdmissionReview',
  'apiextensions.k8s.io/v1': 'ConversionReview',
  'imagepolicy.k8s.io/v1alpha1': 'ImageReview',
  'audit.k8s.io/v1': 'Event EventList',
  'metrics.k8s.io/v1beta1': 'NodeMetrics NodeMetricsList PodMetrics PodMetricsList',
  'custom.metrics.k8s.io/v1beta1': 'MetricValueList',
  'custom.metrics.k8s.io/v1beta2': 'MetricValueList',
  'external.metrics.k8s.io/v1beta1': 'ExternalMetricValueList',
  'meta.k8s.io/v1': 'Table PartialObjectMetadata PartialObjectMetadataList',
  v1: 'APIGroup APIGroupList APIResourceList APIVersions Status WatchEvent',
  'apidiscovery.k8s.io/v2': 'APIGroupDiscoveryList',
  'config.kubernetes.io/v1': 'ResourceList',
  builtin:
    'AnnotationsTransformer ConfigMapGenerator HelmChartInflationGenerator ImageTagTransformer LabelTransformer NamespaceTransformer PatchJson6902Transformer PatchStrategicMergeTransformer PatchTransformer PrefixSuffixTransformer PrefixTransformer ReplacementTransformer ReplicaCountTransformer SecretGenerator SuffixTransformer',
};

const keysOf = (names: Readonly<Record<string, string>>): ReadonlySet<string> =>
  new Set(
    Object.entries(names).flatMap(([apiVersion, kinds]) => kinds.split(' ').map((kind) => `${apiVersion} ${kind}`)),
  );
const KEYS = keysOf(NAMES);
const MESSAGE_KEYS = keysOf(MESSAGES);

/** Groups whose kinds are made in each cluster. */
const OPEN_GROUPS = /^constraints\.gatekeeper\.sh\//;
const SKAFFOLD = /^skaffold\/v\d/;

/** Whether a kind is one of messages, not of objects: it has no name. */
export function isMessage(apiVersion: unknown, kind: unknown): boolean {
  return MESSAGE_KEYS.has(`${String(apiVersion)} ${String(kind)}`) || SKAFFOLD.test(String(apiVersion));
}

/** Whether a kind is known by its name alone. */
export function isNamed(apiVersion: unknown, kind: unknown): boolean {
  return KEYS.has(`${String(apiVersion)} ${String(kind)}`) || OPEN_GROUPS.test(String(apiVersion));
}

/** Kinds of a version that are known by their names alone. */
export const namedKinds = (apiVersion: string): readonly string[] => NAMES[apiVersion]?.split(' ') ?? [];

/** Versions of a group in which a kind is known by its name alone. */
export function namedVersions(group: string, kind: string): readonly string[] {
  return Object.keys(NAMES).filter(
    (apiVersion) => apiVersion.startsWith(`${group}/`) && namedKinds(apiVersion).includes(kind),
  );
}
