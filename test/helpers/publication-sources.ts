import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { loadCurriculum, siteTokens } from '../../src/assembly/load.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import type { Source } from '../../src/publications/publication.ts';
import { sourcesOf } from '../../src/publications/select.ts';
import { readTiny } from './fixture.ts';
import { BRAND, forkFiles } from './layer.ts';

/** Assembles an edition. @throws with what is wrong */
export function editionOf(files: ContentFiles): Edition {
  const { curriculum, findings } = assembleCurriculum(files, siteTokens());
  if (!curriculum) throw new Error(findings.map(({ message }) => message).join('\n'));
  return curriculum;
}

/** What publications of the tiny curriculum are made from, course by course. */
export function tinySources(files: ContentFiles = readTiny()): Source[] {
  return sourcesOf(editionOf(files), [], []);
}

/** The same of a fork whose name is written from right to left, with a lesson whose title has quotes, an ampersand and an emoji. */
export function forkSources(): Source[] {
  const lesson = 'content/courses/harbor/mooring/tie-a-bowline/lesson.mdx';
  const odd = '"Knots" & <loops> ⚓, and a title of more than sixty characters';
  const files = new Map(readTiny());
  files.set(lesson, (files.get(lesson) ?? '').replace(/^title: .*$/m, `title: '${odd}'`));
  const brand = BRAND.replace(/^name: .*$/m, 'name: אקדמיית הנמל "ים" & בניו');
  return tinySources(forkFiles({ 'provider/brand.yaml': brand }, files));
}

/** What publications of the real curriculum are made from: of some lessons, or all. */
export function realSources(...lessons: string[]): Source[] {
  const { curriculum } = loadCurriculum('.', { ownImages: true });
  if (!curriculum) throw new Error('The curriculum cannot be assembled.');
  return sourcesOf(curriculum, [], lessons);
}
