import type { Result } from '../promql/engine.ts';
import type { Histogram } from '../promql/histogram/histogram.ts';
import { printHistogram } from '../promql/histogram/print.ts';
import { numberText } from '../shop/text.ts';

/** A value as Prometheus's page writes it. */
export function shownValue(value: number | Histogram): string {
  return typeof value === 'number' ? numberText(value) : printHistogram(value);
}

/** One line of an answer. */
export interface AnswerRow {
  /** The series, as a selector writes it; empty for a number without labels. */
  series: string;
  /** Its value; several, each with its time in seconds, of a range of samples. */
  values: readonly string[];
}

/** What came of a query that was asked at one time. */
export interface ShownAnswer {
  /** When it was asked, in milliseconds since 1970. */
  time: number;
  type: 'vector' | 'matrix' | 'scalar' | 'string';
  rows: readonly AnswerRow[];
  /** How many rows there are, if not all of them are here. */
  total: number;
  warnings: readonly string[];
  infos: readonly string[];
}

const MOST_ROWS = 300;
const MOST_VALUES = 20;

function rowsOf({ value }: Result): AnswerRow[] {
  switch (value.type) {
    case 'vector':
      return value.samples.map((sample) => ({ series: sample.labels.toMetric(), values: [shownValue(sample.value)] }));
    case 'matrix':
      return value.series.map(({ labels, points }) => ({
        series: labels.toMetric(),
        values: points.slice(-MOST_VALUES).map((point) => `${shownValue(point.value)} @${point.time / 1000}`),
      }));
    case 'scalar':
      return [{ series: '', values: [shownValue(value.value)] }];
    case 'string':
      return [{ series: '', values: [value.value] }];
  }
}

/** An answer as a page shows it. @param time at which it was asked, in milliseconds */
export function shownAnswer(result: Result, time: number): ShownAnswer {
  const rows = rowsOf(result);
  const { warnings, infos } = result;
  return { time, type: result.value.type, rows: rows.slice(0, MOST_ROWS), total: rows.length, warnings, infos };
}

/** One line of a graph: numbers at its times, null where there is none. */
export interface GraphLine {
  series: string;
  values: readonly (number | null)[];
}

/** What came of a query over a range of time; times in seconds. */
export interface ShownGraph {
  times: readonly number[];
  lines: readonly GraphLine[];
  total: number;
  warnings: readonly string[];
  infos: readonly string[];
}

const MOST_LINES = 30;

/** A range of answers as a page draws it. Histograms have no line. */
export function shownGraph(
  result: Result,
  { start, end, step }: { start: number; end: number; step: number },
): ShownGraph {
  const count = Math.max(0, Math.floor((end - start) / step) + 1);
  const series = result.value.type === 'matrix' ? result.value.series : [];
  const { warnings, infos } = result;
  return {
    times: Array.from({ length: count }, (_, index) => (start + index * step) / 1000),
    lines: series.slice(0, MOST_LINES).map(({ labels, points }) => {
      const values: (number | null)[] = Array.from({ length: count }, () => null);
      for (const { time, value } of points)
        if (typeof value === 'number' && Number.isFinite(value)) values[Math.round((time - start) / step)] = value;
      return { series: labels.toMetric(), values };
    }),
    total: series.length,
    warnings,
    infos,
  };
}
