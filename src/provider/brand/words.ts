import type { Lesson } from '../../curriculum/model.ts';
import { lessonText } from '../../curriculum/text/read-text.ts';
import type { Place } from '../../findings/finding.ts';

/** A brand's name that stands in the prose of a lesson. */
export interface BrandWord extends Place {
  word: string;
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Names of a brand in what readers read of a lesson; code may show them, as commands and addresses have to. A lesson that
 * cannot be parsed has none that is known.
 */
export function brandWords(lesson: Pick<Lesson, 'path' | 'text'>, names: readonly string[]): BrandWord[] {
  // Builds ask this of every lesson, and hardly one has such a word: most need not be parsed for it.
  const firstWords = names.map((name) => escaped(name.split(/\s/, 1)[0] ?? name));
  // An underscore may be markup. Ids, such as those of authors, have a hyphen beside the word.
  if (!new RegExp(`(?<![\\p{L}\\p{N}./-])(?:${firstWords.join('|')})(?![\\p{L}\\p{N}/-])`, 'iu').test(lesson.text))
    return [];
  const text = lessonText(lesson);
  if (!text) return [];
  const patterns = names.map((name) => escaped(name).replace(/\s+/g, '\\s+'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_./-])(?:${patterns.join('|')})(?![\\p{L}\\p{N}_/-])`, 'giu');
  return [...text.prose.matchAll(pattern)].flatMap(({ index, 0: word }) =>
    index < text.bodyStart ? [] : [{ word: word.replace(/\s+/g, ' '), ...text.place(index) }],
  );
}
