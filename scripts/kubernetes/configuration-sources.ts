/** A package of Go with the types of configuration files, and where its source is published. */
export interface ConfigurationSource {
  /** Repository below github.com. */
  repository: string;
  /** Folder of the package. */
  folder: string;
  files: readonly string[];
  /** Import path of the package. */
  path: string;
  /** Kinds of files, by `apiVersion`, with the type behind it if that is called otherwise; none if other packages are made of its types. */
  kinds?: Readonly<Record<string, readonly string[]>>;
  /** Tag of the repository; by default that of the version of Kubernetes. */
  tag?: string;
}

const kubernetes = (
  repository: string,
  folder: string,
  kinds?: ConfigurationSource['kinds'],
  files: readonly string[] = ['types.go'],
): ConfigurationSource => ({
  repository: `kubernetes/${repository}`,
  folder,
  files,
  path: `k8s.io/${repository}/${folder}`,
  ...(kinds ? { kinds } : {}),
});

const AUTHENTICATION = ['AuthenticationConfiguration', 'AuthorizationConfiguration', 'TracingConfiguration'];

/** Types of all configuration files that lessons may show. */
export const configurationSources: readonly ConfigurationSource[] = [
  kubernetes('component-base', 'config/v1alpha1'),
  kubernetes('component-base', 'logs/api/v1'),
  kubernetes('component-base', 'tracing/api/v1'),
  kubernetes('kubernetes', 'cmd/kubeadm/app/apis/kubeadm/v1beta4', {
    'kubeadm.k8s.io/v1beta4': [
      'InitConfiguration',
      'ClusterConfiguration',
      'JoinConfiguration',
      'ResetConfiguration',
      'UpgradeConfiguration',
    ],
  }),
  kubernetes('kubelet', 'config/v1', { 'kubelet.config.k8s.io/v1': ['CredentialProviderConfig'] }),
  kubernetes('kubelet', 'config/v1beta1', { 'kubelet.config.k8s.io/v1beta1': ['KubeletConfiguration'] }),
  kubernetes('kube-proxy', 'config/v1alpha1', { 'kubeproxy.config.k8s.io/v1alpha1': ['KubeProxyConfiguration'] }),
  kubernetes(
    'kube-scheduler',
    'config/v1',
    {
      'kubescheduler.config.k8s.io/v1': [
        'KubeSchedulerConfiguration',
        'DefaultPreemptionArgs',
        'DynamicResourcesArgs',
        'InterPodAffinityArgs',
        'NodeAffinityArgs',
        'NodeResourcesBalancedAllocationArgs',
        'NodeResourcesFitArgs',
        'PodTopologySpreadArgs',
        'VolumeBindingArgs',
      ],
    },
    ['types.go', 'types_pluginargs.go'],
  ),
  kubernetes(
    'apiserver',
    'pkg/apis/apiserver/v1',
    { 'apiserver.config.k8s.io/v1': ['AdmissionConfiguration', 'EncryptionConfiguration', ...AUTHENTICATION] },
    ['types.go', 'types_encryption.go'],
  ),
  kubernetes('apiserver', 'pkg/apis/apiserver/v1beta1', {
    'apiserver.k8s.io/v1beta1': ['EgressSelectorConfiguration'],
    'apiserver.config.k8s.io/v1beta1': AUTHENTICATION,
  }),
  kubernetes('apiserver', 'pkg/apis/audit/v1', { 'audit.k8s.io/v1': ['Policy'] }),
  kubernetes('apiserver', 'pkg/admission/plugin/resourcequota/apis/resourcequota/v1', {
    'apiserver.config.k8s.io/v1': ['ResourceQuotaConfiguration Configuration'],
  }),
  kubernetes('apiserver', 'pkg/admission/plugin/webhook/config/apis/webhookadmission/v1', {
    'apiserver.config.k8s.io/v1': ['WebhookAdmissionConfiguration WebhookAdmission'],
  }),
  kubernetes('pod-security-admission', 'admission/api/v1', {
    'pod-security.admission.config.k8s.io/v1': ['PodSecurityConfiguration'],
  }),
  kubernetes('client-go', 'tools/clientcmd/api/v1', { v1: ['Config'] }),
  {
    repository: 'kubernetes-sigs/kind',
    folder: 'pkg/apis/config/v1alpha4',
    files: ['types.go'],
    path: 'sigs.k8s.io/kind/pkg/apis/config/v1alpha4',
    kinds: { 'kind.x-k8s.io/v1alpha4': ['Cluster'] },
    tag: 'main',
  },
  {
    repository: 'kubernetes-sigs/kustomize',
    folder: 'api/types',
    files:
      'configmapargs fieldspec generatorargs generatoroptions helmchartargs image kustomization kvpairsources labels objectmeta patch patchstrategicmerge replacement replacementfield replica secretargs selector sortoptions typemeta var'
        .split(' ')
        .map((name) => `${name}.go`),
    path: 'sigs.k8s.io/kustomize/api/types',
    kinds: {
      'kustomize.config.k8s.io/v1beta1': ['Kustomization'],
      'kustomize.config.k8s.io/v1alpha1': ['Component Kustomization'],
    },
    tag: 'master',
  },
];
