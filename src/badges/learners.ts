import { type CsvError, parse } from 'csv-parse/sync';
import { isDay } from '../curriculum/day.ts';
import type { Learner } from './credential.ts';

/** What is wrong with a line of a list of learners. */
export interface LearnerProblem {
  /** 1 for the first line of the file. */
  line: number;
  message: string;
}

/** Learners of a list, or what is wrong with it, line by line. */
export type LearnerList = { learners: Learner[] } | { problems: LearnerProblem[] };

const COLUMNS = ['name', 'email', 'date'];
const LONGEST_NAME = 200;
/** A person's address: not all that standards allow, but all that anybody has. */
const EMAIL = /^[^\s@"<>(),;:\\]+@[^\s@"<>(),;:\\]+\.[^\s@"<>(),;:\\.]+$/u;

interface Row {
  record: string[];
  info: { lines: number };
}

function rowsOf(text: string): { rows: Row[] } | { problems: LearnerProblem[] } {
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Row[];
    return { rows };
  } catch (problem) {
    const { message, lines } = problem as CsvError & { lines?: number };
    return { problems: [{ line: lines ?? 1, message: `The file is no CSV from here on: ${message}` }] };
  }
}

/** What is wrong with a learner; nothing if all is well. */
function problemOf({ name, email, date }: Learner, isWhole: boolean, today: string): string | undefined {
  if (!isWhole)
    return 'There are more cells than columns. Put a name that has a comma in it into quotation marks, and name all columns in the first line, or none.';
  if (name === '') return 'The name is missing.';
  if (name.length > LONGEST_NAME) return `The name has more than ${LONGEST_NAME} characters.`;
  if (/\p{Cc}/u.test(name)) return 'The name has a line break or another control character in it.';
  if (email === '') return 'The e-mail address is missing.';
  if (!EMAIL.test(email)) return `"${email}" is no e-mail address.`;
  if (!isDay(date)) return `"${date}" is no day: write it as YYYY-MM-DD.`;
  return date > today ? `${date} has not come yet: nobody can have achieved anything on that day.` : undefined;
}

/**
 * Reads a list of learners: CSV with the columns name, email and, if some have another day than today, date; its first line may name
 * them. All lines are looked at, so that all mistakes are known at once. @param today YYYY-MM-DD.
 */
export function readLearners(text: string, today: string): LearnerList {
  const read = rowsOf(text);
  if ('problems' in read) return read;
  const [first] = read.rows;
  const named = first?.record.map((cell) => cell.toLowerCase().replace('e-mail', 'email')) ?? [];
  const hasHead = named.includes('name') && named.includes('email');
  const strange = hasHead ? named.filter((cell) => cell !== '' && !COLUMNS.includes(cell)) : [];
  if (strange.length > 0)
    return {
      problems: [{ line: 1, message: `Only the columns name, email and date are known, not ${strange.join(', ')}.` }],
    };
  const columns = hasHead ? named : COLUMNS;
  const problems: LearnerProblem[] = [];
  const learners = new Map<string, { learner: Learner; line: number }>();
  for (const { record, info } of hasHead ? read.rows.slice(1) : read.rows) {
    const cell = (name: string): string => record[columns.indexOf(name)] ?? '';
    const learner = { name: cell('name').normalize('NFC'), email: cell('email'), date: cell('date') || today };
    const problem = problemOf(learner, record.length <= columns.length, today);
    const known = learners.get(learner.email.toLowerCase());
    if (problem !== undefined) problems.push({ line: info.lines, message: problem });
    else if (known) problems.push({ line: info.lines, message: `${learner.email} stands on line ${known.line}, too.` });
    else learners.set(learner.email.toLowerCase(), { learner, line: info.lines });
  }
  if (problems.length > 0) return { problems };
  if (learners.size === 0) return { problems: [{ line: 1, message: 'There is nobody in it.' }] };
  return { learners: [...learners.values()].map(({ learner }) => learner) };
}
