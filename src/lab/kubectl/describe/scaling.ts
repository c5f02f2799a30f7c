import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import type { Describer } from './describer.ts';
import { count, longTime, type Page, quantityText, text } from './page.ts';
import { selectorOrNone } from './template.ts';

const UNKNOWN = '<unknown>';

function quantityOrUnknown(value: unknown): string {
  return isSet(value) ? quantityText(value) : UNKNOWN;
}

/** Current and wanted value of a metric of resources. */
function resourceMetric(source: Data, current: Data): string {
  const target = asRecord(source.target);
  const now = asRecord(current.current);
  if (isSet(target.averageValue))
    return `:\t${quantityOrUnknown(now.averageValue)} / ${quantityText(target.averageValue)}`;
  const used = isSet(now.averageUtilization)
    ? `${count(now.averageUtilization)}% (${quantityText(now.averageValue)})`
    : UNKNOWN;
  const wanted = isSet(target.averageUtilization) ? `${count(target.averageUtilization)}%` : '<auto>';
  return `  (as a percentage of request):\t${used} / ${wanted}`;
}

function metricText(metric: Data, current: Data): string {
  const type = text(metric.type);
  const field = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const source = asRecord(metric[field]);
  const target = asRecord(source.target);
  const seen = asRecord(current[field]);
  const now = asRecord(seen.current);
  const name = JSON.stringify(text(at(source, 'metric', 'name')));
  const average = `${quantityOrUnknown(now.averageValue)} / ${quantityText(target.averageValue)}`;
  const value = `${quantityOrUnknown(now.value)} / ${quantityText(target.value)}`;
  switch (type) {
    case 'External':
      return isSet(target.averageValue)
        ? `${name} (target average value):\t${average}`
        : `${name} (target value):\t${value}`;
    case 'Pods':
      return `${name} on pods:\t${average}`;
    case 'Object': {
      const { kind, name: object } = asRecord(source.describedObject);
      const head = `${name} on ${text(kind)}/${text(object)} `;
      return target.type === 'AverageValue'
        ? `${head}(target average value):\t${average}`
        : `${head}(target value):\t${value}`;
    }
    case 'Resource':
      return `resource ${text(source.name)} on pods${resourceMetric(source, seen)}`;
    case 'ContainerResource':
      return `resource ${text(source.name)} of container "${text(source.container)}" on pods${resourceMetric(source, seen)}`;
    default:
      return `<unknown metric type ${JSON.stringify(type)}>`;
  }
}

function writeBehavior(page: Page, direction: string, rules: unknown): void {
  if (!isSet(rules)) return;
  const { stabilizationWindowSeconds, policies, selectPolicy } = asRecord(rules);
  page.line(1, `${direction}:`);
  if (isSet(stabilizationWindowSeconds))
    page.line(2, `Stabilization Window: ${text(stabilizationWindowSeconds)} seconds`);
  const all = asList(policies);
  if (all.length === 0) return;
  page.line(2, `Select Policy: ${text(selectPolicy ?? 'Max')}`);
  page.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of all)
    page.line(3, `- Type: ${text(type)}`, `Value: ${count(value)}`, `Period: ${count(periodSeconds)} seconds`);
}

/** A HorizontalPodAutoscaler. */
export const autoscaler: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const target = asRecord(spec.scaleTargetRef);
  page.head(object);
  page.pair(0, 'CreationTimestamp', longTime(at(object, 'metadata', 'creationTimestamp')));
  page.pair(0, 'Reference', `${text(target.kind)}/${text(target.name)}`);
  page.pair(0, 'Metrics', '( current / target )');
  const current = asList(status.currentMetrics);
  for (const [index, metric] of asList(spec.metrics).entries())
    page.line(1, metricText(metric, asRecord(current[index])));
  page.pair(0, 'Min replicas', isSet(spec.minReplicas) ? spec.minReplicas : '<unset>');
  page.pair(0, 'Max replicas', count(spec.maxReplicas));
  if (isSet(spec.behavior)) {
    page.line(0, 'Behavior:');
    writeBehavior(page, 'Scale Up', at(spec.behavior, 'scaleUp'));
    writeBehavior(page, 'Scale Down', at(spec.behavior, 'scaleDown'));
  }
  const replicas = `${count(status.currentReplicas)} current / ${count(status.desiredReplicas)} desired`;
  page.pair(0, `${text(target.kind)} pods`, replicas);
  const conditions = asList(status.conditions);
  if (conditions.length > 0) {
    page.line(0, 'Conditions:');
    page.line(1, 'Type', 'Status', 'Reason', 'Message');
    page.line(1, '----', '------', '------', '-------');
  }
  for (const { type, status: state, reason, message } of conditions)
    page.line(1, text(type), text(state), text(reason), text(message));
  await around.events(page, object);
};

/** A PodDisruptionBudget. */
export const disruptionBudget: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  page.pair(0, 'Name', at(object, 'metadata', 'name'));
  page.pair(0, 'Namespace', at(object, 'metadata', 'namespace'));
  if (isSet(spec.minAvailable)) page.pair(0, 'Min available', spec.minAvailable);
  else if (isSet(spec.maxUnavailable)) page.pair(0, 'Max unavailable', spec.maxUnavailable);
  page.pair(0, 'Selector', isSet(spec.selector) ? selectorOrNone(spec.selector) : '<unset>');
  page.line(0, 'Status:');
  page.pair(2, 'Allowed disruptions', count(status.disruptionsAllowed));
  page.pair(2, 'Current', count(status.currentHealthy));
  page.pair(2, 'Desired', count(status.desiredHealthy));
  page.pair(2, 'Total', count(status.expectedPods));
  await around.events(page, object);
};
