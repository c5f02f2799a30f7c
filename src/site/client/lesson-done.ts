import words from 'virtual:words';
import { updateLesson, watchProgress } from './every-page/storage.ts';
import { itemsOfPage, lessonId, sectionsOfPage, tasksOfPage } from './lesson-parts.ts';

/** Marks a lesson as done, and takes it back; says how far reading, lab and quiz are, which are three things. */
class LessonDone extends HTMLElement {
  connectedCallback(): void {
    const button = document.createElement('button');
    button.type = 'button';
    let done = false;
    button.addEventListener('click', () => {
      updateLesson(lessonId, ({ completed: _, reopened: __, ...rest }) =>
        done ? { ...rest, reopened: true } : { ...rest, completed: new Date().toISOString() },
      );
    });
    const marks = document.createElement('ul');
    marks.className = 'learned';
    this.append(button, marks);
    watchProgress(({ lessons }) => {
      const { completed, sections = [], tasks = [], quiz = {} } = lessons[lessonId] ?? {};
      done = Boolean(completed);
      button.textContent = done ? words.lessonUndone : words.lessonDone;
      button.setAttribute('aria-pressed', String(done));
      button.classList.toggle('primary', !done);
      marks.replaceChildren(
        ...this.mark(
          words.learnedSections,
          sectionsOfPage().map(({ id }) => id),
          (id) => sections.includes(id),
        ),
        ...this.mark(words.learnedTasks, tasksOfPage(), (id) => tasks.includes(id)),
        ...this.mark(words.learnedItems, itemsOfPage(), (id) => quiz[id]?.right === true),
      );
    });
  }

  private mark(text: string, ids: readonly string[], isDone: (id: string) => boolean): Element[] {
    if (ids.length === 0) return [];
    const count = ids.filter(isDone).length;
    const entry = document.createElement('li');
    entry.dataset.complete = String(count === ids.length);
    entry.textContent = text.replace('{done}', () => String(count)).replace('{total}', () => String(ids.length));
    return [entry];
  }
}
customElements.define('lesson-done', LessonDone);
