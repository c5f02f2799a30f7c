import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, wrong } from '../core/field-errors.ts';
import { validateLabels } from '../core/metadata.ts';
import { labelValue, qualifiedName } from '../core/words.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** What is wrong with a selector by labels. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export function validateSelector(selector: unknown, path: string): Cause[] {
  if (!isRecord(selector)) return [];
  return [
    ...validateLabels(selector.matchLabels, `${path}.matchLabels`),
    ...asList(selector.matchExpressions).flatMap((expression, index) => {
      const at = `${path}.matchExpressions[${index}]`;
      const { key = '', operator = '' } = expression;
      const values = Array.isArray(expression.values) ? expression.values : [];
      const causes: Cause[] = [];
      if (operator === 'In' || operator === 'NotIn') {
        if (values.length === 0)
          causes.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      } else if (operator === 'Exists' || operator === 'DoesNotExist') {
        if (values.length > 0)
          causes.push(refused(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      } else causes.push(wrong(`${at}.operator`, operator, 'not a valid selector operator'));
      causes.push(...qualifiedName(String(key)).map((why) => wrong(`${at}.key`, key, why)));
      values.forEach((value, place) => {
        causes.push(...labelValue(String(value)).map((why) => wrong(`${at}.values[${place}]`, value, why)));
      });
      return causes;
    }),
  ];
}

/** Whether a selector can be used at all. */
export function isUsable(selector: unknown): boolean {
  return (
    validateSelector(selector, '').length === 0 &&
    asList(asRecord(selector).matchExpressions).every(({ operator }) => OPERATORS.includes(String(operator)))
  );
}

/** Whether a selector takes everything. */
export function isEmptySelector(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = asRecord(selector);
  return Object.keys(asRecord(matchLabels)).length === 0 && asList(matchExpressions).length === 0;
}

/** A selector as messages show it. */
export function shownSelector(selector: unknown): unknown {
  const { matchLabels, matchExpressions } = asRecord(selector);
  const labels = asRecord(matchLabels);
  return {
    ...(Object.keys(labels).length > 0
      ? {
          matchLabels: Object.fromEntries(
            Object.keys(labels)
              .sort()
              .map((key) => [key, labels[key]]),
          ),
        }
      : {}),
    ...(asList(matchExpressions).length > 0 ? { matchExpressions } : {}),
  };
}
