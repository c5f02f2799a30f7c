import { asRecord } from '../../../kubernetes/data.ts';
import { changeAt, kindOf, nameOf, namespaceOf, type Resource } from './resource.ts';

const PODS: Readonly<Record<string, string>> = {
  Pod: 'spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

const CONTAINERS = ['containers[]', 'initContainers[]'];

/** Fields of a Pod that name objects, by the kind of those. */
const IN_PODS: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: [
    'volumes[]/configMap/name',
    'volumes[]/projected/sources[]/configMap/name',
    ...CONTAINERS.flatMap((list) => [
      `${list}/env[]/valueFrom/configMapKeyRef/name`,
      `${list}/envFrom[]/configMapRef/name`,
    ]),
  ],
  Secret: [
    'volumes[]/secret/secretName',
    'volumes[]/projected/sources[]/secret/name',
    'imagePullSecrets[]/name',
    ...CONTAINERS.flatMap((list) => [`${list}/env[]/valueFrom/secretKeyRef/name`, `${list}/envFrom[]/secretRef/name`]),
  ],
  ServiceAccount: ['serviceAccountName'],
  PersistentVolumeClaim: ['volumes[]/persistentVolumeClaim/claimName'],
  PriorityClass: ['priorityClassName'],
};

/** Fields that name objects of one kind: the kind, the kind that has the field, its path. */
const ELSEWHERE: readonly (readonly [kind: string, owner: string, path: string])[] = [
  ['Service', 'StatefulSet', 'spec/serviceName'],
  ['Service', 'Ingress', 'spec/rules[]/http/paths[]/backend/service/name'],
  ['Service', 'Ingress', 'spec/defaultBackend/service/name'],
  ['Service', 'APIService', 'spec/service/name'],
  ['Service', 'MutatingWebhookConfiguration', 'webhooks[]/clientConfig/service/name'],
  ['Service', 'ValidatingWebhookConfiguration', 'webhooks[]/clientConfig/service/name'],
  ['Secret', 'Ingress', 'spec/tls[]/secretName'],
  ['Secret', 'ServiceAccount', 'imagePullSecrets[]/name'],
  ['Secret', 'ServiceAccount', 'secrets[]/name'],
  ['PersistentVolume', 'PersistentVolumeClaim', 'spec/volumeName'],
  ['StorageClass', 'PersistentVolume', 'spec/storageClassName'],
  ['StorageClass', 'PersistentVolumeClaim', 'spec/storageClassName'],
  ['StorageClass', 'StatefulSet', 'spec/volumeClaimTemplates[]/spec/storageClassName'],
  ['IngressClass', 'Ingress', 'spec/ingressClassName'],
];

function pathsOf(resource: Resource): (readonly [kind: string, path: string])[] {
  const owner = kindOf(resource);
  const pods = PODS[owner];
  return [
    ...ELSEWHERE.filter(([, kind]) => kind === owner).map(([kind, , path]) => [kind, path] as const),
    ...(pods === undefined
      ? []
      : Object.entries(IN_PODS).flatMap(([kind, paths]) => paths.map((path) => [kind, `${pods}/${path}`] as const))),
  ];
}

function find(
  resources: readonly Resource[],
  kind: string,
  name: unknown,
  namespace: string | undefined,
): Resource | undefined {
  const candidates = resources.filter((one) => kindOf(one) === kind && one.names.includes(String(name)));
  return (
    candidates.find((one) => nameOf(one) === name) ??
    candidates.find((one) => namespace === undefined || namespaceOf(one) === namespace) ??
    candidates[0]
  );
}

/** Brings the names by which objects refer to each other to what those are called now. */
export function fixReferences(resources: readonly Resource[]): void {
  for (const resource of resources) {
    const namespace = namespaceOf(resource);
    for (const [kind, path] of pathsOf(resource)) {
      changeAt(resource.object, path.split('/'), false, (name) => {
        const found = find(resources, kind, name, namespace);
        return found ? nameOf(found) : name;
      });
    }
    const scaled = asRecord(asRecord(resource.object.spec).scaleTargetRef);
    if (kindOf(resource) === 'HorizontalPodAutoscaler' && scaled.kind !== undefined) {
      changeAt(resource.object, ['spec', 'scaleTargetRef', 'name'], false, (name) => {
        const found = find(resources, String(scaled.kind), name, namespace);
        return found ? nameOf(found) : name;
      });
    }
    if (/^(Cluster)?RoleBinding$/.test(kindOf(resource))) fixBinding(resource, resources);
  }
}

function fixBinding(resource: Resource, resources: readonly Resource[]): void {
  changeAt(resource.object, ['roleRef'], false, (reference) => {
    const { kind, name } = asRecord(reference);
    const found = find(resources, String(kind), name, undefined);
    return found ? { ...asRecord(reference), name: nameOf(found) } : reference;
  });
  changeAt(resource.object, ['subjects[]'], false, (subject) => {
    const { kind, name } = asRecord(subject);
    const found = kind === 'ServiceAccount' ? find(resources, 'ServiceAccount', name, undefined) : undefined;
    if (!found) return subject;
    const namespace = namespaceOf(found);
    return { ...asRecord(subject), name: nameOf(found), ...(namespace === '' ? {} : { namespace }) };
  });
}
