import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import { forbidden, notFound } from '../core/errors.ts';
import { randomSuffix } from '../core/metadata.ts';
import { group, type KubeObject } from '../core/objects.ts';
import type { Admission, AdmissionPlugin } from '../core/registry.ts';

type Fields = Record<string, unknown>;

const is = ({ resource, subresource }: Admission, group: string, plural: string): boolean =>
  resource.group === group && resource.plural === plural && subresource === '';

const KEPT = new Set(['default', 'kube-system', 'kube-public']);

/** Nothing is made in namespaces that are not there, or that are going. */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  prepare({ operation, resource, registry, namespace, name }) {
    if (resource.group === '' && resource.plural === 'namespaces') {
      if (operation === 'DELETE' && KEPT.has(name))
        throw forbidden(resource, name, 'this namespace may not be deleted');
      return;
    }
    if (!resource.namespaced || operation === 'DELETE' || operation === 'CONNECT') return;
    const home = registry.find(registry.catalog.builtIn('', 'namespaces'), '', namespace);
    if (!home) throw notFound({ group: '', plural: 'namespaces' }, namespace);
    if (operation !== 'CREATE' || home.metadata.deletionTimestamp === undefined) return;
    const error = forbidden(
      resource,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
    error.status.details = {
      ...error.status.details,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    };
    throw error;
  },
};

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Gives Pods an account, and a token of it. @see https://kubernetes.io/docs/concepts/security/service-accounts/ */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  prepare(admission) {
    const { operation, object, registry, resource, namespace } = admission;
    if (!object || operation !== 'CREATE' || !is(admission, '', 'pods')) return;
    const spec = group(object, 'spec');
    if (!spec.serviceAccountName) spec.serviceAccountName = 'default';
    const name = String(spec.serviceAccountName);
    spec.serviceAccount = name;
    const account = registry.find(registry.catalog.builtIn('', 'serviceaccounts'), namespace, name);
    if (!account)
      throw forbidden(
        resource,
        admission.name,
        `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`,
      );
    if (spec.automountServiceAccountToken !== false) {
      const isWanted = spec.automountServiceAccountToken === true || account.automountServiceAccountToken !== false;
      if (isWanted) mountToken(spec, randomSuffix(registry.random));
    }
    if (asList(spec.imagePullSecrets).length === 0 && asList(account.imagePullSecrets).length > 0)
      spec.imagePullSecrets = structuredClone(account.imagePullSecrets);
  },
};

function mountToken(spec: Fields, suffix: string): void {
  const existing = asList(spec.volumes).find(({ name }) => String(name).startsWith('kube-api-access-'));
  const name = existing ? String(existing.name) : `kube-api-access-${suffix}`;
  let isNeeded = false;
  for (const list of ['initContainers', 'containers'])
    for (const container of asList(spec[list]) as Fields[]) {
      if (asList(container.volumeMounts).some(({ mountPath }) => mountPath === TOKEN_PATH)) continue;
      isNeeded = true;
      container.volumeMounts = [...asList(container.volumeMounts), { name, readOnly: true, mountPath: TOKEN_PATH }];
    }
  if (!isNeeded || existing) return;
  const field = { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } };
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [field] } },
  ];
  spec.volumes = [...asList(spec.volumes), { name, projected: { sources, defaultMode: 420 } }];
}

/** Pods stay on a node that is not well for five minutes. */
export const defaultTolerations: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  prepare(admission) {
    const { object, operation } = admission;
    if (!object || operation === 'DELETE' || !is(admission, '', 'pods')) return;
    const spec = group(object, 'spec');
    for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
      const tolerations = asList(spec.tolerations);
      const isTolerated = tolerations.some(
        (toleration) =>
          (toleration.key === key || !toleration.key) && (toleration.effect === 'NoExecute' || !toleration.effect),
      );
      if (!isTolerated)
        spec.tolerations = [...tolerations, { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }];
    }
  },
};

const SYSTEM_CLASSES = new Set(['system-node-critical', 'system-cluster-critical']);

