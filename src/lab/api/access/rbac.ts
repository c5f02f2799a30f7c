import { asList, asTexts, type Data } from '../../../kubernetes/data.ts';
import type { User } from '../core/call.ts';
import { recordAt } from '../core/objects.ts';
import type { Store } from '../core/store.ts';

/** What somebody wants to do, as authorization sees it. */
export interface Attributes {
  verb: string;
  /** A path, for what is no resource. */
  path?: string;
  group?: string;
  resource?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** Whether it is allowed, and by what. */
export interface Decision {
  isAllowed: boolean;
  reason: string;
}

/** A rule that holds for a user, with the binding that brings it. */
export interface EffectiveRule {
  rule: Data;
  reason: string;
}

const ROLES = 'rbac.authorization.k8s.io/';

function isSubject(subject: Data, user: User, bindingNamespace: string): boolean {
  if (subject.kind === 'User') return subject.name === user.name;
  if (subject.kind === 'Group') return user.groups.includes(String(subject.name));
  const namespace =
    typeof subject.namespace === 'string' && subject.namespace !== '' ? subject.namespace : bindingNamespace;
  return (
    subject.kind === 'ServiceAccount' && user.name === `system:serviceaccount:${namespace}:${String(subject.name)}`
  );
}

function shownSubject(subject: Data, bindingNamespace: string): string {
  if (subject.kind === 'ServiceAccount')
    return `ServiceAccount "${String(subject.name)}/${String(subject.namespace ?? bindingNamespace)}"`;
  return `${String(subject.kind)} "${String(subject.name)}"`;
}

/** All rules that hold for a user: those of the whole cluster, and those of a namespace. */
export function rulesFor(store: Store, user: User, namespace: string): EffectiveRule[] {
  const rules: EffectiveRule[] = [];
  const roleRules = (role: Data, inNamespace: string): readonly Data[] => {
    const found =
      role.kind === 'ClusterRole'
        ? store.get(`${ROLES}clusterroles`, '', String(role.name))
        : store.get(`${ROLES}roles`, inNamespace, String(role.name));
    return asList(found?.rules);
  };
  for (const binding of store.list(`${ROLES}clusterrolebindings`)) {
    const subject = asList(binding.subjects).find((one) => isSubject(one, user, ''));
    if (!subject) continue;
    const role = recordAt(binding, 'roleRef');
    const reason = `RBAC: allowed by ClusterRoleBinding "${binding.metadata.name}" of ClusterRole "${String(role.name)}" to ${shownSubject(subject, '')}`;
    for (const rule of roleRules(role, '')) rules.push({ rule, reason });
  }
  if (namespace === '') return rules;
  for (const binding of store.list(`${ROLES}rolebindings`, namespace)) {
    const subject = asList(binding.subjects).find((one) => isSubject(one, user, namespace));
    if (!subject) continue;
    const role = recordAt(binding, 'roleRef');
    const reason = `RBAC: allowed by RoleBinding "${binding.metadata.name}/${namespace}" of ${String(role.kind)} "${String(role.name)}" to ${shownSubject(subject, namespace)}`;
    for (const rule of roleRules(role, namespace)) rules.push({ rule, reason });
  }
  return rules;
}

const has = (list: unknown, ...wanted: readonly string[]): boolean =>
  asTexts(list).some((item) => item === '*' || wanted.includes(item));

/** Whether a pattern of paths, which may end with a star, holds for a path. */
export function matchesPath(pattern: string, path: string): boolean {
  return pattern === '*' || pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1)));
}

/** Whether a rule allows something. @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function allows(rule: Data, wanted: Attributes): boolean {
  if (!has(rule.verbs, wanted.verb)) return false;
  if (wanted.path !== undefined)
    return asTexts(rule.nonResourceURLs).some((pattern) => matchesPath(pattern, wanted.path as string));
  const { resource = '', subresource = '', name = '' } = wanted;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const names = asTexts(rule.resourceNames);
  return (
    has(rule.apiGroups, wanted.group ?? '') &&
    (has(rule.resources, full) || (subresource !== '' && asTexts(rule.resources).includes(`*/${subresource}`))) &&
    (names.length === 0 || names.includes(name))
  );
}

/** Whether a user may do something. */
export function authorize(store: Store, user: User, wanted: Attributes): Decision {
  if (user.groups.includes('system:masters')) return { isAllowed: true, reason: '' };
  const found = rulesFor(store, user, wanted.namespace ?? '').find(({ rule }) => allows(rule, wanted));
  return found ? { isAllowed: true, reason: found.reason } : { isAllowed: false, reason: '' };
}

/** The sentence with which something is refused. */
export function refusal(user: User, wanted: Attributes): string {
  const who = `User ${JSON.stringify(user.name)} cannot`;
  if (wanted.path !== undefined) return `${who} ${wanted.verb} path "${wanted.path}"`;
  const { resource = '', subresource = '', namespace = '' } = wanted;
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return `${who} ${wanted.verb} resource "${what}" in API group "${wanted.group ?? ''}" ${where}`;
}
