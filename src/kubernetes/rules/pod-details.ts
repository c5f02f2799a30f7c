import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asList, asRecord, asTexts, at, type Data, isSet } from '../data.ts';
import { acceptedProblem, type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { fields } from './values.ts';

/** What a Pod says of users: those of its containers go before its own. */
function userProblems(pod: Data, path: DataPath): ObjectProblem[] {
  const own = asRecord(pod.securityContext);
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    asList(pod[list]).flatMap((container, index) => {
      const context = asRecord(container.securityContext);
      const nonRoot = context.runAsNonRoot ?? own.runAsNonRoot;
      const user = context.runAsUser ?? own.runAsUser;
      // Within the settings of one container another rule says it.
      const together = isSet(context.runAsNonRoot) && isSet(context.runAsUser);
      if (nonRoot !== true || user !== 0 || together) return [];
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
