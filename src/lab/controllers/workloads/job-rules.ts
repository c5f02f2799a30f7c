import { asList, asRecord } from '../../../kubernetes/data.ts';
import { group, type KubeObject, recordAt } from '../../api/core/objects.ts';

/** Where a Pod says which of an indexed Job's completions it works on. */
export const INDEX = 'batch.kubernetes.io/job-completion-index';

/** Whether each Pod of a Job has a number of its own. */
export const isIndexed = (job: KubeObject): boolean => recordAt(job, 'spec').completionMode === 'Indexed';

/** The number of a Pod; -1 if it has none. */
export function indexOf(pod: KubeObject): number {
  const text = pod.metadata.annotations?.[INDEX];
  return text === undefined ? -1 : Number(text);
}

/** Gives a Pod its number: in its name, its labels and the environment of its containers. @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode */
export function withIndex(job: KubeObject, pod: KubeObject, index: number): void {
  const { metadata } = pod;
  metadata.generateName = `${job.metadata.name}-${index}-`;
  metadata.annotations = { ...metadata.annotations, [INDEX]: String(index) };
  metadata.labels = { ...metadata.labels, [INDEX]: String(index) };
  const spec = group(pod, 'spec');
  spec.hostname = `${job.metadata.name}-${index}`;
  for (const container of [...asList(spec.containers), ...asList(spec.initContainers)] as Record<string, unknown>[]) {
    const env = asList(container.env);
    if (env.some(({ name }) => name === 'JOB_COMPLETION_INDEX')) continue;
    container.env = [
      ...env,
      { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX}']` } } },
    ];
  }
}

/** Numbers as text: `0-2,5`. */
export function indexesText(indexes: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && last[1] + 1 === index) last[1] = index;
    else parts.push([index, index]);
  }
  return parts
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from},${to}` : `${from}-${to}`))
    .join(',');
}

/** What a Job's failure policy says of a Pod that has failed. @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy */
export function failureRule(job: KubeObject, pod: KubeObject): { action: string; message: string } | undefined {
  const rules = asList(recordAt(job, 'spec', 'podFailurePolicy').rules);
  const status = recordAt(pod, 'status');
  const { namespace, name } = pod.metadata;
  for (const [index, rule] of rules.entries()) {
    const action = String(rule.action);
    const end = `matching ${action} rule at index ${index}`;
    if (rule.onExitCodes) {
      const { operator, values, containerName } = asRecord(rule.onExitCodes);
      const list = Array.isArray(values) ? values : [];
      const found = [...asList(status.containerStatuses), ...asList(status.initContainerStatuses)].find((container) => {
        const code = recordAt(container.state, 'terminated').exitCode;
        if (code === undefined || code === 0) return false;
        if (containerName !== undefined && containerName !== container.name) return false;
        return list.includes(code) === (operator === 'In');
      });
      if (found) {
        const code = String(recordAt(found.state, 'terminated').exitCode);
        const message = `Container ${String(found.name)} for pod ${namespace}/${name} failed with exit code ${code} ${end}`;
        return { action, message };
      }
    } else
      for (const pattern of asList(rule.onPodConditions)) {
        const isMet = asList(status.conditions).some(
          (one) => one.type === pattern.type && one.status === (pattern.status ?? 'True'),
        );
        if (isMet) return { action, message: `Pod ${namespace}/${name} has condition ${String(pattern.type)} ${end}` };
      }
  }
  return undefined;
}
