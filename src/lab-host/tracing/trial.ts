import type { Lab, LabTask } from '../../curriculum/schema/lab.ts';
import type { LabStep as Step } from '../../curriculum/schema/lab-steps.ts';
import type { RuleName } from '../../findings/catalog.ts';
import type { DataPath } from '../../findings/data-path.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { TaskResult } from '../../lab/runner/task-result.ts';
import { TracingAttempt, type TracingLab } from '../../lab/traces/attempt.ts';
import { SERVICES } from '../../lab/traces/services.ts';
import { doStep } from '../../lab/traces/steps.ts';
import type { LabProblem, LabStep } from '../steps.ts';
import { acceptedMistake, doneAtStart, failedSolution, refusedAlternative, SEEDS } from '../verdicts.ts';
import { tracingLab } from './lab.ts';
import { TracingProcess } from './process.ts';

/** When the runs of a trial begin: 30 November 2026. */
const START = Date.UTC(2026, 10, 30, 9);

/** What a lab on tracing is tried from; it can be sent to another thread. */
export interface TracingSource {
  lesson: string;
  lab: Lab;
  /** Files of the lesson, by their names. */
  files: ReadonlyMap<string, string>;
}

/** What a trial has found, and whether a run did not come to its end: on a machine that has much to do it may, another time. */
export interface TracingTrialResult {
  problems: readonly LabProblem[];
  isStuck: boolean;
}

type Trying = Omit<LabStep, 'problems'>;

interface Tried {
  result: TaskResult | undefined;
  /** A step could not be done, which has been reported. */
  isBroken: boolean;
  /** What the code complained of last. */
  complaint: string;
}

/** A lab on tracing, tried as its author says that it goes. */
class TracingTrial {
  readonly #source: TracingSource;
  readonly #lab: TracingLab;
  readonly #process = new TracingProcess();
  readonly #problems: LabProblem[] = [];
  readonly #onStep: (step: LabStep) => void;

  constructor(source: TracingSource, lab: TracingLab, onStep: (step: LabStep) => void) {
    this.#source = source;
    this.#lab = lab;
    this.#onStep = onStep;
  }

