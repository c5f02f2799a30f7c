import { asList, asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../../api/core/selectors.ts';

/** Whether a toleration puts up with a taint. @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export function tolerates(toleration: Data, taint: Data): boolean {
  const { key = '', value = '', effect = '' } = toleration;
  const operator = toleration.operator || 'Equal';
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  if (key === '' && operator !== 'Exists') return false;
  return operator === 'Exists' || value === (taint.value ?? '');
}

/** Whether a Pod puts up with a taint. */
export function isTolerated(pod: KubeObject, taint: Data): boolean {
  return asList(recordAt(pod, 'spec').tolerations).some((toleration) => tolerates(toleration, taint));
}

/** The first taint of a node that keeps a Pod from being placed there. */
export function untolerated(pod: KubeObject, node: KubeObject): Data | undefined {
  return asList(recordAt(node, 'spec').taints).find(
    (one) => (one.effect === 'NoSchedule' || one.effect === 'NoExecute') && !isTolerated(pod, one),
  );
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  Gt: (a, b) => a > b,
  Lt: (a, b) => a < b,
};

/** Whether a term of a node selector means a node. */
export function matchesTerm(term: Data, node: KubeObject): boolean {
  const expressions = asList(term.matchExpressions);
  const fields = asList(term.matchFields);
  if (expressions.length === 0 && fields.length === 0) return false;
  const labels = node.metadata.labels ?? {};
  const numbers = expressions.filter(({ operator }) => String(operator) in COMPARISONS);
  const others = expressions.filter(({ operator }) => !(String(operator) in COMPARISONS));
  return (
    matchesLabels(selectorOf({ matchExpressions: others }), labels) &&
    numbers.every(({ key, operator, values }) => {
      const value = labels[String(key)];
      const compare = COMPARISONS[String(operator)];
      return value !== undefined && compare?.(Number(value), Number(asTexts(values)[0])) === true;
    }) &&
    matchesLabels(selectorOf({ matchExpressions: fields }), { 'metadata.name': node.metadata.name })
  );
}

/** Whether a node is among those that a Pod's selector and affinity allow. */
export function isSelected(pod: KubeObject, node: KubeObject): boolean {
  const spec = recordAt(pod, 'spec');
  if (!Object.entries(asRecord(spec.nodeSelector)).every(([key, value]) => node.metadata.labels?.[key] === value))
    return false;
  const required = recordAt(spec, 'affinity', 'nodeAffinity').requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || asList(asRecord(required).nodeSelectorTerms).some((term) => matchesTerm(term, node));
}
