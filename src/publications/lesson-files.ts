import { creditFor } from '../attribution/credit.ts';
import { noticeText } from '../attribution/notice.ts';
import type { Lesson } from '../curriculum/model.ts';
import { publishedFiles } from '../rendering/published-files.ts';
import { lessonAddress } from './lesson.ts';
import type { Files, Source } from './publication.ts';

/** The files that a lesson offers, by the names that they have on the site, with a notice of who made them; none if it has no files. */
export function filesOf({ edition }: Pick<Source, 'edition'>, lesson: Lesson): Files {
  if (lesson.files.size === 0) return new Map();
  const credit = creditFor(lesson, edition, lessonAddress(edition, lesson));
  const notice = noticeText(lesson, credit, edition);
  const files = [...lesson.files.values()].flatMap((file) => publishedFiles(file, notice));
  return new Map<string, string | Uint8Array>([
    ...files.map(({ name, content }): [string, string | Uint8Array] => [name, content]),
    ['NOTICE.txt', notice],
  ]);
}
