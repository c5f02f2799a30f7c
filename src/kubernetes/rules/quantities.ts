import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asRecord, type Data } from '../data.ts';
import { meantQuantity, quantityValue } from '../formats.ts';
import { type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { fields } from './values.ts';

const MEBIBYTE = 2 ** 20;
/** Resources that are counted in bytes. */
const BYTES =
  /(^|\.)(memory|storage|ephemeral-storage)$|^sizeLimit$|^hugepages-|\.storageclass\.storage\.k8s\.io\/requests\.storage$/;
const isMeasured = (name: string): boolean => /(^|\.)cpu$/.test(name) || BYTES.test(name);

/** What is wrong with a quantity. Sources: resource.Quantity in apimachinery, pkg/api/pod/warnings.go of Kubernetes. */
function quantityProblem(value: unknown, path: DataPath): ObjectProblem | undefined {
  if ((typeof value !== 'string' && typeof value !== 'number') || path[0] === 'status') return undefined;
  const where = `"${pathName(path)}"`;
  const amount = quantityValue(value);
  if (amount === undefined) {
    const meant = meantQuantity(String(value));
    return problem(
      'quantity',
      path,
      `${where} is "${value}", which is not a quantity.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
      'Write a number, with a unit behind it if need be: 250m for a quarter of a core, 128Mi or 2Gi for bytes.',
    );
  }
  const name = String(path.at(-1));
  if (amount < 0)
    return problem('quantity', path, `${where} is ${value}, which is less than nothing.`, 'Write 0 or more.');
  if (BYTES.test(name) && !Number.isInteger(amount)) return fractionProblem(String(value), amount, path);
  const isPlain = !/[A-Za-z]/.test(String(value));
  if (name === 'memory' && path.includes('resources') && isPlain && amount > 0 && amount < MEBIBYTE) {
    return problem(
      'quantity',
      path,
      `${where} is ${value}, which is ${amount} bytes: no container can run in that.`,
      `Add the unit: ${value}Mi.`,
    );
  }
  if (path.at(-2) === 'hard' && !isMeasured(name) && !Number.isInteger(amount)) {
    return problem(
      'quantity',
      path,
      `${where} is ${value}, but objects are counted in whole numbers.`,
      'Write a whole number.',
    );
  }
  return undefined;
}

/** Parts of bytes; nearly always "m", which is a thousandth, where "Mi" was meant. */
function fractionProblem(value: string, amount: number, path: DataPath): ObjectProblem {
  const where = `"${pathName(path)}"`;
  const thousandth = /^\d+m$/.test(value);
  return problem(
    'quantity',
    path,
    thousandth
      ? `${where} is ${value}, which is ${amount} bytes: "m" stands for a thousandth.`
      : `${where} is ${value}, which is no whole number of bytes.`,
    thousandth
      ? `Write Mi, for units of 1,048,576 bytes: ${value.replace('m', 'Mi')}.`
      : 'Write a whole number of bytes, such as 128Mi.',
  );
}

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const QUOTA_RESOURCES = [
  ...CONTAINER_RESOURCES,
  ...['requests', 'limits'].flatMap((kind) => CONTAINER_RESOURCES.map((name) => `${kind}.${name}`)),
  'storage',
  'requests.storage',
  'pods',
  'services',
  'services.nodeports',
  'services.loadbalancers',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
];

/** Names of resources that the API server does not know: those of its own have no "/", all others have one. */
function nameProblems(resources: unknown, path: DataPath, known: readonly string[]): ObjectProblem[] {
  return Object.keys(asRecord(resources))
    .filter((name) => !known.includes(name) && !name.includes('/') && !/^((requests|limits)\.)?hugepages-/.test(name))
    .map((name) =>
      problem(
        'value',
        [...path, name],
        `There is no resource "${name}".${didYouMean(name, known)}`,
        `Use one of: ${known.join(', ')}; or a resource with the domain of its driver, such as example.com/gpu.`,
      ),
    );
}

/** Pairs of settings of a LimitRange of which the first must not be more than the second. */
const ORDERED = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['min', 'default'],
  ['defaultRequest', 'default'],
  ['defaultRequest', 'max'],
  ['default', 'max'],
] as const;

function limitProblems(item: Data, path: DataPath): ObjectProblem[] {
  const reported = new Set<string>();
  return ORDERED.flatMap(([less, more]) =>
    Object.entries(asRecord(item[less])).flatMap(([name, value]) => {
      const low = quantityValue(value);
      const high = quantityValue(asRecord(item[more])[name]);
      if (low === undefined || high === undefined || low <= high || reported.has(name)) return [];
      reported.add(name);
      const message = `For ${name}, ${less} (${String(value)}) is more than ${more} (${String(asRecord(item[more])[name])}).`;
      return [problem('conflict', [...path, less, name], message, `Lower ${less}, or raise ${more}.`)];
    }),
  );
}

/** What the API server asks of quantities. Source: pkg/apis/core/validation/validation.go of Kubernetes. */
export const quantityRules: TypeRules = {
  'api/resource/Quantity': (value, path) => [quantityProblem(value, path)].filter((found) => found !== undefined),
  'v1/ResourceRequirements': fields((data, path) =>
    ['requests', 'limits'].flatMap((key) => nameProblems(data[key], [...path, key], CONTAINER_RESOURCES)),
  ),
  'v1/ResourceQuotaSpec': fields((data, path) => nameProblems(data.hard, [...path, 'hard'], QUOTA_RESOURCES)),
  'v1/LimitRangeItem': fields(limitProblems),
};
