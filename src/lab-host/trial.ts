import type { LabTask } from '../curriculum/schema/lab.ts';
import type { LabCondition } from '../curriculum/schema/lab-cluster.ts';
import { statesOf } from '../curriculum/schema/lab-start.ts';
import type { RuleName } from '../findings/catalog.ts';
import type { DataPath } from '../findings/data-path.ts';
import { imageKind, usualPort } from '../lab/images/catalog.ts';
import { StartProblem } from '../lab/runner/begin.ts';
import type { TaskResult } from '../lab/runner/task-result.ts';
import { type BegunLab, LabHost, type LabSource } from './begin.ts';
import { unknownKind, unreadable } from './meaningless.ts';
import { Mentioned } from './mentioned.ts';
import { fencesOf, isJudged } from './solution.ts';
import { ENDLESS, type LabProblem, type LabStep } from './steps.ts';
import { acceptedMistake, doneAtStart, failedSolution, refusedAlternative, SEEDS } from './verdicts.ts';

/** How long the clock of the cluster may go on for one fence or command line, in milliseconds. Nobody waits longer. */
const LONGEST_MS = 25 * 60_000;

/** What somebody typed, what it did, and what it complained of. */
interface Tried {
  isDone: boolean;
  result: TaskResult | undefined;
  /** The last complaint of a command; empty if there was none. */
  complaint: string;
  /** Whether one of the commands did not end, which has been reported. */
  isEndless: boolean;
}

/** What is tried, for what is said of it. */
type Trying = Omit<LabStep, 'problems'>;

/** A lab of a lesson, tried as its author says that it goes. */
class Trial {
  readonly #host: LabHost;
  readonly #source: LabSource;
  readonly #problems: LabProblem[] = [];
  readonly #mentioned: Mentioned;
  readonly #onStep: (step: LabStep) => void;

  constructor(source: LabSource, onStep: (step: LabStep) => void) {
    this.#source = source;
    this.#onStep = onStep;
    this.#host = new LabHost(source);
    this.#mentioned = new Mentioned(source);
  }

