import { readProgress, updateLesson, watchProgress, writeProgress } from './every-page/storage.ts';

/** Marks a lesson as done, and takes it back. */
class LessonDone extends HTMLElement {
  connectedCallback(): void {
    const id = this.dataset.lesson ?? '';
    const button = this.querySelector('button');
    if (!button) return;
    const label = button.textContent ?? '';
    let done = false;
    button.addEventListener('click', () => {
      updateLesson(id, ({ completed: _, reopened: __, ...rest }) =>
        done ? { ...rest, reopened: true } : { ...rest, completed: new Date().toISOString() },
      );
    });
    watchProgress(({ lessons }) => {
      done = Boolean(lessons[id]?.completed);
      button.textContent = done ? (button.dataset.done ?? label) : label;
      button.setAttribute('aria-pressed', String(done));
      button.classList.toggle('primary', !done);
    });
    this.hidden = false;
  }
}

const article = document.querySelector<HTMLElement>('article[data-lesson]');
if (article) {
  const id = article.dataset.lesson ?? '';
  const progress = readProgress();
  const lesson = progress.lessons[id] ?? { visited: new Date().toISOString() };
  const title = article.querySelector('h1')?.textContent ?? id;
  writeProgress({
    ...progress,
    lessons: { ...progress.lessons, [id]: lesson },
    last: { id, title, path: location.pathname },
  });
}
customElements.define('lesson-done', LessonDone);
