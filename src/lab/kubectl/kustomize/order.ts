import { kindOf, nameOf, namespaceOf, type Resource } from './resource.ts';

/** Kinds that come first, in this order. */
const FIRST = (
  'Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount PodSecurityPolicy Role ClusterRole RoleBinding ' +
  'ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange PriorityClass PersistentVolume PersistentVolumeClaim Deployment ' +
  'StatefulSet CronJob PodDisruptionBudget'
).split(' ');

const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

function rank(kind: string): number {
  const first = FIRST.indexOf(kind);
  if (first >= 0) return first - FIRST.length;
  return LAST.indexOf(kind) + 1;
}

function sortText(resource: Resource): string {
  const [first = '', second] = String(resource.object.apiVersion ?? '').split('/');
  const [group, version] = second === undefined ? ['~G', first] : [first, second];
  return `${group}_${version}_${kindOf(resource)}|${namespaceOf(resource) || '~X'}|~P|${nameOf(resource)}|~S`;
}

/** Resources in the order in which kustomize puts them out: what others need comes first. */
export function inOrder(resources: readonly Resource[]): Resource[] {
  return [...resources].sort((one, other) => {
    const difference = rank(kindOf(one)) - rank(kindOf(other));
    if (difference !== 0) return difference;
    const [first, second] = [sortText(one), sortText(other)];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}
