import type { DataPath } from '../findings/yaml.ts';
import { asList, asRecord, at, type Data, isSet } from './data.ts';
import { containersOf, podOf } from './workloads.ts';

/** Something that the API server takes, and that is seldom meant. */
export interface Doubt {
  rule: 'binding' | 'image-tag' | 'namespace' | 'service-name';
  path: DataPath;
  message: string;
  remedy: string;
}

/** Kinds that lie in no namespace. Source: kubectl api-resources of the checked version. */
const CLUSTER_WIDE =
  /^(?:Namespace|Node|PersistentVolume|StorageClass|IngressClass|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|PriorityClass|RuntimeClass|CSIDriver|GatewayClass|APIService|(?:Validating|Mutating)(?:WebhookConfiguration|AdmissionPolicy|AdmissionPolicyBinding)|CertificateSigningRequest|VolumeAttributesClass|DeviceClass|FlowSchema|PriorityLevelConfiguration)$/;

function imageDoubts(object: Data): Doubt[] {
  const pod = podOf(object);
  if (!pod) return [];
  return containersOf(pod).flatMap(({ container, path }) => {
    const { image } = container;
    if (typeof image !== 'string' || /[<>${}…@]|\.\.\./.test(image)) return [];
    const tag = /:([\w.-]+)$/.exec(image.slice(image.lastIndexOf('/') + 1))?.[1];
    if (tag !== undefined && tag !== 'latest') return [];
    const inside = [...path, 'image'];
    const message =
      tag === undefined
        ? `The image "${image}" has no tag: it is another one whenever "latest" is.`
        : `The image "${image}" is another one whenever its publisher wants.`;
    return [{ rule: 'image-tag', path: inside, message, remedy: 'Write the version that the lesson was tried with.' }];
  });
}

/** What of an object works, and is seldom meant. */
export function doubtsOf(object: Data): Doubt[] {
  const { kind } = object;
  const namespace = at(object, 'metadata', 'namespace');
  const name = at(object, 'metadata', 'name');
  const found = imageDoubts(object);
  if (typeof kind === 'string' && CLUSTER_WIDE.test(kind) && typeof namespace === 'string') {
    found.push({
      rule: 'namespace',
      path: ['metadata', 'namespace'],
      message: `A ${kind} is the same for all namespaces; "${namespace}" is passed over.`,
      remedy: 'Remove the namespace.',
    });
  }
  if (kind === 'Service' && typeof name === 'string' && /^\d/.test(name)) {
    found.push({
      rule: 'service-name',
      path: ['metadata', 'name'],
      message: `The name of the Service "${name}" begins with a digit, which many clusters refuse.`,
      remedy: 'Begin it with a letter.',
    });
  }
  if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') {
    if (isSet(object.roleRef) && !isSet(asRecord(object.roleRef).apiGroup)) {
      found.push({
        rule: 'binding',
        path: ['roleRef'],
        message: 'The roleRef names no apiGroup.',
        remedy: 'Write apiGroup: rbac.authorization.k8s.io.',
      });
    }
  }
  // Where the binding names its own namespace, everybody can see which one is meant.
  if (kind === 'RoleBinding' && typeof namespace !== 'string') {
    asList(object.subjects).forEach((subject, index) => {
      if (subject.kind !== 'ServiceAccount' || isSet(subject.namespace)) return;
      found.push({
        rule: 'binding',
        path: ['subjects', index],
        message: `The ServiceAccount "${String(subject.name)}" has no namespace: that of the binding is taken.`,
        remedy: 'Add the namespace of the ServiceAccount.',
      });
    });
  }
  return found;
}
