import { bucketsFrom, EMPTY_HISTOGRAM, type Histogram } from '../promql/histogram/histogram.ts';
import type { Segment } from './faults.ts';
import type { Stream } from './traffic.ts';

/** Eight buckets for each doubling, as client libraries have them by default. */
const SCHEMA = 3;
/** Buckets of a thousandth of a second up to 32 seconds; nothing takes less or more. */
const FIRST = -80;
const LAST = 40;

/** How long requests of one route took, as a native histogram: the same requests that its classic histogram counts. */
export function nativeHistogram(streams: readonly Stream[], segments: readonly Segment[]): Histogram {
  const within = (bound: number): number => streams.reduce((sum, stream) => sum + stream.count(segments, bound), 0);
  const count = within(Number.POSITIVE_INFINITY);
  const counts: number[] = [];
  let before = 0;
  for (let index = FIRST; index <= LAST; index++) {
    const upTo = index === LAST ? count : within(2 ** (index / 2 ** SCHEMA));
    counts.push(upTo - before);
    before = upTo;
  }
  return {
    ...EMPTY_HISTOGRAM,
    schema: SCHEMA,
    zeroThreshold: 2 ** -128,
    count,
    sum: streams.reduce((sum, stream) => sum + stream.seconds(segments), 0),
    positive: bucketsFrom(FIRST, counts),
  };
}
