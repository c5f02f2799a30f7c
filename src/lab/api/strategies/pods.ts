import { asList, asRecord } from '../../../kubernetes/data.ts';
import { refused } from '../core/field-errors.ts';
import { copy, group, type KubeObject, recordAt } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { podDefaults } from '../defaults/pods.ts';
import { validateEphemeralUpdate } from '../validation/ephemeral.ts';
import { oneAccount, validatePodUpdate } from '../validation/pod-updates.ts';
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

/**
 * `…/resize`: other requests and limits for containers that run. Nodes that do not report what containers have been given cannot do it.
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/
 */
const resize: Strategy = {
  counts: ['spec'],
  prepareForUpdate: (object, old) => {
    const wanted = asList(asRecord(object.spec).containers);
    object.status = old.status;
    object.spec = copy(old.spec);
    for (const container of asList(asRecord(object.spec).containers) as Record<string, unknown>[])
      container.resources = wanted.find(({ name }) => name === container.name)?.resources ?? container.resources;
  },
  validateUpdate: (_, old) => {
    const first = asList(recordAt(old, 'status').containerStatuses).find(({ state }) => asRecord(state).running);
    return first && first.resources === undefined
      ? [refused('spec', 'Pod running on node without support for resize')]
      : [];
  },
};

/** The rules of `…/ephemeralcontainers`: it changes those of a Pod, and nothing else. */
const ephemeralContainers: Strategy = {
  counts: ['spec'],
  prepareForUpdate(object, old) {
    const given = recordAt(object, 'spec').ephemeralContainers;
    for (const key of Object.keys(object)) delete object[key];
    Object.assign(object, copy(old));
    group(object, 'spec').ephemeralContainers = given;
  },
  validate: (object) => validatePod(object),
  validateUpdate: validateEphemeralUpdate,
};

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
  validate: (object, _, old) => [
    ...validatePod(object),
    ...(!old && asList(recordAt(object, 'spec').ephemeralContainers).length > 0
      ? [refused('spec.ephemeralContainers', 'cannot be set on create')]
      : []),
  ],
  validateUpdate: validatePodUpdate,
  warnings: ({ spec }) => podWarnings(spec, 'spec'),
  subresources: { ephemeralcontainers: ephemeralContainers, resize },
  gracePeriod,
  fields,
};
