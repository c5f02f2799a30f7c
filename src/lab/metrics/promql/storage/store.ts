import type { Histogram } from '../histogram/histogram.ts';
import { type Labels, NAME } from '../labels.ts';
import { acceptsAll, type Matcher } from '../matchers.ts';
import { type Samples, StoredSeries } from './series.ts';

/** What queries are evaluated over. */
export interface Queryable {
  /** Series that meet all conditions, in no particular order. */
  select(matchers: readonly Matcher[]): readonly Samples[];
}

/** Series in memory, found by their labels. */
export class MetricStore implements Queryable {
  private readonly series = new Map<string, StoredSeries>();
  private readonly byName = new Map<string, StoredSeries[]>();

  /** Appends a sample at a time in milliseconds. @throws AppendError if it is not later than the last one of its series */
  append(labels: Labels, time: number, value: number | Histogram | 'stale'): void {
    this.of(labels).append(time, value);
  }

  /** The series with these labels, which begins here if there is none. */
  of(labels: Labels): StoredSeries {
    const known = this.series.get(labels.key);
    if (known) return known;
    return this.add(new StoredSeries(labels));
  }

  private add(fresh: StoredSeries): StoredSeries {
    const { labels } = fresh;
    this.series.set(labels.key, fresh);
    const name = labels.get(NAME);
    const named = this.byName.get(name);
    if (named) named.push(fresh);
    else this.byName.set(name, [fresh]);
    return fresh;
  }

  /** Takes copies of all series of another store, in its order. */
  copyFrom(other: MetricStore): void {
    for (const series of other.series.values()) this.add(series.copy());
  }

  get size(): number {
    return this.series.size;
  }

  /** All series. */
  all(): readonly Samples[] {
    return [...this.series.values()];
  }

  select(matchers: readonly Matcher[]): readonly Samples[] {
    const name = matchers.find((matcher) => matcher.name === NAME && matcher.operator === '=');
    const candidates = name ? (this.byName.get(name.value) ?? []) : [...this.series.values()];
    return candidates.filter(({ labels }) => acceptsAll(matchers, labels));
  }

  clear(): void {
    this.series.clear();
    this.byName.clear();
  }
}
