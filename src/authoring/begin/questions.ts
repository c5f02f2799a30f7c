import type { Edition } from '../../assembly/edition.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { type Fork, findLesson } from '../../fork/layers.ts';
import type { Choice, ListQuestion } from '../interview.ts';
import { type Desk, flagText } from './desk.ts';

/** Choices are listed up to this number; beyond it, nobody reads the list. */
const MOST_CHOICES = 40;

/** People who may sign, and who signs if nobody else is named: the first that the fork, or else the curriculum, has. */
export function firstPerson({ fork, curriculum }: Desk, role: 'author' | 'maintainer' = 'author'): string {
  const people = [...curriculum.people.values()].filter(({ roles }) => roles.includes(role));
  const own = people.find(({ id }) => !fork.below.people.has(id));
  return (own ?? people[0])?.id ?? [...curriculum.people.keys()][0] ?? 'somebody';
}

/** Whom something is to be credited to, or who is to look after it. */
export function peopleQuestion(desk: Desk, flag: 'author' | 'maintainer'): ListQuestion {
  const { people } = desk.curriculum;
  return {
    flag,
    ask: flag === 'author' ? 'Authors' : 'Who is asked to review changes',
    hint: [...people.keys()][0] ?? 'ada',
    proposals: [firstPerson(desk, flag)],
    needed: flag === 'author',
    choices: few([...people.values()].map(({ id, name }) => ({ value: id, label: name }))),
    problem: (id) =>
      people.has(id)
        ? undefined
        : `There is nobody with the id "${id}".${didYouMean(id, people.keys())} "npm run new person" adds somebody.`,
  };
}

/** Competencies that something teaches. @param exams ids of the exams whose competencies are listed. */
export function competencyQuestion(
  { competencies }: Edition,
  exams: readonly string[],
  proposals: readonly string[],
): ListQuestion {
  const listed = [...competencies.values()].filter(({ examId }) => exams.includes(examId));
  return {
    flag: 'competency',
    ask: 'Competencies that it teaches (several with commas; all of them are in content/exams/)',
    hint: [...competencies.keys()][0] ?? 'KCNA-FUN-1',
    proposals,
    choices: few(listed.map(({ id, text }) => ({ value: id, label: text }))),
    problem: (id) =>
      competencies.has(id)
        ? undefined
        : `There is no competency "${id}" in content/exams/.${didYouMean(id, competencies.keys())}`,
  };
}

/** The question for ids of exams. */
export function examQuestion({ exams }: Edition): ListQuestion {
  return {
    flag: 'exam',
    ask: 'Exams that it leads to',
    hint: exams[0]?.id ?? 'KCNA',
    proposals: [],
    choices: exams.map(({ id, name }) => ({ value: id, label: name })),
    problem: (id) => {
      const ids = exams.map((exam) => exam.id);
      return ids.includes(id) ? undefined : `There is no exam "${id}".${didYouMean(id, ids)}`;
    },
  };
}

/** Choices, if they are few enough to be read. */
export function few(choices: readonly Choice[]): readonly Choice[] {
  return choices.length <= MOST_CHOICES ? choices : [];
}

/** The lesson that a command names: its first word, `--lesson`, or the answer to a question. @throws UserError if there is none. */
export async function chosenLesson(desk: Desk, word: string | undefined): Promise<Lesson> {
  const { curriculum, interview } = desk;
  const said = word ?? flagText(desk, 'lesson');
  const id =
    said ??
    (await interview?.ask({
      flag: 'lesson',
      ask: 'Lesson',
      hint: [...curriculum.lessons.keys()].at(-1) ?? 'pods',
      choices: few([...curriculum.lessons.values()].map((lesson) => ({ value: lesson.id, label: lesson.title }))),
      problem: (answer) => (findLesson(curriculum, answer) ? undefined : noLesson(curriculum, answer)),
    }));
  const lesson = id === undefined ? undefined : findLesson(curriculum, id);
  if (!lesson) throw new UserError(noLesson(curriculum, id ?? ''));
  return lesson;
}

/** What is said of a lesson that is not there. */
export function noLesson({ lessons }: Edition, id: string): string {
  return `There is no lesson "${id}".${didYouMean(id, lessons.keys())} Name a lesson by its id, the last part of its address.`;
}

/** The file to which people and terms are added: that of the provider's own layer, if there is one. */
export function registryFile({ depth, folder }: Fork, name: 'people.yaml' | 'glossary.yaml'): string {
  return `${depth === 0 ? 'content/' : folder}${name}`;
}
