import type { Evaluation } from '../evaluate/evaluation.ts';
import { FLOAT, type GridSeries } from '../evaluate/grid.ts';
import { type OverWindow, overWindows } from '../evaluate/windows.ts';
import { Labels } from '../labels.ts';
import { type CallNode, type Node, unwrapped } from '../parse/ast.ts';
import { QueryError } from '../problem.ts';

/** What a function makes of its parameters: an instant vector, or one series without labels for a scalar. */
export type PromqlImplementation = (evaluation: Evaluation, call: CallNode) => GridSeries[];

/** A parameter of a call. The checks before saw to it that those which are not optional are there. */
export function parameterOf({ parameters, name }: CallNode, index: number): Node {
  const parameter = parameters[index];
  if (!parameter) throw new Error(`${name}() lacks its parameter ${index + 1}.`);
  return unwrapped(parameter);
}

export function textParameter(call: CallNode, index: number): string {
  const parameter = parameterOf(call, index);
  return parameter.kind === 'string' ? parameter.value : '';
}

/** A function of numbers; histograms are left out. */
export function ofFloats(make: (value: number, index: number) => number): PromqlImplementation {
  return (evaluation, call) => mapFloats(evaluation, evaluation.vector(parameterOf(call, 0)), make);
}

/** Series with a function applied to their numbers, and without histograms and names. */
export function mapFloats(
  evaluation: Evaluation,
  all: readonly GridSeries[],
  make: (value: number, index: number) => number,
): GridSeries[] {
  const results: GridSeries[] = [];
  for (const series of all) {
    const result = evaluation.series(series.labels);
    let isEmpty = true;
    for (let index = 0; index < evaluation.steps.count; index++) {
      if (series.kinds[index] !== FLOAT) continue;
      result.setFloat(index, make(series.values[index] as number, index));
      isEmpty = false;
    }
    if (!isEmpty) results.push(result);
  }
  return evaluation.nameless(results);
}

/** A scalar, or a vector of one series without labels. */
export function single(evaluation: Evaluation, make: (index: number) => number): GridSeries[] {
  const series = evaluation.series(Labels.EMPTY);
  for (let index = 0; index < evaluation.steps.count; index++) series.setFloat(index, make(index));
  return [series];
}

/** Makes a function for all windows of one call. */
export type WindowMaker = (evaluation: Evaluation, call: CallNode) => OverWindow;

/** A function of a range vector, which is the parameter at `position`. */
export function ofWindows(make: WindowMaker, { position = 0, keepsName = false } = {}): PromqlImplementation {
  return (evaluation, call) => {
    const ranged = evaluation.ranged(parameterOf(call, position));
    return withoutNames(evaluation, overWindows(evaluation, ranged, make(evaluation, call), keepsName));
  };
}

/** Drops names of results of range vectors; they may not be the same then. */
export function withoutNames(evaluation: Evaluation, all: GridSeries[]): GridSeries[] {
  if (evaluation.context.options.delayedNameRemoval) return evaluation.merged(all);
  const keys = new Set<string>();
  for (const series of all) {
    if (series.dropName) series.labels = series.labels.withoutMetadata();
    if (keys.has(series.labels.key)) throw new QueryError('vector cannot contain metrics with the same labelset');
    keys.add(series.labels.key);
  }
  return all;
}
