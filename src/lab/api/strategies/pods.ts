import { asList, asRecord } from '../../../kubernetes/data.ts';
import { group, type KubeObject, recordAt } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { podDefaults } from '../defaults/pods.ts';
import { oneAccount, validateDebuggers, validatePodUpdate } from '../validation/pod-updates.ts';
import { podWarnings, validatePod } from '../validation/pods.ts';
import { qualityOfService } from './quality.ts';

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
  prepareForUpdate: (object, old, { subresource }) => {
    object.status = old.status;
    if (subresource === 'ephemeralcontainers') {
      const { ephemeralContainers } = recordAt(object, 'spec');
      object.spec = { ...asRecord(old.spec), ...(ephemeralContainers ? { ephemeralContainers } : {}) };
    }
    oneAccount(object);
  },
  validate: (object) => validatePod(object),
  validateUpdate: (object, old, { subresource }) =>
    subresource === 'ephemeralcontainers' ? validateDebuggers(object, old) : validatePodUpdate(object, old),
  warnings: ({ spec }) => podWarnings(spec, 'spec'),
  gracePeriod,
  fields,
};
