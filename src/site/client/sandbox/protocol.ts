import type { Effect as ActorEffect, Told as ActorTold } from '../../../lab/course/protocol.ts';

/** What the page of this site asks of the frame in which code runs (/sandbox/). */
export type Request =
  /** Run a program under an id; after so many seconds it is ended, and so many characters of its result are told. */
  { run: string; source: string; seconds: number; longest?: number } | { end: string };

/** What the frame says of a program. Everything in it was written by the program: it is text, and never markup. */
export type Report =
  | { id: string; kind: 'console'; level: 'log' | 'info' | 'warn' | 'error' | 'debug'; text: string }
  /** The value of its last expression, awaited; undefined if it has none. */
  | { id: string; kind: 'result'; text: string | undefined }
  /** What it threw. */
  | { id: string; kind: 'error'; text: string }
  /** It was ended: by its reader, because its time was up, or because it said or was too much. */
  | { id: string; kind: 'ended'; reason: 'reader' | 'time' | 'too-much' };

/** What the worker says to the frame: a report without the id, which it does not know. */
export type Said = { kind: 'console'; level: string; text: string } | { kind: 'result' | 'error'; text?: string };

/**
 * What the practice cluster asks of the frame, through a port that the page has handed over: to open a program under a number, to tell it
 * something, to end it.
 */
export type ActorAsk =
  | { open: number; source: string }
  | { tell: number; number: number; told: ActorTold }
  | { end: number };

/** What the frame answers: what a program does because of what it was told, or that it was ended, because it did not come to rest. */
export type ActorSaid = { id: number; number: number; effects: readonly ActorEffect[] } | { id: number; ended: true };
