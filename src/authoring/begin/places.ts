import { parse } from 'yaml';
import { UserError } from '../../cli/user-error.ts';
import { layerFolder } from '../../curriculum/layer-folder.ts';
import type { Course, Module } from '../../curriculum/model.ts';
import { type ModuleFile, moduleSchema } from '../../curriculum/schema/course.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { Question } from '../interview.ts';
import { answer, type Desk, flagText } from './desk.ts';

/** A module in which a lesson is to stand. */
export interface ModulePlace {
  course: Course;
  module: Module;
  /** Its folder. */
  folder: string;
  /** Text of its module.yaml, and what it says. */
  text: string;
  data: ModuleFile;
}

/** The folder of a course's modules. */
export function courseFolder({ id, layer }: Course): string {
  return `${layer === 0 ? 'content/' : layerFolder(layer)}courses/${id}`;
}

/** The courses to which something can be added: those of the curriculum, and the provider's own. */
export function openCourses({ curriculum, fork }: Desk): Course[] {
  return curriculum.courses.filter(({ layer }) => layer === 0 || layer === fork.depth);
}

/** The course that a flag, an answer, or the lack of any other chooses. */
export async function chosenCourse(desk: Desk): Promise<Course> {
  const courses = openCourses(desk);
  const [only] = courses;
  const id = await answer(desk, {
    flag: 'course',
    ask: 'Course',
    hint: only?.id ?? 'introduction',
    proposal: courses.length === 1 && !desk.interview ? only?.id : undefined,
    choices: courses.map((course) => ({ value: course.id, label: course.title })),
    problem: (said) => {
      const ids = courses.map((course) => course.id);
      return ids.includes(said)
        ? undefined
        : `There is no course "${said}".${didYouMean(said, ids)} Courses: ${ids.join(', ')}.`;
    },
  });
  const course = courses.find((candidate) => candidate.id === id);
  if (!course) throw new UserError(`There is no course "${id}".`);
  return course;
}

/** Modules that a text means: the id of a module, or course/module. */
function modulesNamed(courses: readonly Course[], name: string): { course: Course; module: Module }[] {
  return courses.flatMap((course) =>
    course.modules
      .filter(({ id }) => id === name || `${course.id}/${id}` === name)
      .map((module) => ({ course, module })),
  );
}

function moduleProblem(courses: readonly Course[], name: string): string | undefined {
  const found = modulesNamed(courses, name);
  if (found.length === 1) return undefined;
  if (found.length > 1) {
    return `Several courses have a module "${name}". Write one of: ${found.map(({ course }) => `${course.id}/${name}`).join(', ')}.`;
  }
  const ids = courses.flatMap(({ modules }) => modules.map(({ id }) => id));
  return `There is no module "${name}".${didYouMean(name, ids)} Modules: ${ids.join(', ')}. "npm run new module" begins one.`;
}

/** The module that a word, a flag or an answer chooses. @throws UserError if there is none. */
export async function chosenModule(desk: Desk, word: string | undefined): Promise<ModulePlace> {
  const said = word ?? flagText(desk, 'module');
  const courses = openCourses(desk);
  const wanted = flagText(desk, 'course');
  const asks = said === undefined && desk.interview !== undefined && (courses.length > 1 || wanted !== undefined);
  const among = asks || wanted !== undefined ? [await chosenCourse(desk)] : courses;
  const question: Question = {
    flag: 'module',
    ask: 'Module',
    hint: among[0]?.modules[0]?.id ?? 'basics',
    choices: among.flatMap(({ modules }) => modules.map(({ id, title }) => ({ value: id, label: title }))),
    problem: (name) => moduleProblem(among, name),
  };
  const name = word ?? (await answer(desk, question));
  const problem = moduleProblem(among, name);
  const [found] = modulesNamed(among, name);
  if (problem !== undefined || !found) throw new UserError(problem ?? `There is no module "${name}".`);
  return modulePlace(desk, found.course, found.module);
}

function modulePlace({ fork }: Desk, course: Course, module: Module): ModulePlace {
  const folder = `${courseFolder(course)}/${module.id}`;
  const text = fork.files.get(`${folder}/module.yaml`) ?? '';
  return { course, module, folder, text, data: moduleSchema.parse(parse(text)) };
}

/** 0-based place among what is listed already: after one of them, or before all. */
export async function chosenIndex(desk: Desk, listed: readonly string[]): Promise<number> {
  if (desk.flags.first === true) {
    if (desk.flags.after !== undefined) throw new UserError('Say either --first or --after, and not both.');
    return 0;
  }
  const last = listed.at(-1);
  if (last === undefined) return 0;
  const said = await answer(desk, {
    flag: 'after',
    ask: 'After which one',
    hint: last,
    proposal: last,
    choices: [...listed.map((id) => ({ value: id, label: '' })), { value: 'first', label: '(before all of them)' }],
    problem: (id) =>
      id === 'first' || listed.includes(id)
        ? undefined
        : `"${id}" does not stand here.${didYouMean(id, listed)} What stands here: ${listed.join(', ')}.`,
  });
  return listed.indexOf(said) + 1;
}
