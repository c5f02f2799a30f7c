import type { TaskResult } from '../../../lab/runner/task-result.ts';

/** What a guide can ask of the lab around it. */
export interface GuideOptions {
  /** Says something that happened, to be read aloud as well. */
  say: (text: string) => void;
  /** Puts commands into the line of the terminal, where there is one. */
  put?: (command: string) => void;
  /** Another thing is to be said below the terminal. */
  changed?: () => void;
}

/** What leads a learner through what is open: the tasks of a lab, or the commands of a session. */
export interface Guide {
  readonly element: HTMLElement;
  /** Name of its pane. */
  readonly label: string;
  /** What is said below the terminal: what comes next, or that all is done. */
  readonly status: string;
  /** How much is done, of how much: "2/6". */
  readonly count: string;
  /** Brings what comes next into sight, and the focus with it. */
  toNext(): void;
  /** Begins anew: nothing is done. */
  reset(): void;
  /** What the judge says of tasks. */
  judged(results: readonly TaskResult[]): void;
  /** A command was typed. */
  typed(command: string): void;
}
