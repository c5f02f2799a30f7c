import { asList, asRecord, at, isSet } from '../../../kubernetes/data.ts';
import type { KubeObject } from '../../api/core/objects.ts';
import type { PodMetrics } from '../../api/core/services.ts';
import { amount } from '../../api/validation/quantities.ts';

/** How long a Pod may need more of a processor because it begins, and when a Pod that was never ready has been so from its beginning. */
const INITIALIZATION_MS = 5 * 60_000;
const READINESS_DELAY_MS = 30_000;

/** Within which distance of the target nothing is changed. */
const TOLERANCE = 0.1;

/** What a Pod used, in thousandths. */
interface Sample {
  value: number;
  timestamp: number;
  window: number;
}
type Samples = Map<string, Sample>;

/** What is asked for: a resource of Pods, or of one container in each. */
export interface Wanted {
  resource: string;
  container: string;
  /** In thousandths, or in percent of what is requested. */
  target: number;
  isPercent: boolean;
}

/** What is calculated with. */
export interface Measured {
  pods: readonly KubeObject[];
  metrics: readonly PodMetrics[];
  current: number;
  now: number;
  behavior: unknown;
}

/** How many replicas a metric wants, and what was found: in percent of what is requested, and in thousandths. */
export interface Proposal {
  replicas: number;
  percent?: number;
  value: number;
}

/** A quantity in thousandths, rounded up as `MilliValue()` has it. */
export const milli = (quantity: unknown): number => Math.ceil(Math.round(amount(quantity) * 1e6) / 1e3);

/**
 * How many replicas a resource metric wants. @throws Error in the controller's words
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/podautoscaler/replica_calculator.go
 */
export function proposal(wanted: Wanted, { pods, metrics, current, now, behavior }: Measured): Proposal {
  const samples = samplesOf(wanted, metrics);
  if (pods.length === 0) throw new Error('no pods returned by selector while calculating replica count');
  const { ready, unready, missing, ignored } = grouped(pods, samples, wanted.resource, now);
  for (const name of [...ignored, ...unready]) samples.delete(name);
  if (samples.size === 0) throw new Error('did not receive metrics for targeted pods (pods might be unready)');
  const requests = wanted.isPercent ? requestsOf(pods, wanted) : undefined;
  const found = ratioOf(samples, requests, wanted.target);
  const { ratio } = found;
  const give = (replicas: number): Proposal => ({
    replicas,
    value: found.value,
    ...(found.percent === undefined ? {} : { percent: found.percent }),
  });
  const isWithin = (one: number): boolean => {
    const tolerance = (direction: string): number => {
      const own = at(behavior, direction, 'tolerance');
      return isSet(own) ? amount(own) : TOLERANCE;
    };
    return 1 - tolerance('scaleDown') <= one && one <= 1 + tolerance('scaleUp');
  };
  const isUpWithUnready = unready.length > 0 && ratio > 1;
  if (!isUpWithUnready && missing.length === 0) return give(isWithin(ratio) ? current : Math.ceil(ratio * ready));
  // Who is not measured counts against the change: as much as is asked for on the way down, nothing on the way up.
  const assume = (name: string, value: number): unknown => samples.set(name, { value, timestamp: 0, window: 0 });
  for (const name of missing) {
    if (ratio > 1) assume(name, 0);
    else if (ratio < 1)
      assume(
        name,
        requests ? Math.trunc(((requests.get(name) ?? 0) * Math.max(100, wanted.target)) / 100) : wanted.target,
      );
  }
  if (isUpWithUnready) for (const name of unready) assume(name, 0);
  const { ratio: again } = ratioOf(samples, requests, wanted.target);
  if (isWithin(again) || (ratio < 1 && again > 1) || (ratio > 1 && again < 1)) return give(current);
  const replicas = Math.ceil(again * samples.size);
  return give((again < 1 && replicas > current) || (again > 1 && replicas < current) ? current : replicas);
}

