import { pathsOf } from '../../assembly/addresses.ts';
import { citations } from '../../attribution/citation.ts';
import { creditFor } from '../../attribution/credit.ts';
import { noticeText } from '../../attribution/notice.ts';
import type { Output } from '../build/output.ts';
import { getCurriculum } from '../curriculum.ts';

/**
 * Writes every lesson's citation as BibTeX and as CSL-JSON beside its page; for lessons with files to download also the credit
 * that goes with those. Not as pages of Astro: two thousand of them took longer than the lessons themselves.
 */
export function writeCitations(output: Output): void {
  const curriculum = getCurriculum();
  const paths = pathsOf(curriculum.identity);
  for (const lesson of curriculum.lessons.values()) {
    const credit = creditFor(lesson, curriculum, paths.absolute(paths.lesson(lesson.id)));
    const { bibtex, cslJson } = citations(credit);
    const target = `lessons/${lesson.id}`;
    output.place(`${target}/cite.bib`, bibtex);
    output.place(`${target}/cite.json`, cslJson);
    if (lesson.files.size > 0) output.place(`${target}/NOTICE.txt`, noticeText(lesson, credit, curriculum));
  }
}
