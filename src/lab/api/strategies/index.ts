import type { Strategy } from '../core/strategy.ts';
import { pathSegment } from '../core/words.ts';
import {
  cronJobDefaults,
  daemonSetDefaults,
  deploymentDefaults,
  jobDefaults,
  replicaSetDefaults,
  replicationControllerDefaults,
  statefulSetDefaults,
} from '../defaults/workloads.ts';
import type { Resource } from '../resources/resource.ts';
import { namespaces } from './namespaces.ts';
import { pods } from './pods.ts';

/** A workload without rules of its own beyond what is filled in. */
const workload = (defaults: NonNullable<Strategy['defaults']>): Strategy => ({
  defaults,
  counts: ['spec'],
  prepareForCreate: (object) => {
    object.status = {};
  },
});

/** RBAC takes nearly any name. */
const access: Strategy = { validateName: pathSegment, createsOnUpdate: true };

const strategies: Readonly<Record<string, Strategy>> = {
  namespaces,
  pods,
  'apiservices.apiregistration.k8s.io': { validateName: pathSegment },
  'clusterrolebindings.rbac.authorization.k8s.io': access,
  'clusterroles.rbac.authorization.k8s.io': access,
  'rolebindings.rbac.authorization.k8s.io': access,
  'roles.rbac.authorization.k8s.io': access,
  'cronjobs.batch': workload(cronJobDefaults),
  'daemonsets.apps': workload(daemonSetDefaults),
  'deployments.apps': workload(deploymentDefaults),
  'jobs.batch': { ...workload(jobDefaults), orphansByDefault: true },
  'replicasets.apps': workload(replicaSetDefaults),
  replicationcontrollers: { ...workload(replicationControllerDefaults), orphansByDefault: true },
  'statefulsets.apps': workload(statefulSetDefaults),
};

/** The rules of a resource's kind. */
export function strategyFor({ group, plural }: Resource): Strategy {
  return strategies[group === '' ? plural : `${plural}.${group}`] ?? {};
}
