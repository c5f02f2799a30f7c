import { type Fields, group, groups, madeGroup, setDefaults, setIfEmpty } from './set.ts';

function matchDefaults(resources: Fields | undefined): void {
  if (!resources) return;
  setDefaults(resources, { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
  for (const list of ['resourceRules', 'excludeResourceRules'])
    for (const rule of groups(resources, list)) setDefaults(rule, { scope: '*' });
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/ */
export function admissionPolicyDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  setDefaults(spec, { failurePolicy: 'Fail' });
  matchDefaults(group(spec, 'matchConstraints'));
}

export function policyBindingDefaults(object: Fields): void {
  matchDefaults(group(group(object, 'spec'), 'matchResources'));
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/validating-webhook-configuration-v1/ */
export function webhookDefaults(object: Fields): void {
  for (const webhook of groups(object, 'webhooks')) {
    setDefaults(webhook, {
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      timeoutSeconds: 10,
    });
    if (object.kind === 'MutatingWebhookConfiguration') setDefaults(webhook, { reinvocationPolicy: 'Never' });
    const service = group(group(webhook, 'clientConfig'), 'service');
    if (service) setDefaults(service, { port: 443 });
    for (const rule of groups(webhook, 'rules')) setDefaults(rule, { scope: '*' });
  }
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/ */
export function definitionDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  const names = madeGroup(spec, 'names');
  const kind = String(names.kind ?? '');
  if (kind !== '') setIfEmpty(names, { singular: kind.toLowerCase(), listKind: `${kind}List` });
  const conversion = madeGroup(spec, 'conversion');
  setIfEmpty(conversion, { strategy: 'None' });
  const service = group(group(group(conversion, 'webhook'), 'clientConfig'), 'service');
  if (service) setDefaults(service, { port: 443 });
}
