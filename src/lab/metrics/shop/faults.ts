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

  constructor(spans: readonly FaultSpan[] = []) {
    this.all.push(...spans.map((span) => ({ ...span })));
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

  /** Switches a fault on or off at a time; nothing if it is so already. */
  set(name: Fault, isOn: boolean, time: number): void {
    if (this.isOn(name, time) === isOn) return;
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
      const faults = this.all.filter((span) => span.from <= begin && begin < (span.to ?? Number.POSITIVE_INFINITY));
      return { from: begin, to: end, faults: new Set(faults.map(({ name }) => name)) };
    });
  }
}
