import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, wrong } from '../core/field-errors.ts';
import { copy, group, isSame, type KubeObject } from '../core/objects.ts';
import { difference } from './difference.ts';
import { internalForm } from './internal-form.ts';

type Spec = Record<string, unknown>;

const MAY_CHANGE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

function addedOnly(spec: Spec, old: Spec): Cause[] {
  const kept = asList(old.tolerations).every((before) =>
    asList(spec.tolerations).some((now) =>
      isSame({ ...now, tolerationSeconds: undefined }, { ...before, tolerationSeconds: undefined }),
    ),
  );
  return kept
    ? []
    : [refused('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}

/** What may not change of a Pod once it is there. Source: `ValidatePodUpdate` in pkg/apis/core/validation. */
export function validatePodUpdate(pod: KubeObject, old: KubeObject): Cause[] {
  const spec = copy(asRecord(pod.spec)) as Spec;
  const before = asRecord(old.spec) as Spec;
  for (const list of ['containers', 'initContainers'])
    if (asList(spec[list]).length !== asList(before[list]).length)
      return [refused(`spec.${list}`, 'pod updates may not add or remove containers')];
  const causes: Cause[] = [];
  const deadline = spec.activeDeadlineSeconds;
  const then = before.activeDeadlineSeconds;
  if (typeof deadline === 'number') {
    if (typeof then === 'number' && then < deadline)
      causes.push(wrong('spec.activeDeadlineSeconds', deadline, 'must be less than or equal to previous value'));
  } else if (then !== undefined)
    causes.push(wrong('spec.activeDeadlineSeconds', deadline, 'must not update from a positive integer to nil value'));
  causes.push(...addedOnly(spec, before));
  for (const list of ['containers', 'initContainers'])
    (asList(spec[list]) as Spec[]).forEach((container, index) => {
      container.image = asList(before[list])[index]?.image;
    });
  for (const field of ['activeDeadlineSeconds', 'tolerations']) {
    if (before[field] === undefined) delete spec[field];
    else spec[field] = before[field];
  }
  if (Number(before.terminationGracePeriodSeconds) < 0 && spec.terminationGracePeriodSeconds === 1)
    spec.terminationGracePeriodSeconds = before.terminationGracePeriodSeconds;
  // Gates may be taken away, one after the other.
  const gates = asList(before.schedulingGates);
  if (asList(spec.schedulingGates).every((gate) => gates.some((known) => isSame(gate, known)))) {
    if (before.schedulingGates === undefined) delete spec.schedulingGates;
    else spec.schedulingGates = before.schedulingGates;
    if (gates.length > 0) {
      // While a Pod is held back, where it may run can still be narrowed.
      for (const field of ['nodeSelector', 'affinity']) {
        if (before[field] === undefined) delete spec[field];
        else spec[field] = before[field];
      }
    }
  } else causes.push(refused('spec.schedulingGates', 'only deletion is allowed, but found new scheduling gate'));
  // The older name of a field is the same field.
  delete spec.serviceAccount;
  const { serviceAccount: _, ...compared } = before;
  const shown = internalForm(spec, 'core/v1.PodSpec');
  const shownBefore = internalForm(compared, 'core/v1.PodSpec');
  if (!isSame(shown, shownBefore))
    causes.push(
      refused(
        'spec',
        `pod updates may not change fields other than ${MAY_CHANGE.join(',')}\n${difference(shownBefore, shown)}`,
      ),
    );
  return causes;
}

/** Containers for debugging may be added; those that are there stay. Source: `ValidatePodEphemeralContainersUpdate`. */
export function validateDebuggers(pod: KubeObject, old: KubeObject): Cause[] {
  const now = asList(asRecord(pod.spec).ephemeralContainers);
  return asList(asRecord(old.spec).ephemeralContainers).flatMap((before) => {
    const kept = now.find(({ name }) => name === before.name);
    if (!kept)
      return [
        refused(
          'spec.ephemeralContainers',
          `existing ephemeral containers ${JSON.stringify(before.name)} may not be removed\n`,
        ),
      ];
    return isSame(kept, before)
      ? []
      : [
          refused(
            'spec.ephemeralContainers',
            `existing ephemeral containers ${JSON.stringify(before.name)} may not be changed\n`,
          ),
        ];
  });
}

/** A Pod's service account by its newer name only. */
export function oneAccount(pod: KubeObject): void {
  const spec = group(pod, 'spec');
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
}
