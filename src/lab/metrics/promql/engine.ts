import { type Annotation, Annotations } from './annotations.ts';
import type { EngineOptions, QueryContext } from './evaluate/evaluation.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import { type GridSeries, timeOf } from './evaluate/grid.ts';
import { Window } from './evaluate/windows.ts';
import { extendedFloats } from './functions/extended.ts';
import type { Histogram } from './histogram/histogram.ts';
import { compareLabels, type Labels } from './labels.ts';
import { type Node, unwrapped } from './parse/ast.ts';
import { refuseExperiments } from './parse/experiments.ts';
import { parsePromql } from './parse/parse.ts';
import { QueryError } from './problem.ts';
import type { Queryable } from './storage/store.ts';

/** A value at a time in milliseconds. */
export interface Point {
  time: number;
  value: number | Histogram;
}

export interface Sample extends Point {
  labels: Labels;
}

export interface PointSeries {
  labels: Labels;
  points: Point[];
}

export type Value =
  | { type: 'vector'; samples: Sample[] }
  | { type: 'matrix'; series: PointSeries[] }
  | { type: 'scalar'; time: number; value: number }
  | { type: 'string'; time: number; value: string };

/** What came of a query, and what is to be said about it. */
export interface Result {
  value: Value;
  annotations: Annotation[];
  /** Warnings as the HTTP API gives them, with line and column. */
  warnings: string[];
  infos: string[];
}

/** A query that was read before. */
export interface ParsedQuery {
  node: Node;
  text: string;
}

const DEFAULTS: EngineOptions = {
  lookback: 300_000,
  subqueryStep: 60_000,
  delayedNameRemoval: false,
  maxSamples: 50_000_000,
  experiments: true,
};

/**
 * Evaluates queries in PromQL over series in memory, as Prometheus 3 does.
 * Errors are ParseError, QueryError and UnsupportedError (problem.ts), with Prometheus's own messages.
 */
export class Engine {
  private readonly store: Queryable;
  private readonly options: EngineOptions;

  constructor(store: Queryable, options: Partial<EngineOptions> = {}) {
    this.store = store;
    this.options = { ...DEFAULTS, ...options };
  }

  /** The value of a query at a time in milliseconds. */
  instant(query: string | ParsedQuery, time: number): Result {
    const { node, text } = read(query, this.options);
    const context = this.context(time, time, 0);
    const evaluator = new Evaluator(context, { start: time, step: 1, count: 1 });
    return finish(this.instantValue(node, evaluator, time), context, text);
  }

  private instantValue(node: Node, evaluator: Evaluator, time: number): Value {
    const inner = unwrapped(node);
    if (inner.kind === 'string') return { type: 'string', time, value: inner.value };
    if (node.type === 'scalar') return { type: 'scalar', time, value: evaluator.scalar(node)[0] ?? Number.NaN };
    if (node.type === 'range') return { type: 'matrix', series: windowsOf(evaluator, node) };
    const samples = evaluator.finished(evaluator.vector(node)).flatMap((series) => {
      const value = series.get(0);
      return value === undefined ? [] : [{ labels: series.labels, time, value }];
    });
    return { type: 'vector', samples };
  }

  /** The values of a query from `start` to `end`, every `step` milliseconds. */
  range(query: string | ParsedQuery, start: number, end: number, step: number): Result {
    const { node, text } = read(query, this.options);
    if (node.type === 'range' || node.type === 'string') {
      const type = node.type === 'range' ? 'range vector' : 'string';
      throw new QueryError(`invalid expression type "${type}" for range query, must be Scalar or instant Vector`);
    }
    if (!(step > 0)) throw new QueryError('zero or negative query resolution step widths are not accepted');
    const context = this.context(start, end, step);
    const count = Math.max(0, Math.floor((end - start) / step) + 1);
    const evaluator = new Evaluator(context, { start, step, count });
    return finish({ type: 'matrix', series: rangeSeries(node, evaluator) }, context, text);
  }

  private context(start: number, end: number, step: number): QueryContext {
    const { store, options } = this;
    return { store, options, annotations: new Annotations(), times: { start, end, step }, samples: 0 };
  }
}

/** Queries that were read: rules and judges ask the same ones again and again, and what is read never changes. */
const nodes = new Map<string, Node>();
const MOST_NODES = 200;

function nodeOf(query: string): Node {
  const node = nodes.get(query) ?? parsePromql(query);
  if (nodes.size >= MOST_NODES) nodes.clear();
  nodes.set(query, node);
  return node;
}

/** @throws ParseError if it cannot be read, or uses an experiment while there are none */
function read(query: string | ParsedQuery, { experiments }: EngineOptions): ParsedQuery {
  const parsed = typeof query === 'string' ? { node: nodeOf(query), text: query } : query;
  if (!experiments) refuseExperiments(parsed.text, parsed.node);
  return parsed;
}

function finish(value: Value, { annotations }: QueryContext, query: string): Result {
  return {
    value,
    annotations: annotations.list(),
    warnings: annotations.texts(query, 'warning'),
    infos: annotations.texts(query, 'info'),
  };
}

function rangeSeries(node: Node, evaluator: Evaluator): PointSeries[] {
  if (evaluator.steps.count === 0) return [];
  const all = node.type === 'scalar' ? [scalarSeries(node, evaluator)] : evaluator.finished(evaluator.vector(node));
  return sorted(all.map((series) => ({ labels: series.labels, points: pointsOf(series, evaluator) })));
}

function pointsOf(series: GridSeries, { steps }: Evaluator): Point[] {
  const points: Point[] = [];
  for (let index = 0; index < steps.count; index++) {
    const value = series.get(index);
    if (value !== undefined) points.push({ time: timeOf(steps, index), value });
  }
  return points;
}

function scalarSeries(node: Node, evaluator: Evaluator): GridSeries {
  const [series] = evaluator.vector({
    kind: 'call',
    type: 'vector',
    place: node.place,
    name: 'vector',
    definition: { takes: ['scalar'], variadic: 0, gives: 'vector' },
    parameters: [node],
  });
  if (!series) throw new Error('A scalar gave no series.');
  return series;
}

function windowsOf(evaluator: Evaluator, node: Node): PointSeries[] {
  const ranged = evaluator.ranged(node);
  const { extension } = ranged;
  const series = ranged.series.flatMap(({ samples, dropName }) => {
    const window = new Window(samples);
    window.end = ranged.end(0);
    window.start = window.end - ranged.range;
    window.move(ranged, evaluator.context.options.lookback);
    if (extension && window.histograms.length > 0)
      throw new QueryError(`${extension} modifier is not supported with histograms`);
    const floats = extension && window.floats.length > 0 ? extendedFloats(window, extension) : window.floats.points();
    const points = [...floats, ...window.histograms.points()].sort((one, other) => one.time - other.time);
    const labels = dropName ? samples.labels.withoutMetadata() : samples.labels;
    return points.length === 0 ? [] : [{ labels, points }];
  });
  return sorted(series);
}

function sorted(series: PointSeries[]): PointSeries[] {
  return series.filter(({ points }) => points.length > 0).sort((one, other) => compareLabels(one.labels, other.labels));
}
