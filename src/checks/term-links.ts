import type { Lesson } from '../curriculum/model.ts';
import { lessonText } from '../curriculum/text/read-text.ts';
import type { MadeBefore } from '../rendering/made-before.ts';

/** Whether learners never meet what stands in this. */
export const isForTeachers = ({ name }: { name: string }): boolean => name === 'Notes';

/** What links of terms stand in texts of lessons, as JSON. */
let memory: MadeBefore | undefined;

/** Lets links be remembered, from one command to the next. */
export function rememberLinks(given: MadeBefore): void {
  memory = given;
}

/** Ids of terms, and where each is linked first, as offsets in the text of a lesson. */
export type TermLinks = ReadonlyMap<string, number>;

/** Terms that a lesson links; undefined if it cannot be parsed. */
export function termLinks(lesson: Lesson): TermLinks | undefined {
  const kept = memory?.read(lesson.text);
  if (kept !== undefined) return new Map(JSON.parse(kept) as [string, number][]);
  const text = lessonText(lesson);
  if (!text) return undefined;
  const links = new Map<string, number>();
  const notes = text.uses.filter(isForTeachers);
  for (const { name, attributes, start } of text.uses) {
    if (notes.some((note) => note.start < start && start < note.end)) continue;
    const id = name === 'Term' ? attributes.get('id')?.value : undefined;
    if (id !== undefined && !links.has(id)) links.set(id, start);
  }
  memory?.keep(lesson.text, JSON.stringify([...links]));
  return links;
}