  get #judged(): [LabTask, number][] {
    return this.#source.lab.tasks.flatMap((task, index): [LabTask, number][] =>
      isJudged(task) ? [[task, index]] : [],
    );
  }

  #report(rule: RuleName, path: DataPath, message: string, remedy: string): void {
    this.#problems.push({ rule, path, message, remedy });
  }

  async problems(): Promise<LabProblem[]> {
    try {
      this.#images();
      if (await this.#start()) {
        for (const [task, index] of this.#judged) await this.#ways(task, index);
        this.#meaningless((condition) => unknownKind(condition, this.#mentioned));
        this.#hints();
      }
    } finally {
      this.#host.end();
    }
    return this.#problems;
  }

  /** Does a part of the trial. What goes wrong in the cluster itself is said at its place, and hides nothing else. */
  async #step(trying: Trying, action: () => Promise<void>): Promise<void> {
    this.#onStep({ ...trying, problems: this.#problems });
    try {
      await action();
    } catch (problem) {
      const why = problem instanceof Error ? problem.message : String(problem);
      this.#report(
        trying.rule,
        trying.path,
        `The practice cluster has failed at ${trying.doing}: ${why}`,
        'Look for what is unusual there, and write it in another way.',
      );
    }
  }

  /** Reports conditions of which a word means nothing. @param wrongIn what is wrong with one. Gives whether there are such */
  #meaningless(wrongIn: (condition: LabCondition) => string | undefined): boolean {
    const before = this.#problems.length;
    for (const [index, task] of this.#source.lab.tasks.entries()) {
      if (task.check.kind !== 'conditions') continue;
      for (const [number, condition] of task.check.conditions.entries()) {
        const wrong = wrongIn(condition);
        if (wrong === undefined) continue;
        const message = `A condition of "${task.id}" says nothing: ${wrong}.`;
        this.#report('lab/condition', ['tasks', index, 'check', 'conditions', number], message, 'Correct the word.');
      }
    }
    return this.#problems.length > before;
  }

  #images(): void {
    const { lab, images } = this.#source;
    const named = (lab.cluster ? statesOf(lab.cluster) : []).flatMap((state, number) =>
      state.images.map((image, index): [string, DataPath] => [
        image,
        ['cluster', ...(number === 0 ? [] : ['further', number - 1]), 'images', index],
      ]),
    );
    for (const [image, path] of named) {
      const isOfCourse = Object.hasOwn(images?.images ?? {}, image);
      if (isOfCourse || imageKind(image) !== undefined || usualPort(image) !== undefined) continue;
      this.#report(
        'lab/unknown-image',
        path,
        `The nodes hold the image "${image}", but nobody knows what runs in it.`,
        'Correct the name or its tag, or declare the image under "images" in course.yaml.',
      );
    }
  }

  /** Begins the lab and does all of its solutions, one after the other. Gives whether it could be begun. */
  async #start(): Promise<boolean> {
    let begun: BegunLab | undefined;
    await this.#step({ rule: 'lab/start', path: ['cluster'], doing: 'the start of the lab' }, async () => {
      begun = await this.#begin();
    });
    if (begun === undefined || this.#meaningless(unreadable)) return false;
    await this.#atStart(begun);
    for (const [task, index] of this.#judged) {
      const path = ['tasks', index, 'solution'];
      await this.#step({ rule: 'lab/solution', path, doing: `the solution of "${task.id}"` }, () =>
        this.#solution(begun as BegunLab, task, path),
      );
    }
    return true;
  }

  /** Begins the lab. Gives nothing if it cannot begin. */
  async #begin(): Promise<BegunLab | undefined> {
    let begun: BegunLab;
    try {
      begun = await this.#host.begin({ seed: SEEDS.solution });
    } catch (problem) {
      if (!(problem instanceof StartProblem)) throw problem;
      this.#report(
        'lab/start',
        ['cluster'],
        `The lab cannot begin: ${problem.message}`,
        'Correct what "cluster" says, or the file that it names.',
      );
      return undefined;
    }
    this.#mentioned.look(begun.practice);
    return begun;
  }

  async #atStart(begun: BegunLab): Promise<void> {
    await this.#step(
      { rule: 'lab/done-at-start', path: ['tasks'], doing: 'judging the tasks at the start' },
      async () => {
        this.#problems.push(...doneAtStart(await begun.judge.judge(), this.#source.lab.tasks));
      },
    );
  }

  async #solution(begun: BegunLab, task: LabTask, path: DataPath): Promise<void> {
    const fences = fencesOf(task);
    if (fences.length === 0) {
      const message = `The solution of "${task.id}" has no commands that could be tried.`;
      this.#report('lab/solution', path, message, 'Write its commands into a fence ```bash.');
      return;
    }
    // All of it is done, so that the next task finds what it leaves; what comes after the task is done may clean up.
    const trying: Trying = { rule: 'lab/solution', path, doing: `the solution of "${task.id}"` };
    const tried = await this.#type(begun, task, fences, trying);
    if (tried.isDone || tried.isEndless) return;
    const remedy =
      'Correct the solution, or the conditions of the task. "npm run lab -- --judge", with --lesson ID or --exam ID, says how tasks stand.';
    this.#problems.push(failedSolution(task.id, path, tried, remedy));
  }

  async #type(
    { practice, judge }: BegunLab,
    { id }: LabTask,
    commands: readonly string[],
    trying: Trying,
  ): Promise<Tried> {
    const tried: Tried = { isDone: false, result: undefined, complaint: '', isEndless: false };
    for (const command of commands) {
      const shown = command.trim().split('\n').slice(-1)[0]?.slice(0, 80);
      const doing = `${trying.doing} (${commands.length > 1 ? 'a command line' : 'it'} ends with "${shown}")`;
      this.#onStep({ ...trying, doing, problems: this.#problems });
      const began = practice.cluster.clock.now();
      const { errors, code, endless } = await practice.session.run(command);
      const why = endless ?? (practice.cluster.clock.now() - began > LONGEST_MS ? 'nobody waits so long' : undefined);
      if (why !== undefined && !tried.isEndless) {
        tried.isEndless = true;
        this.#report(trying.rule, trying.path, `There is no end of ${doing}: ${why}.`, ENDLESS);
      }
      if (code !== 0 && errors.trim() !== '') tried.complaint = ` A command said: ${errors.trim().split('\n').at(-1)}`;
      await practice.settle();
      this.#mentioned.look(practice);
      const path = [...trying.path.slice(0, 2), 'check'];
      this.#onStep({ rule: 'lab/condition', path, doing: `judging ${doing}`, problems: this.#problems });
      tried.result = (await judge.judge()).find((one) => one.id === id);
      tried.isDone ||= tried.result?.isDone === true;
    }
    return tried;
  }

  /** Begins the lab anew, and solves the tasks with whose results another one begins. */
  async #before(task: LabTask, seed: number, trying: Trying): Promise<BegunLab> {
    const begun = await this.#host.begin({ seed });
    for (const [earlier] of this.#judged)
      if (task.after.includes(earlier.id))
        for (const fence of fencesOf(earlier)) {
          this.#onStep({ ...trying, doing: `the solution of "${earlier.id}"`, problems: this.#problems });
          await begun.practice.session.run(fence);
          await begun.practice.settle();
          await begun.judge.judge();
        }
    return begun;
  }

  async #ways(task: LabTask, index: number): Promise<void> {
    for (const [number, { name, run }] of task.alternatives.entries()) {
      const path = ['tasks', index, 'alternatives', number];
      const trying: Trying = { rule: 'lab/alternative', path, doing: `the other way "${name}" of "${task.id}"` };
      await this.#step(trying, async () => {
        const begun = await this.#before(task, SEEDS.alternative, trying);
        const tried = await this.#type(begun, task, run, trying);
        if (tried.isDone || tried.isEndless) return;
        this.#problems.push(refusedAlternative({ task: task.id, name, what: 'commands' }, path, tried));
      });
    }
    for (const [number, { name, run }] of task.mistakes.entries()) {
      const path = ['tasks', index, 'mistakes', number];
      const trying: Trying = { rule: 'lab/mistake', path, doing: `the mistake "${name}" of "${task.id}"` };
      await this.#step(trying, async () => {
        const { isDone } = await this.#type(await this.#before(task, SEEDS.mistake, trying), task, run, trying);
        if (isDone) this.#problems.push(acceptedMistake(task.id, name, path));
      });
    }
  }

  #hints(): void {
    for (const [index, task] of this.#source.lab.tasks.entries())
      for (const [number, hint] of task.hints.entries())
        for (const what of this.#mentioned.unknownIn(hint, task))
          this.#report(
            'lab/hint',
            ['tasks', index, 'hints', number],
            `This hint names ${what}, and there is none in the lab.`,
            'Correct the name. What a hint names is there at the start, or the solution makes it.',
          );
  }
}

/**
 * Tries a lab in the practice cluster: its start, its solutions, the other ways that it lists, its conditions, and what its hints name. Gives
 * what is wrong. @param onStep is told where it is, so that somebody can tell what it never got beyond
 */
export const tryLab = (source: LabSource, onStep: (step: LabStep) => void = () => {}): Promise<LabProblem[]> =>
  new Trial(source, onStep).problems();
