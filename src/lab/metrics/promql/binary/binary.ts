import type { Evaluation } from '../evaluate/evaluation.ts';
import type { GridSeries } from '../evaluate/grid.ts';
import { Labels } from '../labels.ts';
import { type BinaryNode, COMPARISONS, SET_OPERATORS } from '../parse/ast.ts';
import { matched } from './matched.ts';
import { Operation, ofNumbers } from './operate.ts';
import { setOperation } from './sets.ts';

function ofScalars(evaluation: Evaluation, node: BinaryNode): GridSeries[] {
  const left = evaluation.scalar(node.left);
  const right = evaluation.scalar(node.right);
  const result = evaluation.series(Labels.EMPTY);
  const isComparison = COMPARISONS.has(node.operator);
  for (let index = 0; index < evaluation.steps.count; index++) {
    const outcome = ofNumbers(node.operator, left[index] ?? Number.NaN, right[index] ?? Number.NaN);
    const value = typeof outcome?.value === 'number' ? outcome.value : Number.NaN;
    result.setFloat(index, isComparison ? Number(outcome?.keeps ?? false) : value);
  }
  return [result];
}

/** A vector and a scalar, on either side. Source: VectorscalarBinop. */
function withScalar(evaluation: Evaluation, node: BinaryNode): GridSeries[] {
  const isSwapped = node.left.type === 'scalar';
  const vector = evaluation.vector(isSwapped ? node.right : node.left);
  const scalar = evaluation.scalar(isSwapped ? node.left : node.right);
  const isComparison = COMPARISONS.has(node.operator);
  const operation = new Operation(evaluation, node.operator, node.place);
  const results: GridSeries[] = [];
  for (const series of vector) {
    const result = evaluation.series(series.labels, series.dropName);
    let isEmpty = true;
    for (let index = 0; index < evaluation.steps.count; index++) {
      const value = series.get(index);
      if (value === undefined) continue;
      const number = scalar[index] ?? Number.NaN;
      const outcome = isSwapped ? operation.apply(number, value) : operation.apply(value, number);
      if (!outcome) continue;
      // A comparison keeps the value of the vector, on whichever side it stands.
      if (node.returnsBool) result.setFloat(index, outcome.keeps ? 1 : 0);
      else if (outcome.keeps) result.set(index, isComparison ? value : outcome.value);
      else continue;
      isEmpty = false;
    }
    if (!isEmpty) results.push(result);
  }
  const keepsName = !node.returnsBool && (isComparison || node.operator === '</' || node.operator === '>/');
  return keepsName ? evaluation.merged(results) : evaluation.nameless(results);
}

/** Evaluates a binary operation. */
export function binary(evaluation: Evaluation, node: BinaryNode): GridSeries[] {
  if (node.left.type === 'scalar' && node.right.type === 'scalar') return ofScalars(evaluation, node);
  if (node.left.type === 'scalar' || node.right.type === 'scalar') return withScalar(evaluation, node);
  return SET_OPERATORS.has(node.operator) ? setOperation(evaluation, node) : matched(evaluation, node);
}
