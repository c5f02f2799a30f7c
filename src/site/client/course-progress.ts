import { watchProgress } from './every-page/storage.ts';

/** How many lessons of a course are done; on the course page the start link becomes "continue", and at the end "finish". */
class CourseProgress extends HTMLElement {
  connectedCallback(): void {
    const ids = (this.dataset.lessons ?? '').split(' ').filter(Boolean);
    const text = document.createElement('p');
    text.className = 'label';
    const bar = document.createElement('progress');
    bar.max = ids.length;
    this.append(text, bar);
    const start = this.querySelector('a');
    const startLabel = start?.textContent ?? '';
    const startPath = start?.getAttribute('href') ?? '';
    watchProgress(({ lessons }) => {
      const done = ids.filter((id) => lessons[id]?.completed).length;
      const begun = ids.some((id) => lessons[id]);
      text.hidden = bar.hidden = !begun;
      text.textContent = (this.dataset.text ?? '')
        .replace('{done}', () => String(done))
        .replace('{total}', () => String(ids.length));
      bar.value = done;
      bar.setAttribute('aria-label', text.textContent);
      if (!start) return;
      const next = ids.find((id) => !lessons[id]?.completed);
      const first = ids[0] ?? '';
      const [label, path] =
        next === undefined
          ? [this.dataset.finish, this.dataset.summary]
          : begun
            ? [this.dataset.continue, startPath.replace(`/${first}/`, () => `/${next}/`)]
            : [startLabel, startPath];
      start.textContent = label ?? startLabel;
      start.href = path ?? startPath;
    });
  }
}
customElements.define('course-progress', CourseProgress);
