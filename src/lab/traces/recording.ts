import { type RecordingProblem, readHead } from '../attempt/recorded.ts';

/** What a learner does in a lab on tracing. */
export type TracingAction =
  | { kind: 'write'; file: string; content: string }
  | { kind: 'remove'; file: string }
  /** A scenario is run, with the files as they are. */
  | { kind: 'run'; scenario: string };

/**
 * An attempt at a lab on tracing, as all that was done in it. Runs depend on nothing else, so that doing it again leads to the same: this is what
 * a page keeps, exports and imports.
 */
export interface TracingRecording {
  format: typeof TRACING_FORMAT;
  version: typeof TRACING_VERSION;
  /** Id of the lesson. */
  lesson: string;
  /** Of the lab's data: an attempt at another state of the lab cannot be continued. */
  digest: string;
  seed: number;
  /** When its runs begin, in milliseconds since 1970. */
  start: number;
  actions: readonly TracingAction[];
}

export const TRACING_FORMAT = 'tracing-attempt';
export const TRACING_VERSION = 1;

const TEXTS: Readonly<Record<TracingAction['kind'], readonly string[]>> = {
  write: ['file', 'content'],
  remove: ['file'],
  run: ['scenario'],
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isAction(value: unknown): value is TracingAction {
  if (!isRecord(value) || typeof value.kind !== 'string' || !Object.hasOwn(TEXTS, value.kind)) return false;
  return TEXTS[value.kind as TracingAction['kind']].every((name) => typeof value[name] === 'string');
}

/** A recording from a text that anybody may have written; or why it is none. */
export function parseTracingRecording(text: string): TracingRecording | RecordingProblem {
  const kind = { format: TRACING_FORMAT, version: TRACING_VERSION } as const;
  const head = readHead(text, kind);
  if (typeof head === 'string') return head;
  const { rest, ...start } = head;
  if (!Array.isArray(rest.actions) || !rest.actions.every(isAction)) return 'unreadable';
  return { ...kind, ...start, actions: rest.actions };
}
