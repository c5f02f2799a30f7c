import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPackage, SchemaMaker } from '../../scripts/kubernetes/go-types.ts';
import { configurationProblems, isConfiguration } from '../../src/kubernetes/configuration/kinds.ts';
import { kubernetesProblems } from '../../src/kubernetes/validate.ts';

/** What is said of a configuration file, as `path: message`. */
function said(text: string): string[] {
  return (configurationProblems(parse(text)) ?? ['unknown']).map((found) =>
    typeof found === 'string' ? found : `${found.path.join('.')}: ${found.message}`,
  );
}

describe('configuration files that their programs take', () => {
  test.each([
    [
      'kubeadm',
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.0\nnetworking: {podSubnet: 10.244.0.0/16}\napiServer: {extraArgs: [{name: audit-log-path, value: /var/log/audit.log}]}\n',
    ],
    [
      'kubeadm upgrade',
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\napply: {etcdUpgrade: false}\n',
    ],
    [
      'kubeadm join',
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\ndiscovery: {bootstrapToken: {token: abcdef.0123456789abcdef, apiServerEndpoint: "cp:6443", unsafeSkipCAVerification: true}}\ntimeouts: {discovery: 5m}\n',
    ],
    [
      'the kubelet',
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nevictionHard: {memory.available: 100Mi}\nsyncFrequency: 1m\ncgroupDriver: systemd\nlogging: {flushFrequency: 5s}\n',
    ],
    ['kube-proxy', 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n'],
    [
      'the scheduler',
      'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\nprofiles:\n  - pluginConfig:\n      - name: NodeResourcesFit\n        args: {scoringStrategy: {type: MostAllocated}}\n      - {name: OfOthers, args: {anything: 1}}\n',
    ],
    [
      'admission',
      'apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:\n  - name: PodSecurity\n    configuration: {apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, defaults: {enforce: baseline, enforce-version: latest}}\n',
    ],
    [
      'encryption',
      'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n  - resources: [secrets]\n    providers:\n      - aescbc: {keys: [{name: key1, secret: "<BASE64>"}]}\n      - identity: {}\n',
    ],
    ['audit', 'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules: [{level: Metadata}]\n'],
    [
      'authentication',
      'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt: [{issuer: {url: "https://id.example.com", audiences: [shop]}, claimMappings: {username: {claim: sub, prefix: ""}}}]\n',
    ],
    [
      'egress',
      'apiVersion: apiserver.k8s.io/v1beta1\nkind: EgressSelectorConfiguration\negressSelections: [{name: cluster, connection: {proxyProtocol: Direct}}]\n',
    ],
    [
      'kubeconfig',
      'apiVersion: v1\nkind: Config\nclusters: [{name: a, cluster: {server: "https://a:6443"}}]\ncontexts: [{name: c, context: {cluster: a, user: u}}]\nusers: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: get, interactiveMode: IfAvailable}}}]\ncurrent-context: c\n',
    ],
    [
      'kind',
      'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnetworking: {kubeProxyMode: none}\nnodes:\n  - role: control-plane\n    extraPortMappings: [{containerPort: 80, hostPort: 80, protocol: udp}]\n  - role: worker\n',
    ],
    [
      'Kustomize',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\nimages: [{name: nginx, newTag: "1.29"}]\npatches: [{path: p.yaml, target: {kind: Deployment}}]\n',
    ],
  ])('%s', (_, text) => {
    expect(said(text)).toEqual([]);
  });
});

describe('what they refuse is named where it stands', () => {
  test.each([
    [
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer: {extraArgs: {a: b}}\n',
      'apiServer.extraArgs: "apiServer.extraArgs" should be a list, but is a group of fields.',
    ],
    [
      'apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n',
      'apiVersion: "kubeadm.k8s.io/v1beta3" is a former version of this configuration.',
    ],
    [
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfig\n',
      'kind: "kubeadm.k8s.io/v1beta4" has no kind "ClusterConfig".',
    ],
    [
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nevictionHards: {}\n',
      'evictionHards: The object has no field "evictionHards". Did you mean "evictionHard"?',
    ],
    [
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nsyncFrequency: 60\n',
      'syncFrequency: "syncFrequency" is 60, which has no unit of time.',
    ],
    [
      'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\nprofiles: [{pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: {type: Most}}}]}]\n',
      'profiles.0.pluginConfig.0.args.scoringStrategy.type: "scoringStrategy.type" is "Most", which is not one of its values.',
    ],
    [
      'apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins: [{name: PodSecurity, configuration: {apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, defaults: {enforce: base}}}]\n',
      'plugins.0.configuration.defaults.enforce: "enforce" is "base", which it cannot be.',
    ],
    [
      'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{resources: [secrets], providers: [{identities: {}}]}]\n',
      'resources.0.providers.0.identities: "resources[0].providers[0]" has no field "identities". Did you mean "identity"?',
    ],
    [
      'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{resources: [secrets], providers: [{aescbc: {keys: [{name: a, secret: c2hvcnQ=}]}}]}]\n',
      'resources.0.providers.0.aescbc.keys.0.secret: The key of aescbc has 5 bytes; it takes 16, 24, 32 bytes in base64.',
    ],
    [
      'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: RequestBody}]\n',
      'rules.0.level: "rules[0].level" is "RequestBody", which is not one of its values.',
    ],
    [
      'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n',
      ': "rules" is missing: the API server refuses a policy without rules.',
    ],
    [
      'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt: [{issuer: {url: "http://id", audiences: [a]}, claimMappings: {username: {claim: sub, prefix: ""}}}]\n',
      'jwt.0.issuer.url: The address of the issuer begins with https://.',
    ],
    [
      'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers: [{type: Rbac, name: r}]\n',
      'authorizers.0.type: "Rbac" is no mode of authorization. Did you mean "RBAC"?',
    ],
    [
      'apiVersion: v1\nkind: Config\nclusters: [{name: shop, cluster: {server: "https://a"}}]\ncontexts: [{name: shop, context: {cluster: shpo}}]\n',
      'contexts.0.context.cluster: There is no cluster "shpo" in this file. Did you mean "shop"?',
    ],
    [
      'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: [{role: controlplane}]\n',
      'nodes.0.role: "nodes[0].role" is "controlplane", which is not one of its values. Did you mean "control-plane"?',
    ],
    [
      'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: [{role: worker}]\n',
      'nodes: No node has the role "control-plane".',
    ],
    [
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresorces: [a.yaml]\n',
      'resorces: The object has no field "resorces". Did you mean "resources"?',
    ],
  ])('%j', (text, message) => {
    expect(said(text)).toEqual([message]);
  });
});

describe('custom kinds whose projects publish their types', () => {
  const problems = (text: string): string[] => kubernetesProblems(parse(text)).map(({ message }) => message);

  test.each([
    'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata: {name: db}\nspec: {volumeSnapshotClassName: csi, source: {persistentVolumeClaimName: db}}\n',
    'apiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata: {name: web}\nspec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, updatePolicy: {updateMode: "Off"}}\n',
    'apiVersion: chainsaw.kyverno.io/v1alpha1\nkind: Test\nmetadata: {name: web}\nspec: {steps: [{try: [{apply: {file: web.yaml}}]}]}\n',
    'apiVersion: opentelemetry.io/v1alpha1\nkind: Instrumentation\nmetadata: {name: shop}\nspec: {exporter: {endpoint: "http://otel:4317"}, propagators: [tracecontext, baggage]}\n',
  ])('are judged by them: %j', (text) => {
    expect(problems(text)).toEqual([]);
    expect(problems(text.replace('spec: {', 'spec: {nonsense: 1, ')).join()).toContain('has no field "nonsense"');
  });
});

test('kinds of operators that are known by name are no mistakes, and not judged', () => {
  const object = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'web' },
    spec: { anything: 1 },
  };
  expect(kubernetesProblems(object)).toEqual([]);
  expect(kubernetesProblems({ ...object, kind: 'Certifcate' })).toHaveLength(1);
  expect(kubernetesProblems({ ...object, metadata: { name: 'Web' } })).toHaveLength(1);
});

