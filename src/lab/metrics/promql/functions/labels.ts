import { isLabelName, type Labels, NAME } from '../labels.ts';
import { QueryError } from '../problem.ts';
import { compileExpression, ExpressionError, expand } from '../regular-expression.ts';
import { type PromqlImplementation, parameterOf, textParameter } from './function.ts';

/** A function that only changes labels. A name that is set is one to be kept. */
function relabeled(set: string, make: (labels: Labels) => Labels | undefined): PromqlImplementation {
  return (evaluation, call) => {
    const all = evaluation.vector(parameterOf(call, 0));
    for (const series of all) {
      const labels = make(series.labels);
      if (!labels) continue;
      series.labels = labels;
      if (set === NAME) series.dropName = false;
    }
    return evaluation.merged(all);
  };
}

const labelReplace: PromqlImplementation = (evaluation, call) => {
  const [to = '', replacement = '', from = '', source = ''] = [1, 2, 3, 4].map((index) => textParameter(call, index));
  const expression = compiled(source);
  if (!isLabelName(to)) throw new QueryError(`invalid destination label name in label_replace(): ${to}`);
  const replace = relabeled(to, (labels) => {
    const match = expression.exec(labels.get(from));
    return match ? labels.with(to, expand(replacement, match)) : undefined;
  });
  return replace(evaluation, call);
};

function compiled(source: string): RegExp {
  try {
    return compileExpression(source);
  } catch (problem) {
    if (problem instanceof ExpressionError)
      throw new QueryError(`invalid regular expression in label_replace(): ${source}`);
    throw problem;
  }
}

const labelJoin: PromqlImplementation = (evaluation, call) => {
  const [to = '', separator = '', ...from] = call.parameters.slice(1).map((_, index) => textParameter(call, index + 1));
  for (const name of from)
    if (!isLabelName(name)) throw new QueryError(`invalid source label name in label_join(): ${name}`);
  if (!isLabelName(to)) throw new QueryError(`invalid destination label name in label_join(): ${to}`);
  const join = relabeled(to, (labels) => labels.with(to, from.map((name) => labels.get(name)).join(separator)));
  return join(evaluation, call);
};

export const LABELS: readonly (readonly [string, PromqlImplementation])[] = [
  ['label_replace', labelReplace],
  ['label_join', labelJoin],
];
