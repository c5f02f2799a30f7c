import type { ShownLabels } from '../../../lab/metrics/view/view.ts';
import { make } from '../practice/dom.ts';

/** How long ago something was, as people say it. @param milliseconds since then */
export function agoText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The time of the day of a moment, in UTC. */
export const timeText = (time: number): string => new Date(time).toISOString().slice(11, 19);

/** Labels, one beside the other. */
export function labelList(labels: ShownLabels): HTMLElement {
  return make(
    'ul',
    { class: 'monitoring-labels' },
    ...labels.map(([name, value]) => make('li', {}, make('code', {}, `${name}="${value}"`))),
  );
}

/** Something that unfolds. @param key under which it stays open while what is shown changes */
export function unfolding(summary: string, ...content: Node[]): HTMLDetailsElement {
  return make('details', { class: 'monitoring-more' }, make('summary', {}, summary), ...content);
}

/** A state, told by a sign and a word and not by its color alone. */
export function stateMark(state: 'good' | 'bad' | 'waiting' | 'off', text: string): HTMLElement {
  return make('span', { class: 'monitoring-state', 'data-state': state }, text);
}

/** Replaces what an element shows if that has changed; what is unfolded stays so, and the focus where it was. */
export class Region {
  readonly element: HTMLElement;
  #key = '';

  constructor(element: HTMLElement) {
    this.element = element;
  }

  show(key: string, content: () => (Node | undefined)[]): void {
    if (key === this.#key) return;
    this.#key = key;
    const open = [...this.element.querySelectorAll('details')].map((one) => one.open);
    const focused = [...this.element.querySelectorAll<HTMLElement>('button, summary, input, select')].indexOf(
      document.activeElement as HTMLElement,
    );
    this.element.replaceChildren(...content().filter((node) => node !== undefined));
    for (const [index, one] of [...this.element.querySelectorAll('details')].entries()) one.open = open[index] ?? false;
    if (focused >= 0) this.element.querySelectorAll<HTMLElement>('button, summary, input, select')[focused]?.focus();
  }
}
