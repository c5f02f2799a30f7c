import type { Strategy } from '../core/strategy.ts';
import { autoscalerDefaults, limitRangeDefaults } from '../defaults/policies.ts';
import { validateAutoscaler } from '../validation/autoscalers.ts';
import { validateBudget, validateLimitRange, validateQuota } from '../validation/policies.ts';

/** The rules of what bounds and scales others. */
export const policies: Readonly<Record<string, Strategy>> = {
  resourcequotas: {
    prepareForCreate: (object) => {
      object.status = {};
    },
    validate: (object, _, old) => validateQuota(object, old),
  },
  limitranges: { defaults: limitRangeDefaults, validate: (object) => validateLimitRange(object) },
  'horizontalpodautoscalers.autoscaling': {
    defaults: autoscalerDefaults,
    prepareForCreate: (object) => {
      object.status = { currentMetrics: null, desiredReplicas: 0 };
    },
    validate: (object) => validateAutoscaler(object),
  },
  'poddisruptionbudgets.policy': {
    counts: ['spec'],
    prepareForCreate: (object) => {
      object.status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    },
    validate: (object) => validateBudget(object),
  },
};
