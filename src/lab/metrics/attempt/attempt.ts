/** In this room: an attempt at a lab on monitoring: what is done in it, recorded so that it can be done again, and what the judge says. */
import type { MonitoringStart } from '../../../curriculum/schema/lab-monitoring.ts';
import type { EntryOf } from '../../attempt/recorded.ts';
import type { TaskResult } from '../../runner/task-result.ts';
import { type MonitoringAction, type MonitoringRecording, recordingOf } from './actions.ts';
import { MonitoringJudge, type MonitoringTask } from './judge.ts';
import { Stack } from './stack.ts';

/** A lab on monitoring, as attempts need it; it can be sent as JSON. */
export interface MonitoringLab {
  /** Id of the lesson. */
  lesson: string;
  /** Of all the rest: what was done in one state of the lab is not continued in another. */
  digest: string;
  monitoring: MonitoringStart;
  tasks: readonly MonitoringTask[];
  /** Files of the lesson that lie in the folder, and those that the judge needs. */
  files: Readonly<Record<string, string>>;
}

/** How often the judge looks, in milliseconds of the lab's clock. */
const LOOK_MS = 15_000;
/** The history is made in such steps, so that somebody can be told how far it is. */
const STEP_MS = 60_000;

/**
 * One learner at one lab: a shop and all that watches it, a judge, and a record of all that is done. Somebody else moves the clock;
 * in whatever steps, it comes to the same.
 */
export class MonitoringAttempt {
  readonly stack: Stack;
  private readonly lab: MonitoringLab;
  private readonly judge: MonitoringJudge;
  private readonly seed: number;
  private readonly entries: EntryOf<MonitoringAction>[] = [];
  private other: { stack: Stack; done: number } | undefined;
  /** The other shop when the learner comes, for all copies of this attempt: made once, by the first of them that needs it. */
  private otherAtStart: { stack: Stack | undefined } | undefined;
  private nextLook: number;

  /** @param from an attempt at the same lab that has come further: this one goes on from there */
  private constructor(lab: MonitoringLab, { seed, start }: { seed: number; start: number }, from?: MonitoringAttempt) {
    this.lab = lab;
    this.seed = seed;
    this.stack = from?.stack.copy() ?? this.newStack(seed, start);
    const { stack } = this;
    const twin = (): Stack => this.twin();
    this.judge =
      from?.judge.copy({ stack, twin }) ?? new MonitoringJudge({ stack, twin, tasks: lab.tasks, pages: lab.files });
    this.nextLook = from?.nextLook ?? start + LOOK_MS;
    if (!from) return;
    this.entries.push(...from.entries);
    this.other = from.other && { stack: from.other.stack.copy(), done: from.other.done };
    this.otherAtStart = from.otherAtStart;
  }

  /** The same attempt, which goes on by itself. */
  copy(): MonitoringAttempt {
    this.otherAtStart ??= { stack: undefined };
    return new MonitoringAttempt(this.lab, { seed: this.seed, start: this.stack.start }, this);
  }

  /** Begins a lab. @param start the present moment, in milliseconds since 1970 @param tell how far it has come, 0 to 1 */
  static begin(
    lab: MonitoringLab,
    options: { seed: number; start: number },
    tell: (share: number) => void = () => {},
  ): MonitoringAttempt {
    const attempt = new MonitoringAttempt(lab, options);
    const { stack } = attempt;
    const begin = stack.now;
    for (let time = begin; time < options.start; time += STEP_MS) {
      stack.advance(Math.min(time, options.start));
      tell((time - begin) / (options.start - begin));
    }
    stack.advance(options.start);
    attempt.judge.look();
    attempt.judge.results();
    return attempt;
  }

  /** Begins a lab, and does again what was done in it. @param tell how far it has come, 0 to 1 */
  static again(
    lab: MonitoringLab,
    { seed, start, until, entries }: MonitoringRecording,
    tell: (share: number) => void = () => {},
  ): MonitoringAttempt {
    const attempt = MonitoringAttempt.begin(lab, { seed, start }, (share) => tell(share / 2));
    for (const { at, action } of entries) {
      attempt.advance(start + at);
      attempt.act(action);
      tell(0.5 + at / (2 * Math.max(1, until)));
    }
    attempt.advance(start + until);
    return attempt;
  }

  private newStack(seed: number, start: number): Stack {
    const { monitoring, files } = this.lab;
    return new Stack({ seed, start, monitoring, files });
  }

  private otherFromStart(): Stack {
    const { otherAtStart } = this;
    const { start } = this.stack;
    const known = otherAtStart?.stack;
    if (known) return known.copy();
    const fresh = this.newStack((this.seed ^ 0x5bd1e995) >>> 0, start);
    if (!otherAtStart) return fresh;
    fresh.advance(start);
    otherAtStart.stack = fresh;
    return fresh.copy();
  }

  /** The same attempt in a shop with other numbers: what was done here is done there as well. */
  private twin(): Stack {
    this.other ??= { stack: this.otherFromStart(), done: 0 };
    const { stack, done } = this.other;
    for (const { at, action } of this.entries.slice(done)) {
      stack.advance(stack.start + at);
      stack.apply(action);
    }
    this.other.done = this.entries.length;
    stack.advance(this.now);
    return stack;
  }

  get now(): number {
    return this.stack.now;
  }

  /** Moves the clock to a time in milliseconds. */
  advance(until: number): void {
    for (; this.nextLook <= until; this.nextLook += LOOK_MS) {
      this.stack.advance(this.nextLook);
      this.judge.look();
    }
    this.stack.advance(until);
  }

  /** Does something now, and keeps it. @returns why it cannot be done, if it cannot; then it is not kept */
  act(action: MonitoringAction): string | undefined {
    const problem = this.stack.apply(action);
    if (problem !== undefined) return problem;
    this.entries.push({ at: this.now - this.stack.start, action });
    if (action.kind === 'query') this.judge.asked(action.expr);
    this.judge.look();
    return undefined;
  }

  /** How a task stood if these queries were asked now, and nothing else had been done; nothing of it is kept. */
  probe(id: string, queries: readonly string[]): TaskResult | undefined {
    const tasks = this.lab.tasks.filter((task) => task.id === id);
    const judge = new MonitoringJudge({ stack: this.stack, tasks, pages: this.lab.files, twin: () => this.twin() });
    for (const query of queries) judge.asked(query);
    judge.look();
    return judge.results()[0];
  }

  /** How the tasks stand. */
  results(): TaskResult[] {
    return this.judge.results();
  }

  /** All that was done so far. */
  get recording(): MonitoringRecording {
    const { lesson, digest } = this.lab;
    const { start } = this.stack;
    return recordingOf({ lesson, digest, seed: this.seed, start, until: this.now - start, entries: [...this.entries] });
  }
}
