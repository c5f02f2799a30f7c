import { asRecord } from '../../../kubernetes/data.ts';
import { group, isSame, type KubeObject } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import {
  cronJobDefaults,
  daemonSetDefaults,
  deploymentDefaults,
  jobDefaults,
  replicaSetDefaults,
  replicationControllerDefaults,
  statefulSetDefaults,
} from '../defaults/workloads.ts';
import { validateCronJob } from '../validation/cron-jobs.ts';
import { validateJob, validateJobUpdate } from '../validation/jobs.ts';
import { podWarnings } from '../validation/pods.ts';
import {
  fixedSelector,
  validateDaemonSet,
  validateDeployment,
  validateReplicaSet,
  validateReplicationController,
  validateStatefulSet,
  validateStatefulSetUpdate,
} from '../validation/workloads.ts';

/** What is common to those who make Pods from a template. */
const workload = (
  defaults: NonNullable<Strategy['defaults']>,
  validate: NonNullable<Strategy['validate']>,
  further: Strategy = {},
): Strategy => ({
  defaults,
  validate,
  counts: ['spec'],
  prepareForCreate: (object) => {
    object.status = {};
  },
  warnings: ({ spec }) => podWarnings(asRecord(asRecord(spec).template).spec, 'spec.template.spec'),
  ...further,
});

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

export const workloads: Readonly<Record<string, Strategy>> = {
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
  'deployments.apps': workload(deploymentDefaults, validateDeployment, {
    validateUpdate: fixedSelector,
    // Annotations go on to ReplicaSets, so a change of them is one that the controller has to observe.
    prepareForUpdate: ({ metadata }, old) => {
      if (!isSame(metadata.annotations ?? {}, old.metadata.annotations ?? {}))
        metadata.generation = (old.metadata.generation ?? 0) + 1;
    },
  }),
  'jobs.batch': workload(jobDefaults, validateJob, {
    orphansByDefault: true,
    validateUpdate: validateJobUpdate,
    prepareForCreate: (object) => {
      object.status = {};
      selectOwnPods(object);
    },
  }),
  'replicasets.apps': workload(replicaSetDefaults, validateReplicaSet, { validateUpdate: fixedSelector }),
  replicationcontrollers: workload(replicationControllerDefaults, validateReplicationController, {
    orphansByDefault: true,
  }),
  'statefulsets.apps': workload(statefulSetDefaults, validateStatefulSet, {
    validateUpdate: validateStatefulSetUpdate,
  }),
};
