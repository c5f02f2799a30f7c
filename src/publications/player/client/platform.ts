import type { Standing } from './standing.ts';

/** How it is at a moment. */
export interface Now {
  /** Where the learner is in the text (place.ts); at most 20 characters. */
  place: string;
  /** What they have done (kept.ts). */
  state: string;
  standing: Standing;
}

/** An answer that was checked. */
export interface Answered {
  /** Id of the question, unique in its lesson. */
  item: string;
  /** The question, without tags. */
  question: string;
  kind: 'choice' | 'numeric' | 'fill-in' | 'sequencing';
  /** What was chosen, as letters from a on; steps in the order given, as letters by their right places; or what was typed. */
  response: readonly string[];
  right: boolean;
}

/** What keeps the work of a learner: a learning platform, or this browser. */
export interface Platform {
  /** What was kept when the lesson was opened. */
  readonly kept: { place: string; state: string };
  /** The score that is needed, 0 to 1, if the platform says it. */
  readonly mastery: number | undefined;
  /** Whether anything is recorded: not where learners look back at a lesson. */
  readonly isRecorded: boolean;
  /** What learners have to be told of it: a sentence. */
  readonly notice: string | undefined;
  /** Where the platform wants learners to be after the lesson. */
  readonly home: string | undefined;
  /**
   * Sends what has changed since the last time, and nothing else.
   * @param isLeaving whether the page may be gone in a moment
   * @returns why the platform has not taken it; it is sent again with the next change
   */
  send(now: Now, answers: readonly Answered[], isLeaving: boolean): Promise<string | undefined>;
  /** Ends the session, with the last state. */
  end(now: Now): void;
}
