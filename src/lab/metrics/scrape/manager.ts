import { advance, firstTurn, type Recurring } from '../agenda.ts';
import { offsetOf } from '../promql/aggregate/hash.ts';
import type { MetricStore } from '../promql/storage/store.ts';
import type { ScrapeConfig, TargetGroup } from './config.ts';
import { type Fetch, ScrapeLoop } from './loop.ts';
import { type DroppedTarget, targetsOf } from './target.ts';

/** A loop whose target is gone: its series are marked at `staleAt`, once it is sure at `next` that it did not come back. */
class Ending implements Recurring {
  next: number;
  private readonly loop: ScrapeLoop;
  private staleAt: number;

  constructor(loop: ScrapeLoop) {
    this.loop = loop;
    this.staleAt = loop.next;
    this.next = loop.next + Math.round(loop.target.interval * 1.1);
  }

  /** The same ending, of a copy of its loop. */
  copy(options: ScrapeOptions): Ending {
    const copy = new Ending(this.loop.copy(options));
    copy.staleAt = this.staleAt;
    copy.next = this.next;
    return copy;
  }

  run(): void {
    this.loop.end(this.staleAt);
    this.next = Number.POSITIVE_INFINITY;
  }
}

export interface ScrapeOptions {
  store: MetricStore;
  fetch: Fetch;
  /** Time in milliseconds at which scraping begins. */
  start: number;
  /** Where in its interval a target has its turn, from 0 to 1; by its labels if it is not given, so that turns are spread. */
  offset?: number;
}

/** Scrapes all targets of all jobs, while somebody moves the clock. */
export class ScrapeManager {
  private readonly options: ScrapeOptions;
  private readonly jobs = new Map<string, Map<string, ScrapeLoop>>();
  private readonly droppedOf = new Map<string, DroppedTarget[]>();
  private endings: Ending[] = [];
  private now: number;

  constructor(options: ScrapeOptions) {
    this.options = options;
    this.now = options.start;
  }

  /**
   * Takes what was found of a job: new targets begin, those that are gone end, the others go on. Without `groups`, the static ones.
   */
  update(config: ScrapeConfig, groups: readonly TargetGroup[] = config.staticConfigs): void {
    const { targets, dropped } = targetsOf(config, groups);
    const before = this.jobs.get(config.jobName) ?? new Map<string, ScrapeLoop>();
    const after = new Map<string, ScrapeLoop>();
    for (const target of targets) {
      const known = before.get(target.key);
      const goesOn = known !== undefined && known.config === config;
      const offset = (this.options.offset ?? offsetOf(target.labels)) * target.interval;
      const first = known?.next ?? firstTurn(this.now, target.interval, Math.floor(offset));
      after.set(target.key, goesOn ? known : new ScrapeLoop(target, config, { ...this.options, first }));
    }
    for (const [key, loop] of before) if (after.get(key) !== loop && loop.last) this.endings.push(new Ending(loop));
    this.jobs.set(config.jobName, after);
    this.droppedOf.set(config.jobName, dropped);
  }

  /** Ends a job. */
  remove(jobName: string): void {
    for (const loop of this.jobs.get(jobName)?.values() ?? []) if (loop.last) this.endings.push(new Ending(loop));
    this.jobs.delete(jobName);
    this.droppedOf.delete(jobName);
  }

  /** Takes copies of all that another manager scrapes. */
  copyFrom(other: ScrapeManager): void {
    const { options } = this;
    for (const [name, loops] of other.jobs)
      this.jobs.set(name, new Map([...loops].map(([key, loop]) => [key, loop.copy(options)])));
    for (const [name, dropped] of other.droppedOf) this.droppedOf.set(name, dropped);
    this.endings = other.endings.map((ending) => ending.copy(options));
    this.now = other.now;
  }

  /** What goes on by itself, for whoever moves the clock. */
  recurring(): readonly Recurring[] {
    this.endings = this.endings.filter(({ next }) => next !== Number.POSITIVE_INFINITY);
    return [...this.endings, ...[...this.jobs.values()].flatMap((loops) => [...loops.values()])];
  }

  /** Lets all scrapes happen up to a time in milliseconds. */
  advance(until: number): void {
    advance(() => this.recurring(), until);
    this.now = Math.max(this.now, until);
  }

  /** All targets that are scraped, each with its last scrape. */
  targets(): ScrapeLoop[] {
    return [...this.jobs.values()].flatMap((loops) => [...loops.values()]);
  }

  /** What was found, and is not scraped. */
  dropped(): DroppedTarget[] {
    return [...this.droppedOf.values()].flat();
  }
}
