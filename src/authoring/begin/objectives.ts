import type { Edition } from '../../assembly/edition.ts';
import { objectiveRule } from '../../checks/rules/objectives.ts';
import { splitLesson } from '../../curriculum/frontmatter.ts';
import { readLesson } from '../../curriculum/lesson.ts';
import { Reader } from '../../curriculum/reader.ts';
import { type Desk, flagTexts, refused } from './desk.ts';
import { lessonSkeleton } from './skeleton.ts';

const LEAST_OBJECTIVES = 2;
const MOST_OBJECTIVES = 4;

/** Why a sentence cannot be an objective, as the check sees it; undefined if it can. */
export function objectiveProblem(text: string, curriculum: Edition): string | undefined {
  if (text.trim() === '') return 'An answer is needed here.';
  const path = 'content/courses/course/module/lesson';
  const skeleton = lessonSkeleton({
    title: 'Lesson',
    objectives: [text, 'Explain it'],
    competencies: [],
    prerequisites: [],
    authors: ['author'],
    level: 'beginner',
    date: '2000-01-01',
  });
  const files = new Map([...skeleton].map(([name, content]) => [`${path}/${name}`, content]));
  const folder = { id: 'lesson', courseId: 'course', moduleId: 'module', path, paths: [...files.keys()], layer: 0 };
  const lesson = readLesson(new Reader(files), { ...folder, base: undefined, patches: [] });
  if (!lesson) return undefined;
  const whole = files.get(lesson.path) ?? '';
  const { frontmatter } = splitLesson(lesson.path, whole);
  const notVerified = (): void => {};
  const check = { lesson, frontmatter, text: whole, words: 0, curriculum, today: '2000-01-01', notVerified };
  const findings = objectiveRule.check(check);
  const found = findings.find(({ rule }) => rule === 'objective/vague');
  return found && `${found.message} ${found.why} ${found.remedy}`;
}

/** Objectives from flags or answers; none, if they are to be written later. */
export async function chosenObjectives(desk: Desk): Promise<string[]> {
  const { curriculum, interview } = desk;
  const said = flagTexts(desk, 'objective');
  if (said !== undefined) {
    if (said.length < LEAST_OBJECTIVES || said.length > MOST_OBJECTIVES) {
      throw refused('objective', `A lesson has two to four objectives; here are ${said.length}.`);
    }
    const problem = said.map((text) => objectiveProblem(text, curriculum)).find((found) => found !== undefined);
    if (problem !== undefined) throw refused('objective', problem);
    return said;
  }
  if (!interview) return [];
  interview.say(
    'Objectives: what the reader will be able to do. Two to four, each beginning with a verb that can be seen.',
  );
  const texts: string[] = [];
  while (texts.length < MOST_OBJECTIVES) {
    const optional = texts.length !== 1;
    const text = await interview.ask({
      flag: 'objective',
      ask: `Objective ${texts.length + 1}`,
      hint: 'Restore a volume from a snapshot',
      ...(optional ? { proposal: '', proposalText: texts.length === 0 ? 'write them later' : 'no more' } : {}),
      problem: (objective) =>
        objective === '' && optional
          ? undefined
          : texts.includes(objective)
            ? 'That one is there already.'
            : objectiveProblem(objective, curriculum),
    });
    if (text === '') break;
    texts.push(text);
  }
  return texts;
}
