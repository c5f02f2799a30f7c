import type { ClusterView, NodeView, PodView } from '../../../lab/view/cluster-view.ts';
import { make } from './dom.ts';
import words from './words.ts';

/** Namespaces of the cluster itself: nobody's lab is in them. */
const SYSTEM = /^(?:kube-|local-path-storage$)/;

/** A live picture of what is where: nodes, the Pods on them, and those that wait for a node. */
export class ClusterPane {
  readonly element: HTMLElement;
  readonly #nodes = make('div', { class: 'practice-nodes' });
  readonly #pods = new Map<string, HTMLElement>();
  readonly #system = make('input', { type: 'checkbox', autocomplete: 'off' });
  #view: ClusterView | undefined;

  constructor() {
    this.#system.addEventListener('change', () => this.#view && this.update(this.#view));
    this.element = make(
      'div',
      {},
      this.#nodes,
      make('label', { class: 'task-done' }, this.#system, words.clusterSystem),
    );
  }

  update(view: ClusterView): void {
    this.#view = view;
    const seen = new Set<string>();
    const waiting = view.pending.filter((pod) => this.#isShown(pod));
    this.#nodes.replaceChildren(
      ...(waiting.length > 0 ? [this.#card(words.clusterPending, '', waiting, seen)] : []),
      ...view.nodes.map((node) =>
        this.#card(
          node.name,
          stateOf(node),
          node.pods.filter((pod) => this.#isShown(pod)),
          seen,
        ),
      ),
    );
    for (const uid of this.#pods.keys()) if (!seen.has(uid)) this.#pods.delete(uid);
  }

  #isShown({ namespace }: PodView): boolean {
    return this.#system.checked || !SYSTEM.test(namespace);
  }

  #card(name: string, state: string, pods: readonly PodView[], seen: Set<string>): HTMLElement {
    return make(
      'section',
      { class: 'practice-node' },
      make('h3', {}, name, make('span', {}, state)),
      pods.length === 0
        ? make('p', { class: 'practice-none' }, words.clusterNoPods)
        : make('ul', { class: 'practice-pods' }, ...pods.map((pod) => this.#pod(pod, seen))),
    );
  }

  /** The element of a Pod stays the same, so that nothing blinks that has not changed. */
  #pod(pod: PodView, seen: Set<string>): HTMLElement {
    seen.add(pod.uid);
    const element = this.#pods.get(pod.uid) ?? make('li', { class: 'practice-pod' });
    this.#pods.set(pod.uid, element);
    const text = JSON.stringify(pod);
    if (element.dataset.shown === text) return element;
    element.dataset.shown = text;
    element.dataset.state = pod.state;
    element.replaceChildren(
      make('span', { class: 'state' }),
      make('b', {}, pod.name),
      make('span', {}, pod.status),
      make('small', {}, [pod.namespace, pod.ready, ...pod.images].join(' · ')),
    );
    return element;
  }
}

function stateOf({ role, isReady, isSchedulable }: NodeView): string {
  return [
    role,
    isReady ? words.clusterNodeReady : words.clusterNodeNotReady,
    !isSchedulable && words.clusterNodeCordoned,
  ]
    .filter((one) => one)
    .join(' · ');
}
