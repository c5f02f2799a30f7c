import { asList, asRecord } from '../../../kubernetes/data.ts';
import { ApiError } from '../../api/core/errors.ts';
import { controllerOf, copy, type KubeObject, recordAt, timeText } from '../../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { ownedBy } from '../pods.ts';
import { Recorder } from '../recorder.ts';
import { nextTime } from './cron-schedule.ts';
import { jobEnd } from './job.ts';

/** Makes Jobs when their time has come. @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ */
export function cronJobController(client: Client): Controller {
  const crons = client.resource('batch', 'cronjobs');
  const jobs = client.resource('batch', 'jobs');
  const recorder = new Recorder(client.server, 'cronjob-controller');
  return {
    name: 'cronjob-controller',
    concerns: concernsOf(crons, [jobs]),
    reconcile(key) {
      const cron = client.find(crons, key.namespace, key.name);
      if (!cron || cron.metadata.deletionTimestamp !== undefined) return undefined;
      const status = copy(asRecord(cron.status)) as Record<string, unknown>;
      const owned = client.list(jobs, key.namespace).filter((job) => controllerOf(job)?.uid === cron.metadata.uid);
      follow(cron, owned, status);
      clean(cron, owned);
      const again = schedule(cron, status);
      client.writeStatus(crons, cron, status);
      return again;
    },
  };

  /** Notes which Jobs run and which have ended. */
  function follow(cron: KubeObject, owned: readonly KubeObject[], status: Record<string, unknown>): void {
    let active = [...asList(status.active)];
    for (const job of owned) {
      const isListed = active.some(({ uid }) => uid === job.metadata.uid);
      const end = jobEnd(job);
      if (!isListed && !end) {
        const text = `Saw a job that the controller did not create or forgot: ${job.metadata.name}`;
        recorder.event(cron, 'Warning', 'UnexpectedJob', text);
      } else if (isListed && end) {
        active = active.filter(({ uid }) => uid !== job.metadata.uid);
        const text = `Saw completed job: ${job.metadata.name}, condition: ${String(end.type)}`;
        recorder.event(cron, 'Normal', 'SawCompletedJob', text);
      }
      const completion = recordAt(job, 'status').completionTime;
      const before = status.lastSuccessfulTime;
      if (end?.type === 'Complete' && completion && (before === undefined || String(completion) > String(before)))
        status.lastSuccessfulTime = completion;
    }
    for (const reference of [...active]) {
      if (owned.some(({ metadata }) => metadata.uid === reference.uid)) continue;
      active = active.filter(({ uid }) => uid !== reference.uid);
      recorder.event(cron, 'Normal', 'MissingJob', `Active job went missing: ${String(reference.name)}`);
    }
    if (active.length > 0) status.active = active;
    else delete status.active;
  }

  /** Keeps as many ended Jobs as the CronJob wants. */
  function clean(cron: KubeObject, owned: readonly KubeObject[]): void {
    const spec = recordAt(cron, 'spec');
    const started = (job: KubeObject): string => String(recordAt(job, 'status').startTime ?? '');
    for (const [type, limit] of [
      ['Complete', spec.successfulJobsHistoryLimit ?? 3],
      ['Failed', spec.failedJobsHistoryLimit ?? 1],
    ] as const) {
      const ended = owned
        .filter((job) => jobEnd(job)?.type === type)
        .sort((a, b) =>
          started(a) === started(b) ? (a.metadata.name < b.metadata.name ? -1 : 1) : started(a) < started(b) ? -1 : 1,
        );
      for (const job of ended.slice(0, Math.max(0, ended.length - Number(limit)))) drop(cron, job);
    }
  }

  function drop(cron: KubeObject, job: KubeObject): void {
    client.remove(jobs, keyOf(job), { propagationPolicy: 'Background' });
    recorder.event(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name}`);
  }

  function schedule(cron: KubeObject, status: Record<string, unknown>): number | undefined {
    const spec = recordAt(cron, 'spec');
    if (spec.suspend === true) return undefined;
    const now = client.now();
    const zone = String(spec.timeZone ?? 'UTC');
    const next = (after: number): number | undefined => nextTime(String(spec.schedule), zone, after);
    const deadline =
      spec.startingDeadlineSeconds === undefined ? undefined : Number(spec.startingDeadlineSeconds) * 1000;
    let earliest = Date.parse(String(status.lastScheduleTime ?? cron.metadata.creationTimestamp));
    if (deadline !== undefined) earliest = Math.max(earliest, now - deadline);
    let due: number | undefined;
    for (let moment = next(earliest); moment !== undefined && moment <= now; moment = next(moment)) due = moment;
    const following = next(now);
    const wait = following === undefined ? undefined : following - now;
    if (due === undefined) return wait;
    const active = asList(status.active);
    if (spec.concurrencyPolicy === 'Forbid' && active.length > 0) {
      const text = 'Not starting job because prior execution is running and concurrency policy is Forbid';
      recorder.event(cron, 'Normal', 'JobAlreadyActive', text);
      return wait;
    }
    if (spec.concurrencyPolicy === 'Replace')
      for (const reference of active) {
        const job = client.find(jobs, cron.metadata.namespace ?? '', String(reference.name));
        if (job) drop(cron, job);
        status.active = asList(status.active).filter(({ uid }) => uid !== reference.uid);
      }
    start(cron, due, zone, status);
    return wait;
  }

  function start(cron: KubeObject, due: number, zone: string, status: Record<string, unknown>): void {
    const { metadata, spec } = asRecord(recordAt(cron, 'spec').jobTemplate);
    const { labels, annotations } = asRecord(metadata);
    const isZoned = recordAt(cron, 'spec').timeZone !== undefined && zone !== 'UTC';
    const object = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: `${cron.metadata.name}-${Math.floor(due / 60_000)}`,
        labels,
        annotations: {
          ...asRecord(annotations),
          'batch.kubernetes.io/cronjob-scheduled-timestamp': isZoned ? zonedText(due, zone) : timeText(due),
        },
        ownerReferences: [ownedBy(cron)],
      },
      spec,
    };
    try {
      const job = client.create(jobs, copy(object), cron.metadata.namespace);
      recorder.event(cron, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
      const { apiVersion, kind } = job;
      const { name, namespace, resourceVersion, uid } = job.metadata;
      status.active = [...asList(status.active), { apiVersion, kind, name, namespace, resourceVersion, uid }];
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.status.reason !== 'AlreadyExists') {
        recorder.event(cron, 'Warning', 'FailedCreate', `Error creating job: ${problem.message}`);
        throw problem;
      }
    }
    status.lastScheduleTime = timeText(due);
  }
}

/** A moment with the offset of its zone: `2026-11-28T04:00:00+01:00`. */
function zonedText(moment: number, zone: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const offset = /[+-]\d\d:\d\d/.exec(name)?.[0];
  if (offset === undefined) return timeText(moment);
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const shift = (hours * 60 + minutes) * 60_000 * (offset.startsWith('-') ? -1 : 1);
  return `${timeText(moment + shift).slice(0, 19)}${offset}`;
}
