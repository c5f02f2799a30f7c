import type { Fault } from '../../../curriculum/schema/lab-monitoring.ts';

/** A fault that is on from one time to another, in milliseconds; without an end it stays on. */
export interface FaultSpan {
  name: Fault;
  from: number;
  to?: number;
}

/** A time in which nothing is switched. */
export interface Segment {
  from: number;
  to: number;
  faults: ReadonlySet<Fault>;
}

/** When which fault was on. What happens later never changes what was before. */
export class FaultLog {
  private readonly all: FaultSpan[] = [];
  /** What was asked for last; many ask for the same. */
  private moment: { time: number; faults: ReadonlySet<Fault> } | undefined;

  constructor(spans: readonly FaultSpan[] = []) {
    this.all.push(...spans.map((span) => ({ ...span })));
  }

  /** The same log, which goes on by itself. */
  copy(): FaultLog {
    return new FaultLog(this.all);
  }

  /** The spans of a fault, in the order in which they were switched on. */
  spans(name: Fault): readonly FaultSpan[] {
    return this.all.filter((span) => span.name === name);
  }

  isOn(name: Fault, time: number): boolean {
    return this.all.some(
      (span) => span.name === name && span.from <= time && time < (span.to ?? Number.POSITIVE_INFINITY),
    );
  }

  /** All faults that are on at a time. */
  at(time: number): ReadonlySet<Fault> {
    if (this.moment?.time !== time) this.moment = { time, faults: this.on(time) };
    return this.moment.faults;
  }

  private on(time: number): ReadonlySet<Fault> {
    const on = this.all.filter((span) => span.from <= time && time < (span.to ?? Number.POSITIVE_INFINITY));
    return new Set(on.map(({ name }) => name));
  }

  /** Switches a fault on or off at a time; nothing if it is so already. */
  set(name: Fault, isOn: boolean, time: number): void {
    if (this.isOn(name, time) === isOn) return;
    this.moment = undefined;
    if (isOn) this.all.push({ name, from: time });
    else for (const span of this.all) if (span.name === name && span.to === undefined) span.to = time;
  }

  /** How many seconds a fault was on between two times. */
  seconds(name: Fault, from: number, to: number): number {
    return this.spans(name).reduce(
      (sum, span) => sum + Math.max(0, Math.min(to, span.to ?? to) - Math.max(from, span.from)) / 1000,
      0,
    );
  }

  /** The time between two moments, cut wherever a fault is switched. */
  segments(from: number, to: number): Segment[] {
    const cuts = this.all.flatMap((span) => [span.from, span.to ?? to]).filter((time) => time > from && time < to);
    const times = [...new Set([from, ...cuts, to])].sort((one, other) => one - other);
    return times.slice(1).map((end, index) => {
      const begin = times[index] ?? from;
      return { from: begin, to: end, faults: this.on(begin) };
    });
  }
}
