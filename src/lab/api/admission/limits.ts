import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import { forbidden } from '../core/errors.ts';
import { group, type KubeObject } from '../core/objects.ts';
import type { Admission, AdmissionPlugin } from '../core/registry.ts';
import { amount } from '../validation/quantities.ts';
import { type Amounts, most, plus } from './amounts.ts';

type Fields = Record<string, unknown>;

const amountsOf = (value: unknown): Amounts => asRecord(value) as Amounts;

function rangesOf({ registry, namespace }: Admission): readonly Fields[] {
  return registry
    .list(registry.catalog.builtIn('', 'limitranges'), namespace)
    .flatMap(({ spec }) => asList(asRecord(spec).limits) as Fields[]);
}

/** Gives containers what a range says for those that say nothing themselves. */
function fillIn(pod: KubeObject, ranges: readonly Fields[]): void {
  const limits: Record<string, string> = {};
  const requests: Record<string, string> = {};
  for (const range of ranges.filter(({ type }) => type === 'Container')) {
    for (const [name, quantity] of Object.entries(amountsOf(range.defaultRequest))) requests[name] ??= quantity;
    for (const [name, quantity] of Object.entries(amountsOf(range.default))) limits[name] ??= quantity;
  }
  const notes: string[] = [];
  for (const [list, kind] of [
    ['containers', 'container'],
    ['initContainers', 'init container'],
  ] as const)
    for (const container of asList(group(pod, 'spec')[list]) as Fields[]) {
      const resources = group(container, 'resources');
      for (const [field, word, defaults] of [
        ['requests', 'request', requests],
        ['limits', 'limit', limits],
      ] as const) {
        const own = isRecord(resources[field]) ? (resources[field] as Fields) : {};
        const added = Object.keys(defaults).filter((name) => own[name] === undefined);
        if (added.length === 0) continue;
        for (const name of added) own[name] = defaults[name];
        resources[field] = own;
        notes.push(`${added.sort().join(', ')} ${word} for ${kind} ${String(container.name)}`);
      }
    }
  if (notes.length === 0) return;
  pod.metadata.annotations = {
    ...pod.metadata.annotations,
    'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${notes.join('; ')}`,
  };
}

interface Bounds {
  type: string;
  range: Fields;
  requests: Amounts;
  limits: Amounts;
}

/** What is below, above or too far apart. Source: plugin/pkg/admission/limitranger. */
function outside({ type, range, requests, limits }: Bounds): string[] {
  const problems: string[] = [];
  const each = (bound: unknown, look: (name: string, enforced: string) => void): void => {
    for (const [name, enforced] of Object.entries(amountsOf(bound))) look(name, enforced);
  };
  each(range.min, (name, enforced) => {
    const head = `minimum ${name} usage per ${type} is ${enforced}`;
    const [request, limit] = [requests[name], limits[name]];
    if (request === undefined) problems.push(`${head}.  No request is specified`);
    else if (amount(request) < amount(enforced)) problems.push(`${head}, but request is ${request}`);
    else if (limit !== undefined && amount(limit) < amount(enforced)) problems.push(`${head}, but limit is ${limit}`);
  });
  each(range.max, (name, enforced) => {
    const head = `maximum ${name} usage per ${type} is ${enforced}`;
    const [request, limit] = [requests[name], limits[name]];
    if (limit === undefined) problems.push(`${head}.  No limit is specified`);
    else if (amount(limit) > amount(enforced)) problems.push(`${head}, but limit is ${limit}`);
    else if (request !== undefined && amount(request) > amount(enforced))
      problems.push(`${head}, but request is ${request}`);
  });
  each(range.maxLimitRequestRatio, (name, enforced) => {
    const head = `${name} max limit to request ratio per ${type} is ${enforced}`;
    const [request, limit] = [amount(requests[name]), amount(limits[name])];
    if (request === 0) problems.push(`${head}, but no request is specified or request is 0`);
    else if (limit === 0) problems.push(`${head}, but no limit is specified or limit is 0`);
    else if (limit / request > amount(enforced))
      problems.push(`${head}, but provided ratio is ${(limit / request).toFixed(6)}`);
  });
  return problems;
}

function judgePod(spec: Fields, ranges: readonly Fields[]): string[] {
  const own = (container: Readonly<Fields>, field: string): Amounts => amountsOf(asRecord(container.resources)[field]);
  return ranges.flatMap((range) => {
    if (range.type === 'Container')
      return [...asList(spec.containers), ...asList(spec.initContainers)].flatMap((container) =>
        outside({ type: 'Container', range, requests: own(container, 'requests'), limits: own(container, 'limits') }),
      );
    if (range.type !== 'Pod') return [];
    const total = (field: string): Amounts => {
      const sum = asList(spec.containers).reduce<Amounts>((so, container) => plus(so, own(container, field)), {});
      return asList(spec.initContainers).reduce<Amounts>((so, container) => most(so, own(container, field)), sum);
    };
    return outside({ type: 'Pod', range, requests: total('requests'), limits: total('limits') });
  });
}

function judgeClaim(spec: Fields, ranges: readonly Fields[]): string[] {
  const requests = amountsOf(asRecord(spec.resources).requests);
  return ranges
    .filter(({ type }) => type === 'PersistentVolumeClaim')
    .flatMap(({ min, max }) => {
      const { storage } = requests;
      const problems: string[] = [];
      for (const [bound, word, isOutside] of [
        [min, 'minimum', (enforced: string) => amount(storage) < amount(enforced)],
        [max, 'maximum', (enforced: string) => amount(storage) > amount(enforced)],
      ] as const) {
        const enforced = amountsOf(bound).storage;
        if (enforced === undefined) continue;
        const head = `${word} storage usage per PersistentVolumeClaim is ${enforced}`;
        if (storage === undefined) problems.push(`${head}.  No request is specified`);
        else if (isOutside(enforced)) problems.push(`${head}, but request is ${storage}`);
      }
      return problems;
    });
}

/** Holds containers, Pods and claims to the ranges of their namespace. @see https://kubernetes.io/docs/concepts/policy/limit-range/ */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  prepare(admission) {
    const { object, operation, resource, subresource } = admission;
    if (!object || operation !== 'CREATE' || subresource !== '' || resource.group !== '' || resource.plural !== 'pods')
      return;
    fillIn(object, rangesOf(admission));
  },
  judge(admission) {
    const { object, operation, resource, subresource, name } = admission;
    if (!object || subresource !== '' || resource.group !== '') return;
    const spec = group(object, 'spec');
    let problems: string[] = [];
    if (resource.plural === 'pods' && operation === 'CREATE') problems = judgePod(spec, rangesOf(admission));
    else if (resource.plural === 'persistentvolumeclaims') problems = judgeClaim(spec, rangesOf(admission));
    if (problems.length === 0) return;
    const unique = [...new Set(problems)];
    throw forbidden(resource, name, unique.length === 1 ? (unique[0] as string) : `[${unique.join(', ')}]`);
  },
};
