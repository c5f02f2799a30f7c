import { splitLesson } from '../frontmatter.ts';
import { dataFile, type Lesson } from '../model.ts';
import { Collection } from './collection.ts';
import { dataOf } from './data.ts';
import type { LessonText } from './lesson-text.ts';
import { pieceAt, trimmed } from './piece.ts';
import { readPiece } from './read-piece.ts';
import type { DataText } from './scalars.ts';

/** Keys of data files whose values readers read as prose. */
const PROSE_KEYS: ReadonlySet<string> = new Set([
  'answer',
  'audience',
  'definition',
  'explanation',
  'feedback',
  'goal',
  'hints',
  'question',
  'solution',
  'start',
  'steps',
  'summary',
  'term',
  'text',
  'title',
]);

/** Whether people read what stands in data under a key: it is Markdown. */
export function isProseKey(key: string): boolean {
  return PROSE_KEYS.has(key);
}

function readData(texts: readonly DataText[], into: Collection): void {
  for (const { key, piece } of texts) if (isProseKey(key)) readPiece(trimmed(piece()), into);
}

function readLessonFile(path: string, text: string): LessonText | undefined {
  const { body } = splitLesson(path, text);
  const bodyStart = text.length - body.length;
  const into = new Collection(text, bodyStart);
  // Frontmatter that cannot be read has no prose; the schema's findings say so.
  readData(dataOf(path, text) ?? [], into);
  return readPiece(pieceAt(body, 'mdx', bodyStart), into, 'body') ? into.finish() : undefined;
}

function readDataFile(path: string, text: string): LessonText | undefined {
  const data = dataOf(path, text);
  if (!data) return undefined;
  const into = new Collection(text, text.length);
  readData(data, into);
  return into.finish();
}

const remembered = new Map<string, { text: string; read: LessonText | undefined }>();

/** Whether people read a file as text: lessons, quizzes, labs, and the data of pages; not what lessons show as code. */
export function isProseFile(path: string): boolean {
  if (/\/(files|app|assets)\//.test(path)) return false;
  return /\/(lesson\.mdx|(quiz|lab|glossary|course|module|form)\.yaml|practice\/[^/]+\/items\/[^/]+\.yaml)$/.test(path);
}

/**
 * A file of the content, parsed: once as long as it stays the same, whoever asks. Undefined for files that nobody reads as
 * text, for MDX that cannot be shown and for data that cannot be read: nothing is guessed about them.
 */
export function readText(path: string, text: string): LessonText | undefined {
  const known = remembered.get(path);
  if (known?.text === text) return known.read;
  if (!isProseFile(path)) return undefined;
  const read = path.endsWith('.mdx') ? readLessonFile(path, text) : readDataFile(path, text);
  remembered.set(path, { text, read });
  return read;
}

/** The text of a lesson, its frontmatter included; undefined if its MDX cannot be parsed. */
export function lessonText({ path, text }: Pick<Lesson, 'path' | 'text'>): LessonText | undefined {
  return readText(path, text);
}

const DATA_FILES = ['quiz.yaml', 'lab.yaml'] as const;

/** A file of a lesson with its text. */
export interface TextFile {
  file: string;
  /** Undefined if it cannot be parsed. */
  text: LessonText | undefined;
}

/** What readers read in a lesson: its text, its quiz and its lab, as far as it has them. */
export function textsOf(lesson: Lesson): TextFile[] {
  const data = DATA_FILES.flatMap((name): TextFile[] => {
    const source = lesson.sources[name];
    const file = dataFile(lesson, name);
    return source === undefined ? [] : [{ file, text: readText(file, source) }];
  });
  return [{ file: lesson.path, text: lessonText(lesson) }, ...data];
}
