import type { LessonFolder } from '../../curriculum/lesson.ts';
import type { Reader } from '../../curriculum/reader.ts';
import type { CourseOutline, ModuleOutline } from '../../curriculum/structure.ts';
import type { RuleName } from '../../findings/catalog.ts';
import type { FindingText } from '../../findings/finding.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import type { Layer } from './layer.ts';
import { peek } from './resolve.ts';
import { SettingsReferences } from './settings.ts';

type Insertion = Layer['settings']['insert'][number];

/** Where an insertion goes: a module and the index in it; undefined if its target does not exist, which is reported. */
function destination(
  references: SettingsReferences,
  { after, before, module }: Insertion,
  path: DataPath,
): { module: ModuleOutline; index: number } | undefined {
  if (module !== undefined) {
    const found = references.module(module, [...path, 'module']);
    return found && { module: found, index: found.lessons.length };
  }
  const neighbor = references.lesson(after ?? before ?? '', [...path, after === undefined ? 'before' : 'after']);
  for (const candidate of references.resolver.outlines.flatMap((course) => course.modules)) {
    const index = candidate.lessons.findIndex(({ id }) => id === neighbor?.id);
    if (index >= 0) return { module: candidate, index: after === undefined ? index : index + 1 };
  }
  return undefined;
}

/** Puts a layer's own lessons into their places; each needs exactly one. */
export function insertLessons(
  reader: Reader,
  layer: Layer,
  {
    outlines,
    own,
    placed,
  }: { outlines: readonly CourseOutline[]; own: ReadonlyMap<string, LessonFolder>; placed: Set<string> },
): void {
  const file = `${layer.folder}curriculum.yaml`;
  layer.settings.insert.forEach((insertion, index) => {
    const { lesson: id, after, before, module } = insertion;
    const report = (rule: RuleName, key: string, text: FindingText): void =>
      reader.report(rule, file, reader.place(file, ['insert', index, key]), text);
    const folder = own.get(id);
    if (!folder) {
      report('layer/unknown-lesson', 'lesson', {
        message: `There is no own lesson "${id}" in ${layer.folder}lessons/.${didYouMean(id, own.keys())}`,
        why: 'Only your own lessons are inserted; lessons of the curriculum have their places, which "order" changes.',
        remedy: `Correct the id, or create the lesson: npm run new lesson -- --provider ${id}`,
      });
      return;
    }
    // Where it is to stand is said; if that is wrong, it is reported here.
    placed.add(id);
    const targets = [after, before, module].filter((target) => target !== undefined);
    if (targets.length !== 1) {
      report('layer/insert-target', 'lesson', {
        message: `"${id}" is to be inserted at ${targets.length === 0 ? 'no place' : `${targets.length} places`}.`,
        why: 'A lesson stands at one place.',
        remedy: 'Write exactly one of after, before and module.',
      });
      return;
    }
    // A lesson that was inserted before may be the neighbor.
    const target = destination(new SettingsReferences(reader, file, outlines), insertion, ['insert', index]);
    if (!target) return;
    target.module.lessons.splice(target.index, 0, {
      ...folder,
      courseId: target.module.courseId,
      moduleId: target.module.id,
    });
  });
  for (const [id, folder] of own) if (!placed.has(id)) reportUnplaced(reader, layer, id, folder);
}

function reportUnplaced(reader: Reader, layer: Layer, id: string, folder: LessonFolder): void {
  const file = `${folder.path}/lesson.mdx`;
  const orphan = peek(reader, folder.path).adapts !== undefined;
  reader.report(orphan ? 'layer/upstream-removed' : 'layer/unplaced', file, undefined, {
    message: orphan
      ? `Your lesson "${id}" adapts a lesson that upstream does not have any more.`
      : `Your lesson "${id}" stands in no module.`,
    why: orphan ? 'Its place in the course has gone with the original.' : 'A lesson without a place is not published.',
    remedy: orphan
      ? `Keep it as a lesson of its own by naming its place under "insert" in ${layer.folder}curriculum.yaml (its credit stays), or remove it: git rm -r ${folder.path}`
      : `Add it under "insert" in ${layer.folder}curriculum.yaml, such as "- {lesson: ${id}, after: …}", or list it in a module of your own course.`,
  });
}
