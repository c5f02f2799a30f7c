import { closest } from '../../../findings/suggest.ts';

/** A kind of the API as people type it: plural, singular and short names, its kind, whether it lies in a namespace, its group. */
interface Resource {
  plural: string;
  kind: string;
  short: readonly string[];
  group: string;
  namespaced: boolean;
}

/**
 * Resources by group: plural kind[,short…][!], where "!" says that there are no namespaces.
 * Source: `kubectl api-resources` of Kubernetes 1.36 with the Gateway API and the Prometheus Operator, as their references have them.
 */
const TABLE: Readonly<Record<string, string>> = {
  '': 'bindings Binding;componentstatuses ComponentStatus,cs!;configmaps ConfigMap,cm;endpoints Endpoints,ep;events Event,ev;limitranges LimitRange,limits;namespaces Namespace,ns!;nodes Node,no!;persistentvolumeclaims PersistentVolumeClaim,pvc;persistentvolumes PersistentVolume,pv!;pods Pod,po;podtemplates PodTemplate;replicationcontrollers ReplicationController,rc;resourcequotas ResourceQuota,quota;secrets Secret;serviceaccounts ServiceAccount,sa;services Service,svc',
  'admissionregistration.k8s.io':
    'mutatingadmissionpolicies MutatingAdmissionPolicy!;mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding!;mutatingwebhookconfigurations MutatingWebhookConfiguration!;validatingadmissionpolicies ValidatingAdmissionPolicy!;validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding!;validatingwebhookconfigurations ValidatingWebhookConfiguration!',
  'apiextensions.k8s.io': 'customresourcedefinitions CustomResourceDefinition,crd,crds!',
  'apiregistration.k8s.io': 'apiservices APIService!',
  apps: 'controllerrevisions ControllerRevision;daemonsets DaemonSet,ds;deployments Deployment,deploy;replicasets ReplicaSet,rs;statefulsets StatefulSet,sts',
  'authentication.k8s.io': 'selfsubjectreviews SelfSubjectReview!;tokenreviews TokenReview!',
  'authorization.k8s.io':
    'localsubjectaccessreviews LocalSubjectAccessReview;selfsubjectaccessreviews SelfSubjectAccessReview!;selfsubjectrulesreviews SelfSubjectRulesReview!;subjectaccessreviews SubjectAccessReview!',
  autoscaling: 'horizontalpodautoscalers HorizontalPodAutoscaler,hpa',
  batch: 'cronjobs CronJob,cj;jobs Job',
  'certificates.k8s.io': 'certificatesigningrequests CertificateSigningRequest,csr!',
  'coordination.k8s.io': 'leases Lease',
  'discovery.k8s.io': 'endpointslices EndpointSlice',
  'events.k8s.io': 'events Event,ev',
  'flowcontrol.apiserver.k8s.io': 'flowschemas FlowSchema!;prioritylevelconfigurations PriorityLevelConfiguration!',
  'metrics.k8s.io': 'nodes NodeMetrics!;pods PodMetrics',
  'networking.k8s.io':
    'ingressclasses IngressClass!;ingresses Ingress,ing;ipaddresses IPAddress,ip!;networkpolicies NetworkPolicy,netpol;servicecidrs ServiceCIDR!',
  'node.k8s.io': 'runtimeclasses RuntimeClass!',
  policy: 'poddisruptionbudgets PodDisruptionBudget,pdb',
  'rbac.authorization.k8s.io':
    'clusterrolebindings ClusterRoleBinding!;clusterroles ClusterRole!;rolebindings RoleBinding;roles Role',
  'resource.k8s.io':
    'deviceclasses DeviceClass!;resourceclaims ResourceClaim;resourceclaimtemplates ResourceClaimTemplate;resourceslices ResourceSlice!',
  'scheduling.k8s.io': 'priorityclasses PriorityClass,pc!',
  'storage.k8s.io':
    'csidrivers CSIDriver!;csinodes CSINode!;csistoragecapacities CSIStorageCapacity;storageclasses StorageClass,sc!;volumeattachments VolumeAttachment!;volumeattributesclasses VolumeAttributesClass,vac!',
  'gateway.networking.k8s.io':
    'backendtlspolicies BackendTLSPolicy,btlspolicy;gatewayclasses GatewayClass,gc!;gateways Gateway,gtw;grpcroutes GRPCRoute;httproutes HTTPRoute;listenersets ListenerSet,lset;referencegrants ReferenceGrant,refgrant;tcproutes TCPRoute;tlsroutes TLSRoute;udproutes UDPRoute',
  'monitoring.coreos.com':
    'alertmanagerconfigs AlertmanagerConfig,amcfg;alertmanagers Alertmanager,am;podmonitors PodMonitor,pmon;probes Probe,prb;prometheusagents PrometheusAgent,promagent;prometheuses Prometheus,prom;prometheusrules PrometheusRule,promrule;scrapeconfigs ScrapeConfig,scfg;servicemonitors ServiceMonitor,smon;thanosrulers ThanosRuler,ruler',
};

/** Every resource that is known here. */
export const RESOURCES: readonly Resource[] = Object.entries(TABLE).flatMap(([group, list]) =>
  list.split(';').map((entry): Resource => {
    const [plural = '', rest = ''] = entry.replace('!', '').split(' ');
    const [kind = '', ...short] = rest.split(',');
    return { plural, kind, short, group, namespaced: !entry.endsWith('!') };
  }),
);

/** Resources by each word that people type for them, in lower case. */
const BY_WORD: ReadonlyMap<string, Resource> = new Map(
  [...RESOURCES]
    .reverse()
    .flatMap((one) => [one.plural, one.kind.toLowerCase(), ...one.short].map((word) => [word, one] as const)),
);
/** Custom resources that lessons and documents show, and words that stand for several. */
const OTHERS: ReadonlySet<string> = new Set(
  'all crontab crontabs ct certificate certificates issuer issuers clusterissuer clusterissuers application applications rollout rollouts cluster clusters machine machines prometheus'.split(
    ' ',
  ),
);

/** What a word means, if it is the name of a resource that is known here; a group or a version may stand behind it. */
export function resourceOf(word: string): Resource | undefined {
  return BY_WORD.get(word.toLowerCase().split('.')[0] ?? '');
}

/** The resource that a word may be meant for: its name has one letter too many, too few or another one. */
export function meantResource(word: string): string | undefined {
  const name = word.toLowerCase();
  // Any word can be the name of a custom resource; one with a group certainly is.
  if (name.length < 4 || name.includes('.') || BY_WORD.has(name) || OTHERS.has(name)) return undefined;
  const meant = closest(name, BY_WORD.keys());
  return meant !== undefined && isOneSlip(name, meant) ? meant : undefined;
}

/** Whether two words differ by one letter, or by two that changed their places. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (
    end < Math.min(one.length, other.length) - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end++;
  const left = [one.length - start - end, other.length - start - end];
  if (Math.max(...left) <= 1) return true;
  return left[0] === 2 && left[1] === 2 && one[start] === other[start + 1] && one[start + 1] === other[start];
}
