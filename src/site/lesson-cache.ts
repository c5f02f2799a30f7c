import { join } from 'node:path';
import { cacheFolder } from '../cli/cache-folder.ts';
import { SealedCache } from '../cli/sealed-cache.ts';
import type { LessonNote } from '../rendering/render.ts';
import type { Section } from '../rendering/sections.ts';

/** What rendering makes of a lesson. */
export interface RenderedLesson {
  html: string;
  sections: Section[];
  /** What it says to those who teach it. */
  notes: LessonNote[];
}

/** Builds forget what they do not use; pages of a development server beside them still show it. */
const cache = new SealedCache(
  () => join(cacheFolder(), process.env.AUTHORING === '1' ? 'lessons-of-drafts' : 'lessons'),
  '.html',
);

/** How long a development server keeps what it does not show: an edit may be taken back. */
const DAY_MS = 24 * 3600 * 1000;

/**
 * A rendered lesson by its digest; undefined if there is none, or it was damaged. It lies in a file, not in Astro's data
 * store: the store becomes a module of the build, and tens of megabytes of strings in it cost two seconds and 200 MiB per
 * thousand lessons. Sections and notes are in the first line, as JSON.
 */
export function readCachedLesson(digest: string): RenderedLesson | undefined {
  const text = cache.read(digest)?.toString();
  if (text === undefined) return undefined;
  const end = text.indexOf('\n');
  const parts = JSON.parse(text.slice(0, end)) as Pick<RenderedLesson, 'sections' | 'notes'>;
  return { ...parts, html: text.slice(end + 1) };
}

/** Digests of the lessons as they were last rendered, by id. One build has several module graphs, which share them through the global object. */
const shared = globalThis as typeof globalThis & { commonhelmRendered?: Map<string, string> };
const digests = (): Map<string, string> => {
  shared.commonhelmRendered ??= new Map();
  return shared.commonhelmRendered;
};

/** Notes which rendered text is that of a lesson now. */
export function noteRendered(id: string, digest: string): void {
  digests().set(id, digest);
}

/** Digest of the text of a lesson as it was last rendered; undefined if it was not. */
export function renderedDigest(id: string): string | undefined {
  return digests().get(id);
}

/** Whether something is kept under a digest; whether it is whole, reading it says. */
export const isCachedLesson = (digest: string): boolean => cache.has(digest);

/** Keeps a rendered lesson. @throws what the file system says. */
export function cacheLesson(digest: string, { html, sections, notes }: RenderedLesson): void {
  cache.write(digest, `${JSON.stringify({ sections, notes })}\n${html}`);
}

/** Removes what no lesson uses any more. */
export function pruneLessonCache(used: ReadonlySet<string>): void {
  cache.prune(used, process.env.AUTHORING === '1' ? DAY_MS : 0);
}
