import { asList, asRecord, at, isSet } from '../../../kubernetes/data.ts';

/** For how long a lower number is not taken if nobody says otherwise. */
const STABILIZATION_MS = 300_000;

/** Without a behavior: at most twice as many, or four. */
const MOST_TIMES = 2;
const MOST_AT_FIRST = 4;

interface Moment {
  value: number;
  time: number;
}

/** What an autoscaler remembers from one look to the next. */
export interface Memory {
  recommendations: Moment[];
  ups: Moment[];
  downs: Moment[];
}

/** The bounds of an autoscaler. */
export interface Bounds {
  least: number;
  most: number;
  behavior: unknown;
}

/** What is set, and why: as conditions say it. */
export interface Limited {
  replicas: number;
  able: readonly [reason: string, message: string];
  isLimited: boolean;
  limit: readonly [reason: string, message: string];
}

const READY = ['ReadyForNewScale', 'recommended size matches current size'] as const;
const stabilized = (isUp: boolean): [string, string] =>
  isUp
    ? [
        'ScaleUpStabilized',
        'recent recommendations were lower than current one, applying the lowest recent recommendation',
      ]
    : [
        'ScaleDownStabilized',
        'recent recommendations were higher than current one, applying the highest recent recommendation',
      ];
const WITHIN = ['DesiredWithinRange', 'the desired count is within the acceptable range'] as const;
const MANY = ['TooManyReplicas', 'the desired replica count is more than the maximum replica count'] as const;
const FEW = ['TooFewReplicas', 'the desired replica count is less than the minimum replica count'] as const;
const UP = ['ScaleUpLimit', 'the desired replica count is increasing faster than the maximum scale rate'] as const;
const DOWN = ['ScaleDownLimit', 'the desired replica count is decreasing faster than the maximum scale rate'] as const;

/**
 * What of a wish is done now: neither too fast, nor back and forth, nor beyond the bounds.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
 */
export function limited(wish: number, current: number, bounds: Bounds, memory: Memory, now: number): Limited {
  const steady = isSet(bounds.behavior)
    ? steadied(wish, current, bounds.behavior, memory, now)
    : highest(wish, memory, now);
  const able = steady === wish ? READY : stabilized(isSet(bounds.behavior) && wish >= current);
  const [replicas, limit] = isSet(bounds.behavior)
    ? byPolicies(steady, current, bounds, memory, now)
    : byRules(steady, current, bounds);
  return { replicas, able, isLimited: replicas !== steady, limit };
}

/** Remembers a change of the number. */
export function remember(memory: Memory, before: number, after: number, behavior: unknown, now: number): void {
  if (!isSet(behavior)) return;
  const isUp = after > before;
  const policies = asList(at(behavior, isUp ? 'scaleUp' : 'scaleDown', 'policies'));
  const longest = Math.max(0, ...policies.map(({ periodSeconds }) => Number(periodSeconds))) * 1000;
  const changes = isUp ? memory.ups : memory.downs;
  put(changes, { value: Math.abs(after - before), time: now }, (one) => one.time < now - longest);
}

/** Takes the place of the last one that is not needed any more, if there is one. */
function put(moments: Moment[], moment: Moment, isOld: (moment: Moment) => boolean): void {
  const index = moments.findLastIndex(isOld);
  if (index < 0) moments.push(moment);
  else moments[index] = moment;
}

function highest(wish: number, { recommendations }: Memory, now: number): number {
  const isOld = ({ time }: Moment): boolean => time < now - STABILIZATION_MS;
  const most = Math.max(wish, ...recommendations.filter((one) => !isOld(one)).map(({ value }) => value));
  put(recommendations, { value: wish, time: now }, isOld);
  return most;
}

function steadied(wish: number, current: number, behavior: unknown, { recommendations }: Memory, now: number): number {
  const cutOff = (direction: string, otherwise: number): number => {
    const seconds = at(behavior, direction, 'stabilizationWindowSeconds');
    return now - (isSet(seconds) ? Number(seconds) * 1000 : otherwise);
  };
  const [up, down] = [cutOff('scaleUp', 0), cutOff('scaleDown', STABILIZATION_MS)];
  const since = (moment: number): number[] =>
    recommendations.filter(({ time }) => time > moment).map(({ value }) => value);
  const lowest = Math.min(wish, ...since(up));
  const most = Math.max(wish, ...since(down));
  put(recommendations, { value: wish, time: now }, ({ time }) => time < up && time < down);
  return Math.min(Math.max(current, lowest), most);
}

function byRules(wish: number, current: number, { least, most }: Bounds): [number, Limited['limit']] {
  const fastest = Math.max(MOST_TIMES * current, MOST_AT_FIRST);
  if (wish < least) return [least, FEW];
  if (wish > Math.min(most, fastest)) return most > fastest ? [fastest, UP] : [most, MANY];
  return [wish, WITHIN];
}

function byPolicies(
  wish: number,
  current: number,
  { least, most, behavior }: Bounds,
  memory: Memory,
  now: number,
): [number, Limited['limit']] {
  if (wish > current) {
    const fastest = Math.max(current, byPolicy(true, current, behavior, memory, now));
    if (wish > Math.min(most, fastest)) return most > fastest ? [fastest, UP] : [most, MANY];
  } else if (wish < current) {
    const fastest = Math.min(current, byPolicy(false, current, behavior, memory, now));
    if (wish < Math.max(least, fastest)) return least < fastest ? [fastest, DOWN] : [least, FEW];
  }
  return [wish, WITHIN];
}

/** How far the policies of a direction let the number go. */
function byPolicy(isUp: boolean, current: number, behavior: unknown, { ups, downs }: Memory, now: number): number {
  const { selectPolicy, policies } = asRecord(at(behavior, isUp ? 'scaleUp' : 'scaleDown'));
  if (selectPolicy === 'Disabled') return current;
  const proposals = asList(policies).map(({ type, value, periodSeconds }) => {
    const sum = (changes: readonly Moment[]): number =>
      changes
        .filter(({ time }) => time > now - Number(periodSeconds) * 1000)
        .reduce((total, one) => total + one.value, 0);
    const before = current - sum(ups) + sum(downs);
    const change = Number(value);
    if (type === 'Pods') return isUp ? before + change : before - change;
    return isUp ? Math.ceil(before * (1 + change / 100)) : Math.trunc(before * (1 - change / 100));
  });
  return (selectPolicy === 'Min') === isUp ? Math.min(...proposals) : Math.max(...proposals);
}
