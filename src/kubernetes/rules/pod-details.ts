import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asList, asRecord, asTexts, at, type Data, isSet } from '../data.ts';
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
      return CAPABILITY.test(name)
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

/** What a Pod says of users: those of its containers go before its own. */
function userProblems(pod: Data, path: DataPath): ObjectProblem[] {
  const own = asRecord(pod.securityContext);
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    asList(pod[list]).flatMap((container, index) => {
      const context = asRecord(container.securityContext);
      const nonRoot = context.runAsNonRoot ?? own.runAsNonRoot;
      const user = context.runAsUser ?? own.runAsUser;
      // Within one group of settings another rule says it.
      const apart =
        (isSet(context.runAsNonRoot) ? 'container' : 'pod') !== (isSet(context.runAsUser) ? 'container' : 'pod');
      if (nonRoot !== true || user !== 0 || !apart) return [];
      const inside = isSet(context.runAsUser)
        ? [...path, list, index, 'securityContext', 'runAsUser']
        : [...path, 'securityContext', 'runAsUser'];
      return [
        acceptedProblem(
          'conflict',
          inside,
          `runAsUser: 0 is root, which runAsNonRoot: true forbids; the container "${String(container.name)}" would not start.`,
          'Give it another user, or remove runAsNonRoot.',
        ),
      ];
    }),
  );
}

function podProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const { dnsPolicy, dnsConfig, hostPID, shareProcessNamespace, ephemeralContainers } = data;
  return [
    dnsPolicy === 'None' && asTexts(asRecord(dnsConfig).nameservers).length === 0
      ? problem(
          'missing-field',
          [...path, 'dnsPolicy'],
          'With dnsPolicy: None the Pod needs dnsConfig with nameservers.',
          'Add dnsConfig: {nameservers: […]}, or use another policy.',
        )
      : undefined,
    hostPID === true && shareProcessNamespace === true
      ? problem(
          'conflict',
          [...path, 'shareProcessNamespace'],
          'shareProcessNamespace does not go with hostPID: the Pod sees all processes of the node already.',
          'Remove one of the two.',
        )
      : undefined,
    Array.isArray(ephemeralContainers) && ephemeralContainers.length > 0
      ? problem(
          'conflict',
          [...path, 'ephemeralContainers'],
          'Ephemeral containers cannot be written in a manifest: they are added to a Pod that runs.',
          'Use "kubectl debug", or write an ordinary container.',
        )
      : undefined,
    ...asList(asRecord(data.securityContext).sysctls).map(({ name }, index) =>
      typeof name !== 'string' ||
      /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:[./][a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/.test(name)
        ? undefined
        : problem(
            'value',
            [...path, 'securityContext', 'sysctls', index, 'name'],
            `"${name}" cannot be the name of a kernel parameter.`,
            'Write a name such as net.ipv4.ip_unprivileged_port_start.',
          ),
    ),
    ...userProblems(data, path),
  ];
}

const MEDIA = ['', 'Memory', 'HugePages'];

