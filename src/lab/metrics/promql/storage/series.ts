import { type Histogram, type ResetHint, sameBounds } from '../histogram/histogram.ts';
import { hasShrunk } from '../histogram/resets.ts';
import type { Labels } from '../labels.ts';

/** Samples of one kind, by rising time in milliseconds. */
export interface Track<Value> {
  readonly times: readonly number[];
  readonly values: readonly Value[];
}

/** The samples of a series: numbers and histograms apart, so that windows over them are slices. */
export interface Samples {
  readonly labels: Labels;
  readonly floats: Track<number>;
  readonly histograms: Track<Histogram>;
  /** Times from which on the series is gone, until its next sample. */
  readonly stale: readonly number[];
}

/** A sample that cannot be appended. */
export class AppendError extends Error {
  override name = 'AppendError';
}

/** Index of the first time that is later than `time`. */
export function after(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

const copied = <Value>({ times, values }: Track<Value>): { times: number[]; values: Value[] } => ({
  times: times.slice(),
  values: values.slice(),
});

/** A series in memory, to which samples are appended. */
export class StoredSeries implements Samples {
  readonly labels: Labels;
  floats = { times: [] as number[], values: [] as number[] };
  histograms = { times: [] as number[], values: [] as Histogram[] };
  stale: number[] = [];
  /** Time of the last sample of any kind. */
  private last = Number.NEGATIVE_INFINITY;
  /** The last sample as it was appended, if it is a histogram. */
  private previous: Histogram | undefined;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  /** The same series, which goes on by itself. */
  copy(): StoredSeries {
    const copy = new StoredSeries(this.labels);
    copy.floats = copied(this.floats);
    copy.histograms = copied(this.histograms);
    copy.stale = [...this.stale];
    copy.last = this.last;
    copy.previous = this.previous;
    return copy;
  }

  get lastTime(): number {
    return this.last;
  }

  /**
   * Appends a number, a histogram, or "stale".
   * @throws AppendError if the time is not later than that of the last sample; the same sample twice is passed over
   */
  append(time: number, value: number | Histogram | 'stale'): void {
    if (time <= this.last) {
      if (time === this.last && this.isLast(time, value)) return;
      const reason = time === this.last ? 'duplicate sample for timestamp' : 'out of order sample';
      throw new AppendError(
        `${reason}: ${this.labels.toString()} has a sample at ${this.last} ms, and gets one at ${time} ms`,
      );
    }
    this.last = time;
    if (value === 'stale') this.stale.push(time);
    else if (typeof value === 'number') {
      this.floats.times.push(time);
      this.floats.values.push(value);
    } else {
      this.histograms.times.push(time);
      this.histograms.values.push({ ...value, hint: this.hintOf(value) });
    }
    this.previous = typeof value === 'object' ? value : undefined;
  }

  private isLast(time: number, value: number | Histogram | 'stale'): boolean {
    if (value === 'stale') return this.stale.at(-1) === time;
    return (
      typeof value === 'number' && this.floats.times.at(-1) === time && Object.is(this.floats.values.at(-1), value)
    );
  }

  /**
   * What a reader is told of resets: that there was none is known only of a histogram that continues the one before. Source: how
   * chunks of float histograms are cut and read (tsdb/chunkenc/float_histogram.go).
   */
  private hintOf(value: Histogram): ResetHint {
    if (value.hint === 'gauge') return 'gauge';
    const { previous } = this;
    if (!previous || previous.hint === 'gauge' || value.hint === 'reset') return 'unknown';
    const isSame = previous.schema === value.schema && previous.zeroThreshold === value.zeroThreshold;
    return isSame && sameBounds(previous, value) && !hasShrunk(value, previous) ? 'not_reset' : 'unknown';
  }
}
