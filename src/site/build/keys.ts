import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Edition } from '../../assembly/edition.ts';
import { siteLicences } from '../../attribution/licences-in-use.ts';
import { sourceDigest } from '../../cli/source-digest.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import { dayOf } from '../../curriculum/day.ts';
import type { ContentFiles } from '../../curriculum/read.ts';
import { documentPages } from '../../docs/document.ts';
import { renderedDigest } from '../lesson-cache.ts';
import { publicationsDigest } from '../publications.ts';
import type { BundlingFacts } from './bundling-facts.ts';

/** What npm notes of the packages that are installed. */
const INSTALLED = 'node_modules/.package-lock.json';
/** Everything that pages and what is for browsers are bundled from, and what says how. */
const SOURCES = ['src', sourcePaths.bundleProcess, 'astro.config.ts', 'tsconfig.json', 'package.json'];

const digestOf = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};

/**
 * Digest of all that bundling depends on: sources, packages and this Node, this folder (bundles name modules by their whole
 * paths), and what of the content goes into bundles.
 */
export function bundlingKey(facts: BundlingFacts): string {
  return digestOf(
    sourceDigest(existsSync(INSTALLED) ? [...SOURCES, INSTALLED] : SOURCES),
    process.cwd(),
    JSON.stringify(facts),
  );
}

/** What only pages of the directory show, which are made anew with every build. */
const OF_DIRECTORY = /^(?:content\/|(?:provider\/)+)(?:providers\/[^/]+|verifications)\.yaml$/;

/** What pages show of the day and of their environment. */
const environment = (): string => {
  const { BRAND, EDITION, SITE_URL, SOURCE_DATE_EPOCH } = process.env;
  return JSON.stringify([dayOf(), BRAND, EDITION, SITE_URL, SOURCE_DATE_EPOCH]);
};

/**
 * Digests of what pages are made from. A page of a lesson may show everything of its lesson, and of other lessons what stands in their
 * frontmatter; not their texts, quizzes, labs and files. test/build/changes.test.ts holds that.
 */
export class PageKeys {
  readonly #common: string;
  #documents: string | undefined;
  readonly #edition: Edition;
  readonly #files: ReadonlyMap<string, readonly [path: string, text: string][]>;
  readonly #directory: string;
  readonly #publicFiles: string;
  readonly #ofLessons = new Map<string, string | undefined>();
  #lessonData: string | undefined;
  #besideTexts: string | undefined;

  /** @param bundling see bundlingKey. @param files that the edition was made from. @param publicFiles folder with the files at the root of the site */
  constructor(bundling: string, edition: Edition, files: ContentFiles, publicFiles: string) {
    const folders = new Map([...edition.lessons.values()].map(({ id, folder }) => [folder, id]));
    const own = new Map<string, [string, string][]>([...edition.lessons.keys()].map((id) => [id, []]));
    const rest = createHash('sha256');
    const directory: string[] = [];
    for (const [path, text] of files) {
      const lesson = lessonOf(path, folders);
      if (OF_DIRECTORY.test(path)) directory.push(path, text);
      else if (lesson === undefined) rest.update(path).update('\0').update(text).update('\0');
      else own.get(lesson)?.push([path, text]);
    }
    const outline = [...edition.lessons.values()].map(({ id, path, sources }) => [id, path, sources['lesson.mdx']]);
    const state = [edition.release.version, edition.release.differs, [...edition.hidden], [...edition.drafts]];
    const { all, byEdition } = siteLicences(edition);
    // The footer of every page names licenses, which follow from where all lessons come from.
    const licences = [all.map(({ licence }) => licence), byEdition];
    this.#common = digestOf(bundling, environment(), rest.digest('hex'), JSON.stringify([outline, state, licences]));
    this.#edition = edition;
    this.#files = own;
    this.#directory = digestOf(process.env.DIRECTORY_DATE ?? '', ...directory);
    this.#publicFiles = publicFiles;
  }

  /** Of the whole site: of everything that any of its files depends on. */
  get ofSite(): string {
    const texts = [...this.#files.values()].flatMap((files) => files.filter(isText).flat());
    return digestOf(this.besideTexts, ...texts);
  }

  /** Of what shows nothing of the texts of lessons: of everything besides these. */
  get besideTexts(): string {
    this.#besideTexts ??= digestOf(
      this.ofDocuments,
      this.#directory,
      sourceDigest([this.#publicFiles]),
      publicationsDigest() ?? '',
      this.#ofLessonData,
    );
    return this.#besideTexts;
  }

  #historyOf(id: string): string {
    const { provenance, below, release } = this.#edition;
    return JSON.stringify([provenance.get(id), below.get(id), release.unreleased.has(id)]);
  }

  /** Of pages that show documents of the repository. */
  get ofDocuments(): string {
    this.#documents ??= digestOf(this.#common, sourceDigest([...documentPages.keys()]));
    return this.#documents;
  }

  /** Of the pages and files of a lesson; undefined if there is none, or it was not rendered. */
  ofLesson(id: string): string | undefined {
    if (!this.#ofLessons.has(id)) this.#ofLessons.set(id, this.#lessonKey(id));
    return this.#ofLessons.get(id);
  }

  #lessonKey(id: string): string | undefined {
    const rendered = renderedDigest(id);
    const lesson = this.#edition.lessons.get(id);
    if (!lesson || rendered === undefined) return undefined;
    return digestOf(this.#common, id, rendered, this.#historyOf(id), ...(this.#files.get(id) ?? []).flat());
  }

  /** Of all lessons, without their texts: where they come from, and their quizzes, labs and files. */
  get #ofLessonData(): string {
    this.#lessonData ??= digestOf(
      ...[...this.#files].flatMap(([id, files]) => [
        this.#historyOf(id),
        ...files.filter((file) => !isText(file)).flat(),
      ]),
    );
    return this.#lessonData;
  }

  /** Of what shows what the lessons of a course say, and of all others what there is besides their texts; undefined if there is no such course. */
  ofCourse(id: string): string | undefined {
    const course = this.#edition.courses.find((one) => one.id === id);
    if (!course) return undefined;
    const lessons = course.modules.flatMap((module) => module.lessons.map((lesson) => this.ofLesson(lesson.id)));
    if (lessons.includes(undefined)) return undefined;
    return digestOf(this.#common, this.#ofLessonData, id, ...lessons.map(String));
  }
}

/** Whether a file of a lesson is its text, with its frontmatter. */
const isText = ([path]: readonly [path: string, text: string]): boolean => path.endsWith('/lesson.mdx');

/** Id of the lesson in whose folder a file lies. */
function lessonOf(path: string, folders: ReadonlyMap<string, string>): string | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const lesson = folders.get(path.slice(0, end));
    if (lesson !== undefined) return lesson;
  }
  return undefined;
}
