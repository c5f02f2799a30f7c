import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asList, asRecord, type Data, isSet } from '../data.ts';
import { isConfigKey, isQualifiedName } from '../formats.ts';
import { type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { addressProblem, fields, labelNameProblem, leastProblem, oneOfProblem, repeated } from './values.ts';

const HIGHEST_MODE = 0o777;

/** Modes of files that are no modes: 644 written without a leading zero is octal 1204. */
function modeProblem(data: Data, key: string, path: DataPath): ObjectProblem | undefined {
  const mode = data[key];
  if (typeof mode !== 'number' || (mode >= 0 && mode <= HIGHEST_MODE)) return undefined;
  const octal = /^[0-7]{3}$/.test(String(mode));
  return problem(
    'value',
    [...path, key],
    `"${pathName([...path, key])}" is ${mode}, which is more than 0777, the highest mode of a file.`,
    octal ? `Write it with a leading zero: 0${mode}.` : 'Write an octal number with a leading zero, such as 0644.',
  );
}

function itemProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const file = data.path;
  return [
    modeProblem(data, 'mode', path),
    typeof data.key === 'string' && !isConfigKey(data.key) ? keyProblem(data.key, [...path, 'key']) : undefined,
    typeof file === 'string' && (file.startsWith('/') || file.split('/').includes('..'))
      ? problem(
          'value',
          [...path, 'path'],
          `"${file}" cannot be the path of a file in a volume.`,
          'Write a path below the volume, without "/" at its beginning and without "..".',
        )
      : undefined,
  ];
}

/** Says of a text that it cannot be the key of a ConfigMap or Secret. */
export function keyProblem(key: string, path: DataPath): ObjectProblem {
  return problem(
    'name',
    path,
    `"${key}" cannot be a key of a ConfigMap or Secret.`,
    'Use letters, digits, hyphens, underscores and dots.',
  );
}

function volumeProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const { name, ...sources } = data;
  // Without a source the API server makes it an empty directory.
  return [
    labelNameProblem(name, [...path, 'name'], 'a volume'),
    oneOfProblem(sources, path, { example: 'emptyDir: {}', none: false }),
  ];
}

const RUNNING_ONLY = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];

/** Probes of init containers that are no sidecars. Source: validateInitContainers in pkg/apis/core/validation. */
function initProblems(initContainers: unknown, path: DataPath): ObjectProblem[] {
  return asList(initContainers).flatMap((container, index) =>
    container.restartPolicy === 'Always'
      ? []
      : RUNNING_ONLY.filter((key) => isSet(container[key])).map((key) =>
          problem(
            'conflict',
            [...path, 'initContainers', index, key],
            `The init container "${String(container.name)}" has a ${key}, which only a container that keeps running can have.`,
            'Remove it; or, if it is a sidecar, add restartPolicy: Always to the init container.',
          ),
        ),
  );
}

function podProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const { containers, volumes, initContainers, hostname, subdomain } = data;
  return [
    Array.isArray(containers) && containers.length === 0
      ? problem('missing-field', [...path, 'containers'], 'The Pod has no container.', 'Add at least one container.')
      : undefined,
    ...repeated(asList(volumes), [...path, 'volumes'], {
      key: 'name',
      message: (name) => `Two volumes are called "${name}".`,
      remedy: 'Give each volume of a Pod a name of its own.',
    }),
    ...initProblems(initContainers, path),
    labelNameProblem(hostname, [...path, 'hostname'], 'a host'),
    labelNameProblem(subdomain, [...path, 'subdomain'], 'a subdomain'),
    leastProblem(data, 'terminationGracePeriodSeconds', path),
    leastProblem(data, 'activeDeadlineSeconds', path, 1),
  ];
}

function tolerationProblems({ key, operator, value, effect, tolerationSeconds }: Data, path: DataPath) {
  return [
    operator === 'Exists' && isSet(value) && value !== ''
      ? problem(
          'conflict',
          [...path, 'value'],
          'A toleration with operator: Exists has no value.',
          'Remove the value, or write operator: Equal.',
        )
      : undefined,
    (!isSet(key) || key === '') && operator !== 'Exists'
      ? problem(
          'conflict',
          path,
          'A toleration without a key tolerates every taint, and must say operator: Exists.',
          'Add the key, or operator: Exists.',
        )
      : undefined,
    isSet(tolerationSeconds) && effect !== 'NoExecute'
      ? problem(
          'conflict',
          [...path, 'tolerationSeconds'],
          'tolerationSeconds counts only with effect: NoExecute.',
          'Write effect: NoExecute, or remove tolerationSeconds.',
        )
      : undefined,
  ];
}

