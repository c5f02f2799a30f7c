import type { LabTask } from '../curriculum/schema/lab.ts';
import { statesOf } from '../curriculum/schema/lab-start.ts';
import type { RuleName } from '../findings/catalog.ts';
import type { DataPath } from '../findings/data-path.ts';
import { imageKind, usualPort } from '../lab/images/catalog.ts';
import { StartProblem } from '../lab/runner/begin.ts';
import type { TaskResult } from '../lab/runner/judge.ts';
import { type BegunLab, LabHost, type LabSource } from './begin.ts';
import { Mentioned } from './mentioned.ts';

/** What is wrong with a lab, at a place of lab.yaml. */
export interface LabProblem {
  rule: RuleName;
  path: DataPath;
  message: string;
  remedy: string;
}

/** A lab is tried with these random numbers; the page takes others, so that nothing depends on them. */
const SEEDS = { solution: 1, mistake: 2, alternative: 3 };

/** Command lines of a solution: one text for each fence of its shell. */
export function fencesOf({ solution }: Pick<LabTask, 'solution'>): string[] {
  return [...solution.matchAll(/^ *```(?:bash|sh|shell)\b.*\n([\s\S]*?)^ *```/gm)].map(([, text = '']) => text);
}

/** Whether the practice cluster judges a task. */
export const isJudged = ({ check }: LabTask): boolean => check.kind === 'conditions' || check.kind === 'state';

/** What is missing of a task, in the words of its conditions. */
const missing = (result: TaskResult | undefined): string =>
  (result?.conditions ?? [])
    .filter(({ isMet }) => !isMet)
    .map(({ message }) => `"${message}"`)
    .join(', ');

/** What somebody typed, what it did, and what it complained of. */
interface Tried {
  isDone: boolean;
  result: TaskResult | undefined;
  /** The last complaint of a command; empty if there was none. */
  complaint: string;
}

/** A lab of a lesson, tried as its author says that it goes. */
class Trial {
  readonly #host: LabHost;
  readonly #source: LabSource;
  readonly #problems: LabProblem[] = [];
  readonly #mentioned: Mentioned;

  constructor(source: LabSource) {
    this.#source = source;
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
        this.#hints();
      }
    } finally {
      this.#host.end();
    }
    return this.#problems;
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
      return false;
    }
    this.#mentioned.look(begun.practice);
    for (const { id, isDone } of await begun.judge.judge()) {
      if (!isDone) continue;
      const index = this.#source.lab.tasks.findIndex((task) => task.id === id);
      this.#report(
        'lab/done-at-start',
        ['tasks', index, 'check'],
        `The task "${id}" is done before the learner has done anything: all of its conditions hold when the lab begins.`,
        'Add a condition that only holds when the task is done, or begin the lab in another state.',
      );
    }
    for (const [task, index] of this.#judged) await this.#solution(begun, task, index);
    return true;
  }

  async #solution(begun: BegunLab, task: LabTask, index: number): Promise<void> {
    const fences = fencesOf(task);
    const path = ['tasks', index, 'solution'];
    if (fences.length === 0) {
      const message = `The solution of "${task.id}" has no commands that could be tried.`;
      this.#report('lab/solution', path, message, 'Write its commands into a fence ```bash.');
      return;
    }
    // All of it is done, so that the next task finds what it leaves; what comes after the task is done may clean up.
    const { isDone, result, complaint } = await this.#type(begun, task, fences);
    if (isDone) return;
    this.#report(
      'lab/solution',
      path,
      `The solution of "${task.id}" does not do the task. What does not hold: ${missing(result)}.${complaint}`,
      'Correct the solution, or the conditions of the task. "npm run lab -- --lesson ID --judge" says how tasks stand after each command.',
    );
  }

  async #type({ practice, judge }: BegunLab, { id }: LabTask, commands: readonly string[]): Promise<Tried> {
    let isDone = false;
    let result: TaskResult | undefined;
    let complaint = '';
    for (const command of commands) {
      const { errors, code } = await practice.session.run(command);
      if (code !== 0 && errors.trim() !== '') complaint = ` A command said: ${errors.trim().split('\n').at(-1)}`;
      await practice.settle();
      this.#mentioned.look(practice);
      result = (await judge.judge()).find((one) => one.id === id);
      isDone ||= result?.isDone === true;
    }
    return { isDone, result, complaint };
  }

  /** Begins the lab anew, and solves the tasks with whose results another one begins. */
  async #before(task: LabTask, seed: number): Promise<BegunLab> {
    const begun = await this.#host.begin({ seed });
    for (const [earlier] of this.#judged)
      if (task.after.includes(earlier.id)) await this.#type(begun, earlier, fencesOf(earlier));
    return begun;
  }

  async #ways(task: LabTask, index: number): Promise<void> {
    for (const [number, { name, run }] of task.alternatives.entries()) {
      const begun = await this.#before(task, SEEDS.alternative);
      const { isDone, result, complaint } = await this.#type(begun, task, run);
      if (isDone) continue;
      this.#report(
        'lab/alternative',
        ['tasks', index, 'alternatives', number],
        `Another right way to do "${task.id}" does not count: "${name}". What does not hold: ${missing(result)}.${complaint}`,
        'Let the conditions accept it, or correct its commands.',
      );
    }
    for (const [number, { name, run }] of task.mistakes.entries()) {
      const { isDone } = await this.#type(await this.#before(task, SEEDS.mistake), task, run);
      if (!isDone) continue;
      this.#report(
        'lab/mistake',
        ['tasks', index, 'mistakes', number],
        `The task "${task.id}" counts as done by a way that is none: "${name}".`,
        'Add a condition that does not hold then.',
      );
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

/** Tries a lab in the practice cluster: its start, its solutions, the other ways that it lists, and what its hints name. Gives what is wrong. */
export const tryLab = (source: LabSource): Promise<LabProblem[]> => new Trial(source).problems();
