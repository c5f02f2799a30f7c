import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { type Care, type Running, setState } from './care.ts';
import { isSidecar } from './life.ts';

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

/** Whether an init container lets the next one begin: it has ended well, or is a sidecar that has started. */
export function isPassed(container: Data, state: Running | undefined): boolean {
  if (!state?.run) return false;
  if (!isSidecar(container, 'init')) return asRecord(state.state.terminated).exitCode === 0;
  // One that has started and ended again is started anew by itself, and holds up nobody.
  return state.isStarted || state.hasStarted === true;
}
