import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';

type Fields = Readonly<Record<string, unknown>>;

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const TARGETS = ['Utilization', 'Value', 'AverageValue'];

function targetOf(source: Fields, path: string): Cause[] {
  const target = asRecord(source.target);
  const { type, averageUtilization, averageValue } = target;
  const causes: Cause[] = [];
  if (!type) causes.push(required(`${path}.type`, 'must specify a metric target type'));
  else if (!TARGETS.includes(String(type)))
    causes.push(wrong(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  if (averageUtilization !== undefined && Number(averageUtilization) < 1)
    causes.push(wrong(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0'));
  if (averageUtilization === undefined && averageValue === undefined)
    causes.push(required(`${path}.averageUtilization`, 'must set either a target raw value or a target utilization'));
  else if (averageUtilization !== undefined && averageValue !== undefined)
    causes.push(refused(`${path}.averageValue`, 'may not set both a target raw value and a target utilization'));
  return causes;
}

function metric(given: Fields, path: string): Cause[] {
  const causes: Cause[] = [];
  const type = String(given.type ?? '');
  if (type === '') causes.push(required(`${path}.type`, 'must specify a metric source type'));
  if (!TYPES.includes(type)) causes.push(unsupported(`${path}.type`, type, TYPES));
  const field = type === '' ? '' : type[0]?.toLowerCase() + type.slice(1);
  for (const name of ['resource', 'containerResource'])
    if (isRecord(given[name])) {
      const source = asRecord(given[name]);
      if (!source.name) causes.push(required(`${path}.${name}.name`, 'must specify a resource name'));
      if (name === 'containerResource' && !source.container)
        causes.push(required(`${path}.${name}.container`, 'must specify a container'));
      causes.push(...targetOf(source, `${path}.${name}.target`));
    }
  if (!isRecord(given[field]))
    causes.push(required(`${path}.${field}`, 'must populate information for the given metric source'));
  for (const other of ['object', 'external', 'pods', 'resource', 'containerResource'])
    if (other !== field && isRecord(given[other]))
      causes.push(refused(`${path}.${other}`, 'must populate the given metric source only'));
  return causes;
}

function rules(given: Fields, path: string): Cause[] {
  const causes: Cause[] = [];
  const { stabilizationWindowSeconds: window, selectPolicy } = given;
  const limit = (field: string, value: unknown, most: number): void => {
    if (Number(value ?? 0) <= 0) causes.push(wrong(field, value ?? 0, 'must be greater than zero'));
    if (Number(value) > most) causes.push(wrong(field, value, `must be less than or equal to ${most}`));
  };
  const at = `${path}.stabilizationWindowSeconds`;
  if (window !== undefined && Number(window) < 0)
    causes.push(wrong(at, window, 'must be greater than or equal to zero'));
  if (Number(window) > 3600) causes.push(wrong(at, window, 'must be less than or equal to 3600'));
  if (selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(String(selectPolicy)))
    causes.push(unsupported(`${path}.selectPolicy`, selectPolicy, ['Disabled', 'Max', 'Min']));
  const policies = asList(given.policies);
  if (policies.length === 0) causes.push(required(`${path}.policies`, 'must specify at least one Policy'));
  policies.forEach(({ type, value, periodSeconds }, index) => {
    const policy = `${path}.policies[${index}]`;
    if (type !== 'Pods' && type !== 'Percent')
      causes.push(unsupported(`${policy}.type`, type ?? '', ['Percent', 'Pods']));
    limit(`${policy}.value`, value, Number.POSITIVE_INFINITY);
    limit(`${policy}.periodSeconds`, periodSeconds, 1800);
  });
  return causes;
}

/** What is wrong with the metrics and the behavior of an autoscaler. Source: pkg/apis/autoscaling/validation. */
export function validateMetrics(spec: Fields): Cause[] {
  const { scaleUp, scaleDown } = asRecord(spec.behavior);
  return [
    ...asList(spec.metrics).flatMap((one, index) => metric(one, `spec.metrics[${index}]`)),
    ...(isRecord(scaleUp) ? rules(scaleUp, 'spec.behavior.scaleUp') : []),
    ...(isRecord(scaleDown) ? rules(scaleDown, 'spec.behavior.scaleDown') : []),
  ];
}
