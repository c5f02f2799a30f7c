import type { LabTask } from '../../curriculum/schema/lab.ts';
import type { LabCondition } from '../../curriculum/schema/lab-cluster.ts';

/** What the judge has to know of a task. */
export type JudgedTask = Pick<LabTask, 'id' | 'title' | 'check'>;

/** What has to hold when a task is done: the conditions of `kind: state`, too, which is an older form of one of them. */
export function conditionsOf({ title, check }: Pick<JudgedTask, 'title' | 'check'>): LabCondition[] {
  if (check.kind === 'conditions') return check.conditions;
  if (check.kind !== 'state') return [];
  const { resource, name, selector, namespace, path, expected } = check;
  return [
    { kind: 'value', resource, name, selector, namespace, path, equals: expected, anyOrder: false, message: title },
  ];
}

/** What tells one condition of kind "kept" from others: whom it is about. */
export function keptKey({
  context,
  resource,
  name,
  selector,
  namespace,
}: Extract<LabCondition, { kind: 'kept' }>): string {
  return JSON.stringify([resource, name, selector, namespace, ...(context === undefined ? [] : [context])]);
}
