import type { Lab, LabTask } from '../../curriculum/schema/lab.ts';
import type { LabStep as Step } from '../../curriculum/schema/lab-steps.ts';
import type { RuleName } from '../../findings/catalog.ts';
import type { DataPath } from '../../findings/data-path.ts';
import { MonitoringAttempt, type MonitoringLab } from '../../lab/metrics/attempt/attempt.ts';
import { doStep } from '../../lab/metrics/attempt/steps.ts';
import type { TaskResult } from '../../lab/runner/task-result.ts';
import type { LabProblem, LabStep } from '../steps.ts';
import { acceptedMistake, doneAtStart, failedSolution, refusedAlternative, SEEDS } from '../verdicts.ts';
import { monitoringLab } from './lab-data.ts';
import { Mentioned, meaninglessIn } from './meaningless.ts';

/** When a lab begins that is tried; in the page it is another time, so that nothing depends on it. */
const START = Date.UTC(2026, 2, 3, 10, 20);

interface Tried {
  result: TaskResult | undefined;
  /** The last complaint of a program; empty if there was none. */
  complaint: string;
}

/** What a lab on monitoring is tried with. */
export interface MonitoringSource {
  lesson: string;
  lab: Lab;
  /** Files of the lesson, by their names. */
  files: ReadonlyMap<string, string>;
}

/** A lab on monitoring, tried as its author says that it goes. */
class Trial {
  private readonly lab: Lab;
  private readonly data: MonitoringLab;
  private readonly problems: LabProblem[] = [];
  private readonly mentioned = new Mentioned();
  /** Attempts whose copies go other ways, by their seeds: each has come up to a task. */
  private readonly begun = new Map<number, { attempt: MonitoringAttempt; index: number }>();
  private readonly onStep: (step: LabStep) => void;

  constructor(lab: Lab, data: MonitoringLab, onStep: (step: LabStep) => void) {
    this.lab = lab;
    this.data = data;
    this.onStep = onStep;
  }

  private report(rule: RuleName, path: DataPath, message: string, remedy: string): void {
    this.problems.push({ rule, path, message, remedy });
  }

  private begin(seed: number): MonitoringAttempt {
    return MonitoringAttempt.begin(this.data, { seed, start: START });
  }

  run(): LabProblem[] {
    if (this.meaningless((condition) => meaninglessIn(condition))) return this.problems;
    this.onStep({ rule: 'lab/start', path: ['monitoring'], doing: 'the start of the lab', problems: this.problems });
    const attempt = this.begin(SEEDS.solution);
    this.atStart(attempt);
    for (const [index, task] of this.lab.tasks.entries()) {
      if (task.check.kind === 'monitoring') this.ways(attempt, task, index);
      this.solution(attempt, task, index);
      this.mentioned.look(attempt.stack);
    }
    this.meaningless((condition) => this.mentioned.unknown(condition));
    return this.problems;
  }

  /** Reports conditions of which a word means nothing. @returns whether there are such */
  private meaningless(wrongIn: Parameters<typeof wrongConditions>[1]): boolean {
    const found = wrongConditions(this.lab, wrongIn);
    for (const { task, path, wrong } of found)
      this.report('lab/condition', path, `A condition of "${task}" says nothing: ${wrong}.`, 'Correct the word.');
    return found.length > 0;
  }

  private atStart(attempt: MonitoringAttempt): void {
    const [wrong] = attempt.stack.problems;
    if (
      wrong &&
      !this.lab.tasks.some(({ check }) => check.kind === 'monitoring' && mentionsFile(check.conditions, wrong.file))
    )
      this.report(
        'lab/start',
        ['monitoring', 'files'],
        `The lab begins with a mistake in ${wrong.file}, line ${wrong.line}: ${wrong.message}`,
        'Correct the file; if the mistake is what learners are to find, let a condition of a task be about this file.',
      );
    this.mentioned.look(attempt.stack);
    this.problems.push(...doneAtStart(attempt.results(), this.lab.tasks));
  }

  private solution(attempt: MonitoringAttempt, task: LabTask, index: number): void {
    const path = ['tasks', index, 'steps'];
    if (task.check.kind === 'monitoring' && task.steps.length === 0) {
      const message = `The solution of "${task.id}" has no steps that could be tried.`;
      this.report('lab/solution', ['tasks', index, 'solution'], message, 'Write them down as "steps" of the task.');
      return;
    }
    const tried = this.steps(attempt, task, task.steps, { rule: 'lab/solution', path });
    if (task.check.kind !== 'monitoring' || tried.result?.isDone) return;
    this.problems.push(failedSolution(task.id, path, tried, 'Correct the steps, or the conditions of the task.'));
  }

