import type { ClusterView, NodeView, PodView, ServiceView } from '../../../lab/view/cluster-view.ts';
import { isSystemNamespace } from '../../../lab/view/system-namespaces.ts';
import type { ClusterChoice } from './cluster-choice.ts';
import { fill, make } from './dom.ts';
import words from './words.ts';

/** A node with more Pods shows their shapes only. */
const MOST_NAMED = 14;

/** A card for a node, or for the Pods that have none. */
interface Card {
  element: HTMLElement;
  state: HTMLElement;
  list: HTMLElement;
  none: HTMLElement;
  pods: Map<string, HTMLElement>;
}

/** A live picture of what is where: nodes, the Pods on them, those that wait for a node, and Services. */
export class ClusterPane {
  readonly element: HTMLElement;
  readonly #nodes = make('div', { class: 'practice-nodes' });
  readonly #cards = new Map<string, Card>();
  readonly #services = make('tbody');
  readonly #table: HTMLElement;
  readonly #system = make('input', { type: 'checkbox', autocomplete: 'off' });
  #view: ClusterView | undefined;

  constructor(choice: ClusterChoice) {
    this.#system.addEventListener('change', () => this.#show());
    const head = [words.clusterService, words.clusterServiceType, words.clusterServiceReady];
    this.#table = make(
      'table',
      { class: 'practice-services' },
      make('caption', {}, words.clusterServices),
      make('thead', {}, make('tr', {}, ...head.map((label) => make('th', { scope: 'col' }, label)))),
      this.#services,
    );
    this.element = make(
      'div',
      {},
      choice.element,
      this.#nodes,
      this.#table,
      make('label', { class: 'task-done' }, this.#system, words.clusterSystem),
    );
    // What nobody looks at is not drawn: it is brought up to date when it is shown.
    new MutationObserver(() => this.#show()).observe(this.element, { attributeFilter: ['hidden'] });
  }

  update(view: ClusterView): void {
    this.#view = view;
    this.#show();
  }

  #show(): void {
    if (!this.#view || this.element.hidden) return;
    const { nodes, waiting, services } = this.#view;
    this.#fill('', words.clusterPending, '', waiting);
    for (const node of nodes) this.#fill(node.name, node.name, stateOf(node), node.pods);
    const names = new Set(nodes.map(({ name }) => name));
    for (const [name, { element }] of this.#cards) if (name !== '' && !names.has(name)) element.remove();
    const shown = services.filter((service) => this.#isShown(service) && service.namespace !== 'default');
    this.#table.hidden = shown.length === 0;
    this.#services.replaceChildren(
      ...shown.map(({ namespace, name, type, ready, all }) =>
        make(
          'tr',
          {},
          make('th', { scope: 'row' }, `${namespace}/${name}`),
          make('td', {}, type),
          make('td', {}, `${ready}/${all}`),
        ),
      ),
    );
  }

  #isShown({ namespace }: PodView | ServiceView): boolean {
    return this.#system.checked || !isSystemNamespace(namespace);
  }

  #fill(key: string, title: string, state: string, all: readonly PodView[]): void {
    const pods = all.filter((pod) => this.#isShown(pod));
    const card = this.#cards.get(key) ?? this.#card(key, title);
    card.element.hidden = key === '' && pods.length === 0;
    const isDense = pods.length > MOST_NAMED;
    const text = isDense
      ? [state, fill(words.clusterReplicas, { count: pods.length })].filter(Boolean).join(' · ')
      : state;
    if (card.state.textContent !== text) card.state.textContent = text;
    card.none.hidden = pods.length > 0;
    card.list.toggleAttribute('data-dense', isDense);
    const uids = new Set(pods.map(({ uid }) => uid));
    for (const [uid, element] of card.pods) {
      if (uids.has(uid)) continue;
      element.remove();
      card.pods.delete(uid);
    }
    for (const pod of pods) {
      const element = card.pods.get(pod.uid) ?? make('li', { class: 'practice-pod' });
      if (!card.pods.has(pod.uid)) {
        card.pods.set(pod.uid, element);
        card.list.append(element);
      }
      draw(element, pod, isDense);
    }
  }

  #card(key: string, title: string): Card {
    const state = make('span');
    const list = make('ul', { class: 'practice-pods' });
    const none = make('p', { class: 'practice-none' }, words.clusterNoPods);
    const element = make('section', { class: 'practice-node' }, make('h3', {}, title, state), none, list);
    const card = { element, state, list, none, pods: new Map<string, HTMLElement>() };
    this.#cards.set(key, card);
    this.#nodes.append(element);
    return card;
  }
}

/** Shows a Pod; what has not changed is not touched. */
function draw(element: HTMLElement, pod: PodView, isDense: boolean): void {
  const { name, namespace, status, ready, restarts, images, state } = pod;
  const facts = [namespace, `${status} ${ready}`, restarts > 0 && `↻ ${restarts}`, ...images]
    .filter(Boolean)
    .join(' · ');
  const text = `${isDense} ${state} ${name} ${facts}`;
  if (element.dataset.shown === text) return;
  element.dataset.shown = text;
  element.dataset.state = state;
  const shape = make('span', { class: 'state' });
  element.title = isDense ? `${name}: ${facts}` : '';
  if (isDense) element.replaceChildren(shape, make('span', { class: 'sr-only' }, `${name}: ${facts}`));
  else element.replaceChildren(shape, make('b', {}, name), make('small', {}, facts));
}

function stateOf({ isControlPlane, isReady, isSchedulable }: NodeView): string {
  return [
    isControlPlane && words.clusterControlPlane,
    isReady ? words.clusterNodeReady : words.clusterNodeNotReady,
    !isSchedulable && words.clusterNodeCordoned,
  ]
    .filter(Boolean)
    .join(' · ');
}
