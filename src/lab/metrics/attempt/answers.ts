import { almostEqual } from '../promql/almost.ts';
import type { Engine, Value } from '../promql/engine.ts';
import { equalHistograms, type Histogram } from '../promql/histogram/histogram.ts';
import { type Labels, NAME } from '../promql/labels.ts';
import { ParseError, QueryError, UnsupportedError } from '../promql/problem.ts';

/** What makes two answers to queries the same. */
export interface Sameness {
  /** By which share values may differ. */
  tolerance: number;
  /** Labels that do not matter. */
  ignoring: readonly string[];
  isOrdered: boolean;
}

export const SAME: Sameness = { tolerance: 1e-6, ignoring: [], isOrdered: false };
/** Numbers that are as small as this are what is left of a difference. */
const NOTHING = 1e-12;

/** What a query gives at a time; undefined if it cannot be evaluated. */
export function answerOf(engine: Engine, query: string, time: number): Value | undefined {
  try {
    return engine.instant(query, time).value;
  } catch (problem) {
    if ([ParseError, QueryError, UnsupportedError].some((kind) => problem instanceof kind)) return undefined;
    throw problem;
  }
}

/** Whether there is anything in an answer. */
export function hasResult(value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (value.type === 'vector') return value.samples.length > 0;
  return value.type !== 'matrix' || value.series.length > 0;
}

function sameNumber(one: number, other: number, tolerance: number): boolean {
  return almostEqual(one, other, tolerance) || one === other || Math.abs(one - other) < NOTHING;
}

function sameValue(one: number | Histogram, other: number | Histogram, tolerance: number): boolean {
  if (typeof one === 'number' || typeof other === 'number')
    return typeof one === 'number' && typeof other === 'number' && sameNumber(one, other, tolerance);
  return equalHistograms(one, other);
}

interface Row {
  labels: Labels;
  values: readonly (number | Histogram)[];
}

function rowsOf(value: Value): Row[] {
  if (value.type === 'vector')
    return value.samples.map((sample) => ({ labels: sample.labels, values: [sample.value] }));
  if (value.type === 'matrix')
    return value.series.map(({ labels, points }) => ({ labels, values: points.map((point) => point.value) }));
  return [];
}

/** Whether names tell series apart; where they do not, it does not matter whether an operation has dropped them. */
function namesMatter(value: Value, ignoring: readonly string[]): boolean {
  const keys = rowsOf(value).map(({ labels }) => labels.without([...ignoring, NAME]).key);
  return new Set(keys).size < keys.length;
}

/** Whether two answers are the same: of one type, with the same labels and values. */
export function sameAnswer(
  one: Value | undefined,
  other: Value | undefined,
  { tolerance, ignoring, isOrdered }: Sameness,
): boolean {
  if (one?.type !== other?.type || one === undefined || other === undefined) return false;
  if (one.type === 'scalar' && other.type === 'scalar') return sameNumber(one.value, other.value, tolerance);
  if (one.type === 'string' && other.type === 'string') return one.value === other.value;
  const ignored = [...ignoring, ...(namesMatter(one, ignoring) || namesMatter(other, ignoring) ? [] : [NAME])];
  const keyed = (value: Value): { key: string; values: Row['values'] }[] => {
    const rows = rowsOf(value).map(({ labels, values }) => ({ key: labels.without(ignored).key, values }));
    return isOrdered
      ? rows
      : rows.sort((first, second) => (first.key < second.key ? -1 : first.key > second.key ? 1 : 0));
  };
  const [rows, others] = [keyed(one), keyed(other)];
  return (
    rows.length === others.length &&
    rows.every(({ key, values }, index) => {
      const match = others[index];
      return (
        match?.key === key &&
        match.values.length === values.length &&
        values.every((value, at) => sameValue(value, match.values[at] ?? Number.NaN, tolerance))
      );
    })
  );
}
