import type { Course, Lesson } from '../../curriculum/model.ts';
import { labTasks } from '../labs/tasks.ts';
import { codeTasks } from './code-run.ts';
import { packageTasks } from './packages.ts';
import { prometheusTasks } from './prometheus.ts';
import { sessionTasks } from './session-task.ts';
import { shellTasks } from './shell-scripts.ts';
import type { Task } from './task.ts';

/** Everything in a lesson that only programs can verify, the practice cluster included. @param courses those of the curriculum */
export function tasksOf(lesson: Lesson, courses: readonly Course[]): Task[] {
  const tasks = [codeTasks, shellTasks, sessionTasks, packageTasks, prometheusTasks].flatMap((of) => of(lesson));
  return [...tasks, ...labTasks(lesson, courses)];
}
