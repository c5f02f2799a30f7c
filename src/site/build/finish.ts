import type { Edition } from '../../assembly/edition.ts';
import { UserError } from '../../cli/user-error.ts';
import { siteBadges } from '../badges.ts';
import { nowMaking, publish } from '../building.ts';
import { getCurriculum } from '../curriculum.ts';
import { writeBadges } from '../integrations/badge-files.ts';
import { writeCitations } from '../integrations/citation-files.ts';
import { ensureComplete } from '../integrations/completeness.ts';
import { addEditions } from '../integrations/editions.ts';
import { guardLessons } from '../integrations/lesson-guard.ts';
import { writeOffline } from '../integrations/offline-files.ts';
import { writePolicies } from '../integrations/policy-files.ts';
import { guardPublisher } from '../integrations/publisher-guard.ts';
import { shardFolders } from '../integrations/search-index.ts';
import { drawSocialImages } from '../integrations/social-images.ts';
import { copyPublications } from '../publications.ts';
import type { Output } from './output.ts';

/** Waits for the end of all, so that none is cut off, and gives what they gave. @throws the first failure. */
async function all<T extends readonly Promise<unknown>[]>(
  works: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** What looks at pages in a browser; undefined where nothing is looked at. */
type Guard = typeof import('../browser-guard.ts') | undefined;

/** What looks at pages in a browser, where somebody has to. Only a fork can have styles that nobody here has seen; the original has its tests. */
export async function guardOf({ layers }: Edition): Promise<Guard> {
  return layers.length > 0 ? await import('../browser-guard.ts') : undefined;
}

interface Finished {
  output: Output;
  /** Paths of the pages below the base. */
  pages: readonly string[];
  /** Gives how many pages can be searched, once they can. */
  indexing: Promise<number>;
  guard: Guard;
  warn(line: string): void;
}

/** Checks the built pages, then makes side by side what is made from them, and publishes them; gives lines that say what was done. */
export async function finish({ output, pages, indexing, guard, warn }: Finished): Promise<string[]> {
  const { folder } = output;
  const curriculum = getCurriculum();
  const { lessons, courses } = curriculum;
  nowMaking('the guard had looked at the attribution, and the search index, the social images and the citations');
  const guarded = guardLessons(output);
  guardPublisher(output);
  if (guarded !== lessons.size)
    throw new UserError(`The guard has looked at ${guarded} of ${lessons.size} lessons. Build again.`);
  nowMaking('the search index, the social images, the citations and what pages need without a network');
  const [indexed, , images] = await all([
    indexing,
    // Lists for reading offline are of what is there before what follows.
    (async () => writeOffline(output))(),
    drawSocialImages(output),
    writeBadges(output),
    (async () => writeCitations(output))(),
  ]);
  output.dropRest();
  nowMaking('the frozen editions');
  for (const line of images.warnings) warn(line);
  const editions = await addEditions(folder);
  for (const line of editions.warnings) warn(line);
  nowMaking('the files to take along');
  const taken = copyPublications(folder, curriculum);
  for (const line of taken.warnings) warn(line);
  nowMaking('the policies of the pages, and the headers');
  // Every folder at the root of the site has its headers, those just made included.
  const guardedPages = writePolicies(output);
  const looked = await guard?.guardInBrowser(folder);
  if (looked?.seen === false) warn(looked.line);
  const withFiles = [...lessons.values()].filter(({ files }) => files.size > 0).map(({ id }) => id);
  const expected = {
    lessons: lessons.keys(),
    withFiles,
    courses: courses.map(({ id }) => id),
    badges: siteBadges().map(({ id }) => id),
    shards: shardFolders(getCurriculum()),
    pages,
  };
  ensureComplete(folder, expected, (path) => output.isKept(path));
  publish();
  return [
    ...(looked?.seen ? [looked.line] : []),
    `${guarded} lesson pages carry their attribution, ${guardedPages} pages their policy`,
    ...editions.lines,
    ...(taken.copied > 0 ? [`${taken.copied} files to take along`] : []),
    `${indexed} pages searchable, ${images.drawn} social images drawn`,
  ];
}
