import { almostEqual } from '../almost.ts';
import type { PointSeries, Value } from '../engine.ts';
import { general, quote } from '../format.ts';
import { type Buckets, compacted, type Histogram, sameBounds } from '../histogram/histogram.ts';
import { histogramNotation } from '../histogram/print.ts';
import type { EvalCommand, TimeRange } from './commands.ts';
import type { NotedSeries, NotedValue } from './series-notation.ts';

/** By how much of itself a number may differ from the expected one. */
const EPSILON = 1e-6;

/** What was expected and what came instead. */
export interface Difference {
  expected: string;
  got: string;
}

const near = (one: number, other: number): boolean => almostEqual(one, other, EPSILON);

function nearBuckets(one: Buckets, other: Buckets): boolean {
  return (
    one.index.length === other.index.length &&
    one.index.every((at, position) => at === other.index[position]) &&
    one.count.every((count, position) => near(count, other.count[position] ?? Number.NaN))
  );
}

function nearHistograms(expected: Histogram, got: Histogram, withHint: boolean): boolean {
  const [one, other] = [compacted(expected), compacted(got)];
  return (
    one.schema === other.schema &&
    one.zeroThreshold === other.zeroThreshold &&
    near(one.count, other.count) &&
    near(one.sum, other.sum) &&
    near(one.zeroCount, other.zeroCount) &&
    sameBounds(one, other) &&
    nearBuckets(one.positive, other.positive) &&
    nearBuckets(one.negative, other.negative) &&
    (!withHint || one.hint === other.hint)
  );
}

function isNear({ value, hasHint }: NotedValue, got: number | Histogram): boolean {
  if (typeof value === 'number' && typeof got === 'number') return near(value, got);
  return typeof value === 'object' && typeof got === 'object' && nearHistograms(value, got, hasHint);
}

export function printValue(value: NotedValue['value']): string {
  if (value === undefined) return '_';
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? general(value) : histogramNotation(value);
}

const printNoted = ({ labels, values }: NotedSeries): string =>
  `${labels.toMetric()} ${values.map(({ value }) => printValue(value)).join(' ')}`;
const printPoints = ({ labels, points }: PointSeries): string =>
  `${labels.toMetric()} ${points.map(({ time, value }) => `${printValue(value)}@${time / 1000}s`).join(' ')}`;

function compareMatrix(
  expected: readonly NotedSeries[],
  got: readonly PointSeries[],
  range: TimeRange,
): Difference | undefined {
  const byLabels = new Map(got.map((series) => [series.labels.key, series]));
  for (const noted of expected) {
    const series = byLabels.get(noted.labels.key);
    if (!series) return { expected: printNoted(noted), got: 'no such series' };
    byLabels.delete(noted.labels.key);
    const most = Math.floor((range.end - range.start) / range.step) + 1;
    if (noted.values.length > most)
      return { expected: printNoted(noted), got: `a range that has room for ${most} values only` };
    const wanted = noted.values
      .map((value, index) => ({ value, time: range.start + index * range.step }))
      .filter(({ value }) => value.value !== undefined);
    const isSame =
      wanted.length === series.points.length &&
      wanted.every(({ value, time }, index) => {
        const point = series.points[index];
        return point !== undefined && point.time === time && isNear(value, point.value);
      });
    if (!isSame) return { expected: printNoted(noted), got: printPoints(series) };
  }
  const [more] = byLabels.values();
  return more && { expected: 'no more series', got: printPoints(more) };
}

/** How a value differs from what a test expects of it; undefined if it does not. */
export function compare(command: EvalCommand, value: Value, isOrdered: boolean): Difference | undefined {
  if (value.type === 'string') {
    return value.value === command.text ? undefined : { expected: quote(command.text ?? ''), got: quote(value.value) };
  }
  if (value.type === 'scalar') {
    const expected = command.scalar;
    if (expected !== undefined && near(expected, value.value)) return undefined;
    return { expected: expected === undefined ? 'a vector' : general(expected), got: general(value.value) };
  }
  if (command.scalar !== undefined) return { expected: general(command.scalar), got: `a ${value.type}` };
  if (value.type === 'matrix') {
    const range = command.vectorRange ?? command.range ?? { start: 0, end: 0, step: 1 };
    return compareMatrix(command.series, value.series, range);
  }
  return compareVector(command.series, value, isOrdered);
}

function compareVector(
  expected: readonly NotedSeries[],
  { samples }: Value & { type: 'vector' },
  isOrdered: boolean,
): Difference | undefined {
  const left = new Map(expected.map((noted, index) => [noted.labels.key, { noted, index }]));
  for (const [position, { labels, value }] of samples.entries()) {
    const got = `${labels.toMetric()} ${printValue(value)}`;
    const wanted = left.get(labels.key);
    if (!wanted) return { expected: 'no such series', got };
    left.delete(labels.key);
    const [first] = wanted.noted.values;
    if (!first || !isNear(first, value)) return { expected: printNoted(wanted.noted), got };
    if (isOrdered && wanted.index !== position)
      return { expected: `${labels.toMetric()} at position ${wanted.index + 1}`, got: `at position ${position + 1}` };
  }
  const [missing] = left.values();
  return missing && { expected: printNoted(missing.noted), got: 'no such series' };
}
