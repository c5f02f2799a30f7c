import { asRecord } from '../../../kubernetes/data.ts';
import { group } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { ingressClassDefaults, networkPolicyDefaults } from '../defaults/network.ts';
import { validateIngress, validateIngressClass, validateNetworkPolicy } from '../validation/network.ts';

const CLASS = 'kubernetes.io/ingress.class';

/** The rules of what leads traffic into a cluster, and keeps it out. */
export const ingresses: Readonly<Record<string, Strategy>> = {
  'ingresses.networking.k8s.io': {
    counts: ['spec'],
    prepareForCreate: (object) => {
      object.status = { loadBalancer: {} };
    },
    validate: (object, _, old) => validateIngress(object, old),
    warnings: ({ metadata }, old) =>
      metadata.annotations?.[CLASS] !== undefined && !old
        ? [`annotation "${CLASS}" is deprecated, please use 'spec.ingressClassName' instead`]
        : [],
  },
  'ingressclasses.networking.k8s.io': {
    defaults: ingressClassDefaults,
    counts: ['spec'],
    validate: (object, _, old) => validateIngressClass(object, old),
  },
  'networkpolicies.networking.k8s.io': {
    defaults: (object) => {
      networkPolicyDefaults(object);
      group(asRecord(object.spec) as Record<string, unknown>, 'podSelector');
    },
    counts: ['spec'],
    validate: (object) => validateNetworkPolicy(object),
  },
};
