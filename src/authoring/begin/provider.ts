import { UserError } from '../../cli/user-error.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { type Begun, type Desk, flagText } from './desk.ts';
import { titleFrom } from './ids.ts';
import { lessonIdProblem, nextSteps, statedLesson, withPrefix } from './lesson.ts';
import { lessonSkeleton, summaries } from './skeleton.ts';
import { withEntry, yamlText } from './yaml-list.ts';

/** Folder of the provider's own layer. @throws UserError if there is none. */
function ownFolder({ fork }: Desk): string {
  if (fork.depth === 0) throw new UserError('There is no layer of yours yet. Run "npm run rebrand" first.');
  return fork.folder;
}

function checkLessonId(desk: Desk, id: string): string {
  const problem = lessonIdProblem(desk, id);
  if (problem !== undefined) throw new UserError(problem);
  return id;
}

/** Begins a lesson of the provider's own, after a lesson or at the end of a module. Nobody is asked. */
export async function beginOwnLesson(desk: Desk, provider: string): Promise<Begun> {
  const folder = ownFolder(desk);
  const id = checkLessonId(desk, provider);
  const { below, files } = desk.fork;
  const after = flagText(desk, 'after');
  const module = flagText(desk, 'module');
  if (after !== undefined && !below.lessons.has(after)) {
    throw new UserError(`There is no lesson "${after}" to put it after.${didYouMean(after, below.lessons.keys())}`);
  }
  const where = module !== undefined ? { module } : { after: after ?? [...below.lessons.keys()].at(-1) ?? '' };
  const settings = `${folder}curriculum.yaml`;
  const lesson = lessonSkeleton(await statedLesson(desk, id, []));
  return {
    files: new Map([
      ...withPrefix(`${folder}lessons/${id}/`, lesson),
      [settings, withEntry(files.get(settings) ?? '', 'insert', { lesson: id, ...where })],
    ]),
    next: nextSteps(desk, id, `${folder}lessons/${id}`),
  };
}

/** Begins a course of the provider's own, with one lesson. Nobody is asked. */
export async function beginOwnCourse(desk: Desk, id: string): Promise<Begun> {
  const folder = `${ownFolder(desk)}courses/${checkLessonId(desk, id)}`;
  const first = checkLessonId(desk, `${id}-welcome`);
  const module = yamlText({ title: 'First steps', summary: summaries.module });
  const course = { summary: summaries.course, audience: summaries.audience, modules: ['first-steps'] };
  return {
    files: new Map([
      [`${folder}/course.yaml`, yamlText({ title: flagText(desk, 'title') ?? titleFrom(id), ...course })],
      [
        `${folder}/first-steps/module.yaml`,
        `${module}# Ids of your own lessons, or of lessons of the curriculum, which then stand here instead.\nlessons:\n  - ${first}\n`,
      ],
      ...withPrefix(
        `${folder}/first-steps/${first}/`,
        lessonSkeleton({ ...(await statedLesson(desk, first, [])), title: titleFrom(first) }),
      ),
    ]),
    next: nextSteps(desk, first, folder),
  };
}
