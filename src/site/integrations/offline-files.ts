import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtAddress } from '../../assembly/addresses.ts';
import type { Course } from '../../curriculum/model.ts';
import type { Output } from '../build/output.ts';
import type { OfflineList } from '../client/offline/messages.ts';
import { getCurriculum } from '../curriculum.ts';
import { hasWorker, SIZE_PLACEHOLDER, WORKER, workerText } from '../offline.ts';
import { sizeText } from '../size-text.ts';

/** Pages that belong to every saved course. */
const SHARED = ['', 'courses/', 'glossary/', 'practice/', 'progress/', 'review/', 'offline/'];
/** Files that pages load besides those that are named in them. */
const LOADED = /\.(css|js|woff2)$/;
/** Digits of a hash that tell versions of a file apart. */
const HASH_LENGTH = 12;
const hashOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);

/** What of a site is not read offline: there is no search. */
const LEFT_OUT = 'pagefind/';
/** Files of a lesson to download. */
const OF_LESSON = /^lessons\/([^/]+)\/files\//;

/** What lies in a site, read once each. */
class Files {
  readonly output: Output;
  /** Paths of all files, sorted. */
  readonly paths: readonly string[];
  readonly #ofLessons: ReadonlyMap<string, readonly string[]>;
  readonly #facts = new Map<string, readonly [bytes: number, hash: string]>();

  constructor(output: Output) {
    this.output = output;
    this.paths = output
      .paths()
      .filter((path) => !path.startsWith(LEFT_OUT))
      .sort();
    this.#ofLessons = Map.groupBy(this.paths, (path) => OF_LESSON.exec(path)?.[1] ?? '');
  }

  /** Paths of the files below a folder, sorted. */
  below(folder: string): string[] {
    return this.paths.filter((path) => path.startsWith(`${folder}/`));
  }

  /** Paths of the files of a lesson to download, sorted. */
  ofLesson(id: string): readonly string[] {
    return this.#ofLessons.get(id) ?? [];
  }

  text(path: string): string {
    return readFileSync(join(this.output.folder, path), 'utf8');
  }

  size(path: string): number {
    return this.output.facts(path)?.bytes ?? statSync(join(this.output.folder, path)).size;
  }

  of(path: string): readonly [bytes: number, hash: string] {
    const known = this.#facts.get(path);
    if (known) return known;
    const noted = this.output.facts(path);
    if (noted) return [noted.bytes, noted.digest.slice(0, HASH_LENGTH)];
    const bytes = readFileSync(join(this.output.folder, path));
    const facts = [bytes.length, hashOf(bytes)] as const;
    this.#facts.set(path, facts);
    return facts;
  }
}

/** Address below the base under which a file is asked for. */
const addressOf = (path: string): string =>
  path
    .replace(/(^|\/)index\.html$/, '$1')
    .split('/')
    .map(encodeURIComponent)
    .join('/');

/** Files of the bundler that a page names, besides those that every page may load. */
function namedIn(files: Files, page: string, base: string): readonly string[] {
  const read = (): string[] => {
    const named = new RegExp(`"${base.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(_astro/[^"#?]+)"`, 'g');
    const paths = [...files.text(page).matchAll(named)].map((match) => match[1] ?? '');
    return [...new Set(paths)].filter((path) => !LOADED.test(path));
  };
  return files.output.names(page, read);
}

/** Files that a course needs: its pages with what they show and offer, and what every page loads. */
function filesOf(course: Course, files: Files, base: string): string[] {
  const { output } = files;
  const lessons = course.modules.flatMap((module) => module.lessons);
  const pages = [
    ...SHARED.map((path) => `${path}index.html`),
    `courses/${course.id}/index.html`,
    `courses/${course.id}/summary/index.html`,
    ...lessons.map(({ id }) => `lessons/${id}/index.html`),
  ].filter((path) => output.has(path));
  return [
    ...pages,
    ...lessons.flatMap(({ id }) =>
      ['definitions', 'practice', 'monitoring', 'tracing'].map((name) => `lessons/${id}/${name}.json`),
    ),
    ...lessons.flatMap(({ id }) => files.ofLesson(id)),
    ...files.below('_astro').filter((path) => LOADED.test(path)),
    ...files.below('brand'),
    ...pages.flatMap((path) => namedIn(files, path, base)),
    'favicon.svg',
    'site.webmanifest',
  ].filter((path) => output.has(path));
}

/**
 * Writes the service worker and, for each course, the list of files to save, and puts its size into the page of the course.
 * Gives the number of lists; none where the site has no worker.
 */
export function writeOffline(output: Output): number {
  const { folder } = output;
  const { courses, identity } = getCurriculum();
  const { base } = builtAddress(identity);
  if (!hasWorker()) return 0;
  const files = new Files(output);
  const listed = courses
    .filter(({ id }) => output.has(`courses/${id}/summary/index.html`))
    .map((course) => ({ course, paths: [...new Set(filesOf(course, files, base))] }));
  for (const { course, paths } of listed) {
    const page = join(folder, `courses/${course.id}/index.html`);
    const bytes = paths.reduce((sum, path) => sum + files.size(path), 0);
    writeFileSync(
      page,
      readFileSync(page, 'utf8').replaceAll(SIZE_PLACEHOLDER, () => sizeText(bytes)),
    );
  }
  for (const { course, paths } of listed) {
    const list: OfflineList = { files: paths.map((path) => [addressOf(path), ...files.of(path)] as const) };
    writeFileSync(join(folder, `courses/${course.id}/offline.json`), JSON.stringify(list));
  }
  const lists = listed.map(({ course }) => `courses/${course.id}/offline.json`);
  const all = [...new Set([...files.paths, ...lists])]
    .filter((path) => /\.(html|json|css|js|woff2)$/.test(path) && path !== WORKER)
    .sort();
  const version = hashOf(all.map((path) => `${path} ${files.of(path)[1]}\n`).join(''));
  const shellPage = files.text('offline/index.html');
  const shell = files.below('_astro').filter((path) => shellPage.includes(path));
  writeFileSync(join(folder, WORKER), workerText({ base, version, shell: ['offline/', ...shell] }));
  return listed.length;
}
