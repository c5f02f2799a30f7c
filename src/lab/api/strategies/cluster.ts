import { asRecord } from '../../../kubernetes/data.ts';
import { refused, unsupported, wrong } from '../core/field-errors.ts';
import { group, isSame } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { dnsLabel, pathSegment } from '../core/words.ts';
import { namespaceDefaults, priorityClassDefaults, roleBindingDefaults } from '../defaults/cluster.ts';
import { validateNodeUpdate, validateRole, validateRoleBinding } from '../validation/cluster.ts';

/** RBAC takes nearly any name, and creates what is not there. */
const access: Strategy = {
  validateName: pathSegment,
  createsOnUpdate: true,
  validate: (object) => validateRole(object),
};
const binding: Strategy = {
  validateName: pathSegment,
  createsOnUpdate: true,
  defaults: roleBindingDefaults,
  validate: (object) => validateRoleBinding(object),
  validateUpdate: (object, old) =>
    isSame(object.roleRef, old.roleRef)
      ? []
      : [wrong('roleRef', ordered(asRecord(object.roleRef), 'apiGroup', 'kind', 'name'), 'cannot change roleRef')],
};
const ordered = (value: Readonly<Record<string, unknown>>, ...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    names
      .map((name) => [name[0]?.toUpperCase() + name.slice(1), value[name] ?? ''])
      .map(([key, inner]) => [key === 'ApiGroup' ? 'APIGroup' : key, inner]),
  );

/** The rules of what is there for a cluster or a namespace as a whole. */
export const cluster: Readonly<Record<string, Strategy>> = {
  'clusterrolebindings.rbac.authorization.k8s.io': binding,
  'clusterroles.rbac.authorization.k8s.io': access,
  'rolebindings.rbac.authorization.k8s.io': binding,
  'roles.rbac.authorization.k8s.io': access,
  namespaces: {
    validateName: dnsLabel,
    defaults: namespaceDefaults,
    prepareForCreate: (object) => {
      object.status = { phase: 'Active' };
      const spec = group(object, 'spec');
      const finalizers = Array.isArray(spec.finalizers) ? spec.finalizers : [];
      spec.finalizers = finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes'];
    },
    // What a namespace waits for is changed in a subresource of its own.
    prepareForUpdate: (object, old) => {
      if (old.spec !== undefined) object.spec = old.spec;
      object.status = old.status;
    },
    fields: ({ status }) => ({ 'status.phase': String(asRecord(status).phase ?? '') }),
  },
  nodes: {
    validateUpdate: validateNodeUpdate,
    fields: ({ spec }) => ({ 'spec.unschedulable': String(asRecord(spec).unschedulable ?? false) }),
  },
  serviceaccounts: {},
  'priorityclasses.scheduling.k8s.io': {
    defaults: priorityClassDefaults,
    counts: ['value'],
    prepareForUpdate: (object, old) => {
      object.metadata.generation = old.metadata.generation ?? 1;
    },
    validate: (object, _, old) => {
      const value = Number(object.value ?? 0);
      // The name may be missing, which is said elsewhere.
      const isSystems = String(object.metadata.name ?? '').startsWith('system-');
      if (!old && value > 1000000000 && !isSystems)
        return [refused('value', 'maximum allowed value of a user defined priority is 1000000000')];
      if (!old && isSystems && !SYSTEM_CLASSES.has(object.metadata.name))
        return [
          refused(
            'metadata.name',
            `priority class names with 'system-' prefix are reserved for system use only. error: ${object.metadata.name} is not a known system priority class`,
          ),
        ];
      const policies = ['Never', 'PreemptLowerPriority'];
      return policies.includes(String(object.preemptionPolicy))
        ? []
        : [unsupported('preemptionPolicy', object.preemptionPolicy, ['Never', 'PreemptLowerPriority'])];
    },
    validateUpdate: (object, old) => [
      ...(object.value === old.value ? [] : [refused('value', 'may not be changed in an update.')]),
      ...(object.preemptionPolicy === old.preemptionPolicy
        ? []
        : [wrong('preemptionPolicy', object.preemptionPolicy, 'field is immutable')]),
    ],
  },
  'leases.coordination.k8s.io': {
    validate: ({ spec }) => {
      const { leaseDurationSeconds: duration, leaseTransitions: transitions } = asRecord(spec);
      return [
        ...(duration !== undefined && Number(duration) <= 0
          ? [wrong('spec.leaseDurationSeconds', duration, 'must be greater than 0')]
          : []),
        ...(transitions !== undefined && Number(transitions) < 0
          ? [wrong('spec.leaseTransitions', transitions, 'must be greater than or equal to 0')]
          : []),
      ];
    },
  },
};

const SYSTEM_CLASSES = new Set(['system-node-critical', 'system-cluster-critical']);
