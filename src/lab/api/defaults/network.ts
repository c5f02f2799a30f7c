import { type Fields, group, groups, madeGroup, setDefaults, setIfEmpty } from './set.ts';

/** @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export function serviceDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  setIfEmpty(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity === 'ClientIP')
    setDefaults(madeGroup(madeGroup(spec, 'sessionAffinityConfig'), 'clientIP'), { timeoutSeconds: 10800 });
  for (const port of groups(spec, 'ports')) {
    setIfEmpty(port, { protocol: 'TCP' });
    setIfEmpty(port, { targetPort: port.port });
  }
  const isOutside = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (isOutside) setIfEmpty(spec, { externalTrafficPolicy: 'Cluster' });
  if (isOutside || spec.type === 'ClusterIP') setDefaults(spec, { internalTrafficPolicy: 'Cluster' });
  if (spec.type === 'LoadBalancer') setDefaults(spec, { allocateLoadBalancerNodePorts: true });
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export function networkPolicyDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  for (const direction of ['ingress', 'egress'])
    for (const rule of groups(spec, direction))
      for (const port of groups(rule, 'ports')) setDefaults(port, { protocol: 'TCP' });
  if (!Array.isArray(spec.policyTypes) || spec.policyTypes.length === 0)
    spec.policyTypes = groups(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

export function ingressClassDefaults(object: Fields): void {
  const parameters = group(group(object, 'spec'), 'parameters');
  if (parameters) setDefaults(parameters, { scope: 'Cluster' });
}

export function endpointsDefaults(object: Fields): void {
  for (const subset of groups(object, 'subsets'))
    for (const port of groups(subset, 'ports')) setIfEmpty(port, { protocol: 'TCP' });
}

export function endpointSliceDefaults(object: Fields): void {
  for (const port of groups(object, 'ports')) setDefaults(port, { name: '', protocol: 'TCP' });
}
