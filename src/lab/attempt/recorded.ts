/** An action, and when it was, in milliseconds of the lab's clock since the attempt began. */
export interface EntryOf<Action> {
  at: number;
  action: Action;
}

/**
 * An attempt at a lab, as all that was done in it. The lab depends on nothing else, so that doing it again leads to the same state: this
 * is what a page keeps, exports and imports.
 */
export interface RecordingOf<Action> {
  format: string;
  version: number;
  /** Id of the lesson. */
  lesson: string;
  /** Of the lab's data: an attempt at another state of the lab cannot be continued. */
  digest: string;
  seed: number;
  /** When the attempt began, in milliseconds since 1970. */
  start: number;
  /** How far its clock has come since then, in milliseconds. */
  until: number;
  entries: EntryOf<Action>[];
}

/** Why a recording cannot be read. */
export type RecordingProblem = 'unreadable' | 'too new';

/** What tells a recording of one kind of lab from others. */
export interface RecordingKind {
  format: string;
  version: number;
  isAction: (value: Readonly<Record<string, unknown>>) => boolean;
}

/** Text is kept in pages: what is longer is no attempt of a person. */
const LONGEST = 20_000_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** A recording from a text that anybody may have written; or why it is none. */
export function readRecording<Action>(
  text: string,
  { format, version, isAction }: RecordingKind,
): RecordingOf<Action> | RecordingProblem {
  if (text.length > LONGEST) return 'unreadable';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  if (!isRecord(value) || value.format !== format || typeof value.version !== 'number') return 'unreadable';
  if (value.version > version) return 'too new';
  const { lesson, digest, seed, start, until, entries } = value;
  if (typeof lesson !== 'string' || typeof digest !== 'string' || !Array.isArray(entries)) return 'unreadable';
  if (!isTime(seed) || !isTime(start) || !isTime(until)) return 'unreadable';
  let last = 0;
  for (const entry of entries as unknown[]) {
    if (!isRecord(entry) || !isTime(entry.at) || entry.at < last || !isRecord(entry.action) || !isAction(entry.action))
      return 'unreadable';
    last = entry.at;
  }
  if (until < last) return 'unreadable';
  return { format, version, lesson, digest, seed, start, until, entries: entries as EntryOf<Action>[] };
}
