import { general, quote, twoDigits } from './format.ts';
import type { Place } from './parse/ast.ts';
import { position } from './problem.ts';

/** What is said beside a result: that it is probably wrong (warning), or may be (info). */
export interface Annotation {
  severity: 'warning' | 'info';
  /** The text without the position. */
  text: string;
  place: Place;
}

interface Kept extends Annotation {
  /** What is added to the text, from all times at which it was said. */
  detail?: Detail;
}

/** Where counts of a classic histogram had to be raised, over all times. */
interface Detail {
  lowest: number;
  highest: number;
  most: number;
  samples: number;
  from: number;
  to: number;
}

const PREFIX = { warning: 'PromQL warning', info: 'PromQL info' } as const;
const forMetric = (name: string): string => (name === '' ? '' : ` for metric name ${quote(name)}`);

/** Everything that is said beside one result, each text once. The texts are Prometheus's own (util/annotations). */
export class Annotations {
  private readonly kept = new Map<string, Kept>();

  private add(severity: 'warning' | 'info', text: string, place: Place): Kept {
    const key = `${severity}: ${text}`;
    const known = this.kept.get(key);
    if (known) return known;
    const fresh: Kept = { severity, text, place };
    this.kept.set(key, fresh);
    return fresh;
  }

  warn(text: string, place: Place): void {
    this.add('warning', text, place);
  }

  inform(text: string, place: Place): void {
    this.add('info', text, place);
  }

  invalidQuantile(q: number, place: Place): void {
    this.warn(`quantile value should be between 0 and 1, got ${general(q)}`, place);
  }

  invalidRatio(ratio: number, limit: number, place: Place): void {
    this.warn(`ratio value should be between -1 and 1, got ${general(ratio)}, capping to ${general(limit)}`, place);
  }

  badBucketLabel(metric: string, label: string, place: Place): void {
    const text = `bucket label "le" is missing or has a malformed value of ${quote(label)}${forMetric(metric)}`;
    this.warn(text, place);
  }

  mixedFloatsAndHistograms(metric: string, place: Place): void {
    this.warn(`encountered a mix of histograms and floats for metric name ${quote(metric)}`, place);
  }

  mixedAggregation(place: Place): void {
    this.warn('encountered a mix of histograms and floats for aggregation', place);
  }

  mixedClassicAndNative(metric: string, place: Place): void {
    this.warn(`vector contains a mix of classic and native histograms${forMetric(metric)}`, place);
  }

  notCounter(metric: string, place: Place): void {
    this.warn(`this native histogram metric is not a counter: ${quote(metric)}`, place);
  }

  notGauge(metric: string, place: Place): void {
    this.warn(`this native histogram metric is not a gauge: ${quote(metric)}`, place);
  }

  mixedBuckets(metric: string, place: Place): void {
    const text = `vector contains a mix of histograms with exponential and custom buckets schemas for metric name ${quote(metric)}`;
    this.warn(text, place);
  }

  incompatibleBuckets(operator: string, place: Place): void {
    this.warn(`incompatible bucket layout encountered for binary operator ${operator}`, place);
  }

  sortInRange(place: Place): void {
    this.warn('sort is ineffective for range queries since results are always ordered by labels', place);
  }

  resetCollision(operation: HistogramOperation, place: Place): void {
    this.warn(`conflicting counter resets during histogram ${operation}`, place);
  }

  possibleNonCounter(metric: string, place: Place): void {
    const text = `metric might not be a counter, name does not end in _total/_sum/_count/_bucket: ${quote(metric)}`;
    this.inform(text, place);
  }

  incompatibleTypes(left: string, operator: string, right: string, place: Place): void {
    const types = `${left} ${operator} ${right}`;
    this.inform(`incompatible sample types encountered for binary operator ${quote(operator)}: ${types}`, place);
  }

  ignoredInAggregation(aggregation: string, place: Place): void {
    this.inform(`ignored histogram in ${aggregation} aggregation`, place);
  }

  ignoredInMixedRange(metric: string, place: Place): void {
    const text = `ignored histograms in a range containing both floats and histograms for metric name ${quote(metric)}`;
    this.inform(text, place);
  }

  reconciledBounds(operation: HistogramOperation, place: Place): void {
    this.inform(`mismatched custom buckets were reconciled during ${operation}`, place);
  }

  nanInQuantile(note: 'result' | 'skew', metric: string, place: Place): void {
    const result = note === 'result' ? 'result is NaN' : 'result is skewed higher';
    this.inform(`input to histogram_quantile has NaN observations, ${result}${forMetric(metric)}`, place);
  }

  nanInFraction(metric: string, place: Place): void {
    const text = 'input to histogram_fraction has NaN observations, which are excluded from all fractions';
    this.inform(`${text}${forMetric(metric)}`, place);
  }

  /** Counts of a classic histogram did not rise from bucket to bucket. @param time in milliseconds */
  forcedMonotonicity(
    metric: string,
    { lowest, highest, most }: { lowest: number; highest: number; most: number },
    time: number,
    place: Place,
  ): void {
    const text =
      'input to histogram_quantile needed to be fixed for monotonicity (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)';
    const kept = this.add('info', `${text}${forMetric(metric)}`, place);
    const { detail } = kept;
    kept.detail = {
      lowest: Math.min(detail?.lowest ?? lowest, lowest),
      highest: Math.max(detail?.highest ?? highest, highest),
      most: Math.max(detail?.most ?? most, most),
      samples: (detail?.samples ?? 0) + 1,
      from: Math.min(detail?.from ?? time, time),
      to: Math.max(detail?.to ?? time, time),
    };
  }

  /** All of them; the texts with what belongs to them, but without positions. */
  list(): Annotation[] {
    return [...this.kept.values()].map(({ severity, text, place, detail }) => ({
      severity,
      text: detail ? `${text}${printDetail(detail)}` : text,
      place,
    }));
  }

  /** The texts of one kind as the HTTP API gives them: with the kind before, and line and column behind. */
  texts(query: string, severity: 'warning' | 'info'): string[] {
    return this.list()
      .filter((annotation) => annotation.severity === severity)
      .map(({ text, place }) => `${PREFIX[severity]}: ${text} (${position(query, place.from)})`);
  }
}

/** What was done with histograms when something about it is said. */
export type HistogramOperation = 'addition' | 'subtraction' | 'aggregation';

function printDetail({ lowest, highest, most, samples, from, to }: Detail): string {
  const when = (time: number): string => {
    const date = new Date(Math.trunc(time / 1000) * 1000);
    return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString().replace('.000Z', 'Z');
  };
  return `, from buckets ${general(lowest)} to ${general(highest)}, with a max diff of ${twoDigits(most)}, over ${samples} samples from ${when(from)} to ${when(to)}`;
}