/** Finds the number of a Pod's priority. @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/ */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  prepare(admission) {
    const { object, old, operation, registry, resource, name } = admission;
    const classes = registry.catalog.builtIn('scheduling.k8s.io', 'priorityclasses');
    if (is(admission, 'scheduling.k8s.io', 'priorityclasses')) {
      if (operation === 'DELETE' && SYSTEM_CLASSES.has(name))
        throw forbidden(resource, name, 'this is a system priority class and cannot be deleted');
      if (object?.globalDefault === true && operation !== 'DELETE') {
        const other = registry
          .list(classes)
          .find((found) => found.globalDefault === true && found.metadata.name !== name);
        if (other)
          throw forbidden(
            resource,
            name,
            `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`,
          );
      }
      return;
    }
    if (!object || !is(admission, '', 'pods')) return;
    const spec = group(object, 'spec');
    if (operation === 'UPDATE') {
      const before = asRecord(old?.spec);
      for (const field of ['priority', 'preemptionPolicy'])
        if (spec[field] === undefined && before[field] !== undefined) spec[field] = before[field];
      return;
    }
    if (operation !== 'CREATE') return;
    let found: KubeObject | undefined;
    if (spec.priorityClassName) {
      found = registry.find(classes, '', String(spec.priorityClassName));
      if (!found)
        throw forbidden(resource, name, `no PriorityClass with name ${String(spec.priorityClassName)} was found`);
    } else {
      found = registry.list(classes).find(({ globalDefault }) => globalDefault === true);
      if (found) spec.priorityClassName = found.metadata.name;
    }
    const value = Number(found?.value ?? 0);
    if (spec.priority !== undefined && spec.priority !== value)
      throw forbidden(
        resource,
        name,
        `the integer value of priority (${String(spec.priority)}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
      );
    spec.priority = value;
    spec.preemptionPolicy ??= found?.preemptionPolicy ?? 'PreemptLowerPriority';
  },
};

/** The class that is marked as the default; the newest of several. */
function defaultOf(admission: Admission, apiGroup: string, plural: string, annotation: string): KubeObject | undefined {
  const { registry } = admission;
  return registry
    .list(registry.catalog.builtIn(apiGroup, plural))
    .filter(({ metadata }) => metadata.annotations?.[annotation] === 'true')
    .sort((first, second) => (first.metadata.creationTimestamp < second.metadata.creationTimestamp ? 1 : -1))[0];
}

/** Gives claims and Ingresses the default class. */
export const defaultClasses: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  prepare(admission) {
    const { object, operation } = admission;
    if (!object || operation !== 'CREATE') return;
    const spec = isRecord(object.spec) ? (object.spec as Fields) : {};
    if (is(admission, '', 'persistentvolumeclaims')) {
      if (
        spec.storageClassName !== undefined ||
        object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class']
      )
        return;
      const found = defaultOf(
        admission,
        'storage.k8s.io',
        'storageclasses',
        'storageclass.kubernetes.io/is-default-class',
      );
      if (found) spec.storageClassName = found.metadata.name;
    }
    if (is(admission, 'networking.k8s.io', 'ingresses')) {
      if (
        spec.ingressClassName !== undefined ||
        object.metadata.annotations?.['kubernetes.io/ingress.class'] !== undefined
      )
        return;
      const found = defaultOf(
        admission,
        'networking.k8s.io',
        'ingressclasses',
        'ingressclass.kubernetes.io/is-default-class',
      );
      if (found) spec.ingressClassName = found.metadata.name;
    }
  },
};

/** Volumes and claims that are in use do not go. */
export const storageInUse: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  prepare(admission) {
    const { object, operation } = admission;
    if (!object || operation !== 'CREATE') return;
    const short = is(admission, '', 'persistentvolumeclaims')
      ? 'pvc'
      : is(admission, '', 'persistentvolumes')
        ? 'pv'
        : '';
    const finalizer = `kubernetes.io/${short}-protection`;
    const present = object.metadata.finalizers ?? [];
    if (short !== '' && !present.includes(finalizer)) object.metadata.finalizers = [...present, finalizer];
  },
  judge(admission) {
    const { object, old, operation, registry, resource, name } = admission;
    if (!object || !old || operation !== 'UPDATE' || !is(admission, '', 'persistentvolumeclaims')) return;
    const size = (claim: KubeObject): unknown => asRecord(asRecord(asRecord(claim.spec).resources).requests).storage;
    if (size(object) === size(old)) return;
    const className = String(asRecord(old.spec).storageClassName ?? '');
    const found = registry.find(registry.catalog.builtIn('storage.k8s.io', 'storageclasses'), '', className);
    if (found?.allowVolumeExpansion !== true)
      throw forbidden(
        resource,
        name,
        'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
      );
  },
};
