/** What the lesson on this page consists of, as far as learners get through it: sections to read, tasks of its lab, its quiz. */

/** A section to read. */
export interface PageSection {
  /** Id of its heading; empty for what stands before the first one. */
  id: string;
  title: string;
  /** Where it begins, and what stands behind its end. */
  start: Element;
  end: Element;
}

const article = document.querySelector<HTMLElement>('article[data-lesson]');

/** Id of the lesson; empty on other pages. */
export const lessonId = article?.dataset.lesson ?? '';

/** Title of the lesson. */
export const lessonTitle = article?.querySelector('h1')?.textContent ?? lessonId;

/** The sections of the lesson, in order. */
export function sectionsOfPage(): PageSection[] {
  const prose = article?.querySelector('.prose');
  const last = document.querySelector('.actions');
  const title = article?.querySelector('h1');
  if (!prose || !last || !title) return [];
  const headings = [...prose.querySelectorAll(':scope > h2')];
  const starts = prose.firstElementChild === headings[0] ? headings : [title, ...headings];
  return starts.map((start, index) => ({
    id: start === title ? '' : start.id,
    title: start.textContent.trim(),
    start,
    end: starts[index + 1] ?? last,
  }));
}

/** Ids of the tasks of the lab, without optional ones. */
export function tasksOfPage(): string[] {
  return [...document.querySelectorAll<HTMLElement>('.lab > .tasks > [data-task]:not([data-optional])')].map(
    (task) => task.dataset.task ?? '',
  );
}

/** Ids of the items of the quiz. */
export function itemsOfPage(): string[] {
  return [...document.querySelectorAll<HTMLElement>('quiz-item')].map((item) => item.dataset.item ?? '');
}
