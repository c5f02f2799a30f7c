import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import { type Fitting, priorityOf, reasonsAgainst } from './filter.ts';

/** Pods that would have to go from a node so that another fits there. */
export interface Candidate {
  node: KubeObject;
  victims: KubeObject[];
}

/** What looking for Pods that could go has found: a node with those to go, or why not, for each node. */
export interface Preemption {
  candidate: Candidate | undefined;
  reasons: string[];
}

const startOf = (pod: KubeObject): number =>
  Date.parse(String(recordAt(pod, 'status').startTime ?? pod.metadata.creationTimestamp));

/** Looks for Pods of less importance whose end would make room. @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/ */
export function findVictims(fitting: Fitting): Preemption {
  const { scene, claims, against } = fitting;
  const { pod } = scene;
  const reasons: string[] = [];
  const candidates: Candidate[] = [];
  for (const [node, why] of against) {
    if (why.some(({ isFinal }) => isFinal)) {
      reasons.push('Preemption is not helpful for scheduling');
      continue;
    }
    const isLess = (one: KubeObject): boolean =>
      recordAt(one, 'spec').nodeName === node.metadata.name && priorityOf(one) < priorityOf(pod);
    const less = scene.placed.filter(isLess);
    if (less.length === 0) {
      reasons.push('No preemption victims found for incoming pod');
      continue;
    }
    const without = (gone: ReadonlySet<KubeObject>) =>
      reasonsAgainst({ ...scene, placed: scene.placed.filter((one) => !gone.has(one)) }, claims, node);
    const gone = new Set(less);
    const still = without(gone);
    if (still.length > 0) {
      reasons.push(...still.map(({ text }) => text));
      continue;
    }
    // As many as possible stay, the most important and oldest first.
    const order = [...less].sort((a, b) => priorityOf(b) - priorityOf(a) || startOf(a) - startOf(b));
    for (const one of order) {
      gone.delete(one);
      if (without(gone).length > 0) gone.add(one);
    }
    candidates.push({ node, victims: order.filter((one) => gone.has(one)) });
  }
  if (recordAt(pod, 'spec').preemptionPolicy === 'Never') return { candidate: undefined, reasons };
  const cost = ({ victims }: Candidate): readonly number[] => [
    Math.max(...victims.map(priorityOf)),
    victims.reduce((sum, one) => sum + priorityOf(one) + 2 ** 31, 0),
    victims.length,
    -Math.max(...victims.map(startOf)),
  ];
  const [candidate] = candidates.sort((a, b) => {
    const [first, second] = [cost(a), cost(b)];
    const index = first.findIndex((value, at) => value !== second[at]);
    return index < 0 ? 0 : (first[index] as number) - (second[index] as number);
  });
  return { candidate, reasons };
}
