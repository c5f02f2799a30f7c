import type { Edition } from '../assembly/edition.ts';
import type { Paths } from '../curriculum/addresses.ts';
import type { Lesson } from '../curriculum/model.ts';

/**
 * What a lesson's terms and competencies mean, by the addresses that their links have. Pages load it beside themselves once their
 * reader does something: without it a link leads to the glossary or the exam, where the same is said.
 * @param html text of the lesson, as it was rendered.
 */
export function definitionsOf(html: string, lesson: Lesson, edition: Edition, paths: Paths): Record<string, string> {
  const linked = new Set([...html.matchAll(/<a class="term" href="([^"]+)"/g)].map(([, href]) => href));
  const terms = [...edition.terms.values()].map(({ id, definition }) => [paths.term(id), definition] as const);
  const competencies = lesson.competencies.flatMap((id) => {
    const known = edition.competencies.get(id);
    return known ? [[paths.competency(known.examId, known.id), known.text] as const] : [];
  });
  return Object.fromEntries([...terms.filter(([address]) => linked.has(address)), ...competencies]);
}
