import { parseGroup, type Resource, type Subresource } from './resource.ts';

/** Subresources beyond status and scale: `resource: name Kind verbs [group/version]`, as kube-apiserver 1.36 lists them. */
const FURTHER: Readonly<Record<string, readonly Subresource[]>> = {
  namespaces: [{ name: 'finalize', kind: 'Namespace', verbs: ['update'] }],
  nodes: [
    {
      name: 'proxy',
      kind: 'NodeProxyOptions',
      verbs: ['create', 'delete', 'get', 'patch', 'update'],
    },
  ],
  pods: [
    { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
    { name: 'binding', kind: 'Binding', verbs: ['create'] },
    { name: 'ephemeralcontainers', kind: 'Pod', verbs: ['get', 'patch', 'update'] },
    { name: 'eviction', kind: 'Eviction', verbs: ['create'], group: 'policy', version: 'v1' },
    { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
    { name: 'log', kind: 'Pod', verbs: ['get'] },
    { name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
    { name: 'proxy', kind: 'PodProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] },
    { name: 'resize', kind: 'Pod', verbs: ['get', 'patch', 'update'] },
  ],
  serviceaccounts: [
    { name: 'token', kind: 'TokenRequest', verbs: ['create'], group: 'authentication.k8s.io', version: 'v1' },
  ],
  services: [{ name: 'proxy', kind: 'ServiceProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] }],
  certificatesigningrequests: [
    { name: 'approval', kind: 'CertificateSigningRequest', verbs: ['get', 'patch', 'update'] },
  ],
};

const groups: readonly (readonly [group: string, version: string, lines: string])[] = [
  [
    '',
    'v1',
    `bindings Binding create
     componentstatuses ComponentStatus =cs cluster read
     configmaps ConfigMap =cm
     endpoints Endpoints =ep
     events Event =ev
     limitranges LimitRange =limits
     namespaces Namespace =ns cluster status !deletecollection
     nodes Node =no cluster status
     persistentvolumeclaims PersistentVolumeClaim =pvc status
     persistentvolumes PersistentVolume =pv cluster status
     pods Pod =po all status
     podtemplates PodTemplate
     replicationcontrollers ReplicationController =rc all scale status
     resourcequotas ResourceQuota =quota status
     secrets Secret
     serviceaccounts ServiceAccount =sa
     services Service =svc all status`,
  ],
  ['apiregistration.k8s.io', 'v1', 'apiservices APIService cluster status extensions'],
  [
    'apps',
    'v1',
    `controllerrevisions ControllerRevision
     daemonsets DaemonSet =ds all status
     deployments Deployment =deploy all scale status
     replicasets ReplicaSet =rs all scale status
     statefulsets StatefulSet =sts all scale status`,
  ],
  ['events.k8s.io', 'v1', 'events Event =ev'],
  [
    'authentication.k8s.io',
    'v1',
    `selfsubjectreviews SelfSubjectReview cluster create
     tokenreviews TokenReview cluster create`,
  ],
  [
    'authorization.k8s.io',
    'v1',
    `localsubjectaccessreviews LocalSubjectAccessReview create
     selfsubjectaccessreviews SelfSubjectAccessReview cluster create
     selfsubjectrulesreviews SelfSubjectRulesReview cluster create
     subjectaccessreviews SubjectAccessReview cluster create`,
  ],
  ['autoscaling', 'v2', 'horizontalpodautoscalers HorizontalPodAutoscaler =hpa all status'],
  ['autoscaling', 'v1', 'horizontalpodautoscalers HorizontalPodAutoscaler =hpa all status'],
  [
    'batch',
    'v1',
    `cronjobs CronJob =cj all status
     jobs Job all status`,
  ],
  ['certificates.k8s.io', 'v1', 'certificatesigningrequests CertificateSigningRequest =csr cluster status'],
  [
    'networking.k8s.io',
    'v1',
    `ingressclasses IngressClass cluster
     ingresses Ingress =ing status
     ipaddresses IPAddress =ip cluster
     networkpolicies NetworkPolicy =netpol
     servicecidrs ServiceCIDR cluster status`,
  ],
  ['policy', 'v1', 'poddisruptionbudgets PodDisruptionBudget =pdb status'],
  [
    'rbac.authorization.k8s.io',
    'v1',
    `clusterrolebindings ClusterRoleBinding cluster
     clusterroles ClusterRole cluster
     rolebindings RoleBinding
     roles Role`,
  ],
  [
    'storage.k8s.io',
    'v1',
    `csidrivers CSIDriver cluster
     csinodes CSINode cluster
     csistoragecapacities CSIStorageCapacity
     storageclasses StorageClass =sc cluster
     volumeattachments VolumeAttachment cluster status
     volumeattributesclasses VolumeAttributesClass =vac cluster`,
  ],
  [
    'admissionregistration.k8s.io',
    'v1',
    `mutatingadmissionpolicies MutatingAdmissionPolicy cluster extensions
     mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding cluster extensions
     mutatingwebhookconfigurations MutatingWebhookConfiguration cluster extensions
     validatingadmissionpolicies ValidatingAdmissionPolicy cluster status extensions
     validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding cluster extensions
     validatingwebhookconfigurations ValidatingWebhookConfiguration cluster extensions`,
  ],
  [
    'apiextensions.k8s.io',
    'v1',
    'customresourcedefinitions CustomResourceDefinition =crd,crds cluster status extensions',
  ],
  ['scheduling.k8s.io', 'v1', 'priorityclasses PriorityClass =pc cluster'],
  ['coordination.k8s.io', 'v1', 'leases Lease'],
  ['node.k8s.io', 'v1', 'runtimeclasses RuntimeClass cluster'],
  ['discovery.k8s.io', 'v1', 'endpointslices EndpointSlice'],
  [
    'resource.k8s.io',
    'v1',
    `deviceclasses DeviceClass cluster
     resourceclaims ResourceClaim status
     resourceclaimtemplates ResourceClaimTemplate
     resourceslices ResourceSlice cluster`,
  ],
  [
    'flowcontrol.apiserver.k8s.io',
    'v1',
    `flowschemas FlowSchema cluster status
     prioritylevelconfigurations PriorityLevelConfiguration cluster status`,
  ],
];

function withFurther(resource: Resource): Resource {
  const further = FURTHER[resource.plural] ?? [];
  const subresources = [...resource.subresources, ...further].sort((a, b) => (a.name < b.name ? -1 : 1));
  const stored: Pick<Resource, 'storedAs'> =
    resource.group === 'events.k8s.io'
      ? { storedAs: { group: '', version: 'v1' } }
      : resource.group === 'autoscaling' && resource.version === 'v1'
        ? { storedAs: { group: 'autoscaling', version: 'v2' } }
        : {};
  return { ...resource, subresources, ...stored };
}

/**
 * All resources that kube-apiserver 1.36 serves with its default features, in the order in which its discovery lists groups: by their priority.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export const builtInResources: readonly Resource[] = groups.flatMap(([group, version, lines]) =>
  parseGroup(group, version, lines).map(withFurther),
);
