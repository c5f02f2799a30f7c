import { type EntryOf, type RecordingOf, type RecordingProblem, readRecording } from './recorded.ts';

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

/** An action, and when it was. */
export type Entry = EntryOf<Action>;
/** An attempt at a lab in the practice cluster, as all that was done in it. */
export type Recording = RecordingOf<Action>;
export type { RecordingProblem };

export const FORMAT = 'practice-attempt';
export const VERSION = 1;

const STRINGS: Readonly<Record<Action['kind'], readonly string[]>> = {
  command: ['text'],
  input: ['text'],
  end: [],
  interrupt: [],
  write: ['path', 'content'],
  remove: ['path'],
  edited: [],
};

function isAction(value: Readonly<Record<string, unknown>>): boolean {
  if (typeof value.kind !== 'string' || !Object.hasOwn(STRINGS, value.kind)) return false;
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
  return readRecording<Action>(text, { format: FORMAT, version: VERSION, isAction });
}

/**
 * The text of a recording without its last command and all that came after it, if that is a certain one: it may have kept the cluster so busy
 * that nobody has recorded it. The text as it is, if it cannot be read.
 */
export function withoutLast(text: string, command: string): string {
  const recording = parseRecording(text);
  if (typeof recording === 'string') return text;
  const last = recording.entries.findLastIndex(({ action }) => action.kind === 'command');
  const action = recording.entries[last]?.action;
  if (action?.kind !== 'command' || action.text !== command) return text;
  const until = recording.entries[last]?.at ?? 0;
  return JSON.stringify({ ...recording, until, entries: recording.entries.slice(0, last) });
}
