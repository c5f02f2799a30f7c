import type { Lesson } from '../curriculum/model.ts';
import { workIn } from './credit.ts';
import { withheldLessons } from './provenance.ts';
import type { Published } from './published.ts';
import { ancestors } from './work.ts';

/** What makes the page of a lesson, or its colophon, unlike others: where it comes from, and of what it is laid out. */
function kindsOf(lesson: Lesson, curriculum: Published, withheld: ReadonlySet<string>): string[] {
  const { state, work } = workIn(lesson, curriculum);
  return [
    `state ${state}`,
    `hops ${[...ancestors(work)].length}`,
    `layer ${lesson.layer}`,
    `license ${work.licence.url}`,
    ...(work.sources.length > 0 ? ['works of others'] : []),
    ...(withheld.has(lesson.id) ? ['credit withheld'] : []),
    ...(lesson.quiz.length > 0 ? ['quiz'] : ['no quiz']),
    ...(lesson.lab ? ['lab'] : ['no lab']),
    ...(lesson.files.size > 0 ? ['files'] : []),
    lesson.status,
  ];
}

/**
 * The fewest lessons, about, that stand for all: every kind of origin and of layout is among them. The same content gives
 * the same lessons; nothing is left to chance.
 */
export function representativeLessons(curriculum: Published): Lesson[] {
  const withheld = withheldLessons(curriculum.layers);
  const rest = new Map(
    [...curriculum.lessons.values()].map((lesson) => [lesson, kindsOf(lesson, curriculum, withheld)]),
  );
  const missing = new Set([...rest.values()].flat());
  const chosen: Lesson[] = [];
  while (missing.size > 0) {
    const gain = (kinds: readonly string[]): number => kinds.filter((kind) => missing.has(kind)).length;
    const [best] = [...rest].sort(([, a], [, b]) => gain(b) - gain(a));
    if (!best) break;
    const [lesson, kinds] = best;
    chosen.push(lesson);
    rest.delete(lesson);
    for (const kind of kinds) missing.delete(kind);
  }
  return chosen;
}
