import { asRecord } from '../../../kubernetes/data.ts';
import type { Strategy } from '../core/strategy.ts';
import { secretDefaults } from '../defaults/storage.ts';
import {
  validateConfigMap,
  validateConfigMapUpdate,
  validateSecret,
  validateSecretUpdate,
} from '../validation/data.ts';

const events: Strategy = {
  fields: (object) => {
    const {
      kind = '',
      namespace = '',
      name = '',
      uid = '',
      apiVersion = '',
      resourceVersion = '',
      fieldPath = '',
    } = asRecord(object.involvedObject ?? object.regarding);
    const component = asRecord(object.source).component ?? object.reportingComponent ?? '';
    const of = { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath };
    return {
      ...Object.fromEntries(Object.entries(of).map(([key, value]) => [`involvedObject.${key}`, String(value)])),
      reason: String(object.reason ?? ''),
      reportingComponent: String(object.reportingComponent ?? component),
      source: String(component),
      type: String(object.type ?? ''),
    };
  },
};

/** The rules of ConfigMaps, Secrets and what else only holds data. */
export const data: Readonly<Record<string, Strategy>> = {
  configmaps: {
    createsOnUpdate: false,
    validate: (object, _, old) => [...(old ? validateConfigMapUpdate(object, old) : []), ...validateConfigMap(object)],
  },
  secrets: {
    defaults: secretDefaults,
    prepareForUpdate: (object, old) => {
      // Who does not say the type means that which it has.
      if (!object.type) object.type = old.type;
    },
    validate: (object, _, old) => [...(old ? validateSecretUpdate(object, old) : []), ...validateSecret(object)],
    fields: ({ type }) => ({ type: String(type ?? '') }),
  },
  events,
  'events.events.k8s.io': events,
};
