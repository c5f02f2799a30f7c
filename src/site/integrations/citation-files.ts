import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathsOf } from '../../assembly/addresses.ts';
import { citations } from '../../attribution/citation.ts';
import { creditFor } from '../../attribution/credit.ts';
import { noticeText } from '../../attribution/notice.ts';
import { getCurriculum } from '../curriculum.ts';

/**
 * Writes every lesson's citation as BibTeX and as CSL-JSON beside its page, and gives their number; for lessons with files
 * to download also the credit that goes with those.
 * Not as pages of Astro: two thousand of them took longer than the lessons themselves.
 */
export async function writeCitations(folder: string): Promise<number> {
  const curriculum = getCurriculum();
  const paths = pathsOf(curriculum.identity);
  await Promise.all(
    [...curriculum.lessons.values()].map(async (lesson) => {
      const credit = creditFor(lesson, curriculum, paths.absolute(paths.lesson(lesson.id)));
      const { bibtex, cslJson } = citations(credit);
      const target = join(folder, 'lessons', lesson.id);
      await mkdir(target, { recursive: true });
      await writeFile(join(target, 'cite.bib'), bibtex);
      await writeFile(join(target, 'cite.json'), cslJson);
      if (lesson.files.size > 0) await writeFile(join(target, 'NOTICE.txt'), noticeText(lesson, credit, curriculum));
    }),
  );
  return 2 * curriculum.lessons.size;
}
