import { recordAt } from '../api/core/objects.ts';
import { type Client, type Controller, concernsOf } from './framework.ts';

/**
 * Notes on ValidatingAdmissionPolicies that their expressions were looked at. It finds nothing to warn of: types are not checked here.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#type-checking
 */
export function policyStatusController(client: Client): Controller {
  const policies = client.resource('admissionregistration.k8s.io', 'validatingadmissionpolicies');
  return {
    name: 'validatingadmissionpolicy-status',
    concerns: concernsOf(policies),
    reconcile(key) {
      const policy = client.find(policies, '', key.name);
      const { generation } = policy?.metadata ?? {};
      if (!policy || recordAt(policy, 'status').observedGeneration === generation) return undefined;
      client.writeStatus(policies, policy, { observedGeneration: generation, typeChecking: {} });
      return undefined;
    },
  };
}
