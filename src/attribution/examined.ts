import type { Lesson } from '../curriculum/model.ts';
import type { Published } from './published.ts';

/** What was examined of the text that is shown, and when that text was changed last. */
export interface Examined {
  /** Day on which an adapted lesson was changed last; undefined of a lesson that nobody adapted. */
  changed: string | undefined;
  /** What the text was checked with; undefined if the check was one of the text before it was adapted. */
  checked: Lesson['verified'] | undefined;
  /** Reviews of this text. */
  reviews: Lesson['reviewers'];
  /** Day of the last change or check of this text. */
  modified: string;
}

/**
 * What was examined of a lesson as it is shown. An adapted lesson is copied with its reviews and its date of checking;
 * those were about the text that was adapted, so what stands in the lesson below does not count, and nothing that is
 * older than the last change does.
 */
export function examinedOf(lesson: Lesson, { provenance, below }: Pick<Published, 'provenance' | 'below'>): Examined {
  const changes = provenance.get(lesson.id)?.work.adaptation?.changes ?? (lesson.adapts ? lesson.changes : undefined);
  const changed = changes
    ?.map(({ date }) => date)
    .sort()
    .at(-1);
  const { verified, reviewers } = lesson;
  if (!changes) return { changed: undefined, checked: verified, reviews: reviewers, modified: verified.date };
  const before = below.get(lesson.id);
  const inherited = before?.verified !== undefined && JSON.stringify(before.verified) === JSON.stringify(verified);
  const checked = !inherited && verified.date >= (changed ?? '') ? verified : undefined;
  const reviews = reviewers.filter(({ person, date }) => {
    if (before?.reviewers.some((review) => review.person === person && review.date === date)) return false;
    return date > (changed ?? '');
  });
  const modified = [changed, checked?.date]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  return { changed, checked, reviews, modified: modified ?? verified.date };
}
