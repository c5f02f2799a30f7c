import { asList } from '../../kubernetes/data.ts';
import { group, isSame, type KubeObject, timeText } from '../api/core/objects.ts';

/** Sets a condition of a Pod; the moment of its last change stays when its status does. Gives whether anything has changed. */
export function withPodCondition(pod: KubeObject, condition: Record<string, unknown>, now: number): boolean {
  const status = group(pod, 'status');
  const conditions = asList(status.conditions);
  const old = conditions.find(({ type }) => type === condition.type);
  const made = {
    lastProbeTime: null,
    lastTransitionTime: old?.status === condition.status ? old?.lastTransitionTime : timeText(now),
    ...condition,
  };
  if (old && isSame(old, made)) return false;
  status.conditions = old ? conditions.map((one) => (one === old ? made : one)) : [...conditions, made];
  return true;
}
