import { watchProgress } from './every-page/storage.ts';

/** How many lessons of a course are done; on the course page the start link becomes "continue". */
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
      const next = ids.find((id) => !lessons[id]?.completed);
      if (!start) return;
      const first = ids[0] ?? '';
      start.textContent = begun && next !== undefined ? (this.dataset.continue ?? '') : startLabel;
      start.href = begun && next !== undefined ? startPath.replace(`/${first}/`, () => `/${next}/`) : startPath;
    });
  }
}
customElements.define('course-progress', CourseProgress);
