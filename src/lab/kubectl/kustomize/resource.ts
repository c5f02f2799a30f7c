import { asRecord, isRecord } from '../../../kubernetes/data.ts';

/** An object on its way through a kustomization. */
export interface Resource {
  object: Record<string, unknown>;
  /** Names that it has had, the first at the front: others refer to it by them. */
  names: string[];
  /** Namespace that it had at first. */
  home: string;
  /** Whether its name gets a hash of what it holds. */
  isHashed: boolean;
}

/** Kinds that are in no namespace. */
const CLUSTER_KINDS = new Set(
  (
    'APIService ClusterRole ClusterRoleBinding CSIDriver CSINode CertificateSigningRequest ComponentStatus CustomResourceDefinition ' +
    'FlowSchema GatewayClass IngressClass MutatingWebhookConfiguration Namespace Node PersistentVolume PodSecurityPolicy PriorityClass ' +
    'PriorityLevelConfiguration RuntimeClass StorageClass ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ' +
    'ValidatingWebhookConfiguration VolumeAttachment'
  ).split(' '),
);

/** Kind of a resource. */
export function kindOf({ object }: Resource): string {
  return String(object.kind ?? '');
}

/** Name of a resource as it is now. */
export function nameOf({ object }: Resource): string {
  return String(asRecord(object.metadata).name ?? '');
}

/** Namespace of a resource; empty if none is said. */
export function namespaceOf({ object }: Resource): string {
  return String(asRecord(object.metadata).namespace ?? '');
}

/** Whether a kind is in no namespace. */
export function isOfCluster(resource: Resource): boolean {
  return CLUSTER_KINDS.has(kindOf(resource));
}

/** Gives a resource another name, and remembers the one it had. */
export function rename(resource: Resource, name: string): void {
  if (!resource.names.includes(name)) resource.names.push(name);
  resource.object.metadata = { ...asRecord(resource.object.metadata), name };
}

/** How kustomize names a resource in errors: `Deployment.v1.apps/web.[noNs]`. */
export function idText(resource: Resource): string {
  const [first = '', second] = String(resource.object.apiVersion ?? '').split('/');
  const [group, version] = second === undefined ? ['[noGrp]', first] : [first, second];
  return `${kindOf(resource)}.${version}.${group}/${nameOf(resource)}.${namespaceOf(resource) || '[noNs]'}`;
}

/** A copy without any part in common. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

/**
 * Changes the maps or values at a path such as `spec/template/metadata/labels` or `spec/containers[]/image`.
 * @param creates whether what is missing on the way is made.
 */
export function changeAt(
  value: unknown,
  path: readonly string[],
  creates: boolean,
  change: (found: unknown) => unknown,
): void {
  const [step = '', ...rest] = path;
  if (!isRecord(value)) return;
  const isEach = step.endsWith('[]');
  const key = isEach ? step.slice(0, -2) : step;
  if (value[key] === undefined || value[key] === null) {
    if (!creates || isEach) return;
    value[key] = rest.length === 0 ? undefined : {};
  }
  if (isEach) {
    if (!Array.isArray(value[key])) return;
    if (rest.length === 0) value[key] = (value[key] as unknown[]).map(change);
    else for (const item of value[key] as unknown[]) changeAt(item, rest, creates, change);
  } else if (rest.length === 0) {
    const changed = change(value[key]);
    if (changed === undefined) delete value[key];
    else value[key] = changed;
  } else changeAt(value[key], rest, creates, change);
}
