import { pathsOf } from '../../assembly/addresses.ts';
import type { Edition } from '../../assembly/edition.ts';
import { UserError } from '../../cli/user-error.ts';
import { dayOf } from '../../curriculum/day.ts';
import { idFrom } from '../../curriculum/id-from.ts';
import { MARK } from '../../curriculum/placeholders.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { answer, answers, type Begun, chosenId, type Desk, flagText, flagTexts } from './desk.ts';
import { idProblem, titleFrom } from './ids.ts';
import { chosenObjectives } from './objectives.ts';
import { chosenIndex, chosenModule, type ModulePlace } from './places.ts';
import { competencyQuestion, peopleQuestion } from './questions.ts';
import { lessonSkeleton, type NewLesson } from './skeleton.ts';
import { withEntry, withoutEntry } from './yaml-list.ts';

/** Why a lesson cannot have an id; undefined if it can. @param module id of the module in which it may be planned. */
export function lessonIdProblem({ fork, curriculum }: Desk, id: string, module?: string): string | undefined {
  const problem = idProblem(id);
  if (problem !== undefined) return problem;
  const taken = [...fork.files.keys()].find((path) => path.endsWith(`/${id}/lesson.mdx`));
  if (taken !== undefined) return `The lesson "${id}" exists already: ${taken}. Choose another id.`;
  const renamed = curriculum.aliases.get(id);
  if (renamed !== undefined)
    return `"${id}" is a former id of the lesson "${renamed}", and old links lead there. Choose another id.`;
  const planned = curriculum.courses
    .flatMap(({ modules }) => modules)
    .find((candidate) => candidate.id !== module && candidate.planned.some((plan) => plan.id === id));
  return (
    planned && `The lesson "${id}" is planned in the module "${planned.id}". Begin it there, or choose another id.`
  );
}

/** Title and id of a lesson, and what was planned of it. */
async function chosenTitle(
  desk: Desk,
  place: ModulePlace,
  word: string | undefined,
): Promise<{ id: string; title: string }> {
  const { planned } = place.data;
  const id = word ?? flagText(desk, 'id');
  const plan = planned.find((candidate) => candidate.id === id);
  const title = await answer(desk, {
    flag: 'title',
    ask: planned.length > 0 ? 'Title of the lesson, or number of a planned one' : 'Title of the lesson',
    hint: 'Backups that can be restored',
    proposal: plan?.title ?? (id === undefined ? undefined : titleFrom(id)),
    choices:
      id === undefined
        ? planned.map((candidate) => ({ value: candidate.title, label: `(planned: ${candidate.id})` }))
        : [],
    problem: (said) => (said.trim() === '' ? 'An answer is needed here.' : undefined),
  });
  const proposal = planned.find((candidate) => candidate.title === title)?.id ?? idFrom(title);
  const problem = (said: string): string | undefined => lessonIdProblem(desk, said, place.module.id);
  if (word !== undefined) {
    const wrong = problem(word);
    if (wrong !== undefined) throw new UserError(wrong);
    return { id: word, title };
  }
  const question = { flag: 'id', ask: 'Id, which never changes', hint: 'restorable-backups', proposal, problem };
  return { id: await chosenId(desk, question), title };
}

/** Ids of lessons of a course that come before a place in one of its modules, in order. */
function lessonsBefore(curriculum: Edition, { course, module, data }: ModulePlace, index: number): string[] {
  const whole = curriculum.courses.find(({ id }) => id === course.id);
  const earlier = (whole?.modules ?? []).slice(
    0,
    whole?.modules.findIndex(({ id }) => id === module.id),
  );
  return [...earlier.flatMap(({ lessons }) => lessons.map(({ id }) => id)), ...data.lessons.slice(0, index)];
}

async function chosenPrerequisites(desk: Desk, place: ModulePlace, index: number): Promise<string[]> {
  const { curriculum } = desk;
  const before = lessonsBefore(curriculum, place, index);
  const last = before.at(-1);
  return answers(desk, {
    flag: 'prerequisite',
    ask: 'Lessons to read before it',
    hint: last ?? 'pods',
    proposals: last === undefined ? [] : [last],
    choices: before.map((id) => ({ value: id, label: curriculum.lessons.get(id)?.title ?? '' })),
    problem: (id) => {
      const lesson = curriculum.lessons.get(id);
      if (!lesson) return `There is no lesson "${id}".${didYouMean(id, curriculum.lessons.keys())}`;
      return lesson.courseId === place.course.id && !before.includes(id)
        ? `"${id}" comes later in the course, and learners read a course in order.`
        : undefined;
    },
  });
}

/** What a lesson says of itself besides its place, from flags only: for lessons of a provider. */
export async function statedLesson(desk: Desk, id: string, prerequisites: readonly string[]): Promise<NewLesson> {
  return {
    title: flagText(desk, 'title') ?? titleFrom(id),
    objectives: await chosenObjectives(desk),
    competencies: await answers(desk, competencyQuestion(desk.curriculum, [], [])),
    prerequisites: flagTexts(desk, 'prerequisite') ?? prerequisites,
    authors: await answers(desk, peopleQuestion(desk, 'author')),
    level: 'beginner',
    date: dayOf(),
  };
}

/**
 * Begins a lesson in a module of the curriculum: its files, its line in module.yaml, and no plan for it any more.
 * @param words module and id, where they were given without flags. @throws UserError if something said will not do.
 */
export async function beginLesson(desk: Desk, [moduleWord, idWord]: readonly string[]): Promise<Begun> {
  const place = await chosenModule(desk, moduleWord);
  const { data, folder } = place;
  const { id, title } = await chosenTitle(desk, place, idWord);
  const index = await chosenIndex(desk, data.lessons);
  const objectives = await chosenObjectives(desk);
  const plan = data.planned.findIndex((candidate) => candidate.id === id);
  const competencies = await answers(
    desk,
    competencyQuestion(desk.curriculum, place.course.exams, data.planned[plan]?.competencies ?? []),
  );
  const prerequisites = await chosenPrerequisites(desk, place, index);
  const authors = await answers(desk, peopleQuestion(desk, 'author'));
  const before = lessonsBefore(desk.curriculum, place, index).at(-1);
  const level = desk.curriculum.lessons.get(before ?? '')?.level ?? 'beginner';
  const files = lessonSkeleton({ title, objectives, competencies, prerequisites, authors, level, date: dayOf() });
  const listed = withEntry(place.text, 'lessons', id, index);
  return {
    files: new Map([
      ...withPrefix(`${folder}/${id}/`, files),
      [`${folder}/module.yaml`, plan < 0 ? listed : withoutEntry(listed, 'planned', plan)],
    ]),
    next: [
      ...nextSteps(desk, id, `${folder}/${id}`),
      ...(desk.fork.depth > 0 && place.course.layer === 0
        ? ['It stands among the lessons that you took over. Your own ones are better kept apart: --provider <id>']
        : []),
    ],
  };
}

/** Files with a folder before their names. */
export function withPrefix(prefix: string, files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].map(([name, text]) => [prefix + name, text]));
}

/** What to do with a lesson that was begun or added to. */
export function nextSteps({ curriculum }: Desk, id: string, folder: string): string[] {
  return [
    `Write what is marked ${MARK} in ${folder}/`,
    `npm run dev   shows it: http://localhost:4321${pathsOf(curriculum.identity).lesson(id)}`,
    `npm run check -- ${folder}`,
    ...(curriculum.lessons.has(id) ? [] : ['It is a draft: readers see it once its status is "published".']),
  ];
}
