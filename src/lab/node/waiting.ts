import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { type Care, setState } from './status.ts';

/** Notes that containers wait for something that is not there. */
export function waitForMissing(
  pod: KubeObject,
  care: Care,
  { isVolume, message }: { isVolume: boolean; message: string },
): void {
  const waiting = isVolume ? { reason: 'ContainerCreating' } : { message, reason: 'CreateContainerConfigError' };
  for (const { name } of asList(recordAt(pod, 'spec').containers))
    setState(care, 'containers', String(name), { waiting }, false);
}

/** Notes that containers wait for the init containers before them. */
export function waitForInit(care: Care, spec: Data): void {
  const waiting = { waiting: { reason: 'PodInitializing' } };
  for (const { name } of asList(spec.initContainers))
    if (!care.init.has(String(name))) setState(care, 'init', String(name), waiting, false);
  for (const { name } of asList(spec.containers)) setState(care, 'containers', String(name), waiting, false);
}

/** Whether an init container lets the next one begin: it has ended well, or is a sidecar that runs. */
export function isPassed(container: Data, state: Data | undefined): boolean {
  return (
    asRecord(state?.terminated).exitCode === 0 || (container.restartPolicy === 'Always' && state?.running !== undefined)
  );
}
