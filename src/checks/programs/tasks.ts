import type { Lesson } from '../../curriculum/model.ts';
import { codeTasks } from './code-run.ts';
import { packageTasks } from './packages.ts';
import { prometheusTasks } from './prometheus.ts';
import { sessionTasks } from './session-task.ts';
import { shellTasks } from './shell-scripts.ts';
import type { Task } from './task.ts';

/** Everything in a lesson that only programs can verify. */
export function tasksOf(lesson: Lesson): Task[] {
  return [codeTasks, shellTasks, sessionTasks, packageTasks, prometheusTasks].flatMap((tasks) => tasks(lesson));
}
