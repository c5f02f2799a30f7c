import { type Fields, groups, madeGroup, setDefaults, setIfEmpty } from './set.ts';

const ACCESS = 'rbac.authorization.k8s.io';

/** @see https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-binding-v1/ */
export function roleBindingDefaults(object: Fields): void {
  setIfEmpty(madeGroup(object, 'roleRef'), { apiGroup: ACCESS });
  for (const subject of groups(object, 'subjects'))
    if (subject.kind === 'User' || subject.kind === 'Group') setIfEmpty(subject, { apiGroup: ACCESS });
}

/** Every namespace has a label with its name. */
export function namespaceDefaults(object: Fields): void {
  const metadata = madeGroup(object, 'metadata');
  const name = String(metadata.name ?? '');
  if (name !== '') madeGroup(metadata, 'labels')['kubernetes.io/metadata.name'] = name;
  setIfEmpty(madeGroup(object, 'status'), { phase: 'Active' });
}

export function priorityClassDefaults(object: Fields): void {
  setDefaults(object, { preemptionPolicy: 'PreemptLowerPriority' });
}
