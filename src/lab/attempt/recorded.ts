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
/** Dates of JavaScript end here. @see https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LAST_MOMENT = 8.64e15;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** What recordings of all kinds begin with, and whatever else there is. */
interface RecordingHead {
  lesson: string;
  digest: string;
  seed: number;
  start: number;
  /** All that was read, as it is. */
  rest: Readonly<Record<string, unknown>>;
}

/** The head of a recording from a text that anybody may have written; or why it is none. */
export function readHead(
  text: string,
  { format, version }: Pick<RecordingKind, 'format' | 'version'>,
): RecordingHead | RecordingProblem {
  if (text.length > LONGEST) return 'unreadable';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  if (!isRecord(value) || value.format !== format || typeof value.version !== 'number') return 'unreadable';
  if (value.version > version) return 'too new';
  const { lesson, digest, seed, start } = value;
  if (typeof lesson !== 'string' || typeof digest !== 'string') return 'unreadable';
  if (!isWhole(seed) || !isWhole(start) || start > LAST_MOMENT) return 'unreadable';
  return { lesson, digest, seed, start, rest: value };
}

/** A recording from a text that anybody may have written; or why it is none. */
export function readRecording<Action>(
  text: string,
  { isAction, ...kind }: RecordingKind,
): RecordingOf<Action> | RecordingProblem {
  const head = readHead(text, kind);
  if (typeof head === 'string') return head;
  const { rest, ...start } = head;
  const { until, entries } = rest;
  if (!Array.isArray(entries) || !isTime(until)) return 'unreadable';
  let last = 0;
  for (const entry of entries as unknown[]) {
    if (!isRecord(entry) || !isTime(entry.at) || entry.at < last || !isRecord(entry.action) || !isAction(entry.action))
      return 'unreadable';
    last = entry.at;
  }
  if (until < last) return 'unreadable';
  return { ...kind, ...start, until, entries: entries as EntryOf<Action>[] };
}
