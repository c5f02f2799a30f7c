import type { ExposedSample, Exposition } from '../exposition/exposition.ts';
import { LineMemory } from '../exposition/line-memory.ts';
import { formatOf, parseExposition } from '../exposition/parse.ts';
import { quote } from '../promql/format.ts';
import type { Histogram } from '../promql/histogram/histogram.ts';
import { Labels, NAME } from '../promql/labels.ts';
import { AppendError } from '../promql/storage/series.ts';
import type { MetricStore } from '../promql/storage/store.ts';
import type { ScrapeConfig } from './config.ts';
import { withNormalLimit } from './normalize.ts';
import { relabel } from './relabel.ts';
import type { Target } from './target.ts';

/** A native histogram that a target has; its labels have the name of the metric. */
export interface ExposedHistogram {
  labels: Labels;
  value: Histogram;
}

/** What a target answers; how long it takes in milliseconds. Who wants native histograms asks for those that there are besides the text. */
export type Answer = { duration: number } & (
  | { text: string; contentType?: string; histograms?: () => readonly ExposedHistogram[] }
  | { error: string }
);

/** A sample of a scrape with its labels after relabeling. */
interface Kept {
  labels: Labels;
  value: number | Histogram;
  time?: number;
}

/** Asks a target at a time in milliseconds. */
export type Fetch = (target: Target, time: number) => Answer;

/** What is known of the last scrape of a target. */
export interface ScrapeReport {
  time: number;
  duration: number;
  /** Why it failed; not there if it did not. */
  error?: string;
}

/** A scrape that fails as a whole. */
class ScrapeError extends Error {
  override name = 'ScrapeError';
}

interface Counts {
  scraped: number;
  kept: number;
  added: number;
}

const MOST_KNOWN = 10_000;

const REPORTS = [
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
] as const;

/**
 * Labels of a sample with those of its target. Source: mutateSampleLabels of scrape/scrape.go.
 * @param sample its labels, and those that it has with an empty value
 */
export function withTarget(
  { labels: sample, empties = [] }: Pick<ExposedSample, 'labels' | 'empties'>,
  target: Labels,
  honorLabels: boolean,
): Labels {
  if (honorLabels) return Labels.of([...target.pairs().filter(([name]) => !empties.includes(name)), ...sample.pairs()]);
  const map = new Map([...sample.pairs(), ...target.pairs()]);
  const moved = target.names.filter((name) => sample.get(name) !== '').sort((one, other) => one.length - other.length);
  for (const name of moved) {
    let exported = `exported_${name}`;
    while ((map.get(exported) ?? '') !== '') exported = `exported_${exported}`;
    map.set(exported, sample.get(name));
  }
  return Labels.of(map);
}

/** Names of the series of classic histograms in place of which there are native ones. */
function classicNames(histograms: readonly ExposedHistogram[]): Set<string> {
  return new Set(
    histograms.flatMap(({ labels }) => ['_bucket', '_sum', '_count'].map((ending) => `${labels.get(NAME)}${ending}`)),
  );
}

/** Scrapes one target again and again, and marks series as stale that it no longer has. */
export class ScrapeLoop {
  readonly target: Target;
  readonly config: ScrapeConfig;
  /** When its next turn is. */
  next: number;
  last: ScrapeReport | undefined;
  private readonly store: MetricStore;
  private readonly fetch: Fetch;
  /** Labels of the series that say how scrapes went. */
  private readonly reports: readonly Labels[];
  /** Series of the last scrape without times of their own. */
  private previous: ReadonlyMap<string, Labels> = new Map();
  /** What became of the labels of samples at earlier scrapes. */
  private readonly relabeled = new Map<string, Labels | undefined>();
  private readonly lines = new LineMemory();
  /** Series of the last scrape in their order, if all were there once, without times of their own. */
  private repeatable: readonly Labels[] = [];
  /** Series of the last scrape, whatever their times. */
  private known: ReadonlySet<string> = new Set();

  constructor(target: Target, config: ScrapeConfig, options: { store: MetricStore; fetch: Fetch; first: number }) {
    this.target = target;
    this.config = config;
    this.store = options.store;
    this.fetch = options.fetch;
    this.next = options.first;
    this.reports = REPORTS.map((name) => target.labels.with(NAME, name));
  }

  /** The same loop, which goes on by itself with another store. */
  copy(options: { store: MetricStore; fetch: Fetch }): ScrapeLoop {
    const copy = new ScrapeLoop(this.target, this.config, { ...options, first: this.next });
    copy.last = this.last;
    copy.previous = this.previous;
    copy.known = this.known;
    for (const [key, labels] of this.relabeled) copy.relabeled.set(key, labels);
    return copy;
  }

