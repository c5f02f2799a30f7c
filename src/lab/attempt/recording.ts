/** What a learner does in a lab. */
export type Action =
  | TerminalAction
  /** A file is written, in the editor of the page. */
  | { kind: 'write'; path: string; content: string }
  | { kind: 'remove'; path: string };

/** What is done at a terminal. */
export type Typed =
  /** A command is typed; it may have several lines. */
  | { kind: 'command'; text: string }
  /** A line is typed into the command that runs. */
  | { kind: 'input'; text: string }
  /** Ctrl-D: nothing more comes. */
  | { kind: 'end' }
  /** Ctrl-C. */
  | { kind: 'interrupt' }
  /** The editor that a command has opened is closed; null if nothing was saved. */
  | { kind: 'edited'; content: string | null };

/** What is done at one of the terminals, counted from 0. */
export type TerminalAction = { terminal: number } & Typed;

/** How many terminals there are: one to watch, one to act. */
export const TERMINALS = 2;

/** An action, and when it was, in milliseconds of the cluster's clock since the attempt began. */
export interface Entry {
  at: number;
  action: Action;
}

/**
 * An attempt at a lab, as all that was done in it. The cluster depends on nothing else, so that doing it again leads to the same state: this
 * is what a page keeps, exports and imports.
 */
export interface Recording {
  format: typeof FORMAT;
  version: typeof VERSION;
  /** Id of the lesson. */
  lesson: string;
  /** Of the lab's data: an attempt at another state of the lab cannot be continued. */
  digest: string;
  seed: number;
  /** When the attempt began, in milliseconds since 1970. */
  start: number;
  /** How far its clock has come since then, in milliseconds. */
  until: number;
  entries: Entry[];
}

export const FORMAT = 'practice-attempt';
export const VERSION = 1;

/** Why a recording cannot be read. */
export type RecordingProblem = 'unreadable' | 'too new';

/** Text is kept in pages: what is longer is no attempt of a person. */
const LONGEST = 20_000_000;
const STRINGS: Readonly<Record<Action['kind'], readonly string[]>> = {
  command: ['text'],
  input: ['text'],
  end: [],
  interrupt: [],
  write: ['path', 'content'],
  remove: ['path'],
  edited: [],
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function isAction(value: unknown): value is Action {
  if (!isRecord(value) || typeof value.kind !== 'string' || !Object.hasOwn(STRINGS, value.kind)) return false;
  const isAtTerminal = value.kind !== 'write' && value.kind !== 'remove';
  if (
    isAtTerminal &&
    !(Number.isInteger(value.terminal) && Number(value.terminal) >= 0 && Number(value.terminal) < TERMINALS)
  )
    return false;
  if (value.kind === 'edited' && value.content !== null && typeof value.content !== 'string') return false;
  return STRINGS[value.kind as Action['kind']].every((name) => typeof value[name] === 'string');
}

/** A recording from a text that anybody may have written; or why it is none. */
export function parseRecording(text: string): Recording | RecordingProblem {
  if (text.length > LONGEST) return 'unreadable';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  if (!isRecord(value) || value.format !== FORMAT || typeof value.version !== 'number') return 'unreadable';
  if (value.version > VERSION) return 'too new';
  const { lesson, digest, seed, start, until, entries } = value;
  if (typeof lesson !== 'string' || typeof digest !== 'string' || !Array.isArray(entries)) return 'unreadable';
  if (!isTime(seed) || !isTime(start) || !isTime(until)) return 'unreadable';
  let last = 0;
  for (const entry of entries as unknown[]) {
    if (!isRecord(entry) || !isTime(entry.at) || entry.at < last || !isAction(entry.action)) return 'unreadable';
    last = entry.at;
  }
  if (until < last) return 'unreadable';
  return { format: FORMAT, version: VERSION, lesson, digest, seed, start, until, entries: entries as Entry[] };
}

/** The text of a recording without its last command and all that came after it; the text as it is, if it cannot be read. */
export function withoutLastCommand(text: string): string {
  const recording = parseRecording(text);
  if (typeof recording === 'string') return text;
  const last = recording.entries.findLastIndex(({ action }) => action.kind === 'command');
  const until = recording.entries[last]?.at ?? recording.until;
  return JSON.stringify({ ...recording, until, entries: recording.entries.slice(0, Math.max(0, last)) });
}
