import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, missing, refused } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import { validateContainer } from './containers.ts';
import { difference } from './difference.ts';
import { internalForm } from './internal-form.ts';

const PATH = 'spec.ephemeralContainers';
/** What makes no sense for containers that are neither started anew nor asked how they are. */
const NOT_FOR_THEM = ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle', 'resizePolicy'];

/** What is wrong with the ephemeral containers of a Pod. Source: `validateEphemeralContainers` in pkg/apis/core/validation. */
function validateEphemeralContainers(pod: KubeObject): Cause[] {
  const spec = asRecord(pod.spec);
  const others = [...asList(spec.containers), ...asList(spec.initContainers)].map(({ name }) => name);
  const volumes = new Set(asList(spec.volumes).map(({ name }) => String(name)));
  const names = new Set<unknown>(others);
  return asList(spec.ephemeralContainers).flatMap((container, index) => {
    const at = `${PATH}[${index}]`;
    const causes = validateContainer(container, at, volumes);
    if (names.has(container.name)) causes.push(duplicate(`${at}.name`, container.name));
    names.add(container.name);
    const target = container.targetContainerName;
    if (target && !others.includes(target)) causes.push(missing(`${at}.targetContainerName`, target));
    for (const field of NOT_FOR_THEM)
      if (container[field] !== undefined)
        causes.push(refused(`${at}.${field}`, 'cannot be set for an Ephemeral Container'));
    if (Object.keys(asRecord(container.resources)).length > 0)
      causes.push(refused(`${at}.resources`, 'cannot be set for an Ephemeral Container'));
    asList(container.volumeMounts).forEach((mount, place) => {
      for (const field of ['subPath', 'subPathExpr'])
        if (mount[field])
          causes.push(refused(`${at}.volumeMounts[${place}].${field}`, 'cannot be set for an Ephemeral Container'));
    });
    return causes;
  });
}

/** What is wrong with a change of a Pod's ephemeral containers: those that are there stay as they are. Source: `ValidatePodEphemeralContainersUpdate`. */
export function validateEphemeralUpdate(pod: KubeObject, old: KubeObject): Cause[] {
  const now = asList(asRecord(pod.spec).ephemeralContainers);
  const causes = validateEphemeralContainers(pod);
  for (const before of asList(asRecord(old.spec).ephemeralContainers)) {
    const name = JSON.stringify(before.name);
    const after = now.findLast((container) => container.name === before.name);
    if (!after) causes.push(refused(PATH, `existing ephemeral containers ${name} may not be removed\n`));
    else if (!isSame(after, before)) {
      const [first, second] = [before, after].map((one) => internalForm(one, 'core/v1.EphemeralContainer'));
      causes.push(
        refused(PATH, `existing ephemeral containers ${name} may not be changed\n${difference(first, second)}`),
      );
    }
  }
  return causes;
}
