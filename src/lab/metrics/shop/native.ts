import { bucketsFrom, EMPTY_HISTOGRAM, type Histogram } from '../promql/histogram/histogram.ts';
import type { Segment } from './faults.ts';
import type { Stream } from './traffic.ts';

/** Eight buckets for each doubling, as client libraries have them by default. */
const SCHEMA = 3;
/** Buckets of a thousandth of a second up to 32 seconds; nothing takes less or more. */
const FIRST = -80;
const LAST = 40;

/** The upper bound of a bucket, in seconds. */
const bound = (index: number): number => (index === LAST ? Number.POSITIVE_INFINITY : 2 ** (index / 2 ** SCHEMA));

/**
 * How long requests of one route took, as a native histogram: the requests that its classic histogram counts, but for a few in a
 * thousand. Each bucket is a whole number by itself, so that none ever falls: Prometheus would take that for a restart.
 */
export function nativeHistogram(streams: readonly Stream[], segments: readonly Segment[]): Histogram {
  const counts = Array.from({ length: LAST - FIRST + 1 }, (_, offset) => {
    const index = FIRST + offset;
    const beyond = offset === 0 ? 0 : bound(index - 1);
    return streams.reduce((sum, stream) => sum + stream.count(segments, bound(index), beyond), 0);
  });
  return {
    ...EMPTY_HISTOGRAM,
    schema: SCHEMA,
    zeroThreshold: 2 ** -128,
    count: counts.reduce((sum, count) => sum + count, 0),
    sum: streams.reduce((sum, stream) => sum + stream.seconds(segments), 0),
    positive: bucketsFrom(FIRST, counts),
  };
}
