import { aggregate } from '../aggregate/aggregate.ts';
import { binary } from '../binary/binary.ts';
import { refuseUnsafe } from '../functions/extended.ts';
import { FUNCTION_TABLE } from '../functions/index.ts';
import { multiplied } from '../histogram/histogram.ts';
import type { Labels } from '../labels.ts';
import { type CallNode, type Node, type RangeNode, type Shift, type SubqueryNode, unwrapped } from '../parse/ast.ts';
import { milliseconds } from '../parse/durations.ts';
import { QueryError, UnsupportedError } from '../problem.ts';
import type { Samples } from '../storage/series.ts';
import type { Evaluation, QueryContext, Ranged } from './evaluation.ts';
import { GridSeries, NONE, type Steps, timeOf } from './grid.ts';
import { select } from './selection.ts';
import { smoothed } from './smoothed.ts';
import { statisticsOf } from './statistics.ts';

const SAME_LABELS = 'vector cannot contain metrics with the same labelset';

/** Evaluates the parts of a query at some steps. */
export class Evaluator implements Evaluation {
  readonly context: QueryContext;
  readonly steps: Steps;

  /** @throws QueryError if there are more steps than a query may hold values */
  constructor(context: QueryContext, steps: Steps) {
    this.context = context;
    this.steps = steps;
    this.spend(0);
  }

  /** Counts values that are made. @throws QueryError if they are too many */
  private spend(more: number): void {
    const { context, steps } = this;
    context.samples += more;
    if (Math.max(context.samples, steps.count) > context.options.maxSamples)
      throw new QueryError('query processing would load too many samples into memory in query execution');
  }

  series(labels: Labels, dropName = false): GridSeries {
    this.spend(this.steps.count);
    return new GridSeries(labels, this.steps.count, dropName);
  }

  shift({ offset, at }: Shift): { at: number | undefined; offset: number } {
    const { times } = this.context;
    return {
      at: at === 'start' ? times.start : at === 'end' ? times.end : at,
      offset: offset === undefined ? 0 : milliseconds(offset, times, true),
    };
  }

  vector(node: Node): GridSeries[] {
    switch (node.kind) {
      case 'parentheses':
        return this.vector(node.inner);
      case 'selector':
        return node.extension === 'smoothed' ? smoothed(this, node) : select(this, node);
      case 'unary': {
        const inner = this.vector(node.inner);
        return node.operator === '-' ? this.negated(inner) : inner;
      }
      case 'aggregate':
        return aggregate(this, node);
      case 'binary':
        return binary(this, node);
      case 'call':
        return this.call(node);
      default:
        throw new Error(`A ${node.kind} is no instant vector.`);
    }
  }

  private call(node: CallNode): GridSeries[] {
    const implementation = FUNCTION_TABLE.get(node.name);
    if (!implementation) throw new UnsupportedError(`The experimental function ${node.name}() is not supported here.`);
    for (const parameter of node.parameters.map(unwrapped))
      if (parameter.kind === 'range' && parameter.selector.extension)
        refuseUnsafe(parameter.selector.extension, node.name);
    return implementation(this, node);
  }

  private negated(all: GridSeries[]): GridSeries[] {
    for (const series of all)
      for (let index = 0; index < this.steps.count; index++) {
        const histogram = series.histogram(index);
        if (histogram) series.setHistogram(index, multiplied(histogram, -1));
        else series.values[index] = -(series.values[index] ?? 0);
      }
    return this.nameless(all);
  }

  scalar(node: Node): Float64Array {
    if (node.kind === 'number') return new Float64Array(this.steps.count).fill(node.value);
    if (node.kind === 'parentheses') return this.scalar(node.inner);
    if (node.kind === 'unary') {
      const inner = this.scalar(node.inner);
      return node.operator === '-' ? inner.map((value) => -value) : inner;
    }
    const [series] = this.vector(node);
    if (!series) throw new Error(`A ${node.kind} gave no scalar.`);
    return series.values;
  }

  ranged(node: Node): Ranged {
    const inner = unwrapped(node);
    if (inner.kind === 'range') return this.range(inner);
    if (inner.kind === 'subquery') return this.subquery(inner);
    throw new Error(`A ${inner.kind} is no range vector.`);
  }

  private range({ selector, range }: RangeNode): Ranged {
    const { at, offset } = this.shift(selector);
    const length = milliseconds(range, this.context.times, false);
    const end = (index: number): number => (at ?? timeOf(this.steps, index)) - offset;
    const series = this.context.store.select(selector.matchers).map((stored) => ({
      samples: selector.needsNoBuckets ? statisticsOf(stored, end(0) - length) : stored,
      dropName: false,
    }));
    return { series, range: length, end, extension: selector.extension };
  }

  private subquery(node: SubqueryNode): Ranged {
    const { context, steps } = this;
    const { at, offset } = this.shift(node);
    const range = milliseconds(node.range, context.times, false);
    const step = node.step ? milliseconds(node.step, context.times, false) : context.options.subqueryStep;
    const end = (index: number): number => (at ?? timeOf(steps, index)) - offset;
    const begin = end(0) - range;
    // The first multiple of the step that lies within the first window.
    let start = step * Math.trunc(begin / step);
    if (start <= begin) start += step;
    const count = Math.floor((end(steps.count - 1) - start) / step) + 1;
    if (count <= 0) return { series: [], range, end };
    const inner = new Evaluator(context, { start, step, count });
    const series = inner.vector(node.inner).map((found) => ({
      samples: samplesOf(found, inner.steps),
      dropName: found.dropName,
    }));
    return { series, range, end };
  }

  nameless(all: GridSeries[]): GridSeries[] {
    for (const series of all) {
      if (this.context.options.delayedNameRemoval) series.dropName = true;
      else series.labels = series.labels.withoutMetadata();
    }
    return this.merged(all);
  }

  merged(all: GridSeries[]): GridSeries[] {
    const byLabels = new Map<string, GridSeries>();
    for (const series of all) {
      const known = byLabels.get(series.labels.key);
      if (known) unite(known, series);
      else byLabels.set(series.labels.key, series);
    }
    return byLabels.size === all.length ? all : [...byLabels.values()];
  }

  /** Drops the names that are to be dropped at the end of a query. */
  finished(all: GridSeries[]): GridSeries[] {
    for (const series of all) if (series.dropName) series.labels = series.labels.withoutMetadata();
    return this.merged(all);
  }
}

function unite(into: GridSeries, other: GridSeries): void {
  other.kinds.forEach((kind, index) => {
    if (kind === NONE) return;
    if (into.kinds[index] !== NONE) throw new QueryError(SAME_LABELS);
    const value = other.get(index);
    if (value !== undefined) into.set(index, value);
  });
}

/** The values of a subquery as samples. What they say of counter resets is not true of the samples in between. */
function samplesOf(series: GridSeries, steps: Steps): Samples {
  const floats = { times: [] as number[], values: [] as number[] };
  const histograms: { times: number[]; values: NonNullable<ReturnType<GridSeries['histogram']>>[] } = {
    times: [],
    values: [],
  };
  for (let index = 0; index < steps.count; index++) {
    const value = series.get(index);
    if (value === undefined) continue;
    if (typeof value === 'number') {
      floats.times.push(timeOf(steps, index));
      floats.values.push(value);
    } else {
      histograms.times.push(timeOf(steps, index));
      histograms.values.push(value.hint === 'gauge' ? value : { ...value, hint: 'unknown' });
    }
  }
  return { labels: series.labels, floats, histograms, stale: [] };
}
