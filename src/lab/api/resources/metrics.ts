import type { Resource, Verb } from './resource.ts';

/** The group of what Pods and nodes use. */
export const METRICS = 'metrics.k8s.io';

const VERBS: readonly Verb[] = ['get', 'list'];

/** What a metrics server serves, as it lists it. @see https://github.com/kubernetes-sigs/metrics-server/blob/master/pkg/api/install.go */
export const metricsResources: readonly Resource[] = [
  ['nodes', 'NodeMetrics'],
  ['pods', 'PodMetrics'],
].map(([plural = '', kind = '']) => ({
  group: METRICS,
  version: 'v1beta1',
  plural,
  singular: '',
  kind,
  namespaced: plural === 'pods',
  shortNames: [],
  categories: [],
  verbs: VERBS,
  subresources: [],
  struct: undefined,
}));
