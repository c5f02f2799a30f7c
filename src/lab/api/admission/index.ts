import { escalation } from '../access/escalation.ts';
import type { AdmissionPlugin } from '../core/registry.ts';
import { limitRanger } from './limits.ts';
import { podSecurity } from './pod-security.ts';
import { admissionPolicies } from './policies.ts';
import {
  defaultClasses,
  defaultTolerations,
  namespaceLifecycle,
  priority,
  serviceAccount,
  storageInUse,
} from './preparing.ts';
import { resourceQuota } from './quota.ts';
import { mutatingWebhooks, validatingWebhooks } from './webhooks.ts';

/** The plugins that look at every change, in their order. @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/ */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  podSecurity,
  priority,
  defaultTolerations,
  defaultClasses,
  storageInUse,
  mutatingWebhooks,
  escalation,
  admissionPolicies,
  validatingWebhooks,
  resourceQuota,
];
