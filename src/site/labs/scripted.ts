import { creditFor } from '../../attribution/credit.ts';
import { noticeText } from '../../attribution/notice.ts';
import type { Lesson } from '../../curriculum/model.ts';
import type { Lab } from '../../curriculum/schema/lab.ts';
import { startSchema } from '../../curriculum/schema/lab-cluster.ts';
import { conditionsOf } from '../../lab/runner/conditions.ts';
import { checkScript, type ScriptedLab } from '../../lab/runner/script/check-script.ts';
import { getCurriculum, paths } from '../site.ts';
import { checkParts } from './script-parts.ts';

/** Conditions that only the page judges. */
const IN_PAGE = ['file', 'output', 'reaches'];

/** Whether a script can judge something of a lab on a cluster of one's own. */
export function isScripted(lab: Lab | undefined): lab is Lab {
  return lab?.tasks.some((task) => conditionsOf(task).some(({ kind }) => !IN_PAGE.includes(kind))) ?? false;
}

/** Lessons for which there is a `check.sh`. */
export const scriptedLessons = (): Lesson[] =>
  [...getCurriculum().lessons.values()].filter(({ lab }) => isScripted(lab));

/** Lessons for which there is a `lab.zip`: their labs say as data in what state they begin. */
export const archivedLessons = (): Lesson[] =>
  [...getCurriculum().lessons.values()].filter(({ lab }) => lab?.cluster !== undefined);

/** Credit and license of a lesson's files, with the address of the lesson. */
export function noticeOf(lesson: Lesson): string {
  const curriculum = getCurriculum();
  return noticeText(lesson, creditFor(lesson, curriculum, paths.absolute(paths.lesson(lesson.id))), curriculum);
}

/** The lab of a lesson as its scripts are made from it. */
export function scriptedLab(lesson: Lesson, lab: Lab): ScriptedLab {
  const notice = noticeOf(lesson).trimEnd().split('\n');
  return { lesson: lesson.id, lab, title: lab.title, start: lab.cluster ?? startSchema.parse({}), notice };
}

/** The text of a lesson's `check.sh`. */
export function checkText(lesson: Lesson): string {
  if (!lesson.lab) throw new Error(`The lesson "${lesson.id}" has no lab.`);
  return checkScript(scriptedLab(lesson, lesson.lab), checkParts());
}
