import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where builds keep what they need not make again. */
export function cacheFolder(): string {
  return process.env.CACHE_DIR || '.cache';
}

const folder = (): string => join(cacheFolder(), 'lessons');
const path = (digest: string): string => join(folder(), `${digest}.html`);

/**
 * The HTML of lessons lies in files named by digest, not in Astro's data store: the store becomes a module of the build,
 * and tens of megabytes of strings in it cost two seconds and 200 MiB per thousand lessons.
 */
export function hasCachedLesson(digest: string): boolean {
  return existsSync(path(digest));
}

/** HTML of a lesson. @throws if nothing was cached under the digest. */
export function readCachedLesson(digest: string): string {
  return readFileSync(path(digest), 'utf8');
}

/** Keeps the HTML of a lesson. */
export function cacheLesson(digest: string, html: string): void {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(path(digest), html);
}

/** Removes what no lesson uses any more. */
export function pruneLessonCache(used: ReadonlySet<string>): void {
  if (!existsSync(folder())) return;
  for (const name of readdirSync(folder())) {
    if (!used.has(name.slice(0, -'.html'.length))) rmSync(join(folder(), name));
  }
}