/** Operators of selectors with the number of values that they need. */
const OPERATORS: Readonly<Record<string, 'some' | 'none' | 'one'>> = {
  In: 'some',
  NotIn: 'some',
  Exists: 'none',
  DoesNotExist: 'none',
  Gt: 'one',
  Lt: 'one',
};

function requirementProblems({ key, operator, values }: Data, path: DataPath, known: readonly string[]) {
  if (typeof operator !== 'string') return [];
  const count = Array.isArray(values) ? values.length : 0;
  const wanted = known.includes(operator) ? OPERATORS[operator] : undefined;
  const keyWrong =
    typeof key === 'string' && !isQualifiedName(key)
      ? problem(
          'label',
          [...path, 'key'],
          `"${key}" cannot be the key of a label.`,
          'Use at most 63 letters, digits, hyphens, underscores and dots, with a letter or digit at both ends.',
        )
      : undefined;
  if (wanted === undefined) {
    return [
      keyWrong,
      problem(
        'value',
        [...path, 'operator'],
        `"${operator}" is not an operator of a selector.`,
        `Use one of: ${known.join(', ')}.`,
      ),
    ];
  }
  const remedies = { some: 'Add at least one value.', none: 'Remove the values.', one: 'Write exactly one value.' };
  const right = wanted === 'some' ? count > 0 : count === (wanted === 'none' ? 0 : 1);
  const needs = { some: 'needs values', none: 'takes no values', one: 'takes exactly one value' };
  return [
    keyWrong,
    right
      ? undefined
      : problem(
          'conflict',
          path,
          `The operator ${operator} ${needs[wanted]}, but there are ${count}.`,
          remedies[wanted],
        ),
  ];
}

function weightProblem({ weight }: Data, path: DataPath): ObjectProblem | undefined {
  return typeof weight === 'number' && (weight < 1 || weight > 100)
    ? problem('value', [...path, 'weight'], `The weight is ${weight}; it goes from 1 to 100.`, 'Write 1 to 100.')
    : undefined;
}

const modes = fields((data, path) => [modeProblem(data, 'defaultMode', path)]);

/** What the API server asks of Pods. Source: pkg/apis/core/validation/validation.go of Kubernetes. */
export const podRules: TypeRules = {
  'v1/PodSpec': fields(podProblems),
  'v1/Volume': fields(volumeProblems),
  'v1/VolumeProjection': fields((data, path) => [oneOfProblem(data, path, { example: 'configMap' })]),
  'v1/KeyToPath': fields(itemProblems),
  'v1/DownwardAPIVolumeFile': fields(itemProblems),
  'v1/ConfigMapVolumeSource': modes,
  'v1/SecretVolumeSource': modes,
  'v1/DownwardAPIVolumeSource': modes,
  'v1/ProjectedVolumeSource': modes,
  'v1/HostAlias': fields(({ ip }, path) => [addressProblem(ip, [...path, 'ip'])]),
  'v1/PodDNSConfig': fields(({ nameservers }, path) =>
    (Array.isArray(nameservers) ? nameservers : []).map((server, index) =>
      addressProblem(server, [...path, 'nameservers', index]),
    ),
  ),
  'v1/Toleration': fields(tolerationProblems),
  'v1/TopologySpreadConstraint': fields((data, path) => [leastProblem(data, 'maxSkew', path, 1)]),
  'v1/WeightedPodAffinityTerm': fields((data, path) => [weightProblem(data, path)]),
  'v1/PreferredSchedulingTerm': fields((data, path) => [weightProblem(data, path)]),
  'v1/NodeSelectorRequirement': fields((data, path) => requirementProblems(data, path, Object.keys(OPERATORS))),
  'apis/meta/v1/LabelSelectorRequirement': fields((data, path) =>
    requirementProblems(data, path, Object.keys(OPERATORS).slice(0, 4)),
  ),
};

/** Whether an object has a Pod's restart policy that its kind does not take; the API server's default is Always. */
export function restartProblem(
  template: unknown,
  path: DataPath,
  kind: string,
  allowed: readonly string[],
): ObjectProblem | undefined {
  const spec = asRecord(template).spec;
  const { restartPolicy } = asRecord(spec);
  if (!isSet(spec) || allowed.includes(String(restartPolicy ?? 'Always'))) return undefined;
  const inside = [...path, 'template', 'spec'];
  return isSet(restartPolicy)
    ? problem(
        'conflict',
        [...inside, 'restartPolicy'],
        `The Pods of a ${kind} cannot have restartPolicy: ${String(restartPolicy)}.`,
        `Write restartPolicy: ${allowed.join(', or restartPolicy: ')}.`,
      )
    : problem(
        'missing-field',
        inside,
        `The Pods of a ${kind} need a restartPolicy, because the default, Always, is not allowed.`,
        `Add restartPolicy: ${allowed.join(', or restartPolicy: ')}.`,
      );
}
