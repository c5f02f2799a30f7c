import { isCount, isRecord, must, readStored } from '../../../curriculum/stored.ts';

/** What became of one quiz item. */
export interface QuizResult {
  /** Whether it was answered rightly at least once. */
  right: boolean;
  tries: number;
  /** The answer that was checked last, as quiz-answer.ts writes it; none after "Try again". */
  answer?: string;
}

/** What a learner did with one lesson. Dates are ISO 8601. */
export interface LessonProgress {
  visited: string;
  completed?: string;
  /** Whether the learner said that the lesson is not done: results do not overrule that. */
  reopened?: true;
  /** Ids of the headings whose sections were read to their end; empty for what stands before the first one. */
  sections?: readonly string[];
  /** Ids of the tasks of the lab that the learner says are done. */
  tasks?: readonly string[];
  /** Which of them were ticked by a code of `check.sh`: reported, and not proved. */
  reported?: readonly string[];
  /** Results by quiz item id. */
  quiz?: Readonly<Record<string, QuizResult>>;
}

/** A lesson, or a section of one, that a link leads to. */
export interface Stop {
  id: string;
  title: string;
}

/** The lesson that was read last; its path lies on this site. */
export interface LastLesson extends Stop {
  path: string;
  /** The first section of it that was not read; none if all were. */
  section?: Stop;
  /** The lesson behind it. */
  next?: Stop;
}

/** All progress, under lesson ids that survive moved and renamed pages. */
export interface Progress {
  lessons: Record<string, LessonProgress>;
  last?: LastLesson;
}

/** Version of the form in which progress is stored and exported. Its changes: see readResult. */
const VERSION = 2;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** A date as Date writes it; more of a date than its day is nobody's business elsewhere, but it is kept. */
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/;
/** More lessons, items and letters than any curriculum has: what is beyond them was not written by a page of ours. */
const MOST_LESSONS = 20_000;
const MOST_ITEMS = 500;
const LONGEST_TITLE = 500;

const isDate = (value: unknown): value is string => typeof value === 'string' && DATE.test(value);
const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_TITLE;

/**
 * A result in either form: in version 1 `{right, tries}`, without the answer; since version 2 `[tries, right as 0 or 1, answer]`,
 * because a curriculum has thousands of items and browsers keep five megabytes.
 */
function readResult(value: unknown, version: number): QuizResult {
  if (version === 1) {
    must(isRecord(value) && typeof value.right === 'boolean' && isCount(value.tries));
    return { right: value.right, tries: value.tries };
  }
  must(Array.isArray(value));
  const [tries, right, answer] = value as unknown[];
  must(isCount(tries) && (right === 0 || right === 1) && (answer === undefined || isShort(answer)));
  return { right: right === 1, tries, ...(answer === undefined ? {} : { answer }) };
}

function readIds(value: unknown): string[] {
  must(Array.isArray(value) && value.length <= MOST_ITEMS && value.every(isShort));
  return [...new Set(value as string[])];
}

function readLesson(value: unknown, version: number): LessonProgress {
  must(isRecord(value) && isDate(value.visited));
  const { visited, completed, reopened, sections, tasks, reported, quiz = {} } = value;
  must(completed === undefined || isDate(completed));
  must(isRecord(quiz));
  const results = Object.entries(quiz);
  must(results.length <= MOST_ITEMS && results.every(([id]) => ID.test(id)));
  return {
    visited,
    ...(completed === undefined ? {} : { completed }),
    ...(version > 1 && reopened === true ? { reopened } : {}),
    ...(version > 1 && sections !== undefined ? { sections: readIds(sections) } : {}),
    ...(version > 1 && tasks !== undefined ? { tasks: readIds(tasks) } : {}),
    ...(version > 1 && reported !== undefined ? { reported: readIds(reported) } : {}),
    ...(results.length > 0
      ? { quiz: Object.fromEntries(results.map(([id, result]) => [id, readResult(result, version)])) }
      : {}),
  };
}

/** Address that a lesson has on this site. */
export const lessonPath = (id: string, base: string): string => `${base}lessons/${id}/`;

function readStop(value: unknown): Stop {
  must(isRecord(value) && isShort(value.id) && isShort(value.title));
  return { id: value.id, title: value.title };
}

/** The lesson that was read last, with the address that it has on this site: no other address is ever followed. */
function readLast(value: unknown, base: string): LastLesson {
  const { id, title } = readStop(value);
  must(isRecord(value) && ID.test(id));
  const section = value.section === undefined ? undefined : readStop(value.section);
  const next = value.next === undefined ? undefined : readStop(value.next);
  must(next === undefined || ID.test(next.id));
  return { id, title, path: lessonPath(id, base), ...(section && { section }), ...(next && { next }) };
}

/**
 * Progress from storage or from a file, in any form that a version of this site has written, as this version knows it: written
 * anew from what is understood. Nothing else of the data is kept.
 * @param base path of this site, with slashes at both ends.
 */
export function parseProgress(value: unknown, base: string): Progress | 'invalid' | 'too-new' {
  const read = readStored((): Progress | 'too-new' => {
    must(isRecord(value) && isCount(value.version) && isRecord(value.lessons));
    const { version, last } = value;
    if (version > VERSION) return 'too-new';
    const entries = Object.entries(value.lessons);
    must(entries.length <= MOST_LESSONS && entries.every(([id]) => ID.test(id)));
    const lessons = Object.fromEntries(entries.map(([id, lesson]) => [id, readLesson(lesson, version)]));
    return { lessons, ...(last === undefined ? {} : { last: readLast(last, base) }) };
  });
  return read ?? 'invalid';
}

/** Progress in the form in which it is stored and exported. */
export function storedForm({ lessons, last }: Progress): unknown {
  return {
    version: VERSION,
    lessons: Object.fromEntries(
      Object.entries(lessons).map(([id, { quiz, ...lesson }]) => [
        id,
        {
          ...lesson,
          ...(quiz && {
            quiz: Object.fromEntries(
              Object.entries(quiz).map(([item, { tries, right, answer }]) => [
                item,
                answer === undefined ? [tries, Number(right)] : [tries, Number(right), answer],
              ]),
            ),
          }),
        },
      ]),
    ),
    last,
  };
}
