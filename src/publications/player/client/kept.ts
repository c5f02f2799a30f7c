import { mark } from '../../../rendering/client/quiz-answer.ts';

/** What is known of the answers to one question. */
export interface Result {
  /** Whether it was answered rightly once; "Try again" does not take that away. */
  right: boolean;
  tries: number;
  /** The answer that was checked last (quiz-answer.ts); undefined after "Try again". */
  answer?: string | undefined;
}

/** What a learner has done in a lesson. */
export interface Kept {
  /** By the id of the question. */
  results: ReadonlyMap<string, Result>;
  /** Ids of the tasks of the lab that were ticked. */
  tasks: ReadonlySet<string>;
  /** Whether the learner has said that they are done. */
  isDone: boolean;
}

/** Nothing done yet. */
export const NOTHING: Kept = { results: new Map(), tasks: new Set(), isDone: false };

/** Version of the text below; other versions are not read. */
const VERSION = 1;

/** How much a platform keeps of a lesson: SCORM 1.2, 3.4.3: `cmi.suspend_data` has 4096 characters. SCORM 2004 and xAPI keep more. */
export const MOST = 4096;

/** Longest answer that comes back; of the words and numbers that are asked for, none is as long. */
const LONGEST = 100;

type Entry = [tries: number, right: 0 | 1, answer?: string];

/**
 * What a learner has done, as one line of JSON: version, results by marks of questions, marks of tasks, whether done.
 * Twenty questions fit in any case: where the line would be too long, the longest answers are not kept, their results are.
 * Nothing done is no text.
 */
export function pack({ results, tasks, isDone }: Kept): string {
  if (results.size === 0 && tasks.size === 0 && !isDone) return '';
  const entries = [...results].map(([item, { tries, right, answer }]): [string, Entry] => {
    const entry: Entry = [tries, right ? 1 : 0];
    if (answer !== undefined) entry.push(answer.slice(0, LONGEST));
    return [mark(item), entry];
  });
  const line = (): string =>
    JSON.stringify([VERSION, Object.fromEntries(entries), [...tasks].map(mark), Number(isDone)]);
  const lengths = (): number[] => entries.map(([, [, , answer]]) => answer?.length ?? -1);
  while (line().length > MOST && Math.max(...lengths()) >= 0) {
    entries[lengths().indexOf(Math.max(...lengths()))]?.[1].splice(2);
  }
  return line();
}

const isEntry = (value: unknown): value is Entry =>
  Array.isArray(value) && typeof value[0] === 'number' && (value[2] === undefined || typeof value[2] === 'string');

/**
 * Reads what `pack` has written, for the questions and tasks that the lesson has today.
 * @param text as the platform has kept it; what cannot be read is nothing done
 */
export function unpack(text: string, items: readonly string[], tasks: readonly string[]): Kept {
  try {
    const [version, results, ticked, done] = JSON.parse(text) as [unknown, Record<string, unknown>, unknown[], unknown];
    if (version !== VERSION) return NOTHING;
    const read = items.flatMap((item): [string, Result][] => {
      const entry = results[mark(item)];
      if (!isEntry(entry)) return [];
      const [tries, right, answer] = entry;
      return [[item, { tries, right: right === 1, answer }]];
    });
    return {
      results: new Map(read),
      tasks: new Set(tasks.filter((task) => ticked.includes(mark(task)))),
      isDone: done === 1,
    };
  } catch {
    return NOTHING;
  }
}
