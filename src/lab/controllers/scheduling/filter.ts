import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../../api/core/selectors.ts';
import type { Client } from '../framework.ts';
import { hasEnded } from '../pods.ts';
import { podRequests, quantityValue } from '../resources.ts';

/** Which nodes a Pod fits on, and why not on the others. */
export interface Fitting {
  fitting: KubeObject[];
  message: string;
}

/** Whether a toleration puts up with a taint. @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export function tolerates(toleration: Data, taint: Data): boolean {
  const { key = '', operator = 'Equal', value = '', effect = '' } = toleration;
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  if (key === '' && operator !== 'Exists') return false;
  return operator === 'Exists' || value === (taint.value ?? '');
}

function isTolerated(pod: KubeObject, taint: Data): boolean {
  return asList(recordAt(pod, 'spec').tolerations).some((toleration) => tolerates(toleration, taint));
}

function matchesTerm(term: Data, node: KubeObject): boolean {
  const expressions = asList(term.matchExpressions);
  const fields = asList(term.matchFields);
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    matchesLabels(selectorOf({ matchExpressions: expressions }), node.metadata.labels ?? {}) &&
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

/** Looks for nodes that a Pod fits on. */
export function filterNodes(client: Client, pod: KubeObject, nodes: readonly KubeObject[]): Fitting {
  const reasons: string[] = [];
  const fitting: KubeObject[] = [];
  const running = client.list(client.resource('', 'pods')).filter((one) => !hasEnded(one));
  let helps = 0;
  for (const node of nodes) {
    const here = running.filter((one) => recordAt(one, 'spec').nodeName === node.metadata.name);
    const why = reasonsAgainst(pod, node, here);
    if (why.reasons.length === 0) fitting.push(node);
    else {
      reasons.push(...why.reasons);
      if (why.canBePreempted) helps++;
    }
  }
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const list = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const preemption = [
    ...(nodes.length - helps > 0 ? [`${nodes.length - helps} Preemption is not helpful for scheduling`] : []),
    ...(helps > 0 ? [`${helps} No preemption victims found for incoming pod`] : []),
  ];
  const message = `0/${nodes.length} nodes are available: ${list.join(', ')}. no new claims to deallocate, preemption: 0/${nodes.length} nodes are available: ${preemption.join(', ')}.`;
  return { fitting, message };
}

function reasonsAgainst(
  pod: KubeObject,
  node: KubeObject,
  here: readonly KubeObject[],
): { reasons: string[]; canBePreempted: boolean } {
  const spec = recordAt(node, 'spec');
  const no = (reason: string): { reasons: string[]; canBePreempted: boolean } => ({
    reasons: [reason],
    canBePreempted: false,
  });
  const unschedulable = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (spec.unschedulable === true && !isTolerated(pod, unschedulable)) return no('node(s) were unschedulable');
  const taint = asList(spec.taints).find(
    (one) => (one.effect === 'NoSchedule' || one.effect === 'NoExecute') && !isTolerated(pod, one),
  );
  if (taint) return no('node(s) had untolerated taint(s)');
  if (!isSelected(pod, node)) return no("node(s) didn't match Pod's node affinity/selector");
  const allocatable = recordAt(node, 'status', 'allocatable');
  const reasons: string[] = [];
  let canBePreempted = true;
  if (here.length + 1 > quantityValue(allocatable.pods ?? '110')) reasons.push('Too many pods');
  for (const [name, wanted] of podRequests(pod)) {
    if (wanted === 0) continue;
    const capacity = quantityValue(allocatable[name] ?? '0');
    const used = here.reduce((total, one) => total + (podRequests(one).get(name) ?? 0), 0);
    if (used + wanted > capacity) {
      reasons.push(`Insufficient ${name}`);
      if (wanted > capacity) canBePreempted = false;
    }
  }
  return { reasons, canBePreempted };
}
