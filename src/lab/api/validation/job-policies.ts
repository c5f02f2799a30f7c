import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, required, unsupported, wrong } from '../core/field-errors.ts';
import { notNegative } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

/** An error that shows no value. */
const without = (field: string, why: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${why}`,
  field,
});

function exitCodes(given: Fields, path: string, names: readonly unknown[]): Cause[] {
  const causes: Cause[] = [];
  const { containerName, operator } = given;
  const values = Array.isArray(given.values) ? given.values : [];
  if (operator !== 'In' && operator !== 'NotIn')
    causes.push(unsupported(`${path}.operator`, operator ?? '', ['In', 'NotIn']));
  if (containerName !== undefined && !names.includes(containerName))
    causes.push(
      wrong(
        `${path}.containerName`,
        containerName,
        'must be one of the container or initContainer names in the pod template',
      ),
    );
  if (values.length === 0) causes.push(wrong(`${path}.values`, values, 'at least one value is required'));
  const seen = new Set<unknown>();
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0)
      causes.push(wrong(`${path}.values[${index}]`, 0, 'must not be 0 for the In operator'));
    if (seen.has(value)) causes.push(duplicate(`${path}.values[${index}]`, value));
    seen.add(value);
  });
  if (values.some((value, index) => index > 0 && Number(values[index - 1]) > Number(value)))
    causes.push(wrong(`${path}.values`, values, 'must be ordered'));
  return causes;
}

function failurePolicy(spec: Fields, path: string): Cause[] {
  const template = asRecord(asRecord(spec.template).spec);
  const names = [...asList(template.containers), ...asList(template.initContainers)].map(({ name }) => name);
  return asList(asRecord(spec.podFailurePolicy).rules).flatMap((rule, index) => {
    const at = `${path}.podFailurePolicy.rules[${index}]`;
    const hasCodes = isRecord(rule.onExitCodes);
    const hasConditions = asList(rule.onPodConditions).length > 0;
    const causes: Cause[] = [];
    if (!ACTIONS.includes(String(rule.action))) causes.push(unsupported(`${at}.action`, rule.action ?? '', ACTIONS));
    else if (rule.action === 'FailIndex' && spec.backoffLimitPerIndex === undefined)
      causes.push(wrong(`${at}.action`, rule.action, 'requires the backoffLimitPerIndex to be set'));
    if (hasCodes) causes.push(...exitCodes(asRecord(rule.onExitCodes), `${at}.onExitCodes`, names));
    if (hasCodes && hasConditions)
      causes.push(without(at, 'specifying both OnExitCodes and OnPodConditions is not supported'));
    else if (!hasCodes && !hasConditions)
      causes.push(without(at, 'specifying one of OnExitCodes and OnPodConditions is required'));
    return causes;
  });
}

function successPolicy(spec: Fields, path: string): Cause[] {
  const at = `${path}.successPolicy`;
  if (spec.completionMode !== 'Indexed') return [wrong(at, spec.successPolicy, 'requires indexed completion mode')];
  const rules = asList(asRecord(spec.successPolicy).rules);
  if (rules.length === 0)
    return [required(`${at}.rules`, 'at least one rules must be specified when the successPolicy is specified')];
  const total = Number(spec.completions);
  return rules.flatMap(({ succeededIndexes, succeededCount }, index) => {
    const rule = `${at}.rules[${index}]`;
    if (succeededIndexes === undefined && succeededCount === undefined)
      return [required(rule, 'at least one of succeededCount or succeededIndexes must be specified')];
    const causes = notNegative(`${rule}.succeededCount`, succeededCount);
    if (Number(succeededCount ?? 0) > total)
      causes.push(
        wrong(
          `${rule}.succeededCount`,
          succeededCount,
          `must be less than or equal to ${total} (the number of specified completions)`,
        ),
      );
    return causes;
  });
}

/** What is wrong with the rules by which a Job counts failures and success. Source: pkg/apis/batch/validation. */
export function validateJobPolicies(spec: Fields, path: string): Cause[] {
  const causes = ['backoffLimitPerIndex', 'maxFailedIndexes'].flatMap((name) => [
    ...notNegative(`${path}.${name}`, spec[name]),
    ...(spec[name] !== undefined && spec.completionMode !== 'Indexed'
      ? [wrong(`${path}.${name}`, spec[name], 'requires indexed completion mode')]
      : []),
  ]);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
    causes.push(required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  if (spec.managedBy !== undefined && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/\S+$/.test(String(spec.managedBy)))
    causes.push(wrong(`${path}.managedBy`, spec.managedBy, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  if (isRecord(spec.podFailurePolicy)) causes.push(...failurePolicy(spec, path));
  if (isRecord(spec.successPolicy)) causes.push(...successPolicy(spec, path));
  const replacement = spec.podReplacementPolicy;
  const allowed = isRecord(spec.podFailurePolicy) ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (replacement !== undefined && !allowed.includes(String(replacement)))
    causes.push(unsupported(`${path}.podReplacementPolicy`, replacement, allowed));
  return causes;
}
