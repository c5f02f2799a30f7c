import type { Lesson } from '../../curriculum/model.ts';
import { lessonText } from '../../curriculum/text/read-text.ts';
import type { Place } from '../../findings/finding.ts';

/** A brand's name that stands in the prose of a lesson. */
export interface BrandWord extends Place {
  word: string;
}

/**
 * Names of a brand in what readers read of a lesson; code may show them, as commands and addresses have to. A lesson that
 * cannot be parsed has none that is known.
 */
export function brandWords(lesson: Pick<Lesson, 'path' | 'text'>, names: readonly string[]): BrandWord[] {
  // Builds ask this of every lesson, and hardly one has such a word: most need not be parsed for it.
  const small = lesson.text.toLowerCase();
  const mayHave = (name: string): boolean => {
    const words = name.toLowerCase().split(/\s+/);
    const [first = ''] = words;
    if (words.length > 1) return words.every((word) => small.includes(word));
    // Where a hyphen follows, as in the ids of authors, it is no word.
    for (let at = small.indexOf(first); at >= 0; at = small.indexOf(first, at + 1))
      if (small[at + first.length] !== '-') return true;
    return false;
  };
  if (!names.some(mayHave)) return [];
  const text = lessonText(lesson);
  if (!text) return [];
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_./-])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_/-])`, 'giu');
  return [...text.prose.matchAll(pattern)].flatMap(({ index, 0: word }) =>
    index < text.bodyStart ? [] : [{ word: word.replace(/\s+/g, ' '), ...text.place(index) }],
  );
}
