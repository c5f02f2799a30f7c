import type { StoryEntry } from '../../../lab/view/story.ts';
import type { ClusterChoice } from './cluster-choice.ts';
import { fill, make } from './dom.ts';
import words from './words.ts';

/** What has happened in the cluster, as sentences, the latest first. */
export class StoryPane {
  readonly element: HTMLElement;
  readonly #list = make('ol', { class: 'practice-story' });
  #entries: readonly StoryEntry[] = [];
  readonly #none = make('p', { class: 'practice-none' }, words.clusterStoryNone);

  constructor(choice: ClusterChoice) {
    this.element = make('div', { tabindex: '0' }, choice.element, this.#none, this.#list);
    // What nobody looks at is not drawn.
    new MutationObserver(() => this.#show()).observe(this.element, { attributeFilter: ['hidden'] });
  }

  update(entries: readonly StoryEntry[]): void {
    this.#entries = entries;
    this.#show();
  }

  #show(): void {
    if (this.element.hidden) return;
    const entries = this.#entries;
    this.#none.hidden = entries.length > 0;
    this.#list.replaceChildren(
      ...entries.map((entry) => {
        const at = new Date(entry.at).toISOString();
        return make(
          'li',
          { 'data-problem': String(entry.isProblem) },
          make('time', { dateTime: at }, at.slice(11, 19)),
          make('span', {}, sentence(entry), entry.count > 1 && make('b', {}, ` ×${entry.count}`)),
        );
      }),
    );
  }
}

function sentence({ key, values }: StoryEntry): string {
  return fill(words[key], values);
}
