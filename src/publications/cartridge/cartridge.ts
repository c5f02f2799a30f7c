import { creditFor } from '../../attribution/credit.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { zip } from '../archive.ts';
import { lessonsWithQuestions } from '../banks/bank.ts';
import { courseResource } from '../course-resource.ts';
import { kinds } from '../kinds.ts';
import { lessonAddress } from '../lesson.ts';
import { lomOf } from '../lom.ts';
import type { Format, Loss, Published, Source } from '../publication.ts';
import { assessment, questionBank } from './assessment.ts';
import { lessonPage } from './lesson-page.ts';
import { type CartridgeVersion, cartridgeManifest, type Entry, type Resource, webLink } from './manifest.ts';
import { profileLosses } from './profile.ts';

const version11: CartridgeVersion = { profile: 'ccv1p1', number: '1.1.0' };
const version13: CartridgeVersion = { profile: 'ccv1p3', number: '1.3.0' };

type Cartridges = 'cc-1.1' | 'cc-1.3' | 'cc-thin';

/** A cartridge while it is made. */
interface Parts {
  files: Map<string, string | Uint8Array>;
  resources: Resource[];
  losses: Loss[];
}

/** Modules as folders, with what their lessons have. */
function contentsOf({ course, lessons }: Source, entriesOf: (lesson: Lesson) => Entry[]): Entry[] {
  return course.modules.flatMap((module): Entry[] => {
    const entries = lessons.filter(({ moduleId }) => moduleId === module.id).flatMap(entriesOf);
    return entries.length === 0 ? [] : [{ id: `module-${module.id}`, title: module.title, entries }];
  });
}

function aboutOf({ edition }: Source, lesson: Lesson): Entry['about'] {
  return lomOf(creditFor(lesson, edition, lessonAddress(edition, lesson)), edition.identity.language, lesson.summary);
}

function finished(
  source: Source,
  kind: Cartridges,
  contents: Entry[],
  parts: Parts,
  version: CartridgeVersion,
): Published {
  const { course } = source;
  parts.files.set(
    'imsmanifest.xml',
    cartridgeManifest(course.id, courseResource(source), contents, parts.resources, version),
  );
  return { name: kinds[kind].course(course.id), content: zip(parts.files), losses: parts.losses };
}

function addLink(parts: Parts, id: string, title: string, address: string, version: CartridgeVersion): void {
  const path = `links/${id}.xml`;
  parts.files.set(path, webLink(title, address, version));
  parts.resources.push({ id, kind: 'link', files: [path] });
}

/** A whole cartridge: pages, labs as links, quizzes, files, and a bank of all questions. */
async function whole(source: Source, kind: Cartridges, version: CartridgeVersion): Promise<readonly Published[]> {
  const { t, course, lessons, edition } = source;
  const { profile } = version;
  const labTitle = ({ title }: Lesson): string => `${title}: ${t('labTitle')}`;
  const asked = new Map(lessonsWithQuestions(source).map((entry) => [entry.lesson.id, entry]));
  const parts: Parts = { files: new Map(), resources: [], losses: [] };
  for (const lesson of lessons) {
    const page = await lessonPage(source, lesson);
    for (const [path, content] of page.files) parts.files.set(path, content);
    parts.resources.push({ id: `page-${lesson.id}`, kind: 'page', files: [...page.files.keys()] });
    parts.losses.push(...page.losses);
    if (lesson.lab) addLink(parts, `lab-${lesson.id}`, labTitle(lesson), lessonAddress(edition, lesson), version);
    const quiz = asked.get(lesson.id);
    if (!quiz) continue;
    const path = `quizzes/${lesson.id}.xml`;
    parts.files.set(path, assessment(lesson, quiz.questions, quiz.credit, profile, t));
    parts.resources.push({ id: `quiz-${lesson.id}`, kind: 'quiz', files: [path] });
  }
  if (asked.size > 0) {
    parts.files.set('questions.xml', questionBank(`bank-${course.id}`, [...asked.values()], profile, t));
    parts.resources.push({ id: `bank-${course.id}`, kind: 'bank', files: ['questions.xml'] });
  }
  parts.losses.push(...profileLosses([...asked.values()]));
  const contents = contentsOf(source, (lesson) => {
    const { id, title } = lesson;
    const count = asked.get(id)?.questions.length ?? 0;
    const quizTitle = count === 1 ? t('practiceQuizOne') : t('practiceQuiz', { count });
    return [
      { id: `page-${id}`, title, resource: `page-${id}`, about: aboutOf(source, lesson) },
      ...(lesson.lab ? [{ id: `lab-${id}`, title: labTitle(lesson), resource: `lab-${id}` }] : []),
      ...(count > 0 ? [{ id: `quiz-${id}`, title: `${title}: ${quizTitle}`, resource: `quiz-${id}` }] : []),
    ];
  });
  return [finished(source, kind, contents, parts, version)];
}

/** A cartridge of links to the published site, where everything works as it was made. */
function thin(source: Source, kind: Cartridges): readonly Published[] {
  const { edition, lessons } = source;
  const what = 'texts, labs and quizzes in the platform itself, with their results';
  const parts: Parts = {
    files: new Map(),
    resources: [],
    losses: [{ lesson: undefined, what, instead: 'each link opens its lesson on the site, which keeps the results' }],
  };
  for (const lesson of lessons)
    addLink(parts, `page-${lesson.id}`, lesson.title, lessonAddress(edition, lesson), version11);
  const contents = contentsOf(source, (lesson) => {
    const { id, title } = lesson;
    return [{ id: `page-${id}`, title, resource: `page-${id}`, about: aboutOf(source, lesson) }];
  });
  return [finished(source, kind, contents, parts, version11)];
}

/** Common Cartridge 1.1: what most platforms import. */
export const cartridge11: Format = { id: 'cc-1.1', publish: (source) => whole(source, 'cc-1.1', version11) };

/** Common Cartridge 1.3. */
export const cartridge13: Format = { id: 'cc-1.3', publish: (source) => whole(source, 'cc-1.3', version13) };

/** Common Cartridge 1.1 with web links only. */
export const thinCartridge: Format = { id: 'cc-thin', publish: async (source) => thin(source, 'cc-thin') };
