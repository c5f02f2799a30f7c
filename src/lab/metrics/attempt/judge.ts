import type { MonitoringCondition } from '../../../curriculum/schema/lab-monitoring.ts';
import { Credits, type TaskResult } from '../../runner/task-result.ts';
import { answerOf, hasResult, sameAnswer } from './answers.ts';
import { holds, isOfFiles } from './conditions.ts';
import type { Pages } from './file-conditions.ts';
import type { Stack } from './stack.ts';

/** A task as the judge needs it. */
export interface MonitoringTask {
  id: string;
  title: string;
  /** What holds when it is done; nothing if only its reader can tell. */
  conditions: readonly MonitoringCondition[];
}

type Asked = Extract<MonitoringCondition, { kind: 'asked' }>;

/** So many of the queries that were asked last count. */
const LAST_QUERIES = 50;
/** Where in the history of a shop an answer is compared, besides now. */
const EARLIER = [0.25, 0.5, 0.75];

interface JudgeOptions {
  stack: Stack;
  tasks: readonly MonitoringTask[];
  /** Files of the lesson. */
  pages: Pages;
  /** A shop with other numbers in which the same was done, at the present time. */
  twin: () => Stack;
}

/** Says which tasks of a lab on monitoring are done. It changes nothing. */
export class MonitoringJudge {
  private readonly options: JudgeOptions;
  private readonly done = new Set<string>();
  private queries = 0;
  /** Which query met a condition last, by its number. */
  private readonly metBy = new Map<MonitoringCondition, number>();
  /** What was found of conditions of files, and of which revision of the folder. */
  private readonly ofFiles = new Map<MonitoringCondition, { revision: number; isMet: boolean }>();
  private credits = new Credits();

  constructor(options: JudgeOptions) {
    this.options = options;
  }

  /** A judge of another stack who has seen the same so far. */
  copy(options: Pick<JudgeOptions, 'stack' | 'twin'>): MonitoringJudge {
    const copy = new MonitoringJudge({ ...this.options, ...options });
    for (const id of this.done) copy.done.add(id);
    copy.queries = this.queries;
    for (const [condition, by] of this.metBy) copy.metBy.set(condition, by);
    for (const [condition, found] of this.ofFiles) copy.ofFiles.set(condition, found);
    copy.credits = this.credits.copy();
    return copy;
  }

  /** Takes a query that was asked now. */
  asked(query: string): void {
    this.queries++;
    for (const { id, conditions } of this.options.tasks) {
      if (this.done.has(id)) continue;
      for (const condition of conditions)
        if (condition.kind === 'asked' && this.isAnswered(condition, query)) this.metBy.set(condition, this.queries);
    }
  }

  private isAnswered(condition: Asked, query: string): boolean {
    if (!condition.uses.every((word) => query.includes(word))) return false;
    const { stack, twin } = this.options;
    const { start, now } = stack;
    const begin = stack.begin;
    const times = [now, ...EARLIER.map((share) => Math.floor(begin + (Math.min(start, now) - begin) * share))];
    let isSaying = false;
    const isSame = (of: Stack, time: number): boolean => {
      const { engine } = of.prometheus;
      const wanted = answerOf(engine, condition.expr, time);
      isSaying ||= hasResult(wanted);
      return sameAnswer(answerOf(engine, query, time), wanted, condition);
    };
    // The other shop costs most, and is asked last. Who gets nothing anywhere has asked for nothing.
    return times.every((time) => isSame(stack, time)) && isSame(twin(), now) && isSaying;
  }

  private isMet(condition: MonitoringCondition): boolean {
    if (condition.kind === 'asked') {
      const by = this.metBy.get(condition);
      return by !== undefined && by > this.queries - LAST_QUERIES;
    }
    const { stack, pages } = this.options;
    if (!isOfFiles(condition)) return holds(condition, stack, pages);
    const known = this.ofFiles.get(condition);
    if (known?.revision === stack.revision) return known.isMet;
    const isMet = holds(condition, stack, pages);
    this.ofFiles.set(condition, { revision: stack.revision, isMet });
    return isMet;
  }

  /** Looks which tasks are done now; what is done once stays so. */
  look(): void {
    for (const { id, conditions } of this.options.tasks) {
      if (conditions.length === 0 || this.done.has(id)) continue;
      // What asks Prometheus costs most.
      const ordered = [...conditions].sort(
        (one, other) => Number(one.kind === 'query') - Number(other.kind === 'query'),
      );
      if (ordered.every((condition) => this.isMet(condition))) this.done.add(id);
    }
  }

  /** How all tasks stand. */
  results(): TaskResult[] {
    return this.options.tasks.map(({ id, title, conditions }) => {
      const isDone = this.done.has(id);
      const looked = conditions.map((condition) => {
        return { message: condition.message, isMet: isDone || this.isMet(condition) };
      });
      const credit = this.credits.of(id, looked);
      return {
        ...{ id, title, isJudged: looked.length > 0, isDone },
        conditions: looked,
        credit: isDone ? 1 : credit,
      };
    });
  }
}