  /** One scrape, at the time of its turn. */
  run(): void {
    const time = this.next;
    this.next += this.target.interval;
    const answer = this.fetch(this.target, time);
    const counts: Counts = { scraped: 0, kept: 0, added: 0 };
    const { timeout } = this.target;
    let error = 'error' in answer ? answer.error : undefined;
    if (answer.duration > timeout) error = `Get ${quote(this.target.url)}: context deadline exceeded`;
    if (error === undefined && 'text' in answer)
      try {
        this.take(answer, time, counts);
      } catch (problem) {
        if (!(problem instanceof ScrapeError)) throw problem;
        error = problem.message;
      }
    if (error !== undefined) this.append([], time);
    this.last = { time, duration: Math.min(answer.duration, timeout), ...(error !== undefined && { error }) };
    const { scraped, kept, added } = counts;
    this.report(time, [error === undefined ? 1 : 0, this.last.duration / 1000, scraped, kept, added]);
  }

  private take(answer: Extract<Answer, { text: string }>, time: number, counts: Counts): void {
    const { text, contentType = '' } = answer;
    const { samples, problems, metadata } = parseExposition(text, formatOf(contentType), this.lines);
    const [wrong] = problems;
    const kept: Kept[] = [];
    const native = this.config.nativeHistograms === 'none' ? [] : (answer.histograms?.() ?? []);
    const replaced = this.config.nativeHistograms === 'only' ? classicNames(native) : new Set<string>();
    for (const sample of [...samples, ...native.map((one) => ({ ...one, line: 0, time: undefined }))]) {
      if (replaced.has(sample.labels.get(NAME))) continue;
      if (wrong && sample.line > wrong.line) break;
      counts.scraped++;
      const labels = this.labelsOf(sample, metadata);
      if (!labels || labels.names.length === 0) continue;
      if (labels.get(NAME) === '') throw new ScrapeError('metric name is missing or empty');
      counts.kept++;
      kept.push({ labels, value: sample.value, ...(sample.time !== undefined && { time: sample.time }) });
    }
    counts.added = new Set(kept.map(({ labels }) => labels.key).filter((key) => !this.known.has(key))).size;
    if (wrong) throw new ScrapeError(`line ${wrong.line}: ${wrong.message}`);
    const { sampleLimit } = this.config;
    if (sampleLimit > 0 && kept.length > sampleLimit) throw new ScrapeError('sample limit exceeded');
    this.append(kept, time);
  }

  /** The labels of a sample after relabeling; undefined if it is dropped. */
  private labelsOf(
    sample: Pick<ExposedSample, 'labels' | 'empties'>,
    metadata: Exposition['metadata'],
  ): Labels | undefined {
    const key = sample.empties ? `${sample.labels.key}\u0003${sample.empties.join('\u0002')}` : sample.labels.key;
    if (this.relabeled.has(key)) return this.relabeled.get(key);
    const { target, config } = this;
    const stored = { ...sample, labels: withNormalLimit(sample.labels, metadata) };
    const result = relabel(withTarget(stored, target.labels, config.honorLabels), config.metricRelabelConfigs);
    // Whoever makes new series at each scrape shall not fill the memory here, too.
    if (this.relabeled.size > MOST_KNOWN) this.relabeled.clear();
    this.relabeled.set(key, result);
    return result;
  }

  /** Appends samples, and the sign that they are gone to all series that were there before and are not now. */
  private append(samples: readonly Kept[], time: number): void {
    if (this.isRepeated(samples)) {
      for (const { labels, value } of samples) this.put(labels, time, value);
      return;
    }
    const current = new Map<string, Labels>();
    const known = new Set<string>();
    for (const { labels, value, time: exposed } of samples) {
      const own = this.config.honorTimestamps ? exposed : undefined;
      // The first of two samples of a series counts.
      if (own === undefined && known.has(labels.key)) continue;
      this.put(labels, own ?? time, value);
      known.add(labels.key);
      if (own === undefined) current.set(labels.key, labels);
    }
    for (const [key, labels] of this.previous) if (!known.has(key)) this.put(labels, time, 'stale');
    this.previous = current;
    this.known = known;
    // Only if each has a time of the scrape, and is there once.
    this.repeatable = current.size === samples.length ? samples.map(({ labels }) => labels) : [];
  }

  /** Whether these are the series of the last scrape, each once, in the same order, at the time of the scrape: nothing comes or goes. */
  private isRepeated(samples: readonly Kept[]): boolean {
    const { repeatable } = this;
    return (
      samples.length > 0 &&
      samples.length === repeatable.length &&
      samples.every(({ labels, time }, index) => time === undefined && labels === repeatable[index])
    );
  }

  /** Samples that are older than the last one of their series are dropped, as Prometheus does. */
  private put(labels: Labels, time: number, value: number | Histogram | 'stale'): void {
    try {
      this.store.append(labels, time, value);
    } catch (problem) {
      if (!(problem instanceof AppendError)) throw problem;
    }
  }

  private report(time: number, values: readonly (number | 'stale')[]): void {
    for (const [index, labels] of this.reports.entries()) this.put(labels, time, values[index] ?? 'stale');
  }

  /** Marks all series as stale at a time, because the target is gone. A sample that is newer stays. */
  end(time: number): void {
    this.append([], time);
    this.report(time, []);
  }
}
