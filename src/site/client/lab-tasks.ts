import words from 'virtual:words';
import { updateLesson, watchProgress } from './every-page/storage.ts';
import { lessonId } from './lesson-parts.ts';

/** Lets learners tick off the tasks of a lab: only they know what happened on their machine. */
const lab = document.querySelector<HTMLElement>('.lab');
const boxes = new Map<string, HTMLInputElement>();
/** Beside boxes: that a code of check.sh has ticked them. */
const notes = new Map<string, HTMLElement>();
for (const task of lab?.querySelectorAll<HTMLElement>('[data-task]') ?? []) {
  const id = task.dataset.task ?? '';
  const label = document.createElement('label');
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', autocomplete: 'off' });
  label.className = 'task-done';
  const note = Object.assign(document.createElement('span'), { className: 'task-reported', hidden: true });
  note.textContent = `(${words.labReported})`;
  label.append(box, words.labTaskDone, note);
  notes.set(id, note);
  const heading = task.querySelector('h3');
  if (heading) {
    heading.id ||= `task:${id}`;
    box.setAttribute('aria-describedby', heading.id);
  }
  task.append(label);
  boxes.set(id, box);
  box.addEventListener('change', () =>
    updateLesson(lessonId, ({ tasks = [], reported = [], ...rest }) => {
      const others = tasks.filter((other) => other !== id);
      // Whoever ticks or unticks it says something themselves.
      const left = reported.filter((other) => other !== id);
      return { ...rest, tasks: box.checked ? [...others, id] : others, ...(left.length > 0 ? { reported: left } : {}) };
    }),
  );
}
if (boxes.size > 0)
  watchProgress(({ lessons }) => {
    const { tasks = [], reported = [] } = lessons[lessonId] ?? {};
    for (const [id, box] of boxes) box.checked = tasks.includes(id);
    for (const [id, note] of notes) note.hidden = !(tasks.includes(id) && reported.includes(id));
  });
