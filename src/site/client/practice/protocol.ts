import type { Mode } from '../../../curriculum/practice/attempt.ts';
import type { Prompt } from '../../../lab/attempt/console.ts';
import type { ImportProblem } from '../../../lab/attempt/misfit.ts';
import type { Action } from '../../../lab/attempt/recording.ts';
import type { Completion } from '../../../lab/line/candidates.ts';
import type { TaskResult } from '../../../lab/runner/task-result.ts';
import type { ClusterView } from '../../../lab/view/cluster-view.ts';
import type { ManifestFinding } from '../../../lab/view/manifest-findings.ts';
import type { StoryEntry } from '../../../lab/view/story.ts';

/** A file in the learner's folder. */
export interface WorkFile {
  path: string;
  content: string;
}

/** What the page wants of the worker in which the practice cluster runs. */
export type Ask =
  /** Begin the lab, or go on with what is kept of it. */
  | {
      kind: 'open';
      /** What it is kept under. */
      id: string;
      /** Addresses of its data, and of the programs of its images. */
      data: string;
      programs: string;
      base: string;
      /** A command that is left out if it is the last one: it keeps the cluster busy for ever. */
      without: string | undefined;
      /** A worker of the same tab had it, which may not have let go of it. */
      isAgain: boolean;
      /** A practice exam that is sat, and since when, in milliseconds since 1970: what was begun before that is not continued. */
      sitting?: { mode: Mode; since: number } | undefined;
    }
  /** The end of a practice exam: grade it. Nothing is done after that. */
  | { kind: 'grade' }
  /** A way to the sandbox, in which programs of the course run; none if it is refused. */
  | { kind: 'sandbox'; port: MessagePort | undefined }
  /** Go on here, though the lab is open in another tab. */
  | { kind: 'take' }
  /** From the beginning; what was done is forgotten. With the same random numbers, or others. */
  | { kind: 'reset'; isSame: boolean }
  /** From a recording, as somebody has exported it. */
  | { kind: 'import'; text: string }
  | { kind: 'export' }
  | { kind: 'act'; action: Action }
  | { kind: 'speed'; speed: number }
  | { kind: 'skip'; milliseconds: number }
  /** Show the cluster of another context. */
  | { kind: 'show'; context: string }
  | { kind: 'complete'; number: number; terminal: number; line: string; cursor: number }
  /** What was printed can be seen. */
  | { kind: 'shown' }
  | { kind: 'files' }
  | { kind: 'findings'; number: number; path: string; text: string };

/** Why a lab is not there. */
export type OpenProblem =
  /** Its data cannot be loaded. */
  | 'unreachable'
  /** Its author has described a first state that cannot be made. */
  | 'broken'
  /** Something that nobody has thought of. */
  | 'failed';

/** Where the cluster's clock is, in milliseconds since 1970, and how it goes. */
export interface Time {
  now: number;
  speed: number;
  /** It is being moved ahead. */
  isBehind: boolean;
}

/** A terminal when its lab is opened. */
export interface OpenTerminal {
  prompt: Prompt;
  /** Commands that were typed there, the oldest first. */
  history: readonly string[];
  /** A command runs still. */
  isBusy: boolean;
}

/** The contexts of a lab's clusters, by their names in the lab. */
export interface Contexts {
  all: readonly string[];
  /** That which kubectl takes at the terminal where something was typed last. */
  current: string;
  /** That whose cluster is shown. */
  shown: string;
}

/** What is shown of a cluster. */
export interface Shown {
  view: ClusterView;
  story: readonly StoryEntry[];
  contexts: Contexts;
}

/** What the worker tells the page. */
export type Told =
  /** An attempt begins, new or again: nothing of the one before holds any more. */
  | { kind: 'beginning' }
  /** How far doing it all again has come, 0 to 1. */
  | { kind: 'progress'; share: number }
  /** The lab can be used. */
  | {
      kind: 'open';
      terminals: readonly OpenTerminal[];
      /** Which faults it begins with, where they are drawn. */
      form: { number: number; total: number } | undefined;
      /** It goes on where it was left. */
      isContinued: boolean;
      /** Something was kept, and belongs to an earlier state of the lab. */
      isOutdated: boolean;
    }
  /** All is there that the lab will need; these files were loaded. */
  | { kind: 'loaded'; addresses: readonly string[] }
  | { kind: 'problem'; problem: OpenProblem; text: string }
  /** A new sandbox is needed, for a new attempt. */
  | { kind: 'sandbox' }
  /** There is no sandbox, as without a network: programs of the course do nothing. */
  | { kind: 'no programs' }
  | { kind: 'elsewhere' }
  /** Another tab has taken the lab over. */
  | { kind: 'taken' }
  /** The browser keeps nothing: what is done is lost with the page. */
  | { kind: 'unkept' }
  | { kind: 'refused'; problem: ImportProblem }
  | { kind: 'exported'; text: string }
  /** The command that was typed goes on in a further line. */
  | { kind: 'incomplete'; terminal: number }
  | { kind: 'begun'; terminal: number; command: string; prompt: Prompt }
  | { kind: 'output'; terminal: number; text: string; isError: boolean }
  /** That was all for the moment: the page answers once it is shown. */
  | { kind: 'printed' }
  | { kind: 'ended'; terminal: number; code: number; prompt: Prompt }
  /** A command wants a text edited. */
  | { kind: 'edit'; terminal: number; path: string; content: string }
  | { kind: 'tasks'; results: readonly TaskResult[] }
  /** How the tasks of a practice exam are graded. */
  | { kind: 'graded'; results: readonly TaskResult[] }
  | ({ kind: 'view'; time: Time } & Shown)
  | { kind: 'time'; time: Time }
  | { kind: 'completed'; number: number; completed: Completion }
  | { kind: 'files'; files: readonly WorkFile[] }
  | { kind: 'findings'; number: number; findings: readonly ManifestFinding[] };
