import { podSpecDefaults, templateDefaults } from './pods.ts';
import { type Fields, group, groups, madeGroup, setDefaults, setIfEmpty } from './set.ts';

/** A ReplicationController takes its selector and labels from its template. */
export function replicationControllerDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  templateDefaults(spec);
  const labels = group(group(group(spec, 'template'), 'metadata') ?? {}, 'labels');
  if (labels && Object.keys(labels).length > 0) {
    if (Object.keys(group(spec, 'selector') ?? {}).length === 0) spec.selector = { ...labels };
    const metadata = madeGroup(object, 'metadata');
    if (Object.keys(group(metadata, 'labels') ?? {}).length === 0) metadata.labels = { ...labels };
  }
  setDefaults(spec, { replicas: 1 });
}

export function daemonSetDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  templateDefaults(spec);
  const strategy = madeGroup(spec, 'updateStrategy');
  setIfEmpty(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate')
    setDefaults(madeGroup(strategy, 'rollingUpdate'), { maxUnavailable: 1, maxSurge: 0 });
  setDefaults(spec, { revisionHistoryLimit: 10 });
}

/** A claim for a volume, in an object of its own or in a template. */
export function claimSpecDefaults(spec: Fields): void {
  setDefaults(spec, { volumeMode: 'Filesystem' });
}

export function statefulSetDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  templateDefaults(spec);
  setIfEmpty(spec, { podManagementPolicy: 'OrderedReady' });
  const strategy = madeGroup(spec, 'updateStrategy');
  setIfEmpty(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') setDefaults(madeGroup(strategy, 'rollingUpdate'), { partition: 0 });
  setIfEmpty(madeGroup(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
  setDefaults(spec, { replicas: 1, revisionHistoryLimit: 10 });
  for (const template of groups(spec, 'volumeClaimTemplates')) {
    setIfEmpty(template, { kind: 'PersistentVolumeClaim', apiVersion: 'v1' });
    claimSpecDefaults(madeGroup(template, 'spec'));
    setIfEmpty(madeGroup(template, 'status'), { phase: 'Pending' });
  }
}

function jobSpecDefaults(spec: Fields): void {
  templateDefaults(spec);
  if (
    (spec.completions === undefined || spec.completions === null) &&
    (spec.parallelism === undefined || spec.parallelism === null)
  ) {
    spec.completions = 1;
    spec.parallelism = 1;
  }
  setDefaults(spec, {
    parallelism: 1,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: group(spec, 'podFailurePolicy') ? 'Failed' : 'TerminatingOrFailed',
  });
  if (spec.backoffLimit === undefined || spec.backoffLimit === null)
    spec.backoffLimit = spec.backoffLimitPerIndex === undefined || spec.backoffLimitPerIndex === null ? 6 : 2 ** 31 - 1;
  for (const rule of groups(group(spec, 'podFailurePolicy'), 'rules'))
    for (const condition of groups(rule, 'onPodConditions')) setIfEmpty(condition, { status: 'True' });
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/ */
export function jobDefaults(object: Fields): void {
  jobSpecDefaults(madeGroup(object, 'spec'));
}

export function cronJobDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  setIfEmpty(spec, { concurrencyPolicy: 'Allow' });
  setDefaults(spec, { suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
  const template = madeGroup(spec, 'jobTemplate');
  madeGroup(template, 'metadata');
  const job = madeGroup(template, 'spec');
  // The Pod template of a CronJob gets defaults, the Job's own numbers only when a Job is made.
  const pod = madeGroup(job, 'template');
  madeGroup(pod, 'metadata');
  podSpecDefaults(madeGroup(pod, 'spec'));
}
