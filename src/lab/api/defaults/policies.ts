import { type Fields, group, groups, madeGroup, setDefaults } from './set.ts';

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