/** What the API server and the kubelet ask of Pods beyond what every Pod has. Source: pkg/apis/core/validation/validation.go of Kubernetes. */
export const podDetailRules: TypeRules = {
  'v1/ObjectFieldSelector': fields((data, path) => [fieldProblem(data, path)]),
  'v1/ResourceFieldSelector': fields((data, path) => [resourceFieldProblem(data, path)]),
  'v1/ContainerResizePolicy': fields(resizeProblems),
  'v1/ResourceRequirements': fields(deviceProblems),
  'v1/Capabilities': fields(capabilityProblems),
  'v1/Container': fields((data, path) => [commandProblem(data, path)]),
  'v1/PodSpec': fields(podProblems),
  'v1/EmptyDirVolumeSource': fields(({ medium }, path) => [
    typeof medium !== 'string' || MEDIA.includes(medium) || /^HugePages-/.test(medium)
      ? undefined
      : problem(
          'value',
          [...path, 'medium'],
          `"${medium}" is no medium of an empty directory.${didYouMean(medium, MEDIA.slice(1))}`,
          'Write Memory, or leave it out for the disk of the node.',
        ),
  ]),
  'batch/v1/JobSpec': fields((data, path) => [
    isSet(data.selector) && data.manualSelector !== true
      ? problem(
          'conflict',
          [...path, 'selector'],
          'A Job makes its selector itself.',
          'Remove the selector; or, if you mean it, add manualSelector: true.',
        )
      : undefined,
  ]),
  'v1/ServiceSpec': fields((data, path) => [
    isSet(data.externalTrafficPolicy) &&
    !/^(?:NodePort|LoadBalancer)$/.test(String(data.type ?? 'ClusterIP')) &&
    !isSet(data.externalIPs)
      ? problem(
          'conflict',
          [...path, 'externalTrafficPolicy'],
          `A Service of type ${String(data.type ?? 'ClusterIP')} has no traffic from outside.`,
          'Remove externalTrafficPolicy, or write type: NodePort or LoadBalancer.',
        )
      : undefined,
  ]),
  'policy/v1/PodDisruptionBudgetSpec': fields((data, path) =>
    ['minAvailable', 'maxUnavailable'].map((key) => percentProblem(data, key, path)),
  ),
  'apps/v1/RollingUpdateDeployment': fields((data, path) => [percentProblem(data, 'maxUnavailable', path)]),
  'networking.k8s.io/v1/NetworkPolicySpec': fields((data, path) => [
    policyTypeProblem(data, path, 'egress', 'Egress'),
    policyTypeProblem(data, path, 'ingress', 'Ingress'),
  ]),
  'v1/Namespace': fields((data, path) =>
    securityLabels(asRecord(at(data, 'metadata', 'labels')), [...path, 'metadata', 'labels']),
  ),
};

function percentProblem(data: Data, key: string, path: DataPath): ObjectProblem | undefined {
  const value = data[key];
  return typeof value === 'string' && /^\d+%$/.test(value) && Number.parseInt(value, 10) > 100
    ? problem('value', [...path, key], `${key} is ${value}, which is more than all.`, 'Write 100% or less.')
    : undefined;
}

/** Rules that count for nothing because the policy is not about that direction. */
function policyTypeProblem(
  data: Data,
  path: DataPath,
  key: 'ingress' | 'egress',
  type: string,
): ObjectProblem | undefined {
  const types = asTexts(data.policyTypes);
  return isSet(data[key]) && types.length > 0 && !types.includes(type)
    ? acceptedProblem(
        'conflict',
        [...path, key],
        `The policy has rules for ${key}, but policyTypes does not name ${type}: they do nothing.`,
        `Add ${type} to policyTypes.`,
      )
    : undefined;
}

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** Labels for Pod Security Admission. Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/. */
function securityLabels(labels: Data, path: DataPath): ObjectProblem[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const mode = /^pod-security\.kubernetes\.io\/(.*)$/.exec(key)?.[1];
    if (mode === undefined || typeof value !== 'string') return [];
    const inside = [...path, key];
    const known = ['enforce', 'audit', 'warn'].flatMap((name) => [name, `${name}-version`]);
    if (!known.includes(mode)) {
      return [
        problem(
          'label',
          inside,
          `Pod Security Admission knows no label "${key}".${didYouMean(mode, known)}`,
          `Use one of: ${known.map((name) => `pod-security.kubernetes.io/${name}`).join(', ')}.`,
        ),
      ];
    }
    const right = mode.endsWith('-version') ? /^(?:latest|v1\.\d+)$/.test(value) : LEVELS.includes(value);
    return right
      ? []
      : [
          problem(
            'value',
            inside,
            `"${value}" is no ${mode.endsWith('-version') ? 'version' : 'level'} of Pod Security Admission.${didYouMean(value, LEVELS)}`,
            mode.endsWith('-version')
              ? 'Write latest, or a version such as v1.36.'
              : `Use one of: ${LEVELS.join(', ')}.`,
          ),
        ];
  });
}
