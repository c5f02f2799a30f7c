import type { Histogram } from '../histogram/histogram.ts';
import { type Labels, NAME } from '../labels.ts';
import type { Samples, Track } from '../storage/series.ts';
import type { Evaluation, Ranged } from './evaluation.ts';
import { type GridSeries, timeOf } from './grid.ts';

/** A part of samples: those from index `from` to the one before `to`. */
export class Slice<Value> {
  readonly times: readonly number[];
  readonly values: readonly Value[];
  from = 0;
  to = 0;

  constructor({ times, values }: Track<Value>) {
    this.times = times;
    this.values = values;
  }

  get length(): number {
    return this.to - this.from;
  }

  /** The time of the sample at an index of the slice. */
  time(index: number): number {
    return this.times[this.from + index] as number;
  }

  value(index: number): Value {
    return this.values[this.from + index] as Value;
  }

  all(): Value[] {
    return this.values.slice(this.from, this.to);
  }

  points(): { time: number; value: Value }[] {
    return this.all().map((value, index) => ({ time: this.time(index), value }));
  }

  /** Moves on to the samples later than `start`, up to `end`; both only grow. */
  move(start: number, end: number): void {
    const { times } = this;
    while (this.to < times.length && (times[this.to] as number) <= end) this.to++;
    while (this.from < this.to && (times[this.from] as number) <= start) this.from++;
  }
}

/** The samples of one series in the window of one step. The same object is moved from step to step. */
export class Window {
  readonly labels: Labels;
  readonly floats: Slice<number>;
  readonly histograms: Slice<Histogram>;
  /** Milliseconds; the start does not belong to the window, the end does. */
  start = 0;
  end = 0;
  /** The time of the step. */
  time = 0;
  index = 0;

  constructor({ labels, floats, histograms }: Samples) {
    this.labels = labels;
    this.floats = new Slice(floats);
    this.histograms = new Slice(histograms);
  }

  /** Takes the samples between start and end, or a lookback further if the range is extended. */
  move({ extension }: Ranged, lookback: number): void {
    const start = this.start - (extension ? lookback : 0);
    const end = this.end + (extension === 'smoothed' ? lookback : 0);
    this.floats.move(start, end);
    this.histograms.move(start, end);
  }

  get metric(): string {
    return this.labels.get(NAME);
  }

  get isMixed(): boolean {
    return this.floats.length > 0 && this.histograms.length > 0;
  }
}

/** What a function makes of a window; undefined for nothing. */
export type OverWindow = (window: Window) => number | Histogram | undefined;

/** Applies a function to all windows of a range vector that are not empty. */
export function overWindows(
  evaluation: Evaluation,
  ranged: Ranged,
  make: OverWindow,
  keepsName: boolean,
): GridSeries[] {
  const { steps, context } = evaluation;
  const { lookback } = context.options;
  const results: GridSeries[] = [];
  for (const { samples, dropName } of ranged.series) {
    const window = new Window(samples);
    const series = evaluation.series(samples.labels, dropName || !keepsName);
    let isEmpty = true;
    for (let index = 0; index < steps.count; index++) {
      window.index = index;
      window.time = timeOf(steps, index);
      window.end = ranged.end(index);
      window.start = window.end - ranged.range;
      window.move(ranged, lookback);
      if (window.floats.length === 0 && window.histograms.length === 0) continue;
      const made = make(window);
      if (made === undefined) continue;
      series.set(index, made);
      isEmpty = false;
    }
    if (!isEmpty) results.push(series);
  }
  return results;
}