  private steps(
    attempt: MonitoringAttempt,
    task: LabTask,
    steps: readonly Step[],
    { rule, path }: { rule: RuleName; path: DataPath },
  ): Tried {
    let complaint = '';
    for (const [number, step] of steps.entries()) {
      const doing = `step ${number + 1} (${step.do}) of a way to do "${task.id}"`;
      this.onStep({ rule, path: [...path, number], doing, problems: this.problems });
      const said = doStep(attempt, step);
      if (said !== undefined) complaint = ` Step ${number + 1} (${step.do}): ${said}`;
    }
    return { result: attempt.results().find(({ id }) => id === task.id), complaint };
  }

  /** A way to do a task, where the tasks before it have ended. @param attempt has come there */
  private tried(attempt: MonitoringAttempt, index: number, steps: readonly Step[], seed: number): Tried {
    const task = this.lab.tasks[index] as LabTask;
    const queries = steps.map((step) => (step.do === 'query' ? step.expr : undefined));
    // Who only asks changes nothing: this needs no lab of its own.
    if (queries.every((query) => query !== undefined))
      return { result: attempt.probe(task.id, queries), complaint: '' };
    const fresh = this.before(index, seed).copy();
    return this.steps(fresh, task, steps, { rule: 'lab/alternative', path: ['tasks', index] });
  }

  /** An attempt in which all tasks before one have ended; it moves on from task to task. */
  private before(index: number, seed: number): MonitoringAttempt {
    const begun = this.begun.get(seed) ?? { attempt: this.begin(seed), index: 0 };
    this.begun.set(seed, begun);
    for (; begun.index < index; begun.index++)
      for (const step of this.lab.tasks[begun.index]?.steps ?? []) doStep(begun.attempt, step);
    return begun.attempt;
  }

  private ways(attempt: MonitoringAttempt, task: LabTask, index: number): void {
    for (const [number, { name, steps }] of task.alternatives.entries()) {
      const path = ['tasks', index, 'alternatives', number];
      this.onStep({ rule: 'lab/alternative', path, doing: `the other way "${name}"`, problems: this.problems });
      const tried = this.tried(attempt, index, steps, SEEDS.alternative);
      if (!tried.result?.isDone)
        this.problems.push(refusedAlternative({ task: task.id, name, what: 'steps' }, path, tried));
    }
    for (const [number, { name, steps }] of task.mistakes.entries()) {
      const path = ['tasks', index, 'mistakes', number];
      this.onStep({ rule: 'lab/mistake', path, doing: `the mistake "${name}"`, problems: this.problems });
      if (this.tried(attempt, index, steps, SEEDS.mistake).result?.isDone)
        this.problems.push(acceptedMistake(task.id, name, path));
    }
  }
}

type Conditions = Extract<LabTask['check'], { kind: 'monitoring' }>['conditions'];
type Condition = Conditions[number];

/** Conditions of which something is wrong, with their places. */
function wrongConditions(
  { tasks }: Lab,
  wrongIn: (condition: Condition) => string | undefined,
): { task: string; path: DataPath; wrong: string }[] {
  return tasks.flatMap(({ id, check }, index) =>
    check.kind !== 'monitoring'
      ? []
      : check.conditions.flatMap((condition, number) => {
          const wrong = wrongIn(condition);
          return wrong === undefined
            ? []
            : [{ task: id, path: ['tasks', index, 'check', 'conditions', number], wrong }];
        }),
  );
}

/** Whether a condition is about what a file says. */
const mentionsFile = (conditions: Conditions, file: string): boolean =>
  conditions.some((condition) => ('file' in condition ? condition.file === file : condition.kind !== 'asked'));

/** Tries a lab on monitoring: its start, its solutions, the other ways that it lists, its conditions. @param onStep is told where it is */
export function tryMonitoring(
  { lesson, lab, files }: MonitoringSource,
  onStep: (step: LabStep) => void = () => {},
): LabProblem[] {
  const data = monitoringLab(lesson, lab, files);
  return data ? new Trial(lab, { ...data, digest: '' }, onStep).run() : [];
}
