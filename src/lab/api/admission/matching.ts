import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Admission } from '../core/registry.ts';
import { matchesLabels, selectorOf } from '../core/selectors.ts';

type Fields = Readonly<Record<string, unknown>>;

const has = (list: unknown, ...words: readonly string[]): boolean =>
  Array.isArray(list) && list.some((word) => words.includes(String(word)));

/** Whether a rule for requests is about one. */
function ruleMatches(rule: Fields, { operation, resource, subresource, namespace, name }: Admission): boolean {
  const own = subresource === '' ? resource.plural : `${resource.plural}/${subresource}`;
  const wanted = subresource === '' ? [own, '*', '*/*'] : [own, `*/${subresource}`, `${resource.plural}/*`, '*/*'];
  const isNamespaced = namespace !== '' && resource.plural !== 'namespaces';
  if (rule.scope === 'Namespaced' && !isNamespaced) return false;
  if (rule.scope === 'Cluster' && isNamespaced) return false;
  if (Array.isArray(rule.resourceNames) && rule.resourceNames.length > 0 && !rule.resourceNames.includes(name))
    return false;
  return (
    has(rule.operations, operation, '*') &&
    has(rule.apiGroups, resource.group, '*') &&
    has(rule.apiVersions, resource.version, '*') &&
    has(rule.resources, ...wanted)
  );
}

/** The labels of the namespace of a request; none for what lies in no namespace. */
function namespaceLabels({ registry, resource, namespace, name, object }: Admission): Fields | undefined {
  if (resource.group === '' && resource.plural === 'namespaces')
    return object?.metadata.labels ?? registry.find(resource, '', name)?.metadata.labels ?? {};
  if (namespace === '') return undefined;
  return registry.find(registry.catalog.builtIn('', 'namespaces'), '', namespace)?.metadata.labels ?? {};
}

/** Whether a webhook or policy wants to see a request. @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-rules */
export function isMatched(
  { namespaceSelector, objectSelector }: Fields,
  rules: unknown,
  excluded: unknown,
  admission: Admission,
): boolean {
  if (!asList(rules).some((rule) => ruleMatches(rule, admission))) return false;
  if (asList(excluded).some((rule) => ruleMatches(rule, admission))) return false;
  const labels = namespaceLabels(admission);
  if (isRecord(namespaceSelector) && labels && !matchesLabels(selectorOf(namespaceSelector), labels)) return false;
  if (!isRecord(objectSelector)) return true;
  return [admission.object, admission.old].some(
    (object) => object && matchesLabels(selectorOf(objectSelector), asRecord(object.metadata.labels)),
  );
}

/** Webhooks and policies never judge themselves. */
export const isExempt = ({ resource }: Admission): boolean => resource.group === 'admissionregistration.k8s.io';
