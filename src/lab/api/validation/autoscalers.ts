import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import type { KubeObject } from '../core/objects.ts';
import { amount } from './quantities.ts';

/** Fields in which a metric of a type says what it is. */
const SOURCES: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};
const LONGEST_WINDOW_SECONDS = 3600;
const LONGEST_PERIOD_SECONDS = 1800;

/** What is wrong with an autoscaler. Source: pkg/apis/autoscaling/validation. */
export function validateAutoscaler({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes: Cause[] = [];
  const least = Number(spec.minReplicas ?? 1);
  const most = Number(spec.maxReplicas ?? 0);
  if (least < 1) causes.push(wrong('spec.minReplicas', least, 'must be greater than or equal to 1'));
  if (most < 1) causes.push(wrong('spec.maxReplicas', most, 'must be greater than 0'));
  if (most < least) causes.push(wrong('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`'));
  causes.push(...reference(spec.scaleTargetRef, 'spec.scaleTargetRef'));
  asList(spec.metrics).forEach((metric, index) => {
    causes.push(...metricCauses(metric, `spec.metrics[${index}]`));
  });
  for (const direction of ['scaleUp', 'scaleDown'] as const)
    causes.push(...rules(asRecord(spec.behavior)[direction], `spec.behavior.${direction}`));
  return causes;
}

function reference(value: unknown, path: string): Cause[] {
  const { kind, name } = asRecord(value);
  return [...(kind ? [] : [required(`${path}.kind`, '')]), ...(name ? [] : [required(`${path}.name`, '')])];
}

function metricCauses(metric: Data, path: string): Cause[] {
  const { type } = metric;
  const causes: Cause[] = [];
  if (!type) causes.push(required(`${path}.type`, 'must specify a metric source type'));
  const expected = SOURCES[String(type)];
  if (expected === undefined) causes.push(unsupported(`${path}.type`, type ?? '', Object.keys(SOURCES)));
  const present = ['object', 'external', 'pods', 'resource', 'containerResource'].filter(
    (name) => metric[name] !== undefined && metric[name] !== null,
  );
  if (present[0] !== undefined)
    causes.push(...source(present[0], asRecord(metric[present[0]]), `${path}.${present[0]}`));
  if (expected !== undefined && !present.includes(expected))
    causes.push(required(`${path}.${expected}`, 'must populate information for the given metric source'));
  if (present.length !== 1)
    for (const name of present.filter((one) => one !== expected))
      causes.push(refused(`${path}.${name}`, 'must populate the given metric source only'));
  return causes;
}

function source(kind: string, given: Data, path: string): Cause[] {
  const target = asRecord(given.target);
  const { value, averageValue, averageUtilization } = target;
  const causes: Cause[] = [];
  if (kind === 'object') causes.push(...reference(given.describedObject, `${path}.describedObject`));
  if (kind === 'containerResource' && !given.container)
    causes.push(required(`${path}.container`, 'must specify a container'));
  if (kind === 'resource' || kind === 'containerResource') {
    if (!given.name) causes.push(required(`${path}.name`, 'must specify a resource name'));
  } else if (!asRecord(given.metric).name) causes.push(required(`${path}.metric.name`, ''));
  causes.push(...targetCauses(target, `${path}.target`));
  const none = (...values: unknown[]): boolean => values.every((one) => one === undefined);
  if (kind === 'object' && none(value, averageValue))
    causes.push(required(`${path}.target.averageValue`, 'must set either a target value or averageValue'));
  if (kind === 'external') {
    if (none(value, averageValue))
      causes.push(
        required(`${path}.target.averageValue`, 'must set either a target value for metric or a per-pod target'),
      );
    else if (value !== undefined && averageValue !== undefined)
      causes.push(refused(`${path}.target.value`, 'may not set both a target value for metric and a per-pod target'));
  }
  if (kind === 'pods' && none(averageValue))
    causes.push(required(`${path}.target.averageValue`, 'must specify a positive target averageValue'));
  if (kind === 'resource' || kind === 'containerResource') {
    if (none(averageUtilization, averageValue))
      causes.push(
        required(`${path}.target.averageUtilization`, 'must set either a target raw value or a target utilization'),
      );
    else if (averageUtilization !== undefined && averageValue !== undefined)
      causes.push(
        refused(`${path}.target.averageValue`, 'may not set both a target raw value and a target utilization'),
      );
  }
  return causes;
}

function targetCauses(target: Data, path: string): Cause[] {
  const { type = '', value, averageValue, averageUtilization } = target;
  const causes: Cause[] = [];
  if (type === '') causes.push(required(`${path}.type`, 'must specify a metric target type'));
  if (!['Utilization', 'Value', 'AverageValue'].includes(String(type)))
    causes.push(wrong(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  for (const [name, one] of [
    ['value', value],
    ['averageValue', averageValue],
  ] as const)
    if (one !== undefined && amount(one) <= 0) causes.push(wrong(`${path}.${name}`, String(one), 'must be positive'));
  if (averageUtilization !== undefined && Number(averageUtilization) < 1)
    causes.push(wrong(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0'));
  return causes;
}

function rules(given: unknown, path: string): Cause[] {
  if (given === undefined || given === null) return [];
  const { stabilizationWindowSeconds: window, selectPolicy, policies } = asRecord(given);
  const causes: Cause[] = [];
  if (window !== undefined && Number(window) < 0)
    causes.push(wrong(`${path}.stabilizationWindowSeconds`, window, 'must be greater than or equal to zero'));
  if (window !== undefined && Number(window) > LONGEST_WINDOW_SECONDS)
    causes.push(
      wrong(`${path}.stabilizationWindowSeconds`, window, `must be less than or equal to ${LONGEST_WINDOW_SECONDS}`),
    );
  if (selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(String(selectPolicy)))
    causes.push(unsupported(`${path}.selectPolicy`, selectPolicy, ['Disabled', 'Max', 'Min']));
  if (asList(policies).length === 0) causes.push(required(`${path}.policies`, 'must specify at least one Policy'));
  asList(policies).forEach(({ type, value, periodSeconds }, index) => {
    const at = `${path}.policies[${index}]`;
    if (type !== 'Pods' && type !== 'Percent') causes.push(unsupported(`${at}.type`, type ?? '', ['Percent', 'Pods']));
    if (Number(value ?? 0) <= 0) causes.push(wrong(`${at}.value`, value ?? 0, 'must be greater than zero'));
    if (Number(periodSeconds ?? 0) <= 0)
      causes.push(wrong(`${at}.periodSeconds`, periodSeconds ?? 0, 'must be greater than zero'));
    if (Number(periodSeconds ?? 0) > LONGEST_PERIOD_SECONDS)
      causes.push(
        wrong(`${at}.periodSeconds`, periodSeconds, `must be less than or equal to ${LONGEST_PERIOD_SECONDS}`),
      );
  });
  return causes;
}
