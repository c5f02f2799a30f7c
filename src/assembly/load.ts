import { readFileSync } from 'node:fs';
import { sourcePaths } from '../cli/source-paths.ts';
import { readContent } from '../curriculum/read.ts';
import { type DesignTokens, designTokens } from '../provider/brand/tokens.ts';
import { type AssembleOptions, assembleCurriculum } from './assemble.ts';
import type { LoadResult } from './edition.ts';

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

/** Reads and assembles the curriculum below `root`. The only place that touches the disk for content. */
export function loadCurriculum(root: string, options: AssembleOptions = {}): LoadResult {
  return assembleCurriculum(readContent(root), siteTokens(), options);
}
