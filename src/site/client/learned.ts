import type { Progress } from './every-page/progress.ts';
import { watchProgress } from './every-page/storage.ts';

/** How many of some things are done. */
interface Count {
  done: number;
  total: number;
}

/** Names "<lesson>/<part>" of an attribute, as pairs. */
function pairs(text: string | undefined): [lesson: string, part: string][] {
  return (text ?? '')
    .split(' ')
    .filter(Boolean)
    .map((name) => [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)]);
}

const isRight = ({ lessons }: Progress, [lesson, item]: [string, string]): boolean =>
  lessons[lesson]?.quiz?.[item]?.right === true;

function count<T>(all: readonly T[], isDone: (one: T) => boolean): Count {
  return { done: all.filter(isDone).length, total: all.length };
}

const fill = (text: string | undefined, { done, total }: Count): string =>
  (text ?? '').replace('{done}', () => String(done)).replace('{total}', () => String(total));

/**
 * How far a learner is with something, in words that the part of the page around it gives: lessons that are done, sections read, tasks done,
 * questions answered rightly. Only what the page names counts, so that what is not there any more does not.
 */
class LearnedState extends HTMLElement {
  connectedCallback(): void {
    const lessonIds = (this.dataset.lessons ?? '').split(' ').filter(Boolean);
    const [sections, tasks, items] = [this.dataset.sections, this.dataset.tasks, this.dataset.items].map(pairs) as [
      [string, string][],
      [string, string][],
      [string, string][],
    ];
    const words = this.closest<HTMLElement>('[data-sections-text]')?.dataset ?? {};
    watchProgress((progress) => {
      const { lessons } = progress;
      const parts: [Count, string | undefined][] = [
        [count(lessonIds, (id) => Boolean(lessons[id]?.completed)), words.lessonsText],
        [count(sections, ([id, part]) => lessons[id]?.sections?.includes(part) ?? false), words.sectionsText],
        [count(tasks, ([id, part]) => lessons[id]?.tasks?.includes(part) ?? false), words.tasksText],
        [count(items, (item) => isRight(progress, item)), words.itemsText],
      ];
      const shown = parts.filter(([{ total }]) => total > 0);
      const begun = shown.some(([{ done }]) => done > 0);
      this.dataset.complete = String(begun && shown.every(([{ done, total }]) => done === total));
      this.hidden = !begun && this.dataset.always === undefined;
      this.replaceChildren(
        ...shown.map(([one, text]) => {
          const part = document.createElement('span');
          part.dataset.complete = String(one.done === one.total);
          part.textContent = fill(text, one);
          return part;
        }),
      );
    });
  }
}
customElements.define('learned-state', LearnedState);

/** Entries for questions: shown while the question was tried and is not answered rightly, or only after many tries. */
class WeakSpots extends HTMLElement {
  connectedCallback(): void {
    const MANY_TRIES = 3;
    const entries = [...this.querySelectorAll<HTMLElement>('[data-item]')];
    const none = this.querySelector<HTMLElement>('[data-none]');
    watchProgress(({ lessons }) => {
      for (const entry of entries) {
        const [[lesson, item] = ['', '']] = pairs(entry.dataset.item);
        const result = lessons[lesson]?.quiz?.[item];
        entry.hidden = !result || (result.right && result.tries < MANY_TRIES);
      }
      if (none) none.hidden = entries.some((entry) => !entry.hidden);
    });
    this.hidden = false;
  }
}
customElements.define('weak-spots', WeakSpots);
