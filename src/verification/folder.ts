import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { Lesson } from '../curriculum/model.ts';
import { isBinary } from '../curriculum/read.ts';

/**
 * Gives a temporary folder that holds copies of a lesson's `files/`, and removes it afterwards: programs may write there
 * what they like.
 */
export async function withLessonFolder<T>(lesson: Lesson, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-'));
  try {
    for (const { name, path, text } of lesson.files.values()) {
      const target = join(folder, name);
      // A backslash in a name is a part of it on one system, and separates folders on another.
      if (!target.startsWith(folder + sep)) continue;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, isBinary(path) ? Buffer.from(text, 'base64') : text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names and texts of a lesson's files, as one text: the part of a result's inputs that they are. */
export function filesAsInput(lesson: Lesson): string {
  return JSON.stringify([...lesson.files.values()].map(({ name, text }) => [name, text]));
}
