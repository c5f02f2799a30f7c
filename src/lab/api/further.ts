import type { Strategy } from './core/strategy.ts';
import { certificates } from './strategies/certificates.ts';
import { ingresses } from './strategies/ingresses.ts';
import { policies } from './strategies/policies.ts';
import { setsAndJobs } from './strategies/sets-and-jobs.ts';
import { volumes } from './strategies/volumes.ts';

export { limitRanger } from './admission/limits.ts';
export { podSecurity } from './admission/pod-security.ts';
export { resourceQuota } from './admission/quota.ts';
export { openApiDocument, openApiIndex } from './openapi/document.ts';
export { review } from './reviews/index.ts';

/** The rules of kinds that no cluster begins with. */
export const strategies: Readonly<Record<string, Strategy>> = {
  ...certificates,
  ...ingresses,
  ...policies,
  ...setsAndJobs,
  ...volumes,
};
