import { asList, asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { forbidden, notFound } from '../core/errors.ts';
import { isSame } from '../core/objects.ts';
import type { Admission, AdmissionPlugin } from '../core/registry.ts';
import { type Attributes, authorize, matchesPath, rulesFor } from './rbac.ts';

const GROUP = 'rbac.authorization.k8s.io';

/** A rule about one verb on one thing. */
interface Single {
  verb: string;
  group?: string;
  resource?: string;
  name?: string;
  path?: string;
}

const textsOr = (value: unknown): readonly (string | undefined)[] => {
  const texts = asTexts(value);
  return texts.length === 0 ? [undefined] : texts;
};

/** Takes a rule apart, so that each part can be held by another rule. */
function singles(rule: Data): Single[] {
  const verbs = asTexts(rule.verbs);
  const resources = asTexts(rule.apiGroups).flatMap((group) =>
    asTexts(rule.resources).flatMap((resource) =>
      verbs.flatMap((verb) =>
        textsOr(rule.resourceNames).map((name) => ({
          verb,
          group,
          resource,
          ...(name === undefined ? {} : { name }),
        })),
      ),
    ),
  );
  return [...resources, ...asTexts(rule.nonResourceURLs).flatMap((path) => verbs.map((verb) => ({ verb, path })))];
}

const has = (list: unknown, item: string): boolean => asTexts(list).some((one) => one === '*' || one === item);

/** Whether who holds a rule holds the part too. Source: `ruleCovers` in component-helpers/auth/rbac/validation. */
function covers(rule: Data, { verb, group, resource, name, path }: Single): boolean {
  if (!has(rule.verbs, verb)) return false;
  if (path !== undefined) return asTexts(rule.nonResourceURLs).some((pattern) => matchesPath(pattern, path));
  if (!has(rule.apiGroups, group ?? '')) return false;
  const [, subresource] = (resource ?? '').split('/');
  const isCovered =
    has(rule.resources, resource ?? '') ||
    (subresource !== undefined && asTexts(rule.resources).includes(`*/${subresource}`));
  const names = asTexts(rule.resourceNames);
  return isCovered && (names.length === 0 || (name !== undefined && names.includes(name)));
}

const quoted = (texts: readonly string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(' ')}]`;

/** Missing parts, those of one thing together, as the real server writes them. */
function shownParts(parts: readonly Single[]): string {
  const things = new Map<string, { parts: string[]; verbs: string[] }>();
  for (const { verb, group, resource, name, path } of parts) {
    const shown: string[] = [];
    if (group !== undefined) shown.push(`APIGroups:${quoted([group])}`);
    if (resource !== undefined) shown.push(`Resources:${quoted([resource])}`);
    if (path !== undefined) shown.push(`NonResourceURLs:${quoted([path])}`);
    if (name !== undefined) shown.push(`ResourceNames:${quoted([name])}`);
    // Only what is said of resources is put together.
    const key = path === undefined ? shown.join() : `${shown.join()} ${verb}`;
    const thing = things.get(key) ?? { parts: shown, verbs: [] };
    if (!thing.verbs.includes(verb)) thing.verbs.push(verb);
    things.set(key, thing);
  }
  const lines = [...things.values()].map((thing) => `{${[...thing.parts, `Verbs:${quoted(thing.verbs)}`].join(', ')}}`);
  return lines.sort().join('\n');
}

function confirm({ registry, call, resource, namespace, name }: Admission, rules: readonly Data[]): void {
  const { user } = call;
  const held = rulesFor(registry.store, user, namespace);
  const lacking = rules.flatMap(singles).filter((part) => !held.some(({ rule }) => covers(rule, part)));
  if (lacking.length === 0) return;
  throw forbidden(
    resource,
    name,
    `user ${JSON.stringify(user.name)} (groups=${quoted(user.groups)}) is attempting to grant RBAC permissions not currently held:\n${shownParts(lacking)}`,
  );
}

/** The rules of the role that a binding names. @throws ApiError 404 */
function rulesOfRole({ registry, namespace }: Admission, kind: string, name: string): readonly Data[] {
  const plural = kind === 'ClusterRole' ? 'clusterroles' : 'roles';
  const role = registry.find(registry.catalog.builtIn(GROUP, plural), kind === 'ClusterRole' ? '' : namespace, name);
  if (!role) throw notFound({ group: GROUP, plural }, name);
  return asList(role.rules);
}

/**
 * Nobody gives away more than they hold, unless they may `escalate` roles or `bind` them.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export const escalation: AdmissionPlugin = {
  name: 'RBACEscalation',
  prepare(admission) {
    const { operation, object, old, resource, registry, call, namespace, name } = admission;
    if (!object || resource.group !== GROUP || (operation !== 'CREATE' && operation !== 'UPDATE')) return;
    if (call.user.groups.includes('system:masters')) return;
    const may = (wanted: Attributes): boolean =>
      authorize(registry.store, call.user, { group: GROUP, namespace, ...wanted }).isAllowed;
    if (resource.plural === 'roles' || resource.plural === 'clusterroles') {
      if (old && isSame(old.rules, object.rules)) return;
      // A new role has no name yet in the request.
      if (may({ verb: 'escalate', resource: resource.plural, name: old ? name : '' })) return;
      confirm(admission, asList(object.rules));
      return;
    }
    if (old && isSame(old.roleRef, object.roleRef) && isSame(old.subjects, object.subjects)) return;
    const role = asRecord(object.roleRef);
    const plural = role.kind === 'ClusterRole' ? 'clusterroles' : 'roles';
    if (may({ verb: 'bind', resource: plural, name: String(role.name) })) return;
    confirm(admission, rulesOfRole(admission, String(role.kind), String(role.name)));
  },
};