describe('types of Go', () => {
  const library = readPackage('k8s.io/lib/v1', [
    'package v1\n\ntype Mode string\n\nconst (\n\t// One is /* odd */ first.\n\tOne Mode = "one"\n\tTwo Mode = "two"\n)\n\ntype Inner struct {\n\tA string `json:"a"` // see /var/*\n}\n',
  ]);
  const own = readPackage('k8s.io/own/v1', [
    'package v1\n\nimport (\n\tlib "k8s.io/lib/v1"\n\tmetav1 "k8s.io/apimachinery/pkg/apis/meta/v1"\n)\n\ntype Config struct {\n\tmetav1.TypeMeta `json:",inline"`\n\tlib.Inner `json:",inline"`\n\tWait *metav1.Duration `json:"wait,omitempty"`\n\tModes []lib.Mode `json:"modes"`\n\tSelf map[string]*Config `json:"self"`\n\tHidden string `json:"-"`\n\tBare []string\n\tEmpty Empty `json:"empty"`\n}\n\ntype Empty struct{}\n',
  ]);

  test('become schemas', () => {
    const maker = new SchemaMaker([library, own]);
    expect(maker.schemaOf('Config', own)).toEqual({ ref: 'k8s.io/own/v1.Config' });
    expect(maker.definitions.get('k8s.io/own/v1.Config')).toEqual({
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        a: { type: 'string' },
        wait: { type: 'string', format: 'duration' },
        modes: { type: 'array', items: { type: 'string', enum: ['one', 'two', ''] } },
        self: { type: 'object', additionalProperties: { ref: 'k8s.io/own/v1.Config' } },
        Bare: { type: 'array', items: { type: 'string' } },
        empty: { ref: 'k8s.io/own/v1.Empty' },
      },
    });
    expect(maker.definitions.get('k8s.io/own/v1.Empty')).toEqual({ type: 'object', properties: {} });
  });

  test('what is no configuration is left to others', () => {
    expect(isConfiguration('apps/v1', 'Deployment')).toBe(false);
    expect(configurationProblems({ apiVersion: 'v1', kind: 'Pod' })).toBeUndefined();
    expect(configurationProblems({ apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster' })).toBeUndefined();
  });
});
