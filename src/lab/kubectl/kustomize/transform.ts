import { asList, asRecord, type Data, isRecord } from '../../../kubernetes/data.ts';
import { imagesOf, type Kustomization } from './kustomization.ts';
import { changeAt, isOfCluster, kindOf, nameOf, type Resource, rename } from './resource.ts';

type Place = readonly [kinds: string, path: string, creates: boolean];

const TEMPLATES: readonly Place[] = [
  ['ReplicationController Deployment ReplicaSet DaemonSet StatefulSet Job', 'spec/template/metadata', true],
  ['CronJob', 'spec/jobTemplate/metadata', true],
  ['CronJob', 'spec/jobTemplate/spec/template/metadata', true],
  ['StatefulSet', 'spec/volumeClaimTemplates[]/metadata', true],
];

const SELECTORS: readonly Place[] = [
  ['Service ReplicationController', 'spec/selector', true],
  ['Deployment ReplicaSet DaemonSet StatefulSet', 'spec/selector/matchLabels', true],
  ['Job PodDisruptionBudget', 'spec/selector/matchLabels', false],
  ['CronJob', 'spec/jobTemplate/spec/selector/matchLabels', false],
  ['NetworkPolicy', 'spec/podSelector/matchLabels', false],
  ['NetworkPolicy', 'spec/ingress[]/from[]/podSelector/matchLabels', false],
  ['NetworkPolicy', 'spec/egress[]/to[]/podSelector/matchLabels', false],
  ...['podAffinity', 'podAntiAffinity'].flatMap((kind): Place[] => [
    [
      'Deployment ReplicaSet DaemonSet StatefulSet',
      `spec/template/spec/affinity/${kind}/preferredDuringSchedulingIgnoredDuringExecution[]/podAffinityTerm/labelSelector/matchLabels`,
      false,
    ],
    [
      'Deployment ReplicaSet DaemonSet StatefulSet',
      `spec/template/spec/affinity/${kind}/requiredDuringSchedulingIgnoredDuringExecution[]/labelSelector/matchLabels`,
      false,
    ],
  ]),
  ['Deployment StatefulSet', 'spec/template/spec/topologySpreadConstraints[]/labelSelector/matchLabels', false],
];

const isAt = ([kinds]: Place, resource: Resource): boolean => kinds.split(' ').includes(kindOf(resource));

function addPairs(resource: Resource, path: string, creates: boolean, pairs: Data): void {
  changeAt(resource.object, path.split('/'), creates, (found) => ({ ...asRecord(found), ...pairs }));
}

function textPairs(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(asRecord(value)).map(([key, one]) => [key, String(one)]));
}

function addLabels(resource: Resource, pairs: Data, where: { selectors: boolean; templates: boolean }): void {
  addPairs(resource, 'metadata/labels', true, pairs);
  if (where.templates)
    for (const place of TEMPLATES) if (isAt(place, resource)) addPairs(resource, `${place[1]}/labels`, place[2], pairs);
  if (where.selectors)
    for (const place of SELECTORS) if (isAt(place, resource)) addPairs(resource, place[1], place[2], pairs);
}

function setNamespace(resource: Resource, namespace: string): void {
  if (kindOf(resource) === 'Namespace') rename(resource, namespace);
  else if (!isOfCluster(resource)) resource.object.metadata = { ...asRecord(resource.object.metadata), namespace };
  if (/^(Cluster)?RoleBinding$/.test(kindOf(resource))) {
    changeAt(resource.object, ['subjects[]'], false, (subject) =>
      asRecord(subject).kind === 'ServiceAccount' && asRecord(subject).name === 'default'
        ? { ...asRecord(subject), namespace }
        : subject,
    );
  }
}

/** Parts of the name of an image: what stands before its tag or digest. */
function imageParts(image: string): { name: string; rest: string } {
  const digest = image.indexOf('@');
  const head = digest < 0 ? image : image.slice(0, digest);
  const colon = head.lastIndexOf(':');
  const end = colon > head.lastIndexOf('/') ? colon : head.length;
  return { name: image.slice(0, end), rest: image.slice(end) };
}

function changedImage(image: string, { name, newName, newTag, digest, tagSuffix }: Data): string {
  const parts = imageParts(image);
  if (parts.name !== name) return image;
  const next = newName ? String(newName) : parts.name;
  if (newTag && digest) return `${next}:${String(newTag)}@${String(digest)}`;
  if (newTag) return `${next}:${String(newTag)}`;
  if (digest) return `${next}@${String(digest)}`;
  return `${next}${parts.rest}${tagSuffix ? String(tagSuffix) : ''}`;
}

function setImages(value: unknown, change: Data): void {
  if (Array.isArray(value)) for (const item of value) setImages(item, change);
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === 'containers' || key === 'initContainers') && Array.isArray(inner)) {
      for (const one of inner)
        if (isRecord(one) && typeof one.image === 'string') one.image = changedImage(one.image, change);
    }
    setImages(inner, change);
  }
}

const SCALED = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

function setReplicas(resources: readonly Resource[], { name, count }: Data): void {
  const found = resources.filter((one) => SCALED.has(kindOf(one)) && one.names.includes(String(name)));
  if (found.length === 0) {
    throw new Error(
      `resource with name ${String(name)} does not match a config with the following GVK [Deployment.[noVer].[noGrp] StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] ReplicationController.[noVer].[noGrp]]`,
    );
  }
  for (const resource of found) changeAt(resource.object, ['spec', 'replicas'], true, () => Number(count ?? 0));
}

const UNPREFIXED = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);

/** Changes all resources as a kustomization says, after its patches: in the order of kustomize. */
export function transform(kustomization: Kustomization, resources: readonly Resource[]): void {
  const { fields } = kustomization;
  const { namespace, namePrefix, nameSuffix } = fields;
  for (const resource of resources) {
    if (namespace) setNamespace(resource, String(namespace));
    if ((namePrefix || nameSuffix) && !UNPREFIXED.has(kindOf(resource)))
      rename(resource, `${String(namePrefix ?? '')}${nameOf(resource)}${String(nameSuffix ?? '')}`);
    const pairs = textPairs(fields.commonLabels);
    if (Object.keys(pairs).length > 0) addLabels(resource, pairs, { selectors: true, templates: true });
    for (const { pairs: own, includeSelectors, includeTemplates } of asList(fields.labels)) {
      const selectors = includeSelectors === true;
      addLabels(resource, textPairs(own), { selectors, templates: selectors || includeTemplates === true });
    }
    const annotations = textPairs(fields.commonAnnotations);
    if (Object.keys(annotations).length > 0) {
      addPairs(resource, 'metadata/annotations', true, annotations);
      for (const place of TEMPLATES.slice(0, 3))
        if (isAt(place, resource)) addPairs(resource, `${place[1]}/annotations`, place[2], annotations);
    }
    for (const change of imagesOf(kustomization)) setImages(resource.object, change);
  }
  for (const change of asList(fields.replicas)) setReplicas(resources, change);
}
