import type { ImportProblem } from '../../../lab/attempt/misfit.ts';
import type { MonitoringAction } from '../../../lab/metrics/attempt/actions.ts';
import type { ConfigProblem } from '../../../lab/metrics/config/fields.ts';
import type { ShownAnswer, ShownGraph } from '../../../lab/metrics/view/values.ts';
import type { MonitoringView } from '../../../lab/metrics/view/view.ts';
import type { TaskResult } from '../../../lab/runner/task-result.ts';
import type { Time, WorkFile } from '../practice/protocol.ts';

/** A question to the worker, each with what is answered. */
export interface Questions {
  /** Does something; undefined, or why it cannot be done. */
  act: { asked: MonitoringAction; answer: string | undefined };
  /** A query, now. It counts as asked. */
  query: { asked: { expr: string }; answer: ShownAnswer | { error: string } };
  /** A query over the last milliseconds. */
  graph: { asked: { expr: string; range: number }; answer: ShownGraph | { error: string } };
  /** Names of metrics, of labels, or values of a label, of all series or those of a metric. */
  names: { asked: { of: 'metrics' | 'labels' | 'values'; metric?: string; label?: string }; answer: readonly string[] };
  /** What is wrong in a file that is being written. */
  findings: { asked: { file: string; text: string }; answer: readonly ConfigProblem[] };
}
export type QuestionKind = keyof Questions;
export type Question = { [Kind in QuestionKind]: { kind: Kind } & { asked: Questions[Kind]['asked'] } }[QuestionKind];

/** What the page wants of the worker in which the lab runs. */
export type Ask =
  /** Begin the lab, or go on with what is kept of it. */
  | { kind: 'open'; data: string; base: string; isAgain: boolean }
  /** Go on here, though the lab is open in another tab. */
  | { kind: 'take' }
  /** From the beginning; what was done is forgotten. */
  | { kind: 'reset' }
  | { kind: 'import'; text: string }
  | { kind: 'export' }
  | { kind: 'speed'; speed: number }
  | { kind: 'skip'; milliseconds: number }
  | { kind: 'question'; number: number; question: Question };

/** What the worker tells the page. */
export type Told =
  | { kind: 'beginning' }
  /** How far it has come, 0 to 1. */
  | { kind: 'progress'; share: number }
  /** The lab can be used. Queries are those that were asked before, the oldest first. */
  | { kind: 'open'; isContinued: boolean; isOutdated: boolean; queries: readonly string[] }
  | { kind: 'problem'; problem: 'unreachable' | 'failed'; text: string }
  | { kind: 'elsewhere' }
  | { kind: 'taken' }
  | { kind: 'unkept' }
  | { kind: 'refused'; problem: ImportProblem }
  | { kind: 'exported'; text: string }
  | { kind: 'tasks'; results: readonly TaskResult[] }
  | { kind: 'files'; files: readonly WorkFile[] }
  | { kind: 'view'; view: MonitoringView }
  | { kind: 'time'; time: Time }
  | { kind: 'answer'; number: number; answer: unknown };
