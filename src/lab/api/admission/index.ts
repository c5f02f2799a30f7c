import type { AdmissionPlugin } from '../core/registry.ts';

/** The plugins that look at every change, in their order. @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/ */
export const admissionPlugins: readonly AdmissionPlugin[] = [];
