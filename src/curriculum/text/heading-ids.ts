import GithubSlugger from 'github-slugger';
import type { Lesson } from '../model.ts';
import type { LessonText } from './lesson-text.ts';

/** Ids that components give to headings of their own. */
const RESERVED = ['key-points'];

/** Id of a heading whose words have neither letters nor digits. */
const NAMELESS = 'section';

/**
 * Gives ids to the headings of one text, from what they say, in their order; each id once, and none without a letter or a digit.
 * All that pages themselves name has a capital letter in its id (`pageMain`), which none of these ids has.
 * @param reserved ids that something else in the text has.
 */
export function headingIds(reserved: Iterable<string> = []): (text: string) => string {
  const slugger = new GithubSlugger();
  for (const id of [...RESERVED, ...reserved]) slugger.occurrences[id] ??= 0;
  return (text) => slugger.slug(/[\p{L}\p{N}]/u.test(text) ? text : NAMELESS);
}

/** Ids of what the data files of a lesson put into its page: items of the quiz, tasks of the lab. */
export function dataIds({ quiz, lab }: Pick<Lesson, 'quiz' | 'lab'>): string[] {
  return [...quiz.map(({ id }) => `q-${id}`), ...(lab?.tasks ?? []).map(({ id }) => `task-${id}`)];
}

/** Whether headings of a level have an id, which links can lead to. */
export function hasId(depth: number): boolean {
  return depth >= 2 && depth <= 4;
}

/** The ids of a lesson's headings as they are rendered, in the order of the text. */
export function lessonHeadingIds(
  { headings, footnoteIds }: Pick<LessonText, 'headings' | 'footnoteIds'>,
  lesson: Pick<Lesson, 'quiz' | 'lab'>,
): string[] {
  const idOf = headingIds([...footnoteIds, ...dataIds(lesson)]);
  return headings.flatMap(({ depth, text }) => (hasId(depth) ? idOf(text) : []));
}
