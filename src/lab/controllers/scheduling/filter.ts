import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import { amount } from '../../api/validation/quantities.ts';
import type { Client } from '../framework.ts';
import { hasEnded } from '../pods.ts';
import { podRequests } from '../resources.ts';
import { claimsOf, type PodClaims, volumesAgainst } from './claims.ts';
import { isSelected, isTolerated, untolerated } from './nodes.ts';
import { affinityAgainst, portsAgainst, type Reason, type Scene, spreadAgainst } from './topology.ts';

/** Which nodes a Pod fits on, and why not on the others. */
export interface Fitting {
  fitting: KubeObject[];
  /** What stands against each node that does not do. */
  against: Map<KubeObject, Reason[]>;
  claims: PodClaims;
  scene: Scene;
}

const UNSCHEDULABLE = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** How important a Pod is. */
export const priorityOf = (pod: KubeObject): number => Number(recordAt(pod, 'spec').priority ?? 0);

/** A Pod as it will be on the node on which others have made room for it; undefined if it waits for nothing such. */
function nominated(one: KubeObject): KubeObject | undefined {
  const node = recordAt(one, 'status').nominatedNodeName;
  const spec = recordAt(one, 'spec');
  return node === undefined || spec.nodeName !== undefined || one.metadata.deletionTimestamp !== undefined
    ? undefined
    : { ...one, spec: { ...spec, nodeName: node } };
}

/**
 * What is on all nodes, and what will be: room that was made for a Pod is not given to one of less importance.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#user-exposed-information
 */
export function sceneFor(client: Client, pod: KubeObject, nodes: readonly KubeObject[]): Scene {
  const all = client.list(client.resource('', 'pods')).filter((one) => !hasEnded(one));
  const expected = all
    .filter((one) => one.metadata.uid !== pod.metadata.uid && priorityOf(one) >= priorityOf(pod))
    .flatMap((one) => nominated(one) ?? []);
  const placed = [...all.filter((one) => recordAt(one, 'spec').nodeName !== undefined), ...expected];
  return {
    client,
    pod,
    nodes,
    placed,
    isEligible: (node, { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }) =>
      (nodeAffinityPolicy !== 'Honor' || isSelected(pod, node)) &&
      (nodeTaintsPolicy !== 'Honor' || untolerated(pod, node) === undefined),
  };
}

/** Looks for nodes that a Pod fits on. */
export function filterNodes(client: Client, pod: KubeObject, nodes: readonly KubeObject[]): Fitting {
  const scene = sceneFor(client, pod, nodes);
  const claims = claimsOf(client, pod);
  const against = new Map<KubeObject, Reason[]>();
  const fitting: KubeObject[] = [];
  if (claims.problem === undefined)
    for (const node of nodes) {
      const reasons = reasonsAgainst(scene, claims, node);
      if (reasons.length === 0) fitting.push(node);
      else against.set(node, reasons);
    }
  return { fitting, against, claims, scene };
}

/** What stands against a node, in the order in which the scheduler's plugins look: the first that finds something ends it. */
export function reasonsAgainst(scene: Scene, claims: PodClaims, node: KubeObject): Reason[] {
  const { pod } = scene;
  const final = (text: string): Reason[] => [{ text, isFinal: true }];
  if (recordAt(node, 'spec').unschedulable === true && !isTolerated(pod, UNSCHEDULABLE))
    return final('node(s) were unschedulable');
  if (untolerated(pod, node)) return final('node(s) had untolerated taint(s)');
  if (!isSelected(pod, node)) return final("node(s) didn't match Pod's node affinity/selector");
  const ports = portsAgainst(scene, node);
  if (ports) return [ports];
  const resources = resourcesAgainst(scene, node);
  if (resources.length > 0) return resources;
  const last = volumesAgainst(scene.client, claims, node) ?? spreadAgainst(scene, node) ?? affinityAgainst(scene, node);
  return last ? [last] : [];
}

function resourcesAgainst({ pod, placed }: Scene, node: KubeObject): Reason[] {
  const here = placed.filter((one) => recordAt(one, 'spec').nodeName === node.metadata.name);
  const allocatable = recordAt(node, 'status', 'allocatable');
  const reasons: Reason[] = [];
  if (here.length + 1 > amount(allocatable.pods ?? '110')) reasons.push({ text: 'Too many pods', isFinal: false });
  for (const [name, wanted] of podRequests(pod)) {
    if (wanted === 0) continue;
    const capacity = amount(allocatable[name] ?? '0');
    const used = here.reduce((total, one) => total + (podRequests(one).get(name) ?? 0), 0);
    if (used + wanted > capacity) reasons.push({ text: `Insufficient ${name}`, isFinal: wanted > capacity });
  }
  return reasons;
}

/** `2 Insufficient cpu, 1 node(s) had …`, sorted as texts. */
function counted(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}

/** The sentence that says why a Pod fits nowhere. @param preemption what was found on each node when looking for Pods that could go; undefined when some will go, a text if nobody looked */
export function refusalText(
  { against, claims, scene }: Fitting,
  preemption: readonly string[] | string | undefined,
): string {
  const head = `0/${scene.nodes.length} nodes are available:`;
  if (scene.nodes.length === 0) return 'no nodes available to schedule pods';
  if (claims.problem !== undefined) return `${head} ${claims.problem}. not found`;
  const why = counted([...against.values()].flatMap((reasons) => reasons.map(({ text }) => text)));
  if (!preemption) return `${head} ${why}.`;
  const found = typeof preemption === 'string' ? preemption : `${head} ${counted(preemption)}.`;
  return `${head} ${why}. no new claims to deallocate, preemption: ${found}`;
}
