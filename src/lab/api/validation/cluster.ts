import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import { dnsSubdomain, labelValue, qualifiedName } from '../core/words.ts';
import { EFFECTS } from './pods.ts';

/** What is wrong with a role. Source: pkg/apis/rbac/validation. */
export function validateRole({ kind, rules }: KubeObject): Cause[] {
  return asList(rules).flatMap((rule, index) => {
    const at = `rules[${index}]`;
    const count = (name: string): number => (Array.isArray(rule[name]) ? (rule[name] as unknown[]).length : 0);
    const causes: Cause[] = [];
    if (count('verbs') === 0) causes.push(required(`${at}.verbs`, 'verbs must contain at least one value'));
    if (count('nonResourceURLs') > 0) {
      if (kind === 'Role')
        causes.push(
          wrong(`${at}.nonResourceURLs`, rule.nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs'),
        );
      if (count('apiGroups') + count('resources') + count('resourceNames') > 0)
        causes.push(
          wrong(
            `${at}.nonResourceURLs`,
            rule.nonResourceURLs,
            'rules cannot apply to both regular resources and non-resource URLs',
          ),
        );
      return causes;
    }
    if (count('apiGroups') === 0)
      causes.push(required(`${at}.apiGroups`, 'resource rules must supply at least one api group'));
    if (count('resources') === 0)
      causes.push(required(`${at}.resources`, 'resource rules must supply at least one resource'));
    return causes;
  });
}

const ACCESS = 'rbac.authorization.k8s.io';

/** What is wrong with a binding of a role. */
export function validateRoleBinding({ kind, roleRef, subjects }: KubeObject): Cause[] {
  const role = asRecord(roleRef);
  const causes: Cause[] = [];
  if (role.apiGroup !== ACCESS) causes.push(unsupported('roleRef.apiGroup', role.apiGroup ?? '', [ACCESS]));
  const kinds = kind === 'RoleBinding' ? ['ClusterRole', 'Role'] : ['ClusterRole'];
  if (!kinds.includes(String(role.kind))) causes.push(unsupported('roleRef.kind', role.kind ?? '', kinds));
  if (!role.name) causes.push(required('roleRef.name', ''));
  asList(subjects).forEach((subject, index) => {
    const at = `subjects[${index}]`;
    if (!subject.name) causes.push(required(`${at}.name`, ''));
    if (subject.kind === 'ServiceAccount') {
      if (subject.name)
        causes.push(...dnsSubdomain(String(subject.name)).map((why) => wrong(`${at}.name`, subject.name, why)));
      if (subject.apiGroup) causes.push(unsupported(`${at}.apiGroup`, subject.apiGroup, ['']));
      if (!subject.namespace) causes.push(required(`${at}.namespace`, ''));
    } else if (subject.kind === 'User' || subject.kind === 'Group') {
      if (subject.apiGroup !== ACCESS) causes.push(unsupported(`${at}.apiGroup`, subject.apiGroup ?? '', [ACCESS]));
    } else causes.push(unsupported(`${at}.kind`, subject.kind ?? '', ['Group', 'ServiceAccount', 'User']));
  });
  return causes;
}

/** What of a node may not change, and what is wrong with its taints. */
export function validateNodeUpdate(node: KubeObject, old: KubeObject): Cause[] {
  const spec = asRecord(node.spec);
  const before = asRecord(old.spec);
  const causes: Cause[] = [];
  const seen = new Set<string>();
  asList(spec.taints).forEach((taint, index) => {
    const at = `spec.taints[${index}]`;
    const { key = '', value = '', effect = '' } = taint;
    causes.push(...qualifiedName(String(key)).map((why) => wrong(`${at}.key`, key, why)));
    const problems = labelValue(String(value));
    if (problems.length > 0) causes.push(wrong(`${at}.value`, value, problems.join(';')));
    if (effect === '') causes.push(required(`${at}.effect`, ''));
    else if (!EFFECTS.includes(String(effect))) causes.push(unsupported(`${at}.effect`, effect, EFFECTS));
    const own = `${String(key)}:${String(effect)}`;
    if (seen.has(own))
      causes.push({
        ...refused(at, ''),
        reason: 'FieldValueDuplicate',
        message: `Duplicate value: ${JSON.stringify({ Key: key, Value: value, Effect: effect, TimeAdded: null })}: taints must be unique by key and effect pair`,
      });
    seen.add(own);
  });
  const ranges = Array.isArray(before.podCIDRs) ? before.podCIDRs : [];
  if (ranges.length > 0 && (!isSame(spec.podCIDRs, before.podCIDRs) || spec.podCIDR !== before.podCIDR))
    causes.push(refused('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  if (before.providerID && spec.providerID !== before.providerID)
    causes.push(refused('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  return causes;
}