  get #judged(): [LabTask, number][] {
    return this.#source.lab.tasks.flatMap((task, index): [LabTask, number][] =>
      task.check.kind === 'tracing' ? [[task, index]] : [],
    );
  }

  #report(rule: RuleName, path: DataPath, message: string, remedy: string): void {
    this.#problems.push({ rule, path, message, remedy });
  }

  async result(): Promise<TracingTrialResult> {
    this.#names();
    try {
      if (this.#problems.length === 0) await this.#tryAll();
    } finally {
      this.#process.end();
    }
    return { problems: this.#problems, isStuck: this.#process.isStuck };
  }

  async #tryAll(): Promise<void> {
    const attempt = this.#begin(SEEDS.solution);
    this.#problems.push(...doneAtStart(attempt.results, this.#source.lab.tasks));
    for (const [task, index] of this.#judged) await this.#solution(attempt, task, index);
    for (const [task, index] of this.#judged) await this.#ways(task, index);
  }

  #begin(seed: number): TracingAttempt {
    return TracingAttempt.begin(this.#lab, this.#process.run, { seed, start: START });
  }

  /** Reports names of services and of scenarios that do not exist. */
  #names(): void {
    const { tracing, tasks } = this.#source.lab;
    tracing?.scenarios.forEach((scenario, index) => {
      for (const key of ['to', 'fails', 'slow'] as const) {
        const name = scenario[key];
        if (name === undefined || SERVICES.includes(name)) continue;
        this.#report(
          'lab/start',
          ['tracing', 'scenarios', index, key],
          `The scenario "${scenario.name}" is about the service "${name}", and the shop has none of this name.${didYouMean(name, SERVICES)}`,
          `Use one of: ${SERVICES.join(', ')}.`,
        );
      }
    });
    const scenarios = this.#lab.scenarios.map(({ name }) => name);
    tasks.forEach(({ id, check }, index) => {
      if (check.kind !== 'tracing') return;
      check.conditions.forEach((condition, number) => {
        const name = 'scenario' in condition ? condition.scenario : undefined;
        if (name === undefined || scenarios.includes(name)) return;
        this.#report(
          'lab/condition',
          ['tasks', index, 'check', 'conditions', number],
          `A condition of "${id}" is about a scenario "${name}" that the lab does not have.${didYouMean(name, scenarios)}`,
          'Correct the word.',
        );
      });
    });
  }

  /** Does steps, and says how a task stands then. */
  async #do(attempt: TracingAttempt, task: LabTask, steps: readonly Step[], trying: Trying): Promise<Tried> {
    const tried: Tried = { result: undefined, isBroken: false, complaint: '' };
    for (const [number, step] of steps.entries()) {
      const doing = `${trying.doing} (step ${number + 1})`;
      this.#onStep({ ...trying, doing, problems: this.#problems });
      const why = await doStep(attempt, step);
      if (why !== undefined) {
        this.#report(
          trying.rule,
          [...trying.path, ...(trying.rule === 'lab/solution' ? [] : ['steps']), number],
          `Step ${number + 1} of ${trying.doing} cannot be done: ${why}.`,
          'Correct the step.',
        );
        return { ...tried, isBroken: true };
      }
      const problem = step.do === 'run' ? attempt.last?.result.problems[0] : undefined;
      if (problem) tried.complaint = ` In ${problem.file}, line ${problem.line}: ${problem.message}`;
    }
    tried.result = attempt.results.find(({ id }) => id === task.id);
    return tried;
  }

  async #solution(attempt: TracingAttempt, task: LabTask, index: number): Promise<void> {
    const path = ['tasks', index, 'steps'];
    const trying: Trying = { rule: 'lab/solution', path, doing: `the solution of "${task.id}"` };
    if (task.steps.length === 0) {
      const message = `The solution of "${task.id}" has no steps that could be tried.`;
      this.#report('lab/solution', ['tasks', index], message, 'Write them under "steps".');
      return;
    }
    const tried = await this.#do(attempt, task, task.steps, trying);
    if (tried.isBroken || tried.result?.isDone) return;
    this.#problems.push(failedSolution(task.id, path, tried, 'Correct the steps, or the conditions of the task.'));
  }

  /** A lab in which the tasks before one are solved; undefined if they cannot be, which has been reported. */
  async #before(index: number, seed: number, trying: Trying): Promise<TracingAttempt | undefined> {
    const attempt = this.#begin(seed);
    for (const [earlier, position] of this.#judged) {
      if (position >= index) continue;
      for (const step of earlier.steps) {
        this.#onStep({ ...trying, doing: `the solution of "${earlier.id}"`, problems: this.#problems });
        if ((await doStep(attempt, step)) !== undefined) return undefined;
      }
    }
    return attempt;
  }

  async #ways(task: LabTask, index: number): Promise<void> {
    for (const [number, { name, steps }] of task.alternatives.entries()) {
      const path = ['tasks', index, 'alternatives', number];
      const trying: Trying = { rule: 'lab/alternative', path, doing: `the other way "${name}" of "${task.id}"` };
      const tried = await this.#way(task, index, steps, SEEDS.alternative, trying);
      if (!tried || tried.isBroken || tried.result?.isDone) continue;
      this.#problems.push(refusedAlternative({ task: task.id, name, what: 'steps' }, path, tried));
    }
    for (const [number, { name, steps }] of task.mistakes.entries()) {
      const path = ['tasks', index, 'mistakes', number];
      const trying: Trying = { rule: 'lab/mistake', path, doing: `the mistake "${name}" of "${task.id}"` };
      const tried = await this.#way(task, index, steps, SEEDS.mistake, trying);
      if (tried?.result?.isDone) this.#problems.push(acceptedMistake(task.id, name, path));
    }
  }

  async #way(
    task: LabTask,
    index: number,
    steps: readonly Step[],
    seed: number,
    trying: Trying,
  ): Promise<Tried | undefined> {
    if (steps.length === 0) {
      const message = `There are no steps for ${trying.doing}; a lab on tracing has no command lines.`;
      this.#report(trying.rule, trying.path, message, 'Write "steps" in place of "run".');
      return undefined;
    }
    const attempt = await this.#before(index, seed, trying);
    return attempt && this.#do(attempt, task, steps, trying);
  }
}

/**
 * Tries a lab on tracing: its start, its solutions one after the other, the other ways and the mistakes that it lists. Its code runs in a process
 * without rights. Gives what is wrong. @param onStep is told where it is
 */
export async function tryTracing(
  source: TracingSource,
  onStep: (step: LabStep) => void = () => {},
): Promise<TracingTrialResult> {
  const lab = tracingLab(source.lesson, source.lab, source.files);
  return lab ? new TracingTrial(source, lab, onStep).result() : { problems: [], isStuck: false };
}
