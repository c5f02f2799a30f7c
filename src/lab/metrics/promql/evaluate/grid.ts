import type { Histogram } from '../histogram/histogram.ts';
import type { Labels } from '../labels.ts';

/** The times at which something is evaluated, in milliseconds: start, start + step, …, `count` of them. */
export interface Steps {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

export function timeOf({ start, step }: Steps, index: number): number {
  return start + index * step;
}

export const NONE = 0;
export const FLOAT = 1;
export const HISTOGRAM = 2;

/** A series with a number, a histogram or nothing at each step. */
export class GridSeries {
  labels: Labels;
  /** Whether the name of the metric is to be dropped at the end of the query. */
  dropName: boolean;
  /** NONE, FLOAT or HISTOGRAM by step. */
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  private histograms: (Histogram | undefined)[] | undefined;

  constructor(labels: Labels, count: number, dropName = false) {
    this.labels = labels;
    this.dropName = dropName;
    this.kinds = new Uint8Array(count);
    this.values = new Float64Array(count);
  }

  setFloat(index: number, value: number): void {
    this.kinds[index] = FLOAT;
    this.values[index] = value;
  }

  setHistogram(index: number, histogram: Histogram): void {
    this.kinds[index] = HISTOGRAM;
    this.histograms ??= [];
    this.histograms[index] = histogram;
  }

  set(index: number, value: number | Histogram): void {
    if (typeof value === 'number') this.setFloat(index, value);
    else this.setHistogram(index, value);
  }

  clear(index: number): void {
    this.kinds[index] = NONE;
  }

  histogram(index: number): Histogram | undefined {
    return this.kinds[index] === HISTOGRAM ? this.histograms?.[index] : undefined;
  }

  /** What is at a step; undefined if nothing is. */
  get(index: number): number | Histogram | undefined {
    return this.kinds[index] === FLOAT ? this.values[index] : this.histogram(index);
  }

  get isEmpty(): boolean {
    return this.kinds.every((kind) => kind === NONE);
  }
}
