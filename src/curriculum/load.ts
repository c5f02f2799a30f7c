import { type AssembleOptions, assembleCurriculum } from './assemble.ts';
import type { LoadResult } from './model.ts';
import { readContent } from './read.ts';

/** Reads and assembles the curriculum below `root`. The only place that touches the disk for content. */
export function loadCurriculum(root: string, options: AssembleOptions = {}): LoadResult {
  return assembleCurriculum(readContent(root), options);
}
