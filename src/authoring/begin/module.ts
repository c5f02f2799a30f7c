import { UserError } from '../../cli/user-error.ts';
import { idFrom } from '../../curriculum/id-from.ts';
import { answer, answers, type Begun, chosenId, type Desk, flagText, textProblem } from './desk.ts';
import { idProblem, titleFrom } from './ids.ts';
import { chosenCourse, chosenIndex, courseFolder } from './places.ts';
import { examQuestion, peopleQuestion } from './questions.ts';
import { withEntry, yamlText } from './yaml-list.ts';

/** Longest summary of a course or a module, in characters; the schema has the same number. */
const LONGEST = 300;

/** Asks for the title and the id of something. @param word the id, where it was given without a flag. */
async function titleAndId(
  desk: Desk,
  word: string | undefined,
  { what, hint, problem }: { what: string; hint: string; problem: (id: string) => string | undefined },
): Promise<{ id: string; title: string }> {
  const said = word ?? flagText(desk, 'id');
  const wrong = said === undefined ? undefined : problem(said);
  if (wrong !== undefined) throw new UserError(wrong);
  const title = await answer(desk, {
    flag: 'title',
    ask: `Title of the ${what}`,
    hint,
    proposal: said === undefined ? undefined : titleFrom(said),
    problem: textProblem(LONGEST),
  });
  if (said !== undefined) return { id: said, title };
  const proposal = idFrom(title);
  const ask = `Id of the ${what}, which never changes`;
  return { id: await chosenId(desk, { flag: 'id', ask, hint: idFrom(hint), proposal, problem }), title };
}

function moduleText(module: { title: string; summary: string; maintainers: readonly string[] }): string {
  return yamlText({ ...module, lessons: [] });
}

/** Begins a module in a course, without lessons. @param words course and id, where they were given without flags. */
export async function beginModule(desk: Desk, [courseWord, idWord]: readonly string[]): Promise<Begun> {
  const flags = courseWord === undefined ? desk.flags : { ...desk.flags, course: courseWord };
  const course = await chosenCourse({ ...desk, flags });
  const folder = courseFolder(course);
  const ids = course.modules.map(({ id }) => id);
  const { id, title } = await titleAndId(desk, idWord, {
    what: 'module',
    hint: 'Storage that outlives a Pod',
    problem: (said) => {
      // A course may carry its demo application in a folder of this name.
      if (said === 'app') return '"app" is the folder of a demo application. Choose another id.';
      const taken = desk.fork.files.has(`${folder}/${said}/module.yaml`);
      return taken ? `The course "${course.id}" has a module "${said}" already. Choose another id.` : idProblem(said);
    },
  });
  const summary = await answer(desk, {
    flag: 'summary',
    ask: 'Summary: what the module is about',
    hint: 'How data finds a disk, and stays when the Pod goes.',
    problem: textProblem(LONGEST),
  });
  const index = await chosenIndex(desk, ids);
  const maintainers = await answers(desk, peopleQuestion(desk, 'maintainer'));
  const path = `${folder}/course.yaml`;
  return {
    files: new Map([
      [`${folder}/${id}/module.yaml`, moduleText({ title, summary, maintainers })],
      [path, withEntry(desk.fork.files.get(path) ?? '', 'modules', id, index)],
    ]),
    next: [
      `npm run new lesson -- --course ${course.id} --module ${id}   begins its first lesson; until then, readers do not see it`,
      'npm run schemas   writes .github/CODEOWNERS, which asks its maintainers for reviews',
    ],
  };
}

/** Begins a course of the curriculum with its first module. @param words its id, where it was given without a flag. */
export async function beginCourse(desk: Desk, [idWord]: readonly string[]): Promise<Begun> {
  const { id, title } = await titleAndId(desk, idWord, {
    what: 'course',
    hint: 'Running Kubernetes in production',
    problem: (said) => {
      const taken = desk.curriculum.courses.some((course) => course.id === said);
      return taken ? `There is a course "${said}" already. Choose another id.` : idProblem(said);
    },
  });
  const summary = await answer(desk, {
    flag: 'summary',
    ask: 'Summary: what the course gives',
    hint: 'How a cluster is run so that people can sleep at night.',
    problem: textProblem(LONGEST),
  });
  const audience = await answer(desk, {
    flag: 'audience',
    ask: 'Who it is for, and what they should know',
    hint: 'Anybody who can use a Linux shell.',
    problem: textProblem(LONGEST),
  });
  const exams = await answers(desk, examQuestion(desk.curriculum));
  const module = await answer(desk, {
    flag: 'module',
    ask: 'Title of its first module',
    hint: 'First steps',
    problem: (said) => idProblem(idFrom(said)),
  });
  const moduleSummary = await answer(desk, {
    flag: 'module-summary',
    ask: 'Summary of its first module',
    hint: 'What has to be there before the first program runs.',
    problem: textProblem(LONGEST),
  });
  const maintainers = await answers(desk, peopleQuestion(desk, 'maintainer'));
  const moduleId = idFrom(module);
  const folder = `content/courses/${id}`;
  return {
    files: new Map([
      [`${folder}/course.yaml`, yamlText({ title, summary, audience, exams, modules: [moduleId] })],
      [`${folder}/${moduleId}/module.yaml`, moduleText({ title: module, summary: moduleSummary, maintainers })],
    ]),
    next: [
      `npm run new lesson -- --course ${id} --module ${moduleId}   begins its first lesson; until then, readers do not see it`,
    ],
  };
}
