import { readFileSync } from 'node:fs';
import type { Baselines } from '../attribution/baseline.ts';
import { lastManifest } from '../attribution/manifest.ts';
import { type Work, workOf } from '../attribution/work.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import { dayOf } from '../curriculum/day.ts';
import type { Lesson } from '../curriculum/model.ts';
import { type ContentFiles, readContent } from '../curriculum/read.ts';
import { type DesignTokens, designTokens } from '../provider/brand/tokens.ts';
import { type AssembleOptions, assembleCurriculum } from './assemble.ts';
import { readBaselines } from './baselines.ts';
import type { Edition, LoadResult } from './edition.ts';

let known: DesignTokens | undefined;

function read(): DesignTokens {
  known ??= designTokens(readFileSync(sourcePaths.tokens, 'utf8'));
  return known;
}

/**
 * The tokens of the site's own style sheet, which a brand is checked against. They are read when one is asked for: where
 * there is no brand, as when a release is made, there may be no site either.
 */
export function siteTokens(): DesignTokens {
  return {
    get colors() {
      return read().colors;
    },
    get properties() {
      return read().properties;
    },
  };
}

/** A lesson of some files as a work, as whoever published it last presents it; undefined if it is not there. */
export function presentedWork(files: ContentFiles, ids: readonly string[]): Work | undefined {
  const { curriculum } = assembleCurriculum(files, siteTokens());
  const lesson = curriculum && ids.map((id) => curriculum.lessons.get(id)).find((found) => found !== undefined);
  return lesson && publishedWork(curriculum, files, lesson);
}

/** A lesson of an edition as a work, as whoever published it last presents it. */
export function publishedWork({ provenance, identity, people }: Edition, files: ContentFiles, lesson: Lesson): Work {
  const known = provenance.get(lesson.id)?.work;
  if (known) return known;
  const version = lastManifest(files, lesson.layer)?.lessons[lesson.id]?.version ?? identity.version;
  return workOf(lesson, identity, people, version);
}

/** What each layer of some files was laid over, the lowest first, as upstream's commits have it. @param root where the files lie. */
export function baselinesOf(root: string, files: ContentFiles): Baselines {
  return readBaselines(root, files, presentedWork);
}

/**
 * Reads and assembles the curriculum below `root`, and compares it with what upstream's commits have. The only place that
 * touches the disk for content.
 */
export function loadCurriculum(root: string, options: AssembleOptions = {}): LoadResult {
  return assembleFiles(root, readContent(root), options);
}

/** The same of files that were read. @param root where they lie. */
export function assembleFiles(root: string, files: ContentFiles, options: AssembleOptions = {}): LoadResult {
  return assembleCurriculum(files, siteTokens(), { baselines: baselinesOf(root, files), today: dayOf(), ...options });
}
