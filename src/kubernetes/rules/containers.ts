import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asList, asRecord, type Data, isSet } from '../data.ts';
import { isEnvironmentName, quantityValue } from '../formats.ts';
import { imageFault } from '../hosts-and-images.ts';
import { type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { fields, labelNameProblem, leastProblem, oneOfProblem, portProblem, repeated } from './values.ts';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

function imageProblem({ image }: Data, path: DataPath): ObjectProblem | undefined {
  if (!isSet(image) || image === '') {
    return problem('missing-field', path, `"${pathName(path)}" lacks the field "image".`, 'Add "image".');
  }
  // What learners put in themselves: <your-registry>/web:1.0, ${REGISTRY}/web.
  const open = typeof image === 'string' && /<[^<>]+>|\$\{?\w+|…|\.\.\./.test(image);
  const fault = typeof image === 'string' && !open ? imageFault(image) : undefined;
  return fault === undefined
    ? undefined
    : problem(
        'value',
        [...path, 'image'],
        `"${String(image)}" cannot be the name of an image: it ${fault}.`,
        'Write it as registry.example.com/folder/name:tag.',
      );
}

/** Variables that are set again: `kubectl apply` may drop one of them. One that uses the earlier value is meant so. */
function repeatedVariables({ env }: Data, path: DataPath): ObjectProblem[] {
  const variables = asList(env);
  return variables.flatMap(({ name, value }, index) => {
    const before = variables.slice(0, index).some((other) => other.name === name);
    const builds = typeof value === 'string' && value.includes(`$(${String(name)})`) && value !== `$(${String(name)})`;
    return typeof name !== 'string' || !before || builds
      ? []
      : [
          problem(
            'conflict',
            [...path, 'env', index, 'name'],
            `The variable "${name}" is set twice in one container.`,
            'Keep one of the two.',
          ),
        ];
  });
}

/** Mounts at the same place. Source: ValidateVolumeMounts in pkg/apis/core/validation. */
function mountProblems({ volumeMounts }: Data, path: DataPath): ObjectProblem[] {
  const mounts = asList(volumeMounts);
  const inside = [...path, 'volumeMounts'];
  const wrong = mounts.flatMap(({ subPath, subPathExpr, mountPath }, index) => [
    ...(typeof subPath === 'string' && (subPath.startsWith('/') || subPath.split('/').includes('..'))
      ? [
          problem(
            'value',
            [...inside, index, 'subPath'],
            `"${subPath}" cannot be a subPath: it leads out of the volume.`,
            'Write a path below the volume, without "/" at its beginning and without "..".',
          ),
        ]
      : []),
    ...(isSet(subPath) && isSet(subPathExpr)
      ? [
          problem(
            'conflict',
            [...inside, index, 'subPathExpr'],
            'The mount has both subPath and subPathExpr.',
            'Keep the one that is meant.',
          ),
        ]
      : []),
    // The drive of a path in Windows is followed by a colon: C:\\data.
    ...(typeof mountPath === 'string' && mountPath.replace(/^[A-Za-z]:(?=[\\/]|$)/, '').includes(':')
      ? [
          problem(
            'value',
            [...inside, index, 'mountPath'],
            `"${mountPath}" cannot be a mountPath: it holds a colon.`,
            'Write a path without a colon.',
          ),
        ]
      : []),
  ]);
  const twice = repeated(mounts, inside, {
    key: 'mountPath',
    message: (value) => `Two volumes are mounted at "${value}".`,
    remedy: 'Give each a mountPath of its own.',
  });
  return [...wrong, ...twice];
}

/** Requests above limits. Source: ValidateContainerResourceRequirements in pkg/apis/core/validation. */
function resourceProblems(data: Data, path: DataPath): ObjectProblem[] {
  const limits = asRecord(data.limits);
  return Object.entries(asRecord(data.requests)).flatMap(([name, request]) => {
    const wanted = quantityValue(request);
    const limit = quantityValue(limits[name]);
    return wanted === undefined || limit === undefined || wanted <= limit
      ? []
      : [
          problem(
            'conflict',
            [...path, 'requests', name],
            `The container requests ${String(request)} of ${name}, but its limit is ${String(limits[name])}.`,
            'Lower the request, or raise the limit.',
          ),
        ];
  });
}

function probeProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const name = String(path.at(-1));
  const { successThreshold } = data;
  const once = name === 'livenessProbe' || name === 'startupProbe';
  return [
    oneOfProblem(data, path, { among: HANDLERS, example: 'httpGet' }),
    ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold'].map((key) =>
      leastProblem(data, key, path),
    ),
    once && typeof successThreshold === 'number' && successThreshold !== 1
      ? problem(
          'conflict',
          [...path, 'successThreshold'],
          `The successThreshold of a ${name} can only be 1.`,
          'Remove it, or move it to the readinessProbe.',
        )
      : undefined,
  ];
}

