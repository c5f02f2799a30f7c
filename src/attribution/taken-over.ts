import type { LessonFolder } from '../curriculum/lesson.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { EarlierLesson } from './baseline.ts';
import { type Context, folderFiles } from './context.ts';
import { withoutRecord } from './record.ts';
import { earlierStates } from './works.ts';

/** Lines of a lesson's files that say something, each once. */
function linesOf(files: ReadonlyMap<string, string>): Set<string> {
  const lines = new Set<string>();
  for (const [name, content] of files) {
    const text = name === 'lesson.mdx' ? withoutRecord(content) : content;
    for (const line of text.split('\n')) if (/\p{L}/u.test(line)) lines.add(line.trim());
  }
  return lines;
}

const without = (lines: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...lines].filter((line) => !others.has(line));

/**
 * Whether an adaptation has what an older state of the original had, and nothing of what a newer one added: then it was not
 * made from the newer one, whatever a record says.
 */
export function hasNothingOf(
  own: ReadonlyMap<string, string>,
  older: ReadonlyMap<string, string>,
  newer: ReadonlyMap<string, string>,
): boolean {
  const [lines, before, after] = [linesOf(own), linesOf(older), linesOf(newer)];
  const added = without(after, before);
  const removed = without(before, after);
  if (added.length === 0 && removed.length === 0) return false;
  const keepsOld =
    removed.length > 0 ? removed.some((line) => lines.has(line)) : without(lines, before).length < lines.size;
  return keepsOld && !added.some((line) => lines.has(line));
}

/**
 * The version before the one that a lesson is said to be adapted from, if its text has nothing of what came after it.
 * Undefined if it has, or if that cannot be told.
 * @param base files of what it is said to be adapted from.
 */
export function takesNothingOf(
  context: Context,
  lesson: Lesson,
  folder: LessonFolder,
  base: ReadonlyMap<string, string>,
): string | undefined {
  let isNext = false;
  let previous: EarlierLesson | undefined;
  for (const state of earlierStates(context, lesson, folder) ?? []) {
    if (isNext) {
      previous = state;
      break;
    }
    isNext = state.sha256 === lesson.adapts?.sha256;
  }
  if (!previous || !hasNothingOf(folderFiles(context, folder), previous.files, base)) return undefined;
  return previous.work()?.version ?? previous.commit.slice(0, 12);
}
