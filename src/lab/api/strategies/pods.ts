import { asList, asRecord } from '../../../kubernetes/data.ts';
import { group, type KubeObject, recordAt } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { podDefaults } from '../defaults/pods.ts';
import { oneAccount, validatePodUpdate } from '../validation/pod-updates.ts';
import { podWarnings, validatePod } from '../validation/pods.ts';

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

/** Seconds that a Pod gets to end. */
function gracePeriod(object: KubeObject, asked: number | undefined): number {
  const spec = recordAt(object, 'spec');
  const status = recordAt(object, 'status');
  // A Pod that was never given to a node, or has ended, has nobody to wait for.
  if (!spec.nodeName || status.phase === 'Failed' || status.phase === 'Succeeded') return 0;
  const seconds =
    asked ?? (typeof spec.terminationGracePeriodSeconds === 'number' ? spec.terminationGracePeriodSeconds : 30);
  return seconds < 0 ? 1 : seconds;
}

/** Fields by which Pods may be selected. */
function fields({ spec, status }: KubeObject): Record<string, string> {
  const {
    nodeName = '',
    restartPolicy = '',
    schedulerName = '',
    serviceAccountName = '',
    hostNetwork = false,
  } = asRecord(spec);
  const { phase = '', podIP = '', nominatedNodeName = '' } = asRecord(status);
  return {
    'spec.nodeName': String(nodeName),
    'spec.restartPolicy': String(restartPolicy),
    'spec.schedulerName': String(schedulerName),
    'spec.serviceAccountName': String(serviceAccountName),
    'spec.hostNetwork': String(hostNetwork),
    'status.phase': String(phase),
    'status.podIP': String(podIP),
    'status.nominatedNodeName': String(nominatedNodeName),
  };
}

/** The rules of Pods. */
export const pods: Strategy = {
  counts: ['spec'],
  defaults: podDefaults,
  prepareForCreate(object) {
    const spec = group(object, 'spec');
    object.status = { phase: 'Pending', qosClass: qualityOfService(spec) };
    const gates = asList(spec.schedulingGates);
    if (gates.length > 0)
      group(object, 'status').conditions = [
        {
          type: 'PodScheduled',
          status: 'False',
          lastProbeTime: null,
          lastTransitionTime: object.metadata.creationTimestamp,
          reason: 'SchedulingGated',
          message: 'Scheduling is blocked due to non-empty scheduling gates',
        },
      ];
  },
  prepareForUpdate: (object, old) => {
    object.status = old.status;
    oneAccount(object);
  },
  validate: (object) => validatePod(object),
  validateUpdate: validatePodUpdate,
  warnings: ({ spec }) => podWarnings(spec, 'spec'),
  gracePeriod,
  fields,
};
