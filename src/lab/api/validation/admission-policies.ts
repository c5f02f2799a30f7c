import { environment, inPlainCel } from '../../../kubernetes/custom/validations.ts';
import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, required, unsupported, wrong } from '../core/field-errors.ts';
import type { KubeObject } from '../core/objects.ts';
import { ruleCauses } from './policies.ts';

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized'];

/** What is wrong with an expression; `type` is what it has to give. */
function expressionCauses(field: string, expression: unknown, type: 'bool' | 'string' | undefined): Cause[] {
  const text = String(expression ?? '').trim();
  if (text === '') return [required(field, `${field.slice(field.lastIndexOf('.') + 1)} is not specified`)];
  try {
    const found = environment.parse(inPlainCel(text)).check();
    const given = found.valid ? String(found.type) : 'dyn';
    if (type !== undefined && given !== 'dyn' && given !== type)
      return [wrong(field, text, `must evaluate to ${type}`)];
    return [];
  } catch (problem) {
    const [line = ''] = (problem instanceof Error ? problem.message : String(problem)).split('\n');
    return [wrong(field, text, `compilation failed: ERROR: <input>:1:1: Syntax error: ${line}`)];
  }
}

/** What is wrong with a policy of admission. Source: pkg/apis/admissionregistration/validation. */
export function validateAdmissionPolicy({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes: Cause[] = [];
  if (!spec.failurePolicy) causes.push(required('spec.failurePolicy', ''));
  else if (!['Fail', 'Ignore'].includes(String(spec.failurePolicy)))
    causes.push(unsupported('spec.failurePolicy', spec.failurePolicy, ['Fail', 'Ignore']));
  if (isRecord(spec.matchConstraints)) {
    const rules = asList(spec.matchConstraints.resourceRules);
    rules.forEach((rule, index) => {
      causes.push(...ruleCauses(rule, `spec.matchConstraints.resourceRules[${index}]`));
    });
    if (rules.length === 0) causes.push(required('spec.matchConstraints.resourceRules', ''));
  } else causes.push(required('spec.matchConstraints', ''));
  const names = new Set<unknown>();
  asList(spec.variables).forEach(({ name, expression }, index) => {
    const at = `spec.variables[${index}]`;
    if (!name) causes.push(required(`${at}.name`, 'name is not specified'));
    else if (names.has(name)) causes.push(duplicate(`${at}.name`, name));
    names.add(name);
    causes.push(...expressionCauses(`${at}.expression`, expression, undefined));
  });
  const [validations, annotations] = [asList(spec.validations), asList(spec.auditAnnotations)];
  if (validations.length === 0 && annotations.length === 0)
    for (const name of ['validations', 'auditAnnotations'])
      causes.push(required(`spec.${name}`, 'validations or auditAnnotations must contain at least one item'));
  validations.forEach(({ expression, message, messageExpression, reason }, index) => {
    const at = `spec.validations[${index}]`;
    if (typeof message === 'string' && message.trim().includes('\n'))
      causes.push(wrong(`${at}.message`, message, 'message must not contain line breaks'));
    if (reason !== undefined && !REASONS.includes(String(reason)))
      causes.push(unsupported(`${at}.reason`, reason, REASONS));
    causes.push(...expressionCauses(`${at}.expression`, expression, 'bool'));
    for (const [, name] of String(expression ?? '').matchAll(/\bvariables\.(\w+)/g))
      if (!names.has(name))
        causes.push(
          wrong(
            `${at}.expression`,
            expression,
            `compilation failed: ERROR: <input>:1:${String(expression).indexOf(`variables.${name}`) + 10}: undefined field '${name}'`,
          ),
        );
    if (messageExpression) causes.push(...expressionCauses(`${at}.messageExpression`, messageExpression, 'string'));
  });
  annotations.forEach(({ valueExpression }, index) => {
    causes.push(...expressionCauses(`spec.auditAnnotations[${index}].valueExpression`, valueExpression, undefined));
  });
  asList(spec.matchConditions).forEach(({ expression }, index) => {
    causes.push(...expressionCauses(`spec.matchConditions[${index}].expression`, expression, 'bool'));
  });
  return causes;
}
