import { createHash } from 'node:crypto';
import { builtAddress, pathsOf } from '../assembly/addresses.ts';
import type { Edition } from '../assembly/edition.ts';
import { sourceDigest } from '../cli/source-digest.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { Finding } from '../findings/finding.ts';
import { renderLesson } from '../rendering/render.ts';
import { withStills } from '../rendering/stills.ts';
import { translator } from '../strings/index.ts';
import { isAuthoring } from './authoring.ts';
import { cacheLesson, type RenderedLesson } from './lesson-cache.ts';

/** What came of rendering a lesson. */
export interface Made {
  /** Undefined if its text cannot be read at all, or a build is to end for its findings; nothing is kept then. */
  rendered: RenderedLesson | undefined;
  findings: readonly Finding[];
}

/** Renders a lesson and keeps what comes of it. @param digest what `digestOf` gives for it */
export async function renderAndKeep(lesson: Lesson, curriculum: Edition, digest: string): Promise<Made> {
  const links = pathsOf(curriculum.identity);
  const t = translator(curriculum.identity.language);
  const { html, sections, notes, findings } = await withStills((still) =>
    renderLesson(lesson, curriculum, links, t, { still }),
  );
  const isUnreadable = html === '' && findings.length > 0;
  if (isUnreadable || (findings.length > 0 && !isAuthoring())) return { rendered: undefined, findings };
  const rendered = { html, sections, notes };
  cacheLesson(digest, rendered);
  return { rendered, findings };
}

/** Keeps that a lesson shows nothing, until it is mended. */
export function keepUnreadable(digest: string): RenderedLesson {
  const rendered = { html: '', sections: [], notes: [] };
  cacheLesson(digest, rendered);
  return rendered;
}

const commons = new WeakMap<Edition, string>();

/** Hash of everything besides its own folder that the text of a lesson depends on, the renderer itself included. */
function commonDigest(curriculum: Edition): string {
  const known = commons.get(curriculum);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(sourceDigest(sourcePaths.rendering));
  hash.update(JSON.stringify([...curriculum.terms.values()]));
  hash.update(JSON.stringify(curriculum.versions));
  hash.update([...curriculum.lessons.keys(), ...curriculum.drafts, ...[...curriculum.aliases].flat()].join());
  hash.update([...curriculum.hidden].join());
  // Labs say whether they need images of a course.
  hash.update(JSON.stringify(curriculum.courses.map(({ images }) => images.map(({ name }) => name))));
  hash.update(JSON.stringify([curriculum.identity, curriculum.layers.at(-1)?.brand.short_name]));
  hash.update(JSON.stringify(builtAddress(curriculum.identity)));
  const digest = hash.digest('hex');
  commons.set(curriculum, digest);
  return digest;
}

const digests = new WeakMap<Lesson, { common: string; digest: string }>();

/** Hash of all that the text of a lesson depends on; remembered while neither the lesson nor the rest has changed. */
export function digestOf(lesson: Lesson, curriculum: Edition): string {
  const common = commonDigest(curriculum);
  const known = digests.get(lesson);
  if (known?.common === common) return known.digest;
  const hash = createHash('sha256')
    .update(common)
    .update(lesson.id)
    .update(lesson.body)
    .update(JSON.stringify([lesson.quiz, lesson.lab, lesson.terms]));
  // The stills of its figures are made by the practice cluster.
  if (lesson.body.includes('<Explore')) hash.update(sourceDigest(sourcePaths.figures));
  for (const file of lesson.files.values()) hash.update(file.name).update(file.text);
  const digest = hash.digest('hex');
  digests.set(lesson, { common, digest });
  return digest;
}
