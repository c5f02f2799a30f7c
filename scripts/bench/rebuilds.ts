import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from './measure.ts';

/** What is changed before a synthetic curriculum is built again. */
export interface Rebuilds {
  lesson: Measurement;
  term: Measurement;
  nothing: Measurement;
}

/** Builds a synthetic curriculum, which has been built, again and again: after one sentence more in a lesson, another definition of a term, and nothing. */
export async function measureRebuilds(root: string, build: () => Promise<Measurement>): Promise<Rebuilds> {
  appendFileSync(join(root, 'content/courses/course-0/module-0-0/lesson-5/lesson.mdx'), '\nOne more sentence.\n');
  const lesson = await build();
  const glossary = join(root, 'content/glossary.yaml');
  writeFileSync(glossary, readFileSync(glossary, 'utf8').replace('in one plain sentence', 'in another plain sentence'));
  const term = await build();
  return { lesson, term, nothing: await build() };
}
