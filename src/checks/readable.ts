import type { Lesson } from '../curriculum/model.ts';
import type { LessonText } from '../curriculum/text/lesson-text.ts';
import { textsOf } from '../curriculum/text/read-text.ts';

/** A file of a lesson that could be parsed. */
export interface ReadFile extends LessonText {
  file: string;
}

/** What readers read in a lesson, as far as it can be parsed: its text, its quiz and its lab. */
export function readFiles(lesson: Lesson): ReadFile[] {
  return textsOf(lesson).flatMap(({ file, text }) => (text ? [{ file, ...text }] : []));
}

/** Paths of what cannot be parsed of a lesson: nobody knows what it says, or what code it shows. */
export function unreadFiles(lesson: Lesson): string[] {
  return textsOf(lesson).flatMap(({ file, text }) => (text ? [] : [file]));
}

/** Whether all of a lesson could be parsed. What is missing in one that could not may stand where nobody can see it. */
export function isRead(lesson: Lesson): boolean {
  return unreadFiles(lesson).length === 0;
}
