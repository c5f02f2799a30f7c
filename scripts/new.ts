/**
 * `npm run new lesson -- <module> <id>`: begins a lesson in a module. With `--provider <id>` it is your own, in your
 * layer (`--after <lesson>` or `--module <module>` says where it stands).
 * `npm run new course -- --provider <id>`: begins a course of your own.
 */
import { parseArgs } from 'node:util';
import { dayOf } from '../src/curriculum/day.ts';
import { didYouMean } from '../src/curriculum/suggest.ts';
import { commandRoot, runCommand, writeFiles } from '../src/fork/command.ts';
import { type Fork, ForkError, readFork } from '../src/fork/layers.ts';
import { checkNewId, lessonSkeleton, titleFrom, withEntry } from '../src/fork/new-lesson.ts';

type Files = Map<string, string>;

/** Whoever signs in a curriculum; a new lesson begins with the first of them. */
function firstAuthor(fork: Fork): string {
  const people = fork.whole?.people ?? fork.below.people;
  const own = [...people.keys()].find((id) => !fork.below.people.has(id));
  return own ?? [...people.keys()][0] ?? 'somebody';
}

function ownFolder(fork: Fork): string {
  if (fork.depth === 0) throw new ForkError('There is no layer of yours yet. Run "npm run rebrand" first.');
  return fork.folder;
}

function withPrefix(prefix: string, files: Files): Files {
  return new Map([...files].map(([name, text]) => [prefix + name, text]));
}

function ownLesson(fork: Fork, id: string, place: { after: string | undefined; module: string | undefined }): Files {
  const folder = ownFolder(fork);
  const { below } = fork;
  const last = [...below.lessons.keys()].at(-1) ?? '';
  if (place.after !== undefined && !below.lessons.has(place.after)) {
    throw new ForkError(
      `There is no lesson "${place.after}" to put it after.${didYouMean(place.after, below.lessons.keys())}`,
    );
  }
  const where = place.module !== undefined ? { module: place.module } : { after: place.after ?? last };
  const settings = `${folder}curriculum.yaml`;
  return new Map([
    ...withPrefix(`${folder}lessons/${id}/`, lessonSkeleton({ id, author: firstAuthor(fork), date: dayOf() })),
    [settings, withEntry(fork.files.get(settings) ?? '', 'insert', { lesson: id, ...where })],
  ]);
}

function ownCourse(fork: Fork, id: string): Files {
  const folder = `${ownFolder(fork)}courses/${id}`;
  const title = titleFrom(id);
  const first = `${id}-welcome`;
  checkNewId(first, fork.files);
  return new Map([
    [
      `${folder}/course.yaml`,
      `title: ${title}\nsummary: What the course gives, in one or two sentences.\naudience: Who it is for, and what they should know.\nmodules:\n  - first-steps\n`,
    ],
    [
      `${folder}/first-steps/module.yaml`,
      `title: First steps\nsummary: What the module is about.\n# Ids of your own lessons, or of lessons of the curriculum, which then stand here instead.\nlessons:\n  - ${first}\n`,
    ],
    ...withPrefix(
      `${folder}/first-steps/${first}/`,
      lessonSkeleton({ id: first, author: firstAuthor(fork), date: dayOf() }),
    ),
  ]);
}

function lessonOfCurriculum(fork: Fork, moduleId: string | undefined, id: string): Files {
  const modules = fork.below.courses.flatMap((course) => course.modules);
  const module = modules.find((candidate) => candidate.id === moduleId);
  if (!module) {
    const ids = modules.map((candidate) => candidate.id);
    throw new ForkError(
      `${moduleId === undefined ? 'Say in which module the lesson is to stand' : `There is no module "${moduleId}".${didYouMean(moduleId, ids)} Write`}: npm run new lesson -- <module> <id>\nModules: ${ids.join(', ')}`,
    );
  }
  const folder = `content/courses/${module.courseId}/${module.id}`;
  return new Map([
    ...withPrefix(`${folder}/${id}/`, lessonSkeleton({ id, author: firstAuthor(fork), date: dayOf() })),
    [`${folder}/module.yaml`, withEntry(fork.files.get(`${folder}/module.yaml`) ?? '', 'lessons', id)],
  ]);
}

await runCommand(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      provider: { type: 'string' },
      after: { type: 'string' },
      module: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [kind, first, second] = positionals;
  const root = commandRoot();
  const fork = readFork(root);
  const begin = (): Files => {
    if (kind === 'lesson' && values.provider !== undefined) {
      return ownLesson(fork, checkNewId(values.provider, fork.files), { after: values.after, module: values.module });
    }
    if (kind === 'lesson') return lessonOfCurriculum(fork, first, checkNewId(second, fork.files));
    if (kind === 'course' && values.provider !== undefined)
      return ownCourse(fork, checkNewId(values.provider, fork.files));
    throw new ForkError(
      'Say what is to be begun:\n  npm run new lesson -- <module> <id>\n  npm run new lesson -- --provider <id> --after <lesson>\n  npm run new course -- --provider <id>',
    );
  };
  writeFiles(root, begin(), { dryRun: values['dry-run'] });
  console.log('\nIt is a draft: "npm run dev" shows it to you, and readers see it once its status is "published".');
});
