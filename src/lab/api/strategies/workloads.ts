import { asRecord } from '../../../kubernetes/data.ts';
import { isSame } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { deploymentDefaults, replicaSetDefaults } from '../defaults/workloads.ts';
import { podWarnings } from '../validation/pods.ts';
import { fixedSelector, validateDeployment, validateReplicaSet } from '../validation/workloads.ts';

/** What is common to those who make Pods from a template. */
export const workload = (
  defaults: NonNullable<Strategy['defaults']>,
  validate: NonNullable<Strategy['validate']>,
  further: Strategy = {},
): Strategy => ({
  defaults,
  validate,
  counts: ['spec'],
  prepareForCreate: (object) => {
    object.status = {};
  },
  warnings: ({ spec }) => podWarnings(asRecord(asRecord(spec).template).spec, 'spec.template.spec'),
  ...further,
});

/** The rules of Deployments and their ReplicaSets. */
export const workloads: Readonly<Record<string, Strategy>> = {
  'deployments.apps': workload(deploymentDefaults, validateDeployment, {
    validateUpdate: fixedSelector,
    // Annotations go on to ReplicaSets, so a change of them is one that the controller has to observe.
    prepareForUpdate: ({ metadata }, old) => {
      if (!isSame(metadata.annotations ?? {}, old.metadata.annotations ?? {}))
        metadata.generation = (old.metadata.generation ?? 0) + 1;
    },
  }),
  'replicasets.apps': workload(replicaSetDefaults, validateReplicaSet, { validateUpdate: fixedSelector }),
};