function privilegeProblem(data: Data, path: DataPath): ObjectProblem | undefined {
  if (data.privileged === true && data.allowPrivilegeEscalation === false) {
    return problem(
      'conflict',
      [...path, 'allowPrivilegeEscalation'],
      'A privileged container cannot have allowPrivilegeEscalation: false.',
      'Remove one of the two.',
    );
  }
  return userProblem(data, path);
}

function userProblem(data: Data, path: DataPath): ObjectProblem | undefined {
  return data.runAsNonRoot === true && data.runAsUser === 0
    ? problem(
        'conflict',
        [...path, 'runAsUser'],
        'runAsUser: 0 is root, which runAsNonRoot: true forbids; the container would not start.',
        'Give it another user, or remove runAsNonRoot.',
      )
    : undefined;
}

function nameOfVariable(name: unknown, path: DataPath): ObjectProblem | undefined {
  return typeof name !== 'string' || isEnvironmentName(name)
    ? undefined
    : problem(
        'name',
        path,
        `"${name}" cannot be the name of an environment variable.`,
        'Use letters, digits and underscores.',
      );
}

/** What the API server asks of containers. Source: pkg/apis/core/validation/validation.go of Kubernetes. */
export const containerRules: TypeRules = {
  'v1/Container': fields((data, path) => [
    labelNameProblem(data.name, [...path, 'name'], 'a container'),
    imageProblem(data, path),
    ...repeatedVariables(data, path),
    ...mountProblems(data, path),
    ...repeated(asList(data.ports), [...path, 'ports'], {
      key: 'name',
      message: (name) => `Two ports of the container are called "${name}".`,
      remedy: 'Give each port of a container a name of its own.',
    }),
  ]),
  'v1/ContainerPort': fields((data, path) => [
    portProblem(data.containerPort, [...path, 'containerPort'], 'numbers'),
    data.hostPort === 0 ? undefined : portProblem(data.hostPort, [...path, 'hostPort'], 'numbers'),
    portProblem(data.name, [...path, 'name'], 'names'),
  ]),
  'v1/Probe': fields(probeProblems),
  'v1/LifecycleHandler': fields((data, path) => [oneOfProblem(data, path, { example: 'exec' })]),
  'v1/HTTPGetAction': fields((data, path) => [portProblem(data.port, [...path, 'port'], 'names')]),
  'v1/TCPSocketAction': fields((data, path) => [portProblem(data.port, [...path, 'port'], 'names')]),
  'v1/GRPCAction': fields((data, path) => [portProblem(data.port, [...path, 'port'], 'numbers')]),
  'v1/ResourceRequirements': fields(resourceProblems),
  'v1/SecurityContext': fields((data, path) => [privilegeProblem(data, path)]),
  'v1/SeccompProfile': fields(({ type, localhostProfile }, path) => [
    type === 'Localhost' && !isSet(localhostProfile)
      ? problem('missing-field', path, `"${pathName(path)}" lacks the field "localhostProfile".`, 'Name the profile.')
      : undefined,
    isSet(type) && type !== 'Localhost' && isSet(localhostProfile)
      ? problem(
          'conflict',
          [...path, 'localhostProfile'],
          `A profile of type ${String(type)} has no localhostProfile.`,
          'Remove it, or write type: Localhost.',
        )
      : undefined,
  ]),
  'v1/EnvVar': fields(({ name, value, valueFrom }, path) => [
    nameOfVariable(name, [...path, 'name']),
    isSet(value) && value !== '' && isSet(valueFrom)
      ? problem(
          'conflict',
          [...path, 'valueFrom'],
          `The variable "${String(name)}" has both value and valueFrom.`,
          'Keep the one that is meant.',
        )
      : undefined,
  ]),
  'v1/EnvVarSource': fields((data, path) => [oneOfProblem(data, path, { example: 'configMapKeyRef' })]),
  'v1/EnvFromSource': fields((data, path) => [
    oneOfProblem(data, path, { among: ['configMapRef', 'secretRef'], example: 'configMapRef' }),
  ]),
};
