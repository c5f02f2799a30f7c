import { asList } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import { failureRule, indexOf } from './job-rules.ts';

/** How long an index waits before it is tried again: twice as long each time (`backoff_utils.go` of pkg/controller/job). */
const FIRST_BACK_OFF_MS = 10_000;
const LONGEST_BACK_OFF_MS = 600_000;

function finishedAt(pod: KubeObject): number {
  return Math.max(
    ...asList(recordAt(pod, 'status').containerStatuses).map(({ state }) =>
      Date.parse(String(recordAt(state, 'terminated').finishedAt ?? 0)),
    ),
    Date.parse(pod.metadata.creationTimestamp),
  );
}

/**
 * The indexes that are given up, because they failed more often than `backoffLimitPerIndex` allows or a rule says so; undefined for Jobs without
 * such a limit. @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#backoff-limit-per-index
 */
export function failedIndexes(job: KubeObject, failed: readonly KubeObject[]): Set<number> | undefined {
  const { backoffLimitPerIndex } = recordAt(job, 'spec');
  if (backoffLimitPerIndex === undefined) return undefined;
  const counts = new Map<number, number>();
  const given = new Set<number>();
  for (const pod of failed) {
    const index = indexOf(pod);
    const action = failureRule(job, pod)?.action;
    if (action === 'FailIndex') given.add(index);
    if (action !== 'Ignore') counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  for (const [index, count] of counts) if (count > Number(backoffLimitPerIndex)) given.add(index);
  return given;
}

/** Milliseconds until each index that has failed may be tried again; those that may be now are left out. */
export function indexBackOff(failed: readonly KubeObject[], now: number): Map<number, number> {
  const moments = new Map<number, number[]>();
  for (const pod of failed) moments.set(indexOf(pod), [...(moments.get(indexOf(pod)) ?? []), finishedAt(pod)]);
  const waits = new Map<number, number>();
  for (const [index, times] of moments) {
    const wait = Math.min(FIRST_BACK_OFF_MS * 2 ** (times.length - 1), LONGEST_BACK_OFF_MS);
    const left = Math.max(...times) + wait - now;
    if (left > 0) waits.set(index, left);
  }
  return waits;
}

function numbersOf(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, step) => from + step);
  });
}

/** Which rule of a success policy the indexes that succeeded meet, if any does. @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy */
export function metSuccessRule(job: KubeObject, succeeded: ReadonlySet<number>): number | undefined {
  const rules = asList(recordAt(job, 'spec', 'successPolicy').rules);
  const index = rules.findIndex(({ succeededIndexes, succeededCount }) => {
    const wanted = succeededIndexes === undefined ? [...succeeded] : numbersOf(String(succeededIndexes));
    const met = wanted.filter((one) => succeeded.has(one)).length;
    return succeededCount === undefined ? met === wanted.length : met >= Number(succeededCount);
  });
  return index < 0 ? undefined : index;
}
