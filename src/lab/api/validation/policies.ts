import { asList, asRecord, type Data, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import { amount, quantityValue, resourceName } from './quantities.ts';
import { validateSelector } from './selectors.ts';
import { amountOrPercent } from './workloads.ts';

/** What is wrong with a disruption budget. */
export function validateBudget({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = spec;
  const causes: Cause[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined)
    causes.push(
      wrong(
        'spec',
        {
          MinAvailable: minAvailable,
          Selector: spec.selector ?? null,
          MaxUnavailable: maxUnavailable,
          UnhealthyPodEvictionPolicy: policy ?? null,
        },
        'minAvailable and maxUnavailable cannot be both set',
      ),
    );
  for (const [name, value] of [
    ['minAvailable', minAvailable],
    ['maxUnavailable', maxUnavailable],
  ] as const) {
    if (value === undefined) continue;
    causes.push(...amountOrPercent(`spec.${name}`, value));
    if (typeof value === 'string' && Number.parseInt(value, 10) > 100)
      causes.push(wrong(`spec.${name}`, value, 'must not be greater than 100%'));
  }
  causes.push(...validateSelector(spec.selector, 'spec.selector'));
  if (policy !== undefined && !['AlwaysAllow', 'IfHealthyBudget'].includes(String(policy)))
    causes.push(unsupported('spec.unhealthyPodEvictionPolicy', policy, ['AlwaysAllow', 'IfHealthyBudget']));
  return causes;
}

const SCOPES = [
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
  'VolumeAttributesClass',
];

/** What is wrong with a quota. */
export function validateQuota({ spec: given }: KubeObject, old?: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes = Object.entries(asRecord(spec.hard)).flatMap(([name, quantity]) => [
    ...resourceName(name, `spec.hard[${name}]`),
    ...quantityValue(name, quantity, `spec.hard[${name}]`),
  ]);
  const scopes = Array.isArray(spec.scopes) ? spec.scopes : [];
  for (const scope of scopes)
    if (!SCOPES.includes(String(scope))) causes.push(wrong('spec.scopes', scopes, 'unsupported scope'));
  for (const [first, second] of [
    ['BestEffort', 'NotBestEffort'],
    ['Terminating', 'NotTerminating'],
  ] as const)
    if (scopes.includes(first) && scopes.includes(second))
      causes.push(wrong('spec.scopes', scopes, 'conflicting scopes'));
  const podsOnly = scopes.includes('BestEffort');
  if (podsOnly && Object.keys(asRecord(spec.hard)).some((name) => name !== 'pods' && name !== 'count/pods'))
    causes.push(wrong('spec.scopes', scopes, 'unsupported scope applied to resource'));
  if (old && !isSame(scopes, asRecord(old.spec).scopes ?? []))
    causes.push(wrong('spec.scopes', scopes, 'field is immutable'));
  return causes;
}

/** What is wrong with bounds for containers, Pods and claims. */
export function validateLimitRange({ spec }: KubeObject): Cause[] {
  const types = new Set<unknown>();
  return asList(asRecord(spec).limits).flatMap((item, index) => {
    const at = `spec.limits[${index}]`;
    const causes: Cause[] = [];
    if (types.has(item.type))
      causes.push({
        reason: 'FieldValueDuplicate',
        message: `Duplicate value: ${JSON.stringify(item.type)}`,
        field: `${at}.type`,
      });
    types.add(item.type);
    const type = String(item.type ?? '');
    if (!type.includes('/') && !['Pod', 'Container', 'PersistentVolumeClaim'].includes(type))
      causes.push(wrong(`${at}.type`, type, 'must be a standard limit type or fully qualified'));
    if (item.type === 'Pod')
      for (const name of ['default', 'defaultRequest'])
        if (Object.keys(asRecord(item[name])).length > 0)
          causes.push(refused(`${at}.${name}`, "may not be specified when `type` is 'Pod'"));
    const [min, max, limit, request] = ['min', 'max', 'default', 'defaultRequest'].map((name) => asRecord(item[name]));
    if (item.type === 'PersistentVolumeClaim' && min?.storage === undefined && max?.storage === undefined)
      causes.push(
        required(`${at}.limits`, 'either minimum or maximum storage value is required, but neither was provided'),
      );
    const names = new Set([min, max, limit, request].flatMap((group) => Object.keys(group ?? {})));
    for (const name of names) {
      const above = (low: unknown, high: unknown, field: string, first: string, second: string): void => {
        if (low !== undefined && high !== undefined && amount(low) > amount(high))
          causes.push(
            wrong(
              `${at}.${field}[${name}]`,
              String(low),
              `${first} value ${String(low)} is greater than ${second} value ${String(high)}`,
            ),
          );
      };
      above(min?.[name], max?.[name], 'min', 'min', 'max');
      above(min?.[name], request?.[name], 'defaultRequest', 'min', 'default request');
      above(request?.[name], max?.[name], 'defaultRequest', 'default request', 'max');
      above(request?.[name], limit?.[name], 'defaultRequest', 'default request', 'default limit');
      above(min?.[name], limit?.[name], 'default', 'min', 'default');
      above(limit?.[name], max?.[name], 'default', 'default', 'max');
    }
    return causes;
  });
}

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];

function starAlone(list: readonly unknown[], field: string, what: string): Cause[] {
  return list.includes('*') && list.length > 1
    ? [wrong(field, list, `if '*' is present, must not specify other ${what}`)]
    : [];
}

/** What is wrong with what says which requests are meant. */
export function ruleCauses(rule: Data, field: string): Cause[] {
  const list = (key: string): readonly unknown[] => (Array.isArray(rule[key]) ? (rule[key] as unknown[]) : []);
  const causes: Cause[] = [];
  if (list('operations').length === 0) causes.push(required(`${field}.operations`, ''));
  causes.push(...starAlone(list('operations'), `${field}.operations`, 'operations'));
  list('operations').forEach((operation, number) => {
    if (!OPERATIONS.includes(String(operation)))
      causes.push(unsupported(`${field}.operations[${number}]`, operation, OPERATIONS));
  });
  if (list('apiGroups').length === 0) causes.push(required(`${field}.apiGroups`, ''));
  causes.push(...starAlone(list('apiGroups'), `${field}.apiGroups`, 'API groups'));
  if (list('apiVersions').length === 0) causes.push(required(`${field}.apiVersions`, ''));
  causes.push(...starAlone(list('apiVersions'), `${field}.apiVersions`, 'API versions'));
  if (list('resources').length === 0) causes.push(required(`${field}.resources`, ''));
  return causes;
}

/** What is wrong with calls of webhooks. Source: pkg/apis/admissionregistration/validation. */
export function validateWebhooks({ webhooks }: KubeObject): Cause[] {
  return asList(webhooks).flatMap((webhook, index) => {
    const at = `webhooks[${index}]`;
    const causes: Cause[] = [];
    const versions = Array.isArray(webhook.admissionReviewVersions) ? webhook.admissionReviewVersions : [];
    const name = String(webhook.name ?? '');
    if (name.split('.').length < 3)
      causes.push(
        name === ''
          ? required(`${at}.name`, '')
          : wrong(`${at}.name`, name, 'should be a domain with at least three segments separated by dots'),
      );
    asList(webhook.rules).forEach((rule, place) => {
      causes.push(...ruleCauses(rule, `${at}.rules[${place}]`));
    });
    if (!['Fail', 'Ignore'].includes(String(webhook.failurePolicy)))
      causes.push(unsupported(`${at}.failurePolicy`, webhook.failurePolicy, ['Fail', 'Ignore']));
    if (!['Equivalent', 'Exact'].includes(String(webhook.matchPolicy)))
      causes.push(unsupported(`${at}.matchPolicy`, webhook.matchPolicy, ['Equivalent', 'Exact']));
    if (webhook.sideEffects === undefined)
      causes.push(required(`${at}.sideEffects`, 'must specify one of None, NoneOnDryRun'));
    else if (!['None', 'NoneOnDryRun'].includes(String(webhook.sideEffects)))
      causes.push(unsupported(`${at}.sideEffects`, webhook.sideEffects, ['None', 'NoneOnDryRun']));
    const seconds = Number(webhook.timeoutSeconds);
    if (seconds < 1 || seconds > 30)
      causes.push(wrong(`${at}.timeoutSeconds`, seconds, 'the timeout value must be between 1 and 30 seconds'));
    const { url, service } = asRecord(webhook.clientConfig);
    if ((url === undefined) === !isRecord(service))
      causes.push(required(`${at}.clientConfig`, 'exactly one of url or service is required'));
    else if (typeof url === 'string' && !url.startsWith('https://'))
      causes.push(
        wrong(
          `${at}.clientConfig.url`,
          url,
          "'https' is the only allowed URL scheme; desired format: https://host[/path]",
        ),
      );
    if (versions.length === 0)
      causes.push(required(`${at}.admissionReviewVersions`, 'must specify one of v1, v1beta1'));
    return causes;
  });
}

/** What is wrong with the binding of a policy. */
export function validatePolicyBinding({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const actions = Array.isArray(spec.validationActions) ? spec.validationActions : [];
  const causes: Cause[] = [];
  if (!spec.policyName) causes.push(required('spec.policyName', ''));
  if (actions.length === 0)
    causes.push(required('spec.validationActions', 'at least one validation action is required'));
  actions.forEach((action, index) => {
    if (!['Audit', 'Deny', 'Warn'].includes(String(action)))
      causes.push(unsupported(`spec.validationActions[${index}]`, action, ['Audit', 'Deny', 'Warn']));
  });
  if (actions.includes('Deny') && actions.includes('Warn'))
    causes.push(
      wrong(
        'spec.validationActions',
        actions,
        'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
      ),
    );
  return causes;
}
