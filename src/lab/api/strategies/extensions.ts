import { asList } from '../../../kubernetes/data.ts';
import { group } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import {
  admissionPolicyDefaults,
  definitionDefaults,
  policyBindingDefaults,
  webhookDefaults,
} from '../defaults/extensions.ts';
import { validateAdmissionPolicy } from '../validation/admission-policies.ts';
import { validateDefinition } from '../validation/definitions.ts';
import { validatePolicyBinding, validateWebhooks } from '../validation/policies.ts';

const hooks: Strategy = {
  defaults: webhookDefaults,
  counts: ['webhooks'],
  validate: (object) => validateWebhooks(object),
};

/** The rules of what extends the API, and of what judges its requests. */
export const extensions: Readonly<Record<string, Strategy>> = {
  'validatingwebhookconfigurations.admissionregistration.k8s.io': hooks,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': hooks,
  'validatingadmissionpolicies.admissionregistration.k8s.io': {
    defaults: admissionPolicyDefaults,
    counts: ['spec'],
    prepareForCreate: (object) => {
      object.status = {};
    },
    validate: (object) => validateAdmissionPolicy(object),
  },
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': {
    defaults: policyBindingDefaults,
    counts: ['spec'],
    validate: (object) => validatePolicyBinding(object),
  },
  'customresourcedefinitions.apiextensions.k8s.io': {
    defaults: definitionDefaults,
    counts: ['spec'],
    prepareForCreate: (object) => {
      const versions = asList(group(object, 'spec').versions);
      object.status = {
        conditions: null,
        acceptedNames: { plural: '', kind: '' },
        storedVersions: versions.filter(({ storage }) => storage === true).map(({ name }) => name),
      };
    },
    prepareForUpdate: (object) => {
      const status = group(object, 'status');
      const stored = Array.isArray(status.storedVersions) ? status.storedVersions : [];
      for (const { name, storage } of asList(group(object, 'spec').versions))
        if (storage === true && !stored.includes(name)) status.storedVersions = [...stored, name];
    },
    validate: (object, _, old) => validateDefinition(object, old),
  },
};
