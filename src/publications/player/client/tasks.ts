import words from 'virtual:player-words';

const tasksOfPage = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.lab > .tasks > [data-task]')];

/** Ids of the tasks of the lab. @param isAll whether optional ones are meant, too */
export function taskIds(isAll: boolean): string[] {
  return tasksOfPage()
    .filter(({ dataset }) => isAll || dataset.optional === undefined)
    .map(({ dataset }) => dataset.task ?? '');
}

/**
 * Lets learners tick off the tasks of the lab: only they know what happened on their cluster.
 * @param ticked ids of those that are done @param changed is called with a task and whether it is done now
 */
export function playTasks(ticked: ReadonlySet<string>, changed: (task: string, isDone: boolean) => void): void {
  for (const task of tasksOfPage()) {
    const id = task.dataset.task ?? '';
    const label = document.createElement('label');
    label.className = 'task-done';
    const box = Object.assign(document.createElement('input'), { type: 'checkbox', autocomplete: 'off' });
    box.checked = ticked.has(id);
    const heading = task.querySelector('h3');
    if (heading) {
      heading.id ||= `task:${id}`;
      box.setAttribute('aria-describedby', heading.id);
    }
    box.addEventListener('change', () => changed(id, box.checked));
    label.append(box, words.labTaskDone);
    task.append(label);
  }
}
