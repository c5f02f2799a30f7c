import { type KubeObject, timeText } from '../../api/core/objects.ts';

/** A condition of an object of the Gateway API. Its moment changes with its status only. */
export function conditionOf(
  now: number,
  object: KubeObject,
  before: readonly Readonly<Record<string, unknown>>[],
  type: string,
  isTrue: boolean,
  reason: string,
  message: string,
): Record<string, unknown> {
  const status = isTrue ? 'True' : 'False';
  const old = before.find((one) => one.type === type);
  return {
    type,
    status,
    observedGeneration: object.metadata.generation,
    lastTransitionTime: old?.status === status ? old.lastTransitionTime : timeText(now),
    reason,
    message,
  };
}
