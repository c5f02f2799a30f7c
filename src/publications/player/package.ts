import { noticeText } from '../../attribution/notice.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { publishedFiles } from '../../rendering/published-files.ts';
import { zip } from '../archive.ts';
import { lessonAddress, type PublishedLesson, publishedLesson } from '../lesson.ts';
import { publicationLinks } from '../links.ts';
import type { Files, Loss, Published, Source } from '../publication.ts';
import { carry } from './carried.ts';
import { lessonPage } from './page.ts';
import { type Protocol, playerScript } from './script.ts';
import { playerStyle } from './style.ts';

/** A lesson in a package. */
export interface PackedLesson {
  published: PublishedLesson;
  /** Path of its page in the package. */
  page: string;
  /** Paths of the page and of what belongs to it alone. */
  paths: readonly string[];
}

/** What a package is about: a course, or one of its lessons. */
export interface Contents {
  /** Id of the course, or of the lesson. */
  id: string;
  title: string;
  summary: string;
  /** Whether it is a lesson by itself. */
  isLesson: boolean;
  source: Source;
  lessons: readonly PackedLesson[];
}

/** Paths of what all lessons of a package share. */
export const SHARED_PATHS = ['shared/lesson.css', 'shared/lesson.js'] as const;

/** A path of ASCII letters and digits: platforms unpack archives with all kinds of programs. */
function packedName(name: string): string {
  const safe = (part: string): string =>
    part.replace(/^\.|[^A-Za-z0-9._-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
  return name.split('/').map(safe).join('/');
}

/** A lesson with the files that it shows and offers. */
async function packLesson(
  source: Source,
  lesson: Lesson,
): Promise<{ packed: PackedLesson; files: Files; losses: Loss[] }> {
  const { edition, t } = source;
  const folder = `${lesson.id}/`;
  const used = new Set<string>();
  const links = publicationLinks(edition.identity, {
    lesson: (id, heading) => (id === lesson.id ? `#${heading ?? ''}` : undefined),
    lessonFile(id, name) {
      if (id !== lesson.id) return undefined;
      used.add(name);
      return folder + packedName(name);
    },
  });
  const published = await publishedLesson(source, lesson, links);
  const losses = carry(published.tree, lesson, lessonAddress(edition, lesson), t);
  const notice = noticeText(lesson, published.credit, edition);
  const page = `lessons/${lesson.id}.html`;
  const files = new Map<string, string | Uint8Array>([[page, lessonPage(published, source)]]);
  for (const { name, content } of [...lesson.files.values()].flatMap((file) => publishedFiles(file, notice)))
    if (used.has(name)) files.set(`lessons/${folder}${packedName(name)}`, content);
  if (used.size > 0) files.set(`lessons/${folder}NOTICE.txt`, notice);
  return { packed: { published, page, paths: [...files.keys()] }, files, losses };
}

/** How a kind of package is made. */
export interface PackageKind {
  protocol: Protocol;
  /** What it has besides lessons: the file that says what is in it, and what that needs. */
  manifest(contents: Contents): Files;
}

/** One package of some lessons. */
async function pack(
  about: Omit<Contents, 'lessons' | 'source'>,
  source: Source,
  { protocol, manifest }: PackageKind,
): Promise<Published> {
  const { edition, t } = source;
  const lessons: PackedLesson[] = [];
  const losses: Loss[] = [];
  const [style, script] = SHARED_PATHS;
  const files = new Map<string, string | Uint8Array>([
    [style, playerStyle(edition)],
    [script, await playerScript(protocol, edition.identity.language, t)],
  ]);
  for (const lesson of source.lessons) {
    const made = await packLesson(source, lesson);
    lessons.push(made.packed);
    losses.push(...made.losses);
    for (const [path, content] of made.files) files.set(path, content);
  }
  for (const [path, content] of manifest({ ...about, source, lessons })) files.set(path, content);
  return { name: `${about.id}-${protocol}.zip`, content: zip(files), losses };
}

/** The packages of a source: one of the course, or, where only some of its lessons are asked for, one of each of them. */
export async function packagesOf(source: Source, kind: PackageKind): Promise<Published[]> {
  const { course, lessons } = source;
  const isWhole = course.modules.flatMap((module) => module.lessons).every((lesson) => lessons.includes(lesson));
  if (isWhole) {
    const { id, title, summary } = course;
    return [await pack({ id, title, summary, isLesson: false }, source, kind)];
  }
  const packages: Published[] = [];
  for (const lesson of lessons) {
    const { id, title, summary } = lesson;
    packages.push(await pack({ id, title, summary, isLesson: true }, { ...source, lessons: [lesson] }, kind));
  }
  return packages;
}
