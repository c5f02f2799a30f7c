import { templateDefaults } from './pods.ts';
import { type Fields, madeGroup, setDefaults, setIfEmpty } from './set.ts';

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/ */
export function deploymentDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  templateDefaults(spec);
  setDefaults(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  const strategy = madeGroup(spec, 'strategy');
  setIfEmpty(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate')
    setDefaults(madeGroup(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
}

export function replicaSetDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  templateDefaults(spec);
  setDefaults(spec, { replicas: 1 });
}
