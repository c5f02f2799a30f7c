import { assembleCurriculum } from '../curriculum/assemble.ts';
import { type Finding, sortFindings } from '../curriculum/finding.ts';
import type { Curriculum, Lesson } from '../curriculum/model.ts';
import { type ContentFiles, readContent } from '../curriculum/read.ts';
import { renderLesson } from '../rendering/render.ts';
import { renderSlot } from '../rendering/slot.ts';
import { pathsOf } from '../site/address.ts';
import { translator } from '../strings/index.ts';
import { checkCommands } from './rules/commands.ts';
import { checkManifests } from './rules/manifests.ts';

/** Everything that is wrong in the files of a curriculum, drafts included: data, references and the text of lessons. */
export function checkContent(files: ContentFiles): Finding[] {
  const { curriculum, findings } = assembleCurriculum(files, { drafts: true });
  if (!curriculum) return [...findings];
  const links = pathsOf(curriculum.identity);
  const t = translator(curriculum.identity.language);
  const inText = [...curriculum.lessons.values()].flatMap(
    (lesson) => renderLesson(lesson, curriculum, links, t).findings,
  );
  const inSlots = (curriculum.layers.at(-1)?.slots ?? []).flatMap(
    (slot) => renderSlot(slot, curriculum, links, t).findings,
  );
  const inCode = [...curriculum.lessons.values()]
    .filter(isChecked(curriculum))
    .flatMap((lesson) => [...checkManifests(lesson), ...checkCommands(lesson)]);
  return sortFindings([...findings, ...inText, ...inSlots, ...inCode]);
}

/** Whether a lesson is the publisher's business: what a fork has taken unchanged was checked where it comes from. */
function isChecked({ layers }: Curriculum): (lesson: Lesson) => boolean {
  return (lesson) => lesson.layer === layers.length;
}

/** Everything that is wrong in the curriculum below `root`. */
export function checkCurriculum(root: string): Finding[] {
  return checkContent(readContent(root));
}
