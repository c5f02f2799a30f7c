import { type Fields, group, groups, madeGroup, setDefaults, setIfEmpty } from './set.ts';

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

/** Bounds for containers are filled up from one another. @see https://kubernetes.io/docs/concepts/policy/limit-range/ */
export function limitRangeDefaults(object: Fields): void {
  for (const item of groups(group(object, 'spec'), 'limits')) {
    if (item.type !== 'Container') continue;
    const limits = madeGroup(item, 'default');
    const requests = madeGroup(item, 'defaultRequest');
    setDefaults(limits, group(item, 'max') ?? {});
    setDefaults(requests, limits);
    setDefaults(requests, group(item, 'min') ?? {});
  }
}

export function priorityClassDefaults(object: Fields): void {
  setDefaults(object, { preemptionPolicy: 'PreemptLowerPriority' });
}

const POLICIES: Readonly<Record<string, unknown>> = {
  scaleUp: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
  scaleDown: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ */
export function autoscalerDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  setDefaults(spec, { minReplicas: 1 });
  if (object.apiVersion !== 'autoscaling/v1' && groups(spec, 'metrics').length === 0)
    spec.metrics = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
    ];
  const behavior = group(spec, 'behavior');
  if (!behavior) return;
  for (const [direction, policies] of Object.entries(POLICIES)) {
    const rules = madeGroup(behavior, direction);
    setDefaults(rules, { selectPolicy: 'Max', policies });
    if (direction === 'scaleUp') setDefaults(rules, { stabilizationWindowSeconds: 0 });
  }
}

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
