import { existsSync, readFileSync, rmSync } from 'node:fs';
import { UserError } from './user-error.ts';
import { removeDrafts, writeAtomically } from './write-atomically.ts';

/** What is being written, so that whoever comes later can finish it. */
interface Journal {
  /** For people: what this is, such as "release 1.4.0". */
  what: string;
  /** Path to text: before (none, if there was no file) and after. */
  files: Record<string, { before: string | null; after: string }>;
}

/** The text of a file; undefined if there is none. */
export function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function readJournal(path: string): Journal | undefined {
  const text = textOf(path);
  if (text === undefined) return undefined;
  try {
    const journal = JSON.parse(text) as Partial<Journal> | null;
    if (typeof journal?.what === 'string' && typeof journal.files === 'object' && journal.files !== null)
      return { what: journal.what, files: journal.files };
  } catch {
    // It says nothing, like one of another form.
  }
  throw new UserError(
    `${path} is damaged: something was stopped half-way, and it cannot be seen what. Look with "git status" what was written, take it back with "git checkout", and remove ${path}.`,
  );
}

/** What was stopped half-way, for people; undefined if nothing was. @throws UserError if the journal is damaged. */
export function pending(journalPath: string): string | undefined {
  return readJournal(journalPath)?.what;
}

/**
 * Finishes what was stopped half-way. @returns what it was, for people; undefined if nothing was.
 * @throws UserError if a file was edited since, and nothing is written.
 */
export function finishPending(journalPath: string): string | undefined {
  removeDrafts(journalPath);
  const journal = readJournal(journalPath);
  if (!journal) return undefined;
  const files = Object.entries(journal.files);
  const edited = files.filter(([path, { before, after }]) => ![before ?? undefined, after].includes(textOf(path)));
  if (edited.length > 0) {
    const names = edited.map(([path]) => path).join(', ');
    throw new UserError(
      `${journal.what} was stopped half-way, and edited since: ${names}. Take the edits back to finish it (git checkout -- ${names}), or forget it: rm ${journalPath}`,
    );
  }
  for (const [path, { after }] of files) {
    removeDrafts(path);
    if (textOf(path) !== after) writeAtomically(path, after);
  }
  rmSync(journalPath, { force: true });
  return journal.what;
}

/**
 * Writes several files, all of them in the end: what is to be written is noted in a journal first, and if the process is
 * killed, finishPending writes the rest.
 * @throws what the file system says; the journal stays, then.
 */
export function writeTogether(journalPath: string, what: string, texts: ReadonlyMap<string, string>): void {
  const files = Object.fromEntries(
    [...texts].map(([path, after]) => [path, { before: textOf(path) ?? null, after }] as const),
  );
  writeAtomically(journalPath, JSON.stringify({ what, files } satisfies Journal));
  finishPending(journalPath);
}
