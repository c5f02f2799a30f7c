import type { RuleName } from '../../findings/catalog.ts';
import { type Finding, finding, type Place } from '../../findings/finding.ts';
import type { Program } from './program.ts';
import type { ProgramName } from './program-names.ts';

/** Where a piece begins: what concerns it as a whole is said there. */
export const START: Place = { line: 1, column: 1 };

/** What a program found in a piece of a lesson; the place is 1-based and within that piece. */
export interface Problem {
  rule: RuleName;
  place: Place;
  message: string;
  why: string;
  remedy: string;
}

/** What came of a task: problems, or why it could not be told. */
export interface Result {
  problems: readonly Problem[];
  /** What could not be verified, as a sentence without its end: "the command asks a cluster". */
  unverified: readonly { what: string; place: Place }[];
  /** Whether it may be another one next time, so that it is not remembered. */
  momentary?: boolean;
}

/** Programs by name, as far as this machine has them. */
export type Programs = ReadonlyMap<ProgramName, Program>;

/** Something in a lesson that only a program can verify. Its result is remembered as long as its inputs stay the same. */
export interface Task {
  /** What kind of task it is; part of what results are remembered by. */
  kind: string;
  /** Programs without which nothing of it can be told. */
  needs: readonly ProgramName[];
  /** Whether it only runs in the practice cluster, where nothing that lessons bring gets at the machine: it needs no jail. */
  isSimulated?: true;
  /** Whether what several of them ask at the same time is asked together: then they do not wait for one another. */
  isGathered?: true;
  /** How much there is to do, compared with other tasks; 1 if it is not said. What takes longest is begun first, so that all end together. */
  effort?: number;
  /** Path below the curriculum's root, and the line that "not verified" names. */
  file: string;
  line: number;
  /** Everything besides the programs that the result depends on. */
  inputs: readonly string[];
  verify(programs: Programs): Promise<Result>;
  /** Place in the file of a place in the piece. */
  locate(place: Place): Place;
}

/** A problem as a finding in the file of its task. */
export function asFinding({ rule, place, message, why, remedy }: Problem, task: Task): Finding {
  return finding(rule, task.file, task.locate(place), { message, why, remedy });
}
