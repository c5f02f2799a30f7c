import words from 'virtual:words';
import { updateLesson, watchProgress } from './every-page/storage.ts';
import { lessonId } from './lesson-parts.ts';

/** Lets learners tick off the tasks of a lab: only they know what happened on their machine. */
const lab = document.querySelector<HTMLElement>('.lab');
const boxes = new Map<string, { box: HTMLInputElement; source: HTMLElement }>();
for (const task of lab?.querySelectorAll<HTMLElement>('[data-task]') ?? []) {
  const id = task.dataset.task ?? '';
  const label = document.createElement('label');
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', autocomplete: 'off' });
  label.className = 'task-done';
  const source = document.createElement('small');
  label.append(box, words.labTaskDone, source);
  const heading = task.querySelector('h3');
  if (heading) {
    heading.id ||= `task:${id}`;
    box.setAttribute('aria-describedby', heading.id);
  }
  task.append(label);
  boxes.set(id, { box, source });
  box.addEventListener('change', () =>
    updateLesson(lessonId, ({ tasks = [], reported = [], ...rest }) => {
      const others = tasks.filter((other) => other !== id);
      // What a learner says takes the place of what a code said.
      return {
        ...rest,
        tasks: box.checked ? [...others, id] : others,
        reported: reported.filter((other) => other !== id),
      };
    }),
  );
}
if (boxes.size > 0)
  watchProgress(({ lessons }) => {
    const { tasks = [], reported = [] } = lessons[lessonId] ?? {};
    for (const [id, { box, source }] of boxes) {
      box.checked = tasks.includes(id);
      source.textContent = box.checked && reported.includes(id) ? words.labReported : '';
    }
  });
