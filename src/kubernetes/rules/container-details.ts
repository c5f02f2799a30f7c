import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asRecord, asTexts, type Data, isSet } from '../data.ts';
import { acceptedProblem, type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { fields } from './values.ts';

const FOR_VARIABLES = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const FOR_FILES = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'];
const SUBSCRIPT = /^metadata\.(?:labels|annotations)\['[^']+'\]$/;

/** Source: validateObjectFieldSelector in pkg/apis/core/validation. */
function fieldProblem({ fieldPath }: Data, path: DataPath): ObjectProblem | undefined {
  const known = path.includes('volumes') ? FOR_FILES : FOR_VARIABLES;
  if (typeof fieldPath !== 'string' || known.includes(fieldPath) || SUBSCRIPT.test(fieldPath)) return undefined;
  return problem(
    'value',
    [...path, 'fieldPath'],
    `"${fieldPath}" is no field that a container can be told.${didYouMean(fieldPath, known)}`,
    `Use one of: ${known.join(', ')}; or metadata.labels['name'].`,
  );
}

const RESOURCES = ['limits', 'requests'].flatMap((kind) =>
  ['cpu', 'memory', 'ephemeral-storage'].map((name) => `${kind}.${name}`),
);

/** Source: validateContainerResourceFieldSelector in pkg/apis/core/validation. */
function resourceFieldProblem({ resource }: Data, path: DataPath): ObjectProblem | undefined {
  return typeof resource !== 'string' ||
    RESOURCES.includes(resource) ||
    /^(?:limits|requests)\.hugepages-/.test(resource)
    ? undefined
    : problem(
        'value',
        [...path, 'resource'],
        `"${resource}" is no resource that a container can be told.${didYouMean(resource, RESOURCES)}`,
        `Use one of: ${RESOURCES.join(', ')}.`,
      );
}

/** Source: validateResizePolicy in pkg/apis/core/validation. */
function resizeProblems({ resourceName, restartPolicy }: Data, path: DataPath): (ObjectProblem | undefined)[] {
  return [
    typeof resourceName === 'string' && !['cpu', 'memory'].includes(resourceName)
      ? problem('value', [...path, 'resourceName'], `"${resourceName}" cannot be resized.`, 'Write cpu or memory.')
      : undefined,
    typeof restartPolicy === 'string' && !['NotRequired', 'RestartContainer'].includes(restartPolicy)
      ? problem(
          'value',
          [...path, 'restartPolicy'],
          `"${restartPolicy}" is no way of resizing.${didYouMean(restartPolicy, ['NotRequired', 'RestartContainer'])}`,
          'Use one of: NotRequired, RestartContainer.',
        )
      : undefined,
  ];
}

/** Resources with a domain, such as GPUs, which cannot be overcommitted. Source: ValidateContainerResourceRequirements in pkg/apis/core/validation. */
function deviceProblems(data: Data, path: DataPath): ObjectProblem[] {
  const limits = asRecord(data.limits);
  return Object.entries(asRecord(data.requests))
    .filter(([name]) => name.includes('/') || name.startsWith('hugepages-'))
    .flatMap(([name, value]) => {
      const inside = [...path, 'requests', name];
      if (!isSet(limits[name]))
        return [
          problem(
            'missing-field',
            inside,
            `${name} has a request, but no limit; such resources need one.`,
            `Add the same amount under "limits".`,
          ),
        ];
      return String(limits[name]) === String(value)
        ? []
        : [
            problem(
              'conflict',
              inside,
              `The request of ${name} is ${String(value)}, and its limit ${String(limits[name])}; they must be equal.`,
              'Write the same amount twice.',
            ),
          ];
    });
}

const CAPABILITY = /^(?:ALL|[A-Z][A-Z_]*)$/;

/** Names that the container runtime does not know: it adds "CAP_" itself. */
function capabilityProblems(data: Data, path: DataPath): ObjectProblem[] {
  return ['add', 'drop'].flatMap((key) =>
    asTexts(data[key]).flatMap((name, index) => {
      const inside = [...path, key, index];
      if (/^CAP_/i.test(name))
        return [
          acceptedProblem(
            'value',
            inside,
            `"${name}" begins with CAP_, which Kubernetes leaves out.`,
            `Write ${name.replace(/^CAP_/i, '').toUpperCase()}.`,
          ),
        ];
      // Runtimes take "all" in small letters as well.
      return CAPABILITY.test(name) || name === 'all'
        ? []
        : [
            acceptedProblem(
              'value',
              inside,
              `"${name}" is no capability: they are written in capitals.`,
              `Write ${name.toUpperCase().replaceAll('-', '_')}.`,
            ),
          ];
    }),
  );
}

/** A program with its arguments in one word, for which the container runtime looks as a file. */
function commandProblem({ command }: Data, path: DataPath): ObjectProblem | undefined {
  const words = asTexts(command);
  const [first = ''] = words;
  return words.length === 1 && /^[\w./-]+\s+\S/.test(first) && !first.includes('\n')
    ? acceptedProblem(
        'value',
        [...path, 'command', 0],
        `"${first}" is one word, so that a program of that name is looked for.`,
        `Write ["${first.split(/\s+/).join('", "')}"], or ["sh", "-c", "…"] if a shell should read it.`,
      )
    : undefined;
}

/** What the API server and the kubelet ask of containers in detail. Source: pkg/apis/core/validation/validation.go of Kubernetes. */
export const containerDetailRules: TypeRules = {
  'v1/ObjectFieldSelector': fields((data, path) => [fieldProblem(data, path)]),
  'v1/ResourceFieldSelector': fields((data, path) => [resourceFieldProblem(data, path)]),
  'v1/ContainerResizePolicy': fields(resizeProblems),
  'v1/ResourceRequirements': fields(deviceProblems),
  'v1/Capabilities': fields(capabilityProblems),
  'v1/Container': fields((data, path) => [commandProblem(data, path)]),
};
