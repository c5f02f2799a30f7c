import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import pLimit from 'p-limit';
import { SealedCache } from '../../cli/sealed-cache.ts';
import { sourceDigest } from '../../cli/source-digest.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import type { Course, HandsOnForm, Lesson } from '../../curriculum/model.ts';
import type { Finding } from '../../findings/finding.ts';
import { formTasks } from '../labs/tasks.ts';
import { type JailState, jailState } from './jail/state.ts';
import { findProgram } from './program.ts';
import { type ProgramName, programNames } from './program-names.ts';
import { asFinding, type Programs, type Result, type Task } from './task.ts';
import { tasksOf } from './tasks.ts';

const cache = new SealedCache(() => resolve('.cache/verified'), '.json');
/** Results that nothing has asked for are kept for a month: other branches may need them again. */
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/** What programs have found out, and what they could not. */
export interface Verification {
  findings: Finding[];
  /** What could not be verified, with the places where: it is neither right nor wrong. */
  unverified: Unverified[];
  /** Whether something was not verified because this machine cannot jail it. */
  withoutJail: boolean;
  /** Whether some of it may be another next time, though nothing changes: a program took too long. */
  isMomentary: boolean;
}

/** Something that could not be verified on this machine. */
export interface Unverified {
  /** What, and why not, as a sentence without its end. */
  what: string;
  /** `file:line`. */
  where: string;
}

/** @param judges digest of what verifies: the code here and the packages that it uses. */
function keyOf(task: Task, programs: Programs, judges: string): string {
  const versions = [...programs.values()].map(({ name, version }) => [name, version]);
  return createHash('sha256')
    .update(JSON.stringify([judges, task.kind, versions, task.inputs]))
    .digest('hex');
}

function remembered(key: string): Result | undefined {
  const known = cache.read(key);
  return known && (JSON.parse(known.toString()) as Result);
}

async function resultOf(
  task: Task,
  programs: Programs,
  key: string,
  jailed: () => Promise<JailState>,
): Promise<Result | { reason: string }> {
  const known = remembered(key);
  if (known) return known;
  // Lessons come from strangers: where nothing keeps what they bring from the rest of the machine, nothing of it is run.
  const jail = task.isSimulated ? undefined : await jailed();
  if (jail && !jail.closed) return jail;
  const result = await task.verify(programs);
  if (result.momentary) return result;
  cache.write(key, JSON.stringify(result));
  return result;
}

const effortOf = ({ effort = 1 }: Task): number => effort;

/** Programs of this machine, and why others cannot be used. They are looked for once. */
export interface Found {
  programs: Programs;
  missing: ReadonlyMap<ProgramName, string>;
}

/** Looks for all programs that lessons are verified with. */
export function findPrograms(): Found {
  const found = programNames.map((name) => [name, findProgram(name)] as const);
  return {
    programs: new Map(found.flatMap(([name, program]) => (typeof program === 'string' ? [] : [[name, program]]))),
    missing: new Map(found.flatMap(([name, reason]) => (typeof reason === 'string' ? [[name, reason]] : []))),
  };
}

/**
 * Verifies with real programs what lessons show. Results are remembered by what they depend on, in `.cache/`.
 * @param prune whether results that no task of these lessons has are forgotten.
 * @param courses those of the curriculum: labs use images that they declare.
 * @param forms of hands-on practice exams, which are tried as labs are.
 * @param jailed tells whether this machine has a jail: without one, only what is remembered is known.
 */
export async function verifyLessons(
  lessons: readonly Lesson[],
  { programs, missing }: Found,
  {
    prune = false,
    courses = [],
    forms = [],
    jailed = jailState,
  }: {
    prune?: boolean;
    courses?: readonly Course[];
    forms?: readonly HandsOnForm[];
    jailed?: () => Promise<JailState>;
  } = {},
): Promise<Verification> {
  const judges = sourceDigest(sourcePaths.verification.filter((path) => existsSync(path)));
  const used = new Set<string>();
  const verify = async (task: Task): Promise<Verification> => {
    const nothing = (what: string, withoutJail: boolean): Verification => {
      return {
        findings: [],
        unverified: [{ what, where: `${task.file}:${task.line}` }],
        withoutJail,
        isMomentary: false,
      };
    };
    const absent = task.needs.find((name) => !programs.has(name));
    if (absent !== undefined) return nothing(missing.get(absent) ?? `${absent} is not on this machine`, false);
    const key = keyOf(task, programs, judges);
    used.add(key);
    const result = await resultOf(task, programs, key, jailed);
    if ('reason' in result) return nothing(`what only runs in a jail (${result.reason})`, true);
    return {
      findings: result.problems.map((problem) => asFinding(problem, task)),
      unverified: result.unverified.map(({ what, place }) => ({
        what,
        where: `${task.file}:${task.locate(place).line}`,
      })),
      withoutJail: false,
      isMomentary: result.momentary === true,
    };
  };
  const limit = pLimit(availableParallelism());
  const tasks = [
    ...lessons.flatMap((lesson) => tasksOf(lesson, courses)),
    ...forms.flatMap((form) => formTasks(form, courses)),
  ];
  const longestFirst = [...tasks].sort((one, other) => effortOf(other) - effortOf(one));
  const begun = new Map(longestFirst.map((task) => [task, task.isGathered ? verify(task) : limit(verify, task)]));
  // In the order of the tasks, whichever is begun or ends first.
  const results = await Promise.all(tasks.flatMap((task) => begun.get(task) ?? []));
  if (prune) cache.prune(used, LONGEST_MS);
  return {
    findings: results.flatMap(({ findings }) => findings),
    unverified: results.flatMap(({ unverified }) => unverified),
    withoutJail: results.some(({ withoutJail }) => withoutJail),
    isMomentary: results.some(({ isMomentary }) => isMomentary),
  };
}
