import { asList, asRecord } from '../../../kubernetes/data.ts';

/** How important a Pod is to the kubelet when memory is short. @see https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
export function qualityOfService(spec: unknown): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const { initContainers, containers } = asRecord(spec);
  const requests = new Map<string, string>();
  const limits = new Map<string, string>();
  let isGuaranteed = true;
  for (const container of [...asList(containers), ...asList(initContainers)]) {
    const resources = asRecord(container.resources);
    const own = new Set<string>();
    for (const [name, value] of Object.entries(asRecord(resources.requests)))
      if (/^(cpu|memory)$/.test(name) && String(value) !== '0') requests.set(name, String(value));
    for (const [name, value] of Object.entries(asRecord(resources.limits)))
      if (/^(cpu|memory)$/.test(name) && String(value) !== '0') {
        limits.set(name, String(value));
        own.add(name);
        if (
          asRecord(resources.requests)[name] !== undefined &&
          String(asRecord(resources.requests)[name]) !== String(value)
        )
          isGuaranteed = false;
      }
    if (own.size < 2) isGuaranteed = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  return isGuaranteed && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}
