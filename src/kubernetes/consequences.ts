import type { DataPath } from '../findings/yaml.ts';
import type { ObjectProblem } from './object-problem.ts';

/** Whether one path leads into what stands at another. */
const isBelow = (path: DataPath, above: DataPath): boolean =>
  path.length >= above.length && above.every((key, index) => path[index] === key);

/**
 * Problems without those that follow from others: a field that is missing because its name is misspelled, and what is said of a
 * value whose type is wrong already.
 */
export function withoutConsequences(problems: readonly ObjectProblem[]): ObjectProblem[] {
  const misspelled = problems.filter(({ rule }) => rule === 'unknown-field');
  const meant = (one: ObjectProblem): string | undefined => /Did you mean "([^"]+)"\?$/.exec(one.message)?.[1];
  const mistyped = problems.filter(({ rule }) => rule === 'type').map(({ path }) => path);
  const values = problems
    .filter(({ rule, message }) => rule === 'value' && /not one of its values/.test(message))
    .map(({ path }) => path);
  return problems.filter((one) => {
    if (one.rule === 'type' || one.rule === 'unknown-field') return true;
    if (mistyped.some((path) => isBelow(one.path, path))) return false;
    if (values.some((path) => isBelow(one.path, path) && !/not one of its values/.test(one.message))) return false;
    const named = /^The object has no (name)\.$|lacks the field "([^"]+)"/.exec(one.message);
    const field = one.rule === 'missing-field' ? (named?.[1] ?? named?.[2]) : undefined;
    return !misspelled.some(
      (other) =>
        other.path.length === one.path.length + 1 &&
        isBelow(other.path, one.path) &&
        field !== undefined &&
        meant(other) === field,
    );
  });
}
