import type { Root } from 'hast';
import type { Edition } from '../assembly/edition.ts';
import { type Credit, creditFor } from '../attribution/credit.ts';
import { type Links, publishedPaths } from '../curriculum/addresses.ts';
import type { Lesson, Position } from '../curriculum/model.ts';
import { type LessonNote, renderLesson } from '../rendering/render.ts';
import { withStills } from '../rendering/stills.ts';
import type { Loss, Source } from './publication.ts';
import { elements, treeOf } from './tree.ts';

/** A lesson as publications carry it. */
export interface PublishedLesson {
  lesson: Lesson;
  position: Position;
  credit: Credit;
  /** Its text as the site shows it, with quiz and lab. */
  tree: Root;
  /** What it says to those who teach it, which learners never get; `tree` has none of it. */
  notes: readonly LessonNote[];
}

/** Address of a lesson's page on the published site. */
export function lessonAddress(edition: Edition, lesson: Lesson): string {
  const paths = publishedPaths(edition.identity);
  return paths.absolute(paths.lesson(lesson.id));
}

/**
 * Renders a lesson as the site does, with other addresses.
 * @param links addresses as the publication has them: of its own parts, or of the published site
 */
export async function publishedLesson(
  { edition, t }: Pick<Source, 'edition' | 't'>,
  lesson: Lesson,
  links: Links,
): Promise<PublishedLesson> {
  const position = edition.positions.get(lesson.id);
  if (!position) throw new Error(`The lesson "${lesson.id}" has no place in a course.`);
  const { html, notes } = await withStills((still) => renderLesson(lesson, edition, links, t, { still }));
  const tree = treeOf(html);
  // Nothing of a publication is scrolled by keys that another program needs.
  for (const element of elements(tree)) delete element.properties.tabIndex;
  return { lesson, position, credit: creditFor(lesson, edition, lessonAddress(edition, lesson)), tree, notes };
}

/** What belongs to every loss of a lesson. */
export function lossIn(lesson: Lesson, loss: Omit<Loss, 'lesson' | 'file'>): Loss {
  return { lesson: lesson.id, file: lesson.path, ...loss };
}
