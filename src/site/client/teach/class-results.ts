import words from 'virtual:teach-words';
import { type AskedLesson, classResults } from '../../teach-results.ts';
import type { Progress } from '../every-page/progress.ts';
import { understood } from '../every-page/storage.ts';
import { fill } from '../practice/dom.ts';

/** What became of a class, from the progress that its learners have exported. Nothing of it is kept, or leaves the browser. */
class ResultsOfClass extends HTMLElement {
  readonly #learners = new Map<string, Progress>();

  connectedCallback(): void {
    this.hidden = false;
    const input = this.querySelector('input');
    input?.addEventListener('change', () => {
      void this.#read([...(input.files ?? [])]).then(() => {
        input.value = '';
      });
    });
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      void this.#read([...(event.dataTransfer?.files ?? [])]);
    });
  }

  async #read(files: readonly File[]): Promise<void> {
    const bad: string[] = [];
    for (const file of files) {
      let value: unknown;
      try {
        value = JSON.parse(await file.text());
      } catch {
        value = undefined;
      }
      const progress = understood(value);
      if (typeof progress === 'string') bad.push(fill(words.teachResultsBad, { name: file.name }));
      // Everybody's file has the same name: what is chosen once more takes the place of the same file only.
      else this.#learners.set(`${file.name.replace(/\.json$/i, '')} (${this.#numberOf(file)})`, progress);
    }
    this.#show(bad);
  }

  readonly #files = new Map<string, number>();
  #numberOf(file: File): number {
    const key = `${file.name} ${file.size} ${file.lastModified}`;
    const number = this.#files.get(key) ?? this.#files.size + 1;
    this.#files.set(key, number);
    return number;
  }

  #show(bad: readonly string[]): void {
    const lessons = JSON.parse(this.dataset.lessons ?? '{}') as Record<string, AskedLesson>;
    const all = [...this.#learners].map(([name, progress]) => ({ name, progress }));
    const { learners, missed } = classResults(all, lessons);
    const place = this.querySelector('.results');
    const problems = bad.map((text) => element('p', [text]));
    const head = [
      words.teachResultsLearner,
      words.teachResultsLessons,
      words.teachResultsRight,
      words.teachResultsTasks,
    ];
    const rows = learners.map(({ name, lessons: done, right, answered, tasks }) => [
      name,
      String(done),
      `${right} / ${answered}`,
      String(tasks),
    ]);
    const hard = missed.map(({ lesson, item, question, missed: count, asked }) => {
      const link = element('a', [lessons[lesson]?.title ?? lesson]);
      link.setAttribute('href', `${lessons[lesson]?.address}#q-${item}`);
      return element('li', [
        link,
        `: ${question} (${fill(words.teachResultsMissedBy, { missed: String(count), asked: String(asked) })})`,
      ]);
    });
    const list = missed.length > 0 ? element('ol', hard) : element('p', [words.teachResultsNobody]);
    place?.replaceChildren(
      ...problems,
      ...(learners.length > 0 ? [table(head, rows), element('h3', [words.teachResultsMissed]), list] : []),
    );
  }
}

function element(name: string, children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const line = (cells: readonly string[], name: 'th' | 'td'): HTMLElement =>
    element(
      'tr',
      cells.map((cell) => element(name, [cell])),
    );
  return element('table', [
    element('thead', [line(head, 'th')]),
    element(
      'tbody',
      rows.map((row) => line(row, 'td')),
    ),
  ]);
}

customElements.define('class-results', ResultsOfClass);
