import { isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { required, wrong } from '../core/field-errors.ts';
import { qualifiedName } from '../core/words.ts';

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity as a number. @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function amount(quantity: unknown): number {
  const [, number = '0', suffix = ''] = /^([+-]?[0-9.]+)([a-zA-Z]*(?:[+-]?\d+)?)$/.exec(String(quantity ?? '0')) ?? [];
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix);
  if (exponent) return Number(`${number}e${exponent[1]}`);
  return Number(number) * (FACTORS[suffix] ?? 1);
}

const FOR_CONTAINERS = new Set(['cpu', 'memory', 'ephemeral-storage']);
const STANDARD = new Set([
  ...FOR_CONTAINERS,
  'storage',
  'pods',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'resourcequotas',
  'services.nodeports',
  'services.loadbalancers',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
]);
const isHuge = (name: string): boolean => name.startsWith('hugepages-');
const isOvercommitted = (name: string): boolean => !name.includes('/') && !isHuge(name);

/** A name of something that is counted. */
export function resourceName(name: string, field: string): Cause[] {
  const problems = qualifiedName(name);
  if (problems.length > 0) return problems.map((why) => wrong(field, name, why));
  return name.includes('/') || STANDARD.has(name) || isHuge(name)
    ? []
    : [wrong(field, name, 'must be a standard resource type or fully qualified')];
}

function containerResource(name: string, field: string): Cause[] {
  const causes = resourceName(name, field);
  if (!name.includes('/')) {
    if (!FOR_CONTAINERS.has(name) && !isHuge(name))
      causes.push(wrong(field, name, 'must be a standard resource for containers'));
  } else if (
    name.startsWith('requests.') ||
    (name.includes('kubernetes.io/') && !/^[^/]+\.kubernetes\.io\//.test(name))
  )
    causes.push(wrong(field, name, "doesn't follow extended resource name standard"));
  return causes;
}

/** An amount that may not be below zero, and must be whole where parts make no sense. */
export function quantityValue(name: string, quantity: unknown, field: string): Cause[] {
  const causes: Cause[] = [];
  const value = amount(quantity);
  if (value < 0) causes.push(wrong(field, String(quantity), 'must be greater than or equal to 0'));
  if (name.includes('/') && !Number.isInteger(value)) causes.push(wrong(field, String(quantity), 'must be an integer'));
  return causes;
}

/** What a container asks for and may use at most. */
export function validateResources(resources: unknown, path: string): Cause[] {
  const { limits, requests } = isRecord(resources) ? resources : { limits: undefined, requests: undefined };
  const causes: Cause[] = [];
  const upper = isRecord(limits) ? limits : {};
  for (const [name, quantity] of Object.entries(upper)) {
    const field = `${path}.limits[${name}]`;
    causes.push(...containerResource(name, field), ...quantityValue(name, quantity, field));
  }
  for (const [name, quantity] of Object.entries(isRecord(requests) ? requests : {})) {
    const field = `${path}.requests[${name}]`;
    causes.push(...containerResource(name, field), ...quantityValue(name, quantity, field));
    const limit = upper[name];
    if (limit !== undefined && limit !== null) {
      if (!isOvercommitted(name) && amount(quantity) !== amount(limit))
        causes.push(wrong(`${path}.requests`, String(quantity), `must be equal to ${name} limit of ${String(limit)}`));
      else if (amount(quantity) > amount(limit))
        causes.push(
          wrong(
            `${path}.requests`,
            String(quantity),
            `must be less than or equal to ${name} limit of ${String(limit)}`,
          ),
        );
    } else if (!isOvercommitted(name))
      causes.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'));
  }
  return causes;
}
