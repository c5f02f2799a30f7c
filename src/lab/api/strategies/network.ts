import { asRecord } from '../../../kubernetes/data.ts';
import { group } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import {
  endpointSliceDefaults,
  endpointsDefaults,
  ingressClassDefaults,
  networkPolicyDefaults,
} from '../defaults/network.ts';
import { validateEndpointSlice, validateEndpoints } from '../validation/addresses.ts';
import { validateIngress, validateIngressClass, validateNetworkPolicy } from '../validation/network.ts';
import { services } from './services.ts';

const CLASS = 'kubernetes.io/ingress.class';

/** The rules of what leads traffic. */
export const network: Readonly<Record<string, Strategy>> = {
  services,
  endpoints: { defaults: endpointsDefaults, validate: (object) => validateEndpoints(object) },
  'endpointslices.discovery.k8s.io': {
    defaults: endpointSliceDefaults,
    counts: ['endpoints', 'ports', 'addressType'],
    validate: (object, _, old) => validateEndpointSlice(object, old),
  },
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
