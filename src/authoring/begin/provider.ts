import { UserError } from '../../cli/user-error.ts';
import { idFrom } from '../../curriculum/id-from.ts';
import { COURSE } from '../../curriculum/placeholders.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { ownPrefix } from '../../provider/brand/prefix.ts';
import { type Begun, type Desk, flagText } from './desk.ts';
import { titleFrom } from './ids.ts';
import { lessonIdProblem, nextSteps, statedLesson, withPrefix } from './lesson.ts';
import { lessonSkeleton } from './skeleton.ts';
import { withEntry, yamlText } from './yaml-list.ts';

/** Folder of the provider's own layer. @throws UserError if there is none. */
function ownFolder({ fork }: Desk): string {
  if (fork.depth === 0) throw new UserError('There is no layer of yours yet. Run "npm run rebrand" first.');
  return fork.folder;
}

/** What the ids of this provider begin with. */
function prefixOf({ fork }: Desk): string {
  const brand = fork.whole?.layers.at(-1)?.brand;
  return brand ? ownPrefix(brand) : 'own';
}

/** The id that was given, or one proposed from the title. @throws UserError if there is neither, with a proposal. */
function ownId(desk: Desk, kind: 'lesson' | 'course', given: string): string {
  if (given !== '') return given;
  const title = idFrom(flagText(desk, 'title') ?? '');
  const prefix = prefixOf(desk);
  if (title !== '') return title.startsWith(`${prefix}-`) ? title : `${prefix}-${title}`;
  throw new UserError(
    `Say what it is called, or its id: npm run new ${kind} -- --provider --title "Our registry", or --provider ${prefix}-our-registry\nWhy: ids that begin with "${prefix}-" are yours for good; upstream may give every other one to something of its own.`,
  );
}

/** Advice on an id that upstream might give to something of its own, too. */
function prefixAdvice(desk: Desk, id: string): string[] {
  const prefix = prefixOf(desk);
  if (id.startsWith(`${prefix}-`)) return [];
  return [
    `Its id may be given to something of upstream's one day. "${prefix}-${id}" never will be: rename it now, before anybody links to it.`,
  ];
}

function checkLessonId(desk: Desk, id: string): string {
  const problem = lessonIdProblem(desk, id);
  if (problem !== undefined) throw new UserError(problem);
  return id;
}

/** Begins a lesson of the provider's own, after a lesson or at the end of a module. Nobody is asked. */
export async function beginOwnLesson(desk: Desk, provider: string): Promise<Begun> {
  const folder = ownFolder(desk);
  const id = checkLessonId(desk, ownId(desk, 'lesson', provider));
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
    next: [...nextSteps(desk, id, `${folder}lessons/${id}`), ...prefixAdvice(desk, id)],
  };
}

/** Begins a course of the provider's own, with one lesson. Nobody is asked. */
export async function beginOwnCourse(desk: Desk, provider: string): Promise<Begun> {
  const id = ownId(desk, 'course', provider);
  const folder = `${ownFolder(desk)}courses/${checkLessonId(desk, id)}`;
  const first = checkLessonId(desk, `${id}-welcome`);
  const module = yamlText({ title: 'First steps', summary: COURSE.module });
  const course = { summary: COURSE.course, audience: COURSE.audience, modules: ['first-steps'] };
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
    next: [...nextSteps(desk, first, folder), ...prefixAdvice(desk, id)],
  };
}
