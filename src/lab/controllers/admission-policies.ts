import { group, recordAt } from '../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf } from './framework.ts';

/**
 * Notes that the expressions of a policy were looked through. What is wrong with their types is refused when the policy is written.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#type-checking
 */
export function admissionPolicyController(client: Client): Controller {
  const policies = client.resource('admissionregistration.k8s.io', 'validatingadmissionpolicies');
  return {
    name: 'validatingadmissionpolicy-status-controller',
    concerns: concernsOf(policies),
    reconcile(key) {
      const policy = client.find(policies, key.namespace, key.name);
      const { generation } = policy?.metadata ?? {};
      if (!policy || recordAt(policy, 'status').observedGeneration === generation) return undefined;
      client.change(
        policies,
        keyOf(policy),
        (object) => {
          Object.assign(group(object, 'status'), { observedGeneration: generation, typeChecking: {} });
          return true;
        },
        'status',
      );
      return undefined;
    },
  };
}
