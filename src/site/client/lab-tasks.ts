import words from 'virtual:words';
import { updateLesson, watchProgress } from './every-page/storage.ts';
import { lessonId } from './lesson-parts.ts';

/** Lets learners tick off the tasks of a lab: only they know what happened on their machine. */
const lab = document.querySelector<HTMLElement>('.lab');
const boxes = new Map<string, HTMLInputElement>();
for (const task of lab?.querySelectorAll<HTMLElement>('[data-task]') ?? []) {
  const id = task.dataset.task ?? '';
  const label = document.createElement('label');
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', autocomplete: 'off' });
  label.className = 'task-done';
  label.append(box, words.labTaskDone);
  const heading = task.querySelector('h3');
  if (heading) {
    heading.id ||= `task:${id}`;
    box.setAttribute('aria-describedby', heading.id);
  }
  task.append(label);
  boxes.set(id, box);
  box.addEventListener('change', () =>
    updateLesson(lessonId, ({ tasks = [], ...rest }) => {
      const others = tasks.filter((other) => other !== id);
      return { ...rest, tasks: box.checked ? [...others, id] : others };
    }),
  );
}
if (boxes.size > 0)
  watchProgress(({ lessons }) => {
    for (const [id, box] of boxes) box.checked = lessons[lessonId]?.tasks?.includes(id) ?? false;
  });
