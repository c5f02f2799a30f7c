import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import { internalTemplate } from './internal-form.ts';
import { validateJobPolicies } from './job-policies.ts';
import { validateTemplate } from './pods.ts';
import { shownSelector } from './selectors.ts';
import { notNegative } from './words.ts';
import { selects } from './workloads.ts';

/** What holds for Jobs, and for the Jobs of CronJobs. Source: `validateJobSpec` in pkg/apis/batch/validation. */
export function validateJobSpec(value: unknown, path: string): Cause[] {
  const spec = asRecord(value);
  const causes = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ].flatMap((name) => notNegative(`${path}.${name}`, spec[name]));
  if (spec.completionMode !== undefined && !['NonIndexed', 'Indexed'].includes(String(spec.completionMode)))
    causes.push(unsupported(`${path}.completionMode`, spec.completionMode, ['Indexed', 'NonIndexed']));
  if (spec.completionMode === 'Indexed' && spec.completions === undefined)
    causes.push(required(`${path}.completions`, `when completion mode is Indexed`));
  causes.push(...validateJobPolicies(spec, path), ...validateTemplate(spec.template, `${path}.template`));
  const { restartPolicy } = asRecord(asRecord(spec.template).spec);
  const field = `${path}.template.spec.restartPolicy`;
  if (restartPolicy === 'Always') causes.push(required(field, 'valid values: "OnFailure", "Never"'));
  else if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never')
    causes.push(unsupported(field, restartPolicy, ['OnFailure', 'Never']));
  else if (isRecord(spec.podFailurePolicy) && restartPolicy !== 'Never')
    causes.push(wrong(field, restartPolicy, 'only "Never" is supported when podFailurePolicy is specified'));
  return causes;
}

export function validateJob(job: KubeObject): Cause[] {
  const spec = asRecord(job.spec);
  const causes: Cause[] = [];
  if (spec.manualSelector !== true) {
    const uid = job.metadata.uid;
    const expected = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
    if (!isSame(spec.selector, expected))
      causes.push(wrong('spec.selector', shownSelector(spec.selector), '`selector` not auto-generated'));
  } else if (!isRecord(spec.selector)) causes.push(required('spec.selector', ''));
  return [...causes, ...validateJobSpec(spec, 'spec'), ...selects(spec)];
}

export function validateJobUpdate(object: KubeObject, old: KubeObject): Cause[] {
  const spec = asRecord(object.spec);
  const before = asRecord(old.spec);
  const causes: Cause[] = [];
  const fixed = (name: string, shown: (value: unknown) => unknown = (value) => value): void => {
    if (!isSame(spec[name], before[name])) causes.push(wrong(`spec.${name}`, shown(spec[name]), 'field is immutable'));
  };
  if (spec.completionMode !== 'Indexed' || spec.completions !== spec.parallelism) fixed('completions');
  fixed('selector', shownSelector);
  if (!(before.suspend === true && asRecord(old.status).startTime === undefined)) fixed('template', internalTemplate);
  for (const name of ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'])
    fixed(name);
  return causes;
}
