import type { Strategy } from '../core/strategy.ts';
import { endpointSliceDefaults, endpointsDefaults } from '../defaults/network.ts';
import { validateEndpointSlice, validateEndpoints } from '../validation/addresses.ts';
import { services } from './services.ts';

/** The rules of Services and what is behind them. */
export const network: Readonly<Record<string, Strategy>> = {
  services,
  endpoints: { defaults: endpointsDefaults, validate: (object) => validateEndpoints(object) },
  'endpointslices.discovery.k8s.io': {
    defaults: endpointSliceDefaults,
    counts: ['endpoints', 'ports', 'addressType'],
    validate: (object, _, old) => validateEndpointSlice(object, old),
  },
};
