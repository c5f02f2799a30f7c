import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import { copy, type KubeObject } from '../core/objects.ts';

/** Annotations in which version 1 of autoscalers keeps what it has no fields for. @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ */
const KEPT = {
  metrics: 'autoscaling.alpha.kubernetes.io/metrics',
  behavior: 'autoscaling.alpha.kubernetes.io/behavior',
  currentMetrics: 'autoscaling.alpha.kubernetes.io/current-metrics',
  conditions: 'autoscaling.alpha.kubernetes.io/conditions',
} as const;

type Fields = Record<string, unknown>;

const usesCpu = ({ type, resource }: Data): boolean => type === 'Resource' && asRecord(resource).name === 'cpu';

/** Puts a value into an annotation, unless there is nothing of it. */
function keep(annotations: Fields, name: string, value: unknown): void {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) delete annotations[name];
  else annotations[name] = JSON.stringify(value);
}

/** Takes a value out of an annotation. */
function kept(annotations: Fields, name: string): unknown {
  const text = annotations[name];
  delete annotations[name];
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function withAnnotations(object: KubeObject, annotations: Fields): KubeObject {
  const { annotations: _, ...metadata } = object.metadata;
  const isEmpty = Object.keys(annotations).length === 0;
  return { ...object, metadata: { ...metadata, ...(isEmpty ? {} : { annotations }) } } as KubeObject;
}

function autoscalerAsFirst(object: KubeObject): KubeObject {
  const annotations: Fields = { ...object.metadata.annotations };
  const { metrics, behavior, ...spec } = asRecord(object.spec);
  const { currentMetrics, conditions, ...status } = asRecord(object.status);
  const cpu = asList(metrics).find(usesCpu);
  const used = asList(currentMetrics).find(usesCpu);
  keep(
    annotations,
    KEPT.metrics,
    asList(metrics).filter((one) => one !== cpu),
  );
  keep(annotations, KEPT.behavior, behavior);
  keep(
    annotations,
    KEPT.currentMetrics,
    asList(currentMetrics).filter((one) => one !== used),
  );
  keep(annotations, KEPT.conditions, conditions);
  const target = asRecord(asRecord(asRecord(cpu).resource).target).averageUtilization;
  const current = asRecord(asRecord(asRecord(used).resource).current).averageUtilization;
  return withAnnotations(
    {
      ...object,
      spec: { ...spec, ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }) },
      status: { ...status, ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }) },
    },
    annotations,
  );
}

function autoscalerAsSecond(object: KubeObject): KubeObject {
  const annotations: Fields = { ...object.metadata.annotations };
  const { targetCPUUtilizationPercentage: target, ...spec } = asRecord(object.spec);
  const { currentCPUUtilizationPercentage: current, ...status } = asRecord(object.status);
  const cpu = (field: string, value: unknown): Fields[] =>
    value === undefined ? [] : [{ type: 'Resource', resource: { name: 'cpu', [field]: value } }];
  const metrics = [
    ...asList(kept(annotations, KEPT.metrics)),
    ...cpu('target', target === undefined ? undefined : { type: 'Utilization', averageUtilization: target }),
  ];
  const currentMetrics = [
    ...asList(kept(annotations, KEPT.currentMetrics)),
    ...cpu('current', current === undefined ? undefined : { averageUtilization: current }),
  ];
  const [behavior, conditions] = [kept(annotations, KEPT.behavior), kept(annotations, KEPT.conditions)];
  return withAnnotations(
    {
      ...object,
      spec: {
        ...spec,
        ...(metrics.length > 0 ? { metrics } : {}),
        ...(behavior === undefined ? {} : { behavior }),
      },
      ...(object.status === undefined
        ? {}
        : {
            status: {
              ...status,
              ...(currentMetrics.length > 0 ? { currentMetrics } : {}),
              ...(conditions === undefined ? {} : { conditions }),
            },
          }),
    },
    annotations,
  );
}

/** Names of an event's fields in its own group, by those that they have in the first one. */
const EVENT_FIELDS: Readonly<Record<string, string>> = {
  involvedObject: 'regarding',
  message: 'note',
  source: 'deprecatedSource',
  firstTimestamp: 'deprecatedFirstTimestamp',
  lastTimestamp: 'deprecatedLastTimestamp',
  count: 'deprecatedCount',
  reportingComponent: 'reportingController',
};

const renamed = (object: KubeObject, names: Readonly<Record<string, string>>): KubeObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [names[name] ?? name, value])) as KubeObject;

const back = Object.fromEntries(Object.entries(EVENT_FIELDS).map(([name, other]) => [other, name]));

/** From the version in which a kind is kept to another one, and back. */
const conversions: Readonly<Record<string, { to(kept: KubeObject): KubeObject; from(given: KubeObject): KubeObject }>> =
  {
    'autoscaling/v1 HorizontalPodAutoscaler': { to: autoscalerAsFirst, from: autoscalerAsSecond },
    'events.k8s.io/v1 Event': {
      to: (object) => renamed(object, EVENT_FIELDS),
      from: (object) => renamed(object, back),
    },
  };

/** The version in which kinds are kept that are served in several. */
const STORED: Readonly<Record<string, string>> = {
  'autoscaling/v1 HorizontalPodAutoscaler': 'autoscaling/v2',
  'events.k8s.io/v1 Event': 'v1',
};

/** An object in a version by which it was asked for. */
export function asServed(object: KubeObject, apiVersion: string, kind: string): KubeObject {
  if (object.apiVersion === apiVersion && object.kind === kind) return object;
  const name = `${apiVersion} ${kind}`;
  const shown = STORED[name] === object.apiVersion ? conversions[name]?.to(object) : undefined;
  return { ...copy(shown ?? object), apiVersion, kind };
}

/** An object that was given in a version, in that in which its kind is kept. */
export function asStored(object: KubeObject): KubeObject {
  const name = `${object.apiVersion} ${object.kind}`;
  const stored = STORED[name];
  return stored === undefined ? object : { ...(conversions[name]?.from(object) ?? object), apiVersion: stored };
}
