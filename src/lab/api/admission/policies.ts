import { environment, inPlainCel, seen } from '../../../kubernetes/custom/validations.ts';
import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import { warn } from '../core/call.ts';
import { forbidden } from '../core/errors.ts';
import type { KubeObject } from '../core/objects.ts';
import type { Admission, AdmissionPlugin } from '../core/registry.ts';
import { matchesLabels, selectorOf } from '../core/selectors.ts';
import { isExempt, isMatched } from './matching.ts';

type Fields = Readonly<Record<string, unknown>>;
type Compiled = ReturnType<typeof environment.parse>;

const compiled = new Map<string, Compiled>();

/** What an expression gives. @throws what the expression ends with */
function evaluate(expression: string, context: Record<string, unknown>): unknown {
  let run = compiled.get(expression);
  if (!run) {
    run = environment.parse(inPlainCel(expression));
    compiled.set(expression, run);
  }
  return run(context);
}

const group = 'admissionregistration.k8s.io';
const CODES: Readonly<Record<string, number>> = {
  Unauthorized: 401,
  Forbidden: 403,
  RequestEntityTooLarge: 413,
  Invalid: 422,
};

/** What expressions may look at. @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/ */
function contextOf(policy: Fields, params: unknown, admission: Admission): Record<string, unknown> {
  const { object, old, operation, resource, namespace, name, subresource, call, registry } = admission;
  const kind = { group: resource.group, version: resource.version, kind: resource.kind };
  const home = namespace === '' ? undefined : registry.find(registry.catalog.builtIn('', 'namespaces'), '', namespace);
  const context: Record<string, unknown> = {
    object: object ? seen(object, {}) : null,
    oldObject: old ? seen(old, {}) : null,
    request: {
      kind,
      resource: { group: resource.group, version: resource.version, resource: resource.plural },
      subResource: subresource,
      name,
      namespace,
      operation,
      dryRun: call.isDryRun,
      userInfo: { username: call.user.name, groups: [...call.user.groups], uid: call.user.uid ?? '' },
    },
    params: params === undefined ? null : seen(params, {}),
    namespaceObject: home ? seen(home, {}) : null,
  };
  const variables: Record<string, unknown> = {};
  context.variables = variables;
  for (const { name: variable, expression } of asList(policy.variables)) {
    try {
      variables[String(variable)] = evaluate(String(expression), context);
    } catch {
      // Who uses it then finds that it is not there.
    }
  }
  return context;
}

interface Failure {
  message: string;
  reason: string;
}

/** What a policy has against a request. */
function failures(policy: Fields, context: Record<string, unknown>): Failure[] {
  const isStrict = policy.failurePolicy !== 'Ignore';
  const error = (expression: string, problem: unknown): Failure[] =>
    isStrict
      ? [
          {
            message: `expression '${expression}' resulted in error: ${problem instanceof Error ? (problem.message.split('\n')[0] ?? '') : String(problem)}`,
            reason: 'Invalid',
          },
        ]
      : [];
  for (const { expression } of asList(policy.matchConditions)) {
    try {
      if (evaluate(String(expression), context) !== true) return [];
    } catch (problem) {
      return error(String(expression), problem);
    }
  }
  return asList(policy.validations).flatMap((validation): Failure[] => {
    const expression = String(validation.expression ?? '').trim();
    try {
      if (evaluate(expression, context) === true) return [];
    } catch (problem) {
      return error(expression, problem);
    }
    let message = String(validation.message ?? '').trim() || `failed expression: ${expression}`;
    if (validation.messageExpression) {
      try {
        const said = evaluate(String(validation.messageExpression), context);
        if (typeof said === 'string' && said.trim() !== '' && !said.includes('\n')) message = said.trim();
      } catch {
        // The plain message is there for this.
      }
    }
    return [{ message, reason: String(validation.reason ?? 'Invalid') }];
  });
}

/** Objects that a binding hands to its policy; one undefined if the policy takes none. */
function paramsOf(policy: Fields, binding: Fields, { registry, namespace }: Admission): (KubeObject | undefined)[] {
  const { paramKind } = policy;
  const { paramRef } = binding;
  if (!isRecord(paramKind) || !isRecord(paramRef)) return [undefined];
  const resource = registry.catalog.ofObject({
    apiVersion: String(paramKind.apiVersion ?? ''),
    kind: String(paramKind.kind ?? ''),
  });
  if (!resource) return [];
  const place = String(paramRef.namespace ?? namespace);
  if (paramRef.name) {
    const found = registry.find(resource, place, String(paramRef.name));
    return found ? [found] : [];
  }
  return registry
    .list(resource, resource.namespaced ? place : '')
    .filter(({ metadata }) => matchesLabels(selectorOf(paramRef.selector), asRecord(metadata.labels)));
}

function judge(admission: Admission): void {
  const { registry, resource, name, call } = admission;
  if (isExempt(admission)) return;
  const bindings = registry.list(registry.catalog.builtIn(group, 'validatingadmissionpolicybindings'));
  for (const { metadata, spec: given } of registry.list(
    registry.catalog.builtIn(group, 'validatingadmissionpolicies'),
  )) {
    const policy = asRecord(given);
    const constraints = asRecord(policy.matchConstraints);
    if (!isMatched(constraints, constraints.resourceRules, constraints.excludeResourceRules, admission)) continue;
    for (const found of bindings) {
      const binding = asRecord(found.spec);
      if (binding.policyName !== metadata.name) continue;
      const scope = asRecord(binding.matchResources);
      const rules = asList(scope.resourceRules).length > 0 ? scope.resourceRules : constraints.resourceRules;
      if (isRecord(binding.matchResources) && !isMatched(scope, rules, scope.excludeResourceRules, admission)) continue;
      const actions = Array.isArray(binding.validationActions) ? binding.validationActions : [];
      const head = `ValidatingAdmissionPolicy '${metadata.name}' with binding '${found.metadata.name}'`;
      const params = paramsOf(policy, binding, admission);
      const isMissing = params.length === 0 && asRecord(binding.paramRef).parameterNotFoundAction !== 'Allow';
      const all = isMissing
        ? [
            {
              message:
                'failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction',
              reason: 'Invalid',
            },
          ]
        : params.flatMap((param) => failures(policy, contextOf(policy, param, admission)));
      for (const { message, reason } of all) {
        if (actions.includes('Warn')) warn(call, `Validation failed for ${head}: ${message}`);
        if (!actions.includes('Deny')) continue;
        const text = `${head} denied request: ${message}`;
        const error = forbidden(resource, name, text);
        error.status.reason = reason;
        error.status.code = CODES[reason] ?? 422;
        error.status.details = { ...error.status.details, causes: [{ message: text }] };
        throw error;
      }
    }
  }
}

/** Holds requests to policies written in CEL. */
export const admissionPolicies: AdmissionPlugin = { name: 'ValidatingAdmissionPolicy', judge };