function samplesOf({ resource, container }: Wanted, metrics: readonly PodMetrics[]): Samples {
  const samples: Samples = new Map();
  for (const { name, namespace, timestamp, window, containers } of metrics) {
    const own = container === '' ? containers : containers.filter((one) => one.name === container);
    if (container !== '' && own.length === 0)
      throw new Error(
        `unable to get metrics for resource ${resource}: failed to get container metrics: container ${container} not present in metrics for pod ${namespace}/${name}`,
      );
    const used = own.map(({ usage }) => usage[resource]);
    if (used.length > 0 && used.every((one) => one !== undefined))
      samples.set(name, { value: used.reduce((sum, one) => sum + milli(one), 0), timestamp, window });
  }
  return samples;
}

function grouped(pods: readonly KubeObject[], samples: Samples, resource: string, now: number) {
  const groups = { ready: 0, unready: [] as string[], missing: [] as string[], ignored: [] as string[] };
  for (const { metadata, status: given } of pods) {
    const { name } = metadata;
    const status = asRecord(given);
    const sample = samples.get(name);
    if (metadata.deletionTimestamp !== undefined || status.phase === 'Failed') groups.ignored.push(name);
    else if (status.phase === 'Pending') groups.unready.push(name);
    else if (!sample) groups.missing.push(name);
    else if (resource === 'cpu' && isUnready(status, sample, now)) groups.unready.push(name);
    else groups.ready++;
  }
  return groups;
}

function isUnready(status: Readonly<Record<string, unknown>>, sample: Sample, now: number): boolean {
  const condition = asList(status.conditions).find(({ type }) => type === 'Ready');
  if (!condition || !isSet(status.startTime)) return true;
  const start = Date.parse(String(status.startTime));
  const changed = Date.parse(String(condition.lastTransitionTime));
  const isFalse = condition.status === 'False';
  if (start + INITIALIZATION_MS > now) return isFalse || sample.timestamp < changed + sample.window;
  return isFalse && start + READINESS_DELAY_MS > changed;
}

function requestsOf(pods: readonly KubeObject[], { resource, container }: Wanted): Map<string, number> {
  return new Map(
    pods.map(({ metadata: { name }, spec }): [string, number] => {
      const whole = asRecord(at(spec, 'resources', 'requests'));
      if (container === '' && Object.keys(whole).length > 0) {
        if (!isSet(whole[resource])) throw new Error(`missing pod-level request for ${resource} in Pod ${name}`);
        return [name, milli(whole[resource])];
      }
      const own = [
        ...asList(at(spec, 'containers')),
        ...asList(at(spec, 'initContainers')).filter(({ restartPolicy }) => restartPolicy === 'Always'),
      ].filter((one) => container === '' || one.name === container);
      if (own.length === 0) throw new Error(`container ${container} not found in Pod ${name}`);
      const sum = own.reduce((total, one) => {
        const request = at(one.resources, 'requests', resource);
        if (!isSet(request))
          throw new Error(`missing request for ${resource} in container ${String(one.name)} of Pod ${name}`);
        return total + milli(request);
      }, 0);
      return [name, sum];
    }),
  );
}

/** Whole numbers are divided here as Go divides them. */
function ratioOf(
  samples: Samples,
  requests: ReadonlyMap<string, number> | undefined,
  target: number,
): { ratio: number; percent?: number; value: number } {
  let used = 0;
  let requested = 0;
  let count = 0;
  for (const [name, { value }] of samples) {
    const request = requests?.get(name);
    if (requests && request === undefined) continue;
    used += value;
    requested += request ?? 0;
    count++;
  }
  if (!requests) {
    const value = Math.trunc(used / count);
    return { ratio: value / target, value };
  }
  if (requested === 0) throw new Error('no metrics returned matched known pods');
  const percent = Math.trunc((used * 100) / requested);
  return { ratio: percent / target, percent, value: Math.trunc(used / count) };
}
