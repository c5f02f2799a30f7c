export { admissionPolicies } from './admission/policies.ts';
export { mutatingWebhooks, validatingWebhooks } from './admission/webhooks.ts';
export { customResources } from './custom/resources.ts';
export { customStrategy } from './custom/strategy.ts';
export { extensions as strategies } from './strategies/extensions.ts';
