import type { Lab } from '../../../curriculum/schema/lab.ts';
import { fnv32a } from '../../../kubernetes/digest.ts';
import { conditionsOf } from '../conditions.ts';
import { digitsOf, type Reported } from './report.ts';

/** A lab that codes are about, by the id of its lesson. */
export interface ReportedLab {
  lesson: string;
  lab: Pick<Lab, 'tasks'>;
}

/** What tells this edition of a lab from others: its tasks, and what holds when they are done; not how that is said. */
export function editionOf({ tasks }: ReportedLab['lab']): string {
  const conditions = tasks.map((task) => [task.id, conditionsOf(task).map(({ message: _, ...rest }) => rest)]);
  return fnv32a(JSON.stringify(conditions)).toString(16).padStart(8, '0');
}

/** What codes of a lab are made and read with. */
export function reportedOf({ lesson, lab }: ReportedLab): Reported {
  const edition = Number.parseInt(editionOf(lab), 16);
  return {
    head: [...digitsOf(fnv32a(lesson) & 0x7fff, 3), ...digitsOf(edition & 0x7fff, 3)],
    tasks: lab.tasks.map(({ id }) => id),
  };
}
