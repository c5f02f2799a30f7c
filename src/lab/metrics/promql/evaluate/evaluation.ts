import type { Annotations } from '../annotations.ts';
import type { Extension, Node, Place, Shift } from '../parse/ast.ts';
import type { QueryTimes } from '../parse/durations.ts';
import type { Samples } from '../storage/series.ts';
import type { Queryable } from '../storage/store.ts';
import type { GridSeries, Steps } from './grid.ts';

export interface EngineOptions {
  /** For how long a sample is the value of its series, in milliseconds: 5 minutes, as Prometheus has it by default. */
  lookback: number;
  /** The step of subqueries that have none, in milliseconds: 1 minute, the default interval of evaluation. */
  subqueryStep: number;
  /** Whether names of metrics are dropped at the end of a query only (--enable-feature=promql-delayed-name-removal). */
  delayedNameRemoval: boolean;
  /** Values that one query may hold at most. */
  maxSamples: number;
  /** Whether queries may use what Prometheus has as experiments, behind flags. */
  experiments: boolean;
}

/** What the parts of one query have in common. */
export interface QueryContext {
  readonly store: Queryable;
  readonly options: EngineOptions;
  readonly annotations: Annotations;
  readonly times: QueryTimes;
  /** Values that the query has made so far. */
  samples: number;
}

/** Samples of a range vector before they are cut into windows. */
export interface RangedSeries {
  samples: Samples;
  dropName: boolean;
}

/** A range vector. */
export interface Ranged {
  series: readonly RangedSeries[];
  /** Length of the windows in milliseconds. */
  range: number;
  /** Where the window of a step ends, in milliseconds. */
  end: (index: number) => number;
  /** Windows may have samples from beyond their ends. */
  extension?: Extension | undefined;
}

/** What functions, aggregations and operators ask of whoever evaluates a query. */
export interface Evaluation {
  readonly context: QueryContext;
  readonly steps: Steps;
  vector: (node: Node) => GridSeries[];
  /** A scalar by step. */
  scalar: (node: Node) => Float64Array;
  ranged: (node: Node) => Ranged;
  /** By how much a selector looks at another time, and at which one. */
  shift: (shift: Shift) => { at: number | undefined; offset: number };
  /** An empty series for results. */
  series: (labels: GridSeries['labels'], dropName?: boolean) => GridSeries;
  /** Series whose names are to be dropped, at once or at the end of the query; the same labels twice become one series. */
  nameless: (series: GridSeries[]) => GridSeries[];
  /** Series of the same labels made one. @throws QueryError if two have a value at the same step */
  merged: (series: GridSeries[]) => GridSeries[];
}

/** Where a warning about an argument points to. */
export function placeOfArgument(parameters: readonly Node[], index: number): Place {
  return parameters[index]?.place ?? { from: 0, to: 0 };
}
