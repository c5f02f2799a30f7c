import type { Finding } from '../findings/finding.ts';
import { type LessonFolder, pathsOf, readLesson } from './lesson.ts';
import type { Lesson } from './model.ts';
import type { Reader } from './reader.ts';

interface Remembered {
  texts: readonly (string | undefined)[];
  lesson: Lesson | undefined;
  findings: readonly Finding[];
  unread: readonly string[];
}

/** Remembers lessons between two readings of a curriculum, so that an author's edit costs one lesson and not all of them. */
export class LessonMemory {
  private readonly remembered = new Map<string, Remembered>();

  /** The lesson in a folder, with its findings reported; parsed only if one of its files has changed. */
  read(reader: Reader, folder: LessonFolder): Lesson | undefined {
    const paths = pathsOf(folder);
    const key = `${folder.path}\n${paths.join('\n')}`;
    const changes = JSON.stringify(folder.patches);
    const texts = [changes, ...paths.map((path) => reader.text(path))];
    const before = this.remembered.get(key);
    if (before?.texts.every((text, index) => text === texts[index])) {
      reader.findings.push(...before.findings);
      for (const name of before.unread) reader.unread.add(name);
      return before.lesson;
    }
    const first = reader.findings.length;
    const known = new Set(reader.unread);
    const lesson = readLesson(reader, folder);
    const unread = [...reader.unread].filter((name) => !known.has(name));
    this.remembered.set(key, { texts, lesson, findings: reader.findings.slice(first), unread });
    return lesson;
  }
}
