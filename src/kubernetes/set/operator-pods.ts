import { asRecord, asText, at, type Data } from '../data.ts';

/** Kinds of the Prometheus Operator that make Pods, with the labels that these get. Source: https://prometheus-operator.dev/docs/api-reference/api/ and the operator's labels of Pods. */
const KINDS: Readonly<Record<string, string>> = {
  Alertmanager: 'alertmanager',
  Prometheus: 'prometheus',
  PrometheusAgent: 'prometheus-agent',
  ThanosRuler: 'thanos-ruler',
};

/** Labels of the Pods that an operator makes for an object; undefined if it makes none. */
export function operatorLabels(object: Data): Data | undefined {
  const app = KINDS[String(object.kind)];
  const name = asText(at(object, 'metadata', 'name'));
  if (app === undefined || name === undefined || !String(object.apiVersion).startsWith('monitoring.coreos.com/'))
    return undefined;
  return {
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'prometheus-operator',
    'app.kubernetes.io/name': app,
    [app]: name,
    'operator.prometheus.io/name': name,
    ...asRecord(at(object, 'spec', 'podMetadata', 'labels')),
  };
}
