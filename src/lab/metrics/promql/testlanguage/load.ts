import type { MetricStore } from '../storage/store.ts';
import { nativeOf } from './classic-to-native.ts';
import type { NotedSeries } from './series-notation.ts';

/**
 * Appends series that were written down, their first values at time 0, the others every `step` milliseconds. Of a series that is there
 * twice, the later one counts. With `withNative`, classic histograms come as native ones with custom buckets besides.
 * @throws AppendError or NotationError if samples do not go together
 */
export function loadSeries(store: MetricStore, series: readonly NotedSeries[], step: number, withNative = false): void {
  const last = [...new Map(series.map((noted) => [noted.labels.key, noted])).values()];
  for (const { labels, values } of last)
    values.forEach(({ value }, index) => {
      if (value !== undefined) store.append(labels, index * step, value);
    });
  if (!withNative) return;
  for (const { labels, values } of nativeOf(last))
    for (const [index, histogram] of values) store.append(labels, index * step, histogram);
}
