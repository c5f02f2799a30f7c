import { asRecord } from '../../../kubernetes/data.ts';
import { group, isSame, type KubeObject } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import {
  cronJobDefaults,
  daemonSetDefaults,
  jobDefaults,
  replicationControllerDefaults,
  statefulSetDefaults,
} from '../defaults/sets-and-jobs.ts';
import { validateCronJob } from '../validation/cron-jobs.ts';
import { validateJob, validateJobUpdate } from '../validation/jobs.ts';
import { podWarnings } from '../validation/pods.ts';
import {
  validateDaemonSet,
  validateReplicationController,
  validateStatefulSet,
  validateStatefulSetUpdate,
} from '../validation/sets.ts';
import { fixedSelector } from '../validation/workloads.ts';
import { workload } from './workloads.ts';

const GENERATION = 'deprecated.daemonset.template.generation';

/** Counts how often the template of a DaemonSet has changed, in an annotation. */
function countTemplates(object: KubeObject, old?: KubeObject): void {
  const annotations = group(object.metadata as unknown as Record<string, unknown>, 'annotations');
  const before = Number(old?.metadata.annotations?.[GENERATION] ?? 0);
  const isNew = !old || !isSame(asRecord(object.spec).template, asRecord(old.spec).template);
  annotations[GENERATION] = String(isNew ? before + 1 : before);
}

/** Labels of a Job's Pods, and the selector for them. @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-labels */
function selectOwnPods(job: KubeObject): void {
  const spec = group(job, 'spec');
  const metadata = group(group(spec, 'template'), 'metadata');
  if (spec.manualSelector !== true) {
    const labels = group(metadata, 'labels');
    const { uid } = job.metadata;
    // The name is what the object ends up with, the number is its own.
    for (const prefix of ['batch.kubernetes.io/', '']) {
      labels[`${prefix}controller-uid`] ??= uid;
      labels[`${prefix}job-name`] ??= job.metadata.name;
    }
    const selector = group(spec, 'selector');
    group(selector, 'matchLabels')['batch.kubernetes.io/controller-uid'] ??= uid;
  }
  if (job.metadata.labels === undefined && metadata.labels !== undefined)
    job.metadata.labels = { ...(metadata.labels as Record<string, string>) };
}

/** The rules of all others who make Pods from a template. */
export const setsAndJobs: Readonly<Record<string, Strategy>> = {
  'cronjobs.batch': workload(cronJobDefaults, validateCronJob, {
    warnings: ({ spec }) =>
      podWarnings(
        asRecord(asRecord(asRecord(asRecord(spec).jobTemplate).spec).template).spec,
        'spec.jobTemplate.spec.template.spec',
      ),
  }),
  'daemonsets.apps': workload(
    daemonSetDefaults,
    (object, _, old) => [...(old ? fixedSelector(object, old) : []), ...validateDaemonSet(object)],
    {
      prepareForCreate: (object) => {
        object.status = {};
        countTemplates(object);
      },
      prepareForUpdate: (object, old) => countTemplates(object, old),
    },
  ),
  'jobs.batch': workload(jobDefaults, validateJob, {
    orphansByDefault: true,
    validateUpdate: validateJobUpdate,
    prepareForCreate: (object) => {
      object.status = {};
      selectOwnPods(object);
    },
  }),
  replicationcontrollers: workload(replicationControllerDefaults, validateReplicationController, {
    orphansByDefault: true,
  }),
  'statefulsets.apps': workload(statefulSetDefaults, validateStatefulSet, {
    validateUpdate: validateStatefulSetUpdate,
  }),
};
