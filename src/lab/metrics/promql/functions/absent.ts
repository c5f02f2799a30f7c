import type { Evaluation } from '../evaluate/evaluation.ts';
import { type GridSeries, NONE } from '../evaluate/grid.ts';
import { overWindows } from '../evaluate/windows.ts';
import { Labels, NAME } from '../labels.ts';
import type { Node } from '../parse/ast.ts';
import { type PromqlImplementation, parameterOf } from './function.ts';

/** Labels that a selector asks for by equality, once each: those that what is absent would have had. */
function askedFor(node: Node): Labels {
  const selector = node.kind === 'range' ? node.selector : node;
  if (selector.kind !== 'selector') return Labels.EMPTY;
  const asked = new Map<string, string>();
  const seen = new Set<string>();
  for (const { name, operator, value } of selector.matchers) {
    if (name === NAME) continue;
    if (operator === '=' && !seen.has(name)) {
      asked.set(name, value);
      seen.add(name);
    } else asked.delete(name);
  }
  return Labels.of(asked);
}

/** 1 at steps at which no series has a value. */
function absentIn(evaluation: Evaluation, all: readonly GridSeries[], node: Node): GridSeries[] {
  const series = evaluation.series(askedFor(node));
  for (let index = 0; index < evaluation.steps.count; index++)
    if (all.every(({ kinds }) => kinds[index] === NONE)) series.setFloat(index, 1);
  return series.isEmpty ? [] : [series];
}

const absent: PromqlImplementation = (evaluation, call) => {
  const parameter = parameterOf(call, 0);
  return absentIn(evaluation, evaluation.vector(parameter), parameter);
};

const absentOverTime: PromqlImplementation = (evaluation, call) => {
  const parameter = parameterOf(call, 0);
  const present = overWindows(evaluation, evaluation.ranged(parameter), () => 1, true);
  return absentIn(evaluation, present, parameter);
};

export const ABSENT: readonly (readonly [string, PromqlImplementation])[] = [
  ['absent', absent],
  ['absent_over_time', absentOverTime],
];
