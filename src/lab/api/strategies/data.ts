import { asList, asRecord } from '../../../kubernetes/data.ts';
import { group, type KubeObject, recordAt, timeText } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { secretDefaults } from '../defaults/storage.ts';
import { validateSigningRequest } from '../validation/certificates.ts';
import {
  validateConfigMap,
  validateConfigMapUpdate,
  validateSecret,
  validateSecretUpdate,
} from '../validation/data.ts';

/** Says when conditions of a request for a certificate came, where whoever set them did not. Source: `populateConditionTimestamps`. */
function stampConditions(object: KubeObject, old: KubeObject, now: string): void {
  const before = asList(recordAt(old, 'status').conditions);
  for (const condition of asList(recordAt(object, 'status').conditions) as Record<string, unknown>[]) {
    condition.lastUpdateTime ??= now;
    if (condition.lastTransitionTime) continue;
    const known = before.find(({ type, status }) => type === condition.type && status === condition.status);
    condition.lastTransitionTime = known?.lastTransitionTime ?? now;
  }
}

/** The rules of ConfigMaps, Secrets and what else only holds data. */
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
  'certificatesigningrequests.certificates.k8s.io': {
    prepareForCreate: (object, { call }) => {
      const spec = group(object, 'spec');
      spec.username = call.user.name;
      spec.groups = [...call.user.groups];
      if (call.user.uid !== undefined) spec.uid = call.user.uid;
      if (call.user.extra) spec.extra = call.user.extra;
      object.status = {};
    },
    // What is asked for stays; conditions come with `approval` and `status`.
    prepareForUpdate: (object, old, { registry }) => {
      object.spec = old.spec;
      stampConditions(object, old, timeText(registry.clock.now()));
    },
    prepareForStatusUpdate: (object, old, { registry }) => stampConditions(object, old, timeText(registry.clock.now())),
    validate: (object, _, old) => (old ? [] : validateSigningRequest(object)),
    fields: ({ spec }) => ({ 'spec.signerName': String(asRecord(spec).signerName ?? '') }),
  },
};
