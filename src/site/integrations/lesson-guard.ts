import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathsOf } from '../../assembly/addresses.ts';
import { creditFor } from '../../attribution/credit.ts';
import { attributionProblems } from '../../attribution/guard.ts';
import { ContentError } from '../../findings/finding.ts';
import type { Output } from '../build/output.ts';
import { getCurriculum } from '../curriculum.ts';

/**
 * What is wrong with the built lesson pages of a site: pages that are missing, and attribution that is. What was looked at before, and
 * depends on nothing that has changed since, is not looked at again.
 */
function builtLessonProblems(output: Output): string[] {
  const curriculum = getCurriculum();
  const paths = pathsOf(curriculum.identity);
  return [...curriculum.lessons.values()].flatMap((lesson) => {
    const path = `lessons/${lesson.id}/index.html`;
    if (output.isKept(path)) return [];
    if (!output.has(path)) return [`lessons/${lesson.id}/: the page was not built, though ${lesson.path} is published`];
    const credit = creditFor(lesson, curriculum, paths.absolute(paths.lesson(lesson.id)));
    return attributionProblems(readFileSync(join(output.folder, path), 'utf8'), credit).map(
      (problem) => `lessons/${lesson.id}/: ${problem}`,
    );
  });
}

const SHOWN = 20;

/**
 * Fails unless every published lesson has a page and every page carries its attribution, visibly; gives their number.
 * A lesson that fails to render is only logged by Astro, so pages are counted here as well.
 * @throws with what is missing, where, why it matters and what to do.
 */
export function guardLessons(output: Output): number {
  const problems = builtLessonProblems(output);
  if (problems.length === 0) return getCurriculum().lessons.size;
  const pages = new Set(problems.map((problem) => problem.split(':')[0])).size;
  const more = problems.length > SHOWN ? `\n  … and ${problems.length - SHOWN} more` : '';
  throw new ContentError(
    `The attribution of ${pages} lesson pages is not complete:\n  ${problems.slice(0, SHOWN).join('\n  ')}${more}\nWhy: the license lets everybody reuse a lesson as long as these are kept; what is not shown cannot be kept.\nDo:  restore the part in src/site/components/Colophon.astro or src/site/layouts/LessonLayout.astro.`,
    [],
  );
}
