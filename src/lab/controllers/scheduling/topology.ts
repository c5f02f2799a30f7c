import { asList, asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../../api/core/selectors.ts';
import type { Client } from '../framework.ts';
import { hasEnded } from '../pods.ts';

/** Why a node does not do; `isFinal` if nothing that could be taken away would help. */
export interface Reason {
  text: string;
  isFinal: boolean;
}

/** What is on the nodes while a Pod is looked at. */
export interface Scene {
  client: Client;
  pod: KubeObject;
  nodes: readonly KubeObject[];
  /** All Pods that stand on nodes and have not ended. */
  placed: readonly KubeObject[];
  /** Whether a node's taints and the Pod's selector let the Pod on it: only such nodes count for spreading. */
  isEligible(node: KubeObject, constraint: Data): boolean;
}

const nodeOf = (pod: KubeObject): string => String(recordAt(pod, 'spec').nodeName ?? '');

/** Whether a term of an affinity means a Pod. */
function means(scene: Scene, owner: KubeObject, term: Data, other: KubeObject): boolean {
  const { namespaces, namespaceSelector, labelSelector } = term;
  const inNamespace =
    asTexts(namespaces).includes(other.metadata.namespace ?? '') ||
    (namespaceSelector !== undefined &&
      matchesLabels(
        selectorOf(namespaceSelector),
        scene.client.find(scene.client.resource('', 'namespaces'), '', other.metadata.namespace ?? '')?.metadata
          .labels ?? {},
      )) ||
    (asTexts(namespaces).length === 0 &&
      namespaceSelector === undefined &&
      owner.metadata.namespace === other.metadata.namespace);
  return (
    inNamespace && labelSelector !== undefined && matchesLabels(selectorOf(labelSelector), other.metadata.labels ?? {})
  );
}

function terms(pod: KubeObject, kind: 'podAffinity' | 'podAntiAffinity'): readonly Data[] {
  return asList(recordAt(pod, 'spec', 'affinity', kind).requiredDuringSchedulingIgnoredDuringExecution);
}

/** What inter-Pod affinity says against a node. @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity */
export function affinityAgainst(scene: Scene, node: KubeObject): Reason | undefined {
  const { pod, nodes, placed } = scene;
  const byName = new Map(nodes.map((one) => [one.metadata.name, one]));
  const labelAt = (name: string, key: unknown): string | undefined => byName.get(name)?.metadata.labels?.[String(key)];
  const here = (key: unknown): string | undefined => node.metadata.labels?.[String(key)];
  const wanted = terms(pod, 'podAffinity');
  if (wanted.length > 0) {
    const isMet = wanted.every(
      (term) =>
        here(term.topologyKey) !== undefined &&
        placed.some(
          (other) =>
            wanted.every((each) => means(scene, pod, each, other)) &&
            labelAt(nodeOf(other), term.topologyKey) === here(term.topologyKey),
        ),
    );
    // The first Pod of a group that wants to be among its own may go anywhere.
    const isFirst =
      !placed.some((other) => wanted.every((term) => means(scene, pod, term, other))) &&
      wanted.every((term) => means(scene, pod, term, pod) && here(term.topologyKey) !== undefined);
    if (!isMet && !isFirst) return { text: "node(s) didn't match pod affinity rules", isFinal: true };
  }
  const isNear = (term: Data, other: KubeObject): boolean =>
    here(term.topologyKey) !== undefined && labelAt(nodeOf(other), term.topologyKey) === here(term.topologyKey);
  for (const term of terms(pod, 'podAntiAffinity'))
    if (placed.some((other) => means(scene, pod, term, other) && isNear(term, other)))
      return { text: "node(s) didn't match pod anti-affinity rules", isFinal: false };
  for (const other of placed)
    if (terms(other, 'podAntiAffinity').some((term) => means(scene, other, term, pod) && isNear(term, other)))
      return { text: "node(s) didn't satisfy existing pods anti-affinity rules", isFinal: false };
  return undefined;
}

/** What constraints on spreading say against a node. @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ */
export function spreadAgainst(scene: Scene, node: KubeObject): Reason | undefined {
  const { pod, nodes, placed } = scene;
  const constraints = asList(recordAt(pod, 'spec').topologySpreadConstraints).filter(
    ({ whenUnsatisfiable = 'DoNotSchedule' }) => whenUnsatisfiable === 'DoNotSchedule',
  );
  for (const constraint of constraints) {
    const key = String(constraint.topologyKey);
    const own = node.metadata.labels?.[key];
    if (own === undefined)
      return { text: "node(s) didn't match pod topology spread constraints (missing required label)", isFinal: true };
    const selector = selectorOf(withKeys(pod, constraint));
    const counts = new Map<string, number>();
    for (const one of nodes) {
      const value = one.metadata.labels?.[key];
      if (value === undefined || !scene.isEligible(one, constraint)) continue;
      const matching = placed.filter(
        (other) =>
          nodeOf(other) === one.metadata.name &&
          other.metadata.namespace === pod.metadata.namespace &&
          other.metadata.deletionTimestamp === undefined &&
          constraint.labelSelector !== undefined &&
          matchesLabels(selector, other.metadata.labels ?? {}),
      );
      counts.set(value, (counts.get(value) ?? 0) + matching.length);
    }
    const self = constraint.labelSelector !== undefined && matchesLabels(selector, pod.metadata.labels ?? {}) ? 1 : 0;
    const least = counts.size < Number(constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
    if ((counts.get(own) ?? 0) + self - least > Number(constraint.maxSkew))
      return { text: "node(s) didn't match pod topology spread constraints", isFinal: false };
  }
  return undefined;
}

/** The selector of a constraint with the keys whose values are those of the Pod itself. */
function withKeys(pod: KubeObject, { labelSelector, matchLabelKeys }: Data): unknown {
  const keys = asTexts(matchLabelKeys).filter((key) => pod.metadata.labels?.[key] !== undefined);
  if (keys.length === 0) return labelSelector;
  const { matchExpressions, ...selector } = asRecord(labelSelector);
  const further = keys.map((key) => ({ key, operator: 'In', values: [pod.metadata.labels?.[key]] }));
  return { ...selector, matchExpressions: [...asList(matchExpressions), ...further] };
}

/** What ports on the node itself say against it. */
export function portsAgainst({ pod, placed }: Scene, node: KubeObject): Reason | undefined {
  const portsOf = (one: KubeObject): { port: unknown; protocol: unknown; address: unknown }[] =>
    asList(recordAt(one, 'spec').containers).flatMap((container) =>
      asList(container.ports)
        .filter(({ hostPort }) => Number(hostPort ?? 0) > 0)
        .map(({ hostPort, protocol = 'TCP', hostIP = '0.0.0.0' }) => ({ port: hostPort, protocol, address: hostIP })),
    );
  const wanted = portsOf(pod);
  if (wanted.length === 0) return undefined;
  const used = placed.filter((other) => !hasEnded(other) && nodeOf(other) === node.metadata.name).flatMap(portsOf);
  const isTaken = wanted.some((one) =>
    used.some(
      (other) =>
        other.port === one.port &&
        other.protocol === one.protocol &&
        (other.address === one.address || other.address === '0.0.0.0' || one.address === '0.0.0.0'),
    ),
  );
  return isTaken ? { text: "node(s) didn't have free ports for the requested pod ports", isFinal: false } : undefined;
}
