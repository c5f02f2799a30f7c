import { asList, asRecord } from '../../../kubernetes/data.ts';
import { group, type KubeObject, recordAt, timeText } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { validateSigningRequest } from '../validation/certificates.ts';

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

/** The rules of requests for certificates. */
export const certificates: Readonly<Record<string, Strategy>> = {
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
