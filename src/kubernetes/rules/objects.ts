import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asRecord, asTexts, type Data, isSet } from '../data.ts';
import { isConfigKey, isQualifiedName, isSubdomain } from '../formats.ts';
import { type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { keyProblem } from './pods.ts';
import { fields, labelNameProblem, oneOfProblem } from './values.ts';

function metadataProblems({ generateName, annotations, namespace }: Data, path: DataPath) {
  return [
    typeof generateName === 'string' && !isSubdomain(generateName.replace(/-+$/, '').concat('x'))
      ? problem(
          'name',
          [...path, 'generateName'],
          `"${generateName}" cannot be the beginning of an object's name.`,
          'Use lower-case letters, digits, hyphens and dots, with a letter or digit at the beginning.',
        )
      : undefined,
    ...Object.keys(asRecord(annotations))
      .filter((key) => !isQualifiedName(key.toLowerCase()))
      .map((key) =>
        problem(
          'label',
          [...path, 'annotations', key],
          `"${key}" cannot be the key of an annotation.`,
          'Use at most 63 letters, digits, hyphens, underscores and dots; before a "/" there may stand a domain.',
        ),
      ),
    labelNameProblem(namespace, [...path, 'namespace'], 'a namespace'),
  ];
}

function keyProblems(data: Data, path: DataPath, groups: readonly string[]): ObjectProblem[] {
  return groups.flatMap((group) =>
    Object.keys(asRecord(data[group]))
      .filter((key) => !isConfigKey(key))
      .map((key) => keyProblem(key, [...path, group, key])),
  );
}

function sharedKeyProblems({ data, binaryData }: Data, path: DataPath): ObjectProblem[] {
  return Object.keys(asRecord(binaryData))
    .filter((key) => Object.hasOwn(asRecord(data), key))
    .map((key) =>
      problem(
        'conflict',
        [...path, 'binaryData', key],
        `The key "${key}" is in data and in binaryData.`,
        'Keep it in one of the two.',
      ),
    );
}

/** Types of Secrets with the keys that they must have. Source: ValidateSecret in pkg/apis/core/validation. */
const SECRET_KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

function secretProblems(secret: Data, path: DataPath): ObjectProblem[] {
  const keys = [...Object.keys(asRecord(secret.data)), ...Object.keys(asRecord(secret.stringData))];
  const missing = (SECRET_KEYS[String(secret.type)] ?? []).filter((key) => !keys.includes(key));
  return [
    ...keyProblems(secret, path, ['data', 'stringData']),
    ...missing.map((key) =>
      problem(
        'missing-field',
        [...path, 'type'],
        `A Secret of type ${String(secret.type)} lacks the key "${key}".`,
        `Add "${key}" under data or stringData.`,
      ),
    ),
  ];
}

/** What a claim asks for must be more than nothing. Source: ValidatePersistentVolumeClaimSpec in pkg/apis/core/validation. */
function claimProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  return [
    // The Prometheus Operator fills in ReadWriteOnce.
    ...(path[1] === 'storage' ? [] : accessProblems(data, path, 'The claim')),
    isSet(asRecord(asRecord(data.resources).requests).storage)
      ? undefined
      : problem(
          'missing-field',
          path,
          'The claim does not say how much storage it wants.',
          'Add resources.requests.storage.',
        ),
  ];
}

function accessProblems({ accessModes }: Data, path: DataPath, who: string): (ObjectProblem | undefined)[] {
  const modes = asTexts(accessModes);
  return [
    modes.length === 0
      ? problem('missing-field', path, `${who} names no access mode.`, 'Add accessModes, such as [ReadWriteOnce].')
      : undefined,
    modes.length > 1 && modes.includes('ReadWriteOncePod')
      ? problem(
          'conflict',
          [...path, 'accessModes'],
          'ReadWriteOncePod cannot stand together with other access modes.',
          'Keep ReadWriteOncePod alone, or remove it.',
        )
      : undefined,
  ];
}

/** Fields of a PersistentVolume that are no sources. */
const NO_SOURCES = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

function volumeProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const sources = Object.fromEntries(Object.entries(data).filter(([key]) => !NO_SOURCES.has(key)));
  return [
    ...accessProblems(data, path, 'The volume'),
    isSet(asRecord(data.capacity).storage)
      ? undefined
      : problem('missing-field', path, 'The volume does not say how large it is.', 'Add capacity.storage.'),
    oneOfProblem(sources, path, { example: 'csi' }),
    isSet(data.local) && !isSet(data.nodeAffinity)
      ? problem(
          'missing-field',
          path,
          'A local volume needs nodeAffinity, which says on which node it is.',
          'Add nodeAffinity.',
        )
      : undefined,
  ];
}

/** What the API server asks of settings and storage. Source: pkg/apis/core/validation/validation.go of Kubernetes. */
export const objectRules: TypeRules = {
  'apis/meta/v1/ObjectMeta': fields(metadataProblems),
  'v1/ConfigMap': fields((data, path) => [
    ...keyProblems(data, path, ['data', 'binaryData']),
    ...sharedKeyProblems(data, path),
  ]),
  'v1/Secret': fields(secretProblems),
  'v1/PersistentVolumeClaimSpec': fields(claimProblems),
  'v1/PersistentVolumeSpec': fields(volumeProblems),
  'scheduling.k8s.io/v1/PriorityClass': fields(({ value, metadata }, path) => [
    typeof value === 'number' && value > 1_000_000_000 && !String(asRecord(metadata).name).startsWith('system-')
      ? problem(
          'value',
          [...path, 'value'],
          `"${pathName([...path, 'value'])}" is ${value}; 1000000000 is the highest that is not kept for the system.`,
          'Write a lower number.',
        )
      : undefined,
  ]),
};
