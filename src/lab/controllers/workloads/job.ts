import { asList, asRecord } from '../../../kubernetes/data.ts';
import { ApiError } from '../../api/core/errors.ts';
import { copy, type KubeObject, recordAt, timeText } from '../../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { hasEnded, isActive, isReady, PodControl } from '../pods.ts';
import { Recorder } from '../recorder.ts';
import { failedIndexes, indexBackOff, metSuccessRule } from './job-indexes.ts';
import { failureRule, indexesText, indexOf, isIndexed, withIndex } from './job-rules.ts';

/** How long a Job waits before it tries again: twice as long each time. @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy */
const FIRST_BACK_OFF_MS = 10_000;
const LONGEST_BACK_OFF_MS = 600_000;
const FINALIZER = 'batch.kubernetes.io/job-tracking';

type Condition = Record<string, unknown>;

/** Whether a Job has come to its end. */
export function jobEnd(job: KubeObject): Condition | undefined {
  return asList(recordAt(job, 'status').conditions).find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
}

/** Runs Pods of Jobs until enough of them have succeeded. @see https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
export function jobController(client: Client): Controller {
  const jobs = client.resource('batch', 'jobs');
  const pods = client.resource('', 'pods');
  const recorder = new Recorder(client.server, 'job-controller');
  const control = new PodControl(client, recorder);
  return {
    name: 'job-controller',
    concerns: concernsOf(jobs, [pods]),
    reconcile(key) {
      const job = client.find(jobs, key.namespace, key.name);
      if (!job) {
        // Pods whose Job is gone are held by nobody.
        release(
          client
            .list(pods, key.namespace)
            .filter(({ metadata }) =>
              metadata.ownerReferences?.some(({ kind, name }) => kind === 'Job' && name === key.name),
            ),
        );
        return undefined;
      }
      if (job.metadata.deletionTimestamp !== undefined) return undefined;
      const { managedBy } = recordAt(job, 'spec');
      if (managedBy !== undefined && managedBy !== 'kubernetes.io/job-controller') return undefined;
      if (jobEnd(job)) return expire(job);
      return work(job);
    },
  };

  /** Takes a Job away some time after its end, if it wants that. @see https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/ */
  function expire(job: KubeObject): number | undefined {
    const { ttlSecondsAfterFinished } = recordAt(job, 'spec');
    const end = jobEnd(job);
    if (ttlSecondsAfterFinished === undefined || !end) return undefined;
    const left = Date.parse(String(end.lastTransitionTime)) + Number(ttlSecondsAfterFinished) * 1000 - client.now();
    if (left > 0) return left;
    client.remove(jobs, keyOf(job), { propagationPolicy: 'Foreground' });
    return undefined;
  }

  function work(job: KubeObject): number | undefined {
    const spec = recordAt(job, 'spec');
    const now = client.now();
    const status = copy(asRecord(job.status)) as Record<string, unknown>;
    const conditions = [...asList(status.conditions)] as Condition[];
    const owned = control.claim(job, spec.selector);
    const active = owned.filter(isActive);
    const succeeded = owned.filter((pod) => recordAt(pod, 'status').phase === 'Succeeded');
    const failed = owned.filter((pod) => recordAt(pod, 'status').phase === 'Failed' || isLost(pod));
    const terminating = owned.filter((pod) => pod.metadata.deletionTimestamp !== undefined && !hasEnded(pod));
    const isSuspended = spec.suspend === true;
    if (status.startTime === undefined && !isSuspended) status.startTime = timeText(now);
    const counts = judgeFailures(job, failed);
    const indexes = isIndexed(job) ? new Set(succeeded.map(indexOf)) : undefined;
    const broken = indexes ? failedIndexes(job, failed) : undefined;
    const done = indexes ? indexes.size : Math.max(succeeded.length, Number(status.succeeded ?? 0));
    const completions = spec.completions === undefined ? undefined : Number(spec.completions);
    const deadline = Number(spec.activeDeadlineSeconds ?? 0) * 1000;
    const age = status.startTime === undefined ? 0 : now - Date.parse(String(status.startTime));
    // What a Job has come to stays: its Pods are still being stopped, and count no more.
    let end = conditions.find(({ type }) => type === 'FailureTarget' || type === 'SuccessCriteriaMet');
    let again: number | undefined;
    if (end) again = undefined;
    else if (counts.message !== undefined) end = failure('PodFailurePolicy', counts.message);
    else if (counts.failures > Number(spec.backoffLimit ?? 6))
      end = failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
    else if (deadline > 0 && !isSuspended && age >= deadline)
      end = failure('DeadlineExceeded', 'Job was active longer than specified deadline');
    else if (broken && spec.maxFailedIndexes !== undefined && broken.size > Number(spec.maxFailedIndexes))
      end = failure('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
    else if (indexes && metSuccessRule(job, indexes) !== undefined)
      end = {
        type: 'SuccessCriteriaMet',
        reason: 'SuccessPolicy',
        message: `Matched rules at index ${metSuccessRule(job, indexes)}`,
      };
    else if (broken && broken.size > 0 && done + broken.size >= (completions ?? 0))
      end = failure('FailedIndexes', 'Job has failed indexes');
    else if (completions === undefined ? succeeded.length > 0 && active.length === 0 : done >= completions)
      end = {
        type: 'SuccessCriteriaMet',
        reason: 'CompletionsReached',
        message: 'Reached expected number of succeeded pods',
      };
    let problem: ApiError | undefined;
    let running = active.length;
    if (end) {
      for (const pod of active) control.remove(job, pod);
      running = 0;
    } else if (isSuspended) {
      for (const pod of active) control.remove(job, pod);
      running = 0;
    } else {
      const parallelism = Number(spec.parallelism ?? 1);
      const wanted =
        completions === undefined
          ? succeeded.length > 0
            ? active.length
            : parallelism
          : Math.min(parallelism, completions - done - (broken?.size ?? 0));
      const surplus = active.length - wanted;
      if (surplus > 0) {
        for (const pod of active.slice(0, surplus)) control.remove(job, pod);
        running -= surplus;
      } else if (surplus < 0) {
        const waits = broken ? indexBackOff(failed, now) : undefined;
        const wait = waits ? 0 : backOff(failed, succeeded, now);
        const blocked = spec.podReplacementPolicy === 'Failed' ? terminating.length : 0;
        if (wait > 0) again = wait;
        else
          try {
            const waiting = [...(waits ?? [])].filter(([index]) => !indexes?.has(index) && !broken?.has(index));
            const closed = indexes && new Set([...indexes, ...(broken ?? []), ...waiting.map(([index]) => index)]);
            const count = Math.min(-surplus, wanted - active.length - blocked);
            running += create(job, count, active, closed, completions);
            if (waiting.length > 0) again = Math.min(...waiting.map(([, left]) => left));
          } catch (thrown) {
            if (!(thrown instanceof ApiError)) throw thrown;
            problem = thrown;
          }
      }
      if (deadline > 0) again = Math.min(again ?? Number.POSITIVE_INFINITY, deadline - age);
    }
    noteSuspension(job, conditions, isSuspended, status, now);
    const moment = timeText(now);
    const note = (condition: Condition): void => {
      conditions.push({ ...condition, status: 'True', lastProbeTime: moment, lastTransitionTime: moment });
    };
    const hasPending = terminating.length > 0 || (end !== undefined && active.length > 0);
    if (end && !conditions.some(({ type }) => type === end?.type)) note(end);
    const mark = conditions.find(({ type }) => type === 'FailureTarget' || type === 'SuccessCriteriaMet');
    if (mark && !hasPending) {
      const isComplete = mark.type === 'SuccessCriteriaMet';
      note({ type: isComplete ? 'Complete' : 'Failed', reason: mark.reason, message: mark.message });
      if (isComplete) {
        status.completionTime = moment;
        recorder.event(job, 'Normal', 'Completed', 'Job completed');
      } else recorder.event(job, 'Warning', String(mark.reason), String(mark.message));
    }
    const set = (name: string, count: number): void => {
      if (count > 0) status[name] = count;
      else delete status[name];
    };
    set('active', running);
    set('succeeded', done);
    set('failed', failed.length);
    status.ready = end ? 0 : active.filter(isReady).length;
    status.terminating = terminating.length + (end || isSuspended ? active.length : 0);
    status.uncountedTerminatedPods ??= {};
    if (indexes) {
      if (indexes.size > 0) status.completedIndexes = indexesText([...indexes]);
      if (broken) status.failedIndexes = indexesText([...broken]);
    }
    if (conditions.length > 0) status.conditions = conditions;
    release(owned);
    client.writeStatus(jobs, job, status);
    if (problem) throw problem;
    const after = client.find(jobs, job.metadata.namespace ?? '', job.metadata.name);
    return after && jobEnd(after) ? expire(after) : again;
  }

  function failure(reason: string, message: string): Condition {
    return { type: 'FailureTarget', reason, message };
  }

  function isLost(pod: KubeObject): boolean {
    return pod.metadata.deletionTimestamp !== undefined && recordAt(pod, 'status').phase === 'Failed';
  }

  /** How many failures count, and whether one of them ends the Job. */
  function judgeFailures(job: KubeObject, failed: readonly KubeObject[]): { failures: number; message?: string } {
    let failures = 0;
    for (const pod of failed) {
      const rule = failureRule(job, pod);
      if (rule?.action === 'FailJob') return { failures, message: rule.message };
      if (rule?.action !== 'Ignore') failures++;
    }
    if (recordAt(job, 'spec', 'template', 'spec').restartPolicy === 'OnFailure') {
      const restarts = client
        .list(pods, job.metadata.namespace)
        .filter((pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === job.metadata.uid) && isActive(pod))
        .flatMap((pod) => asList(recordAt(pod, 'status').containerStatuses))
        .reduce((sum, { restartCount }) => sum + Number(restartCount ?? 0), 0);
      const limit = Number(recordAt(job, 'spec').backoffLimit ?? 6);
      if (restarts > 0 && restarts >= limit) return { failures: limit + 1 };
    }
    return { failures };
  }

  /** Milliseconds until the next Pod may be made after failures in a row. */
  function backOff(failed: readonly KubeObject[], succeeded: readonly KubeObject[], now: number): number {
    const finished = (pod: KubeObject): number =>
      Math.max(
        ...asList(recordAt(pod, 'status').containerStatuses).map(({ state }) =>
          Date.parse(String(recordAt(state, 'terminated').finishedAt ?? 0)),
        ),
        Date.parse(pod.metadata.creationTimestamp),
      );
    const lastSuccess = Math.max(0, ...succeeded.map(finished));
    const recent = failed.map(finished).filter((moment) => moment > lastSuccess);
    if (recent.length === 0) return 0;
    const wait = Math.min(FIRST_BACK_OFF_MS * 2 ** (recent.length - 1), LONGEST_BACK_OFF_MS);
    return Math.max(0, Math.max(...recent) + wait - now);
  }

  function create(
    job: KubeObject,
    count: number,
    active: readonly KubeObject[],
    completed: ReadonlySet<number> | undefined,
    completions: number | undefined,
  ): number {
    const used = new Set([...active.map(indexOf), ...(completed ?? [])]);
    let made = 0;
    for (let next = 0; made < count; next++) {
      if (completed) {
        if (completions !== undefined && next >= completions) break;
        if (used.has(next)) continue;
      }
      control.create(job, recordAt(job, 'spec').template, (pod) => {
        pod.metadata.finalizers = [...(pod.metadata.finalizers ?? []), FINALIZER];
        if (completed) withIndex(job, pod, next);
      });
      made++;
    }
    return made;
  }

  /** Pods that have ended are counted: nothing holds them any more. */
  function release(owned: readonly KubeObject[]): void {
    for (const pod of owned) {
      const isOver = hasEnded(pod) || pod.metadata.deletionTimestamp !== undefined;
      if (!isOver || !pod.metadata.finalizers?.includes(FINALIZER)) continue;
      client.change(pods, keyOf(pod), ({ metadata }) => {
        metadata.finalizers = (metadata.finalizers ?? []).filter((name) => name !== FINALIZER);
        if (metadata.finalizers.length === 0) delete metadata.finalizers;
        return true;
      });
    }
  }

  function noteSuspension(
    job: KubeObject,
    conditions: Condition[],
    isSuspended: boolean,
    status: Record<string, unknown>,
    now: number,
  ): void {
    const index = conditions.findIndex(({ type }) => type === 'Suspended');
    const isNoted = conditions[index]?.status === 'True';
    if (isSuspended === isNoted || (!isSuspended && index < 0)) return;
    const moment = timeText(now);
    const made = {
      type: 'Suspended',
      status: isSuspended ? 'True' : 'False',
      lastProbeTime: moment,
      lastTransitionTime: moment,
      reason: isSuspended ? 'JobSuspended' : 'JobResumed',
      message: isSuspended ? 'Job suspended' : 'Job resumed',
    };
    if (index < 0) conditions.push(made);
    else conditions[index] = made;
    if (isSuspended) delete status.startTime;
    else status.startTime = moment;
    recorder.event(job, 'Normal', isSuspended ? 'Suspended' : 'Resumed', made.message);
  }
}
