import { EMPTY_HISTOGRAM, type Histogram } from '../histogram/histogram.ts';
import { hasShrunk } from '../histogram/resets.ts';
import type { Samples } from '../storage/series.ts';

/**
 * Samples with histograms that have only counts and sums, and say whether there was a reset before them: what Prometheus reads where
 * buckets are not needed. Source: HistogramStatsIterator of promql/histogram_stats_iterator.go.
 *
 * @param from the time from which on samples are read; of the first one, it is not known what came before
 */
export function statisticsOf(samples: Samples, from: number): Samples {
  const { labels, floats, stale } = samples;
  const { times, values } = samples.histograms;
  if (values.length === 0) return samples;
  const reduced = values.map((histogram, index): Histogram => {
    const { schema, count, sum, hint } = histogram;
    const previous = values[index - 1];
    const isKnown = hint !== 'unknown' || previous === undefined || (times[index - 1] as number) < from;
    const found = isKnown ? hint : hasShrunk(histogram, previous) ? 'reset' : 'not_reset';
    return { ...EMPTY_HISTOGRAM, schema, count, sum, hint: found };
  });
  return { labels, floats, stale, histograms: { times, values: reduced } };
}
