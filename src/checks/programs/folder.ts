import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { Lesson } from '../../curriculum/model.ts';
import { bytesOf, isBinary } from '../../curriculum/read.ts';

/** A file as it is to be written. */
export interface Content {
  /** Path with forward slashes. */
  name: string;
  content: string | Uint8Array;
}

/** The files of a lesson. */
export function contentsOf(lesson: Lesson): Content[] {
  return [...lesson.files.values()].map(({ name, text }) => ({
    name,
    content: isBinary(text) ? bytesOf(text) : text,
  }));
}

/** Writes files into a folder, and none elsewhere: a backslash in a name separates folders on one system and not on another. */
export function writeInto(folder: string, files: readonly Content[]): void {
  for (const { name, content } of files) {
    const target = join(folder, name);
    if (!target.startsWith(folder + sep)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

/**
 * Gives a temporary folder that holds copies of a lesson's `files/`, and removes it afterwards: programs may write there
 * what they like.
 */
export async function withLessonFolder<T>(lesson: Lesson, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-'));
  try {
    writeInto(folder, contentsOf(lesson));
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names and texts of a lesson's files, as one text: the part of a result's inputs that they are. */
export function filesAsInput(lesson: Lesson): string {
  return JSON.stringify([...lesson.files.values()].map(({ name, text }) => [name, text]));
}
