import { asRecord, type Data, isSet } from '../../../kubernetes/data.ts';
import { quantityOf } from '../../api/admission/amounts.ts';
import type { KubeObject } from '../../api/core/objects.ts';
import { matchesLabels, type Requirement } from '../../api/core/selectors.ts';
import type { Client } from '../framework.ts';
import { milli, type Proposal, proposal } from './replicas.ts';

/** What a metric of an autoscaler gives. */
export interface Computed {
  replicas: number;
  /** What it is called in events. */
  name: string;
  status: Data;
}

/** A metric that nothing is known of. */
export class MetricProblem extends Error {
  /** Reason of the event and of the condition. */
  readonly reason: string;
  /** What the whole of it is called when all metrics fail. */
  readonly whole: string;

  constructor(reason: string, message: string, whole: string) {
    super(message);
    this.reason = reason;
    this.whole = whole;
  }
}

/** What a metric is computed for. */
export interface Target {
  namespace: string;
  selector: readonly Requirement[];
  /** How many are wanted now. */
  current: number;
  behavior: unknown;
}

/**
 * How many replicas one metric of an autoscaler wants. Resources are known if somebody measures them; nobody serves other metrics here.
 * @throws MetricProblem
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/podautoscaler/horizontal.go (computeReplicasForMetric)
 */
export function computed(client: Client, metric: Data, target: Target): Computed {
  const type = String(metric.type);
  const source = asRecord(metric[`${type[0]?.toLowerCase()}${type.slice(1)}`]);
  const { name, selector } = asRecord(source.metric);
  const custom =
    'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';
  switch (type) {
    case 'Resource':
    case 'ContainerResource':
      return ofResource(client, type, source, target);
    case 'Pods': {
      const problem = `unable to get metric ${String(name)}: ${custom}`;
      throw new MetricProblem('FailedGetPodsMetric', problem, `failed to get pods metric value: ${problem}`);
    }
    case 'Object': {
      const { kind, name: object } = asRecord(source.describedObject);
      const found = `unable to get metric ${String(name)}: ${String(kind)} on ${target.namespace} ${String(object)}/${custom}`;
      const isAverage = asRecord(source.target).type === 'AverageValue';
      const whole = isAverage ? `failed to get ${String(name)} object metric: ${found}` : found;
      throw new MetricProblem('FailedGetObjectMetric', found, `failed to get object metric value: ${whole}`);
    }
    default: {
      const labels = Object.entries(asRecord(asRecord(selector).matchLabels)).sort(([a], [b]) => (a < b ? -1 : 1));
      const pairs = labels.map(([key, value]) => `${key}: ${String(value)},`).join('');
      const shown = isSet(selector)
        ? `&LabelSelector{MatchLabels:map[string]string{${pairs}},MatchExpressions:[]LabelSelectorRequirement{},}`
        : 'nil';
      const found = `unable to get external metric ${target.namespace}/${String(name)}/${shown}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get ${String(name)}.external.metrics.k8s.io)`;
      const inner = isSet(asRecord(source.target).averageValue)
        ? `failed to get ${String(name)} external metric: ${found}`
        : `failed to get external metric ${String(name)}: ${found}`;
      throw new MetricProblem(
        'FailedGetExternalMetric',
        found,
        `failed to get ${String(name)} external metric value: ${inner}`,
      );
    }
  }
}

function ofResource(client: Client, type: 'Resource' | 'ContainerResource', source: Data, target: Target): Computed {
  const resource = String(source.name);
  const isContainer = type === 'ContainerResource';
  const container = isContainer ? String(source.container) : '';
  const { averageValue, averageUtilization } = asRecord(source.target);
  const isPercent = !isSet(averageValue);
  let found: Proposal;
  try {
    found = proposalOf(client, target, {
      resource,
      container,
      isPercent,
      target: isPercent ? Number(averageUtilization) : milli(averageValue),
    });
  } catch (problem) {
    const text = `failed to get ${resource} ${isPercent ? 'utilization' : 'usage'}: ${(problem as Error).message}`;
    throw new MetricProblem(
      `FailedGet${type}Metric`,
      text,
      `failed to get ${isContainer ? `${container} container` : `${resource} resource`} metric value: ${text}`,
    );
  }
  const current = {
    ...(found.percent === undefined ? {} : { averageUtilization: found.percent }),
    averageValue: quantityOf(found.value / 1000, false),
  };
  return {
    replicas: found.replicas,
    name: `${resource} ${isContainer && isPercent ? 'container ' : ''}resource${isPercent ? ' utilization (percentage of request)' : ''}`,
    status: isContainer
      ? { type, containerResource: { name: resource, container, current } }
      : { type, resource: { name: resource, current } },
  };
}

function proposalOf(client: Client, target: Target, wanted: Parameters<typeof proposal>[0]): Proposal {
  const { namespace, selector } = target;
  const fail = (why: string): never => {
    throw new Error(`unable to get metrics for resource ${wanted.resource}: ${why}`);
  };
  const source = client.server.metrics;
  const metrics = source
    ? source.pods(namespace, selector)
    : fail(
        'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
      );
  if (metrics.length === 0) fail('no metrics returned from resource metrics API');
  return proposal(wanted, { ...target, pods: podsOf(client, target), metrics, now: client.now() });
}

/** The Pods of a target. */
export function podsOf(client: Client, { namespace, selector }: Pick<Target, 'namespace' | 'selector'>): KubeObject[] {
  return client
    .list(client.resource('', 'pods'), namespace)
    .filter(({ metadata }) => matchesLabels(selector, metadata.labels ?? {}));
}
