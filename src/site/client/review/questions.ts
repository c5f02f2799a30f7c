import { lessonPath } from '../every-page/progress.ts';
import { BASE } from '../every-page/storage.ts';

/** A question as its lesson has it. */
export interface Question {
  element: HTMLElement;
  lesson: { title: string; href: string };
}

/** Why there is no question: its lesson cannot be loaded, or has it no more. */
export type NoQuestion = 'unreachable' | 'gone';

/** Questions out of the pages of their lessons: what readers have saved for times without a network has them, too. */
export class Questions {
  readonly #pages = new Map<string, Promise<Document | NoQuestion>>();

  async #load(lesson: string): Promise<Document | NoQuestion> {
    try {
      const answer = await fetch(lessonPath(lesson, BASE));
      if (answer.status === 404) return 'gone';
      if (!answer.ok) return 'unreachable';
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      // Without a network another page may come, which says so.
      return page.querySelector<HTMLElement>('article[data-lesson]')?.dataset.lesson === lesson ? page : 'unreachable';
    } catch {
      return 'unreachable';
    }
  }

  /** A question, to be put into the page. @param key `<lesson>/<item>` */
  async get(key: string): Promise<Question | NoQuestion> {
    const [lesson = '', item = ''] = key.split('/');
    const loading = this.#pages.get(lesson) ?? this.#load(lesson);
    this.#pages.set(lesson, loading);
    const page = await loading;
    if (typeof page === 'string') {
      if (page === 'unreachable') this.#pages.delete(lesson);
      return page;
    }
    const found = page.querySelector<HTMLElement>(`quiz-item[data-item="${CSS.escape(item)}"]`);
    if (!found) return 'gone';
    const title = page.querySelector('h1')?.textContent.trim() ?? lesson;
    return {
      element: document.importNode(found, true),
      lesson: { title, href: `${lessonPath(lesson, BASE)}#q-${item}` },
    };
  }
}
