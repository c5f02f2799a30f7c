import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import { warn } from '../core/call.ts';
import { forbidden, invalid } from '../core/errors.ts';
import { wrong } from '../core/field-errors.ts';
import type { KubeObject } from '../core/objects.ts';
import { controllerOf } from '../core/objects.ts';
import type { Admission, AdmissionPlugin } from '../core/registry.ts';
import { type Violation, violations } from './pod-security-checks.ts';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS = ['privileged', 'baseline', 'restricted'];
const MODES = ['enforce', 'audit', 'warn'];

type Labels = Readonly<Record<string, string>>;

const levelOf = (labels: Labels, mode: string): string => {
  const level = labels[PREFIX + mode] ?? 'privileged';
  return LEVELS.includes(level) ? level : 'restricted';
};
const versionOf = (labels: Labels, mode: string): string => labels[`${PREFIX}${mode}-version`] ?? 'latest';
const policy = (labels: Labels, mode: string): string => `${levelOf(labels, mode)}:${versionOf(labels, mode)}`;
const whole = (list: readonly Violation[]): string =>
  list.map(({ reason, detail }) => `${reason} (${detail})`).join(', ');

/** Where the Pod's spec lies in those who make Pods. */
function templateOf({ kind, spec, template }: KubeObject): unknown {
  if (kind === 'PodTemplate') return asRecord(template).spec;
  const holder = kind === 'CronJob' ? asRecord(asRecord(asRecord(spec).jobTemplate).spec) : asRecord(spec);
  return asRecord(holder.template).spec;
}

const WORKLOADS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'PodTemplate',
]);
const IGNORED: ReadonlySet<string> = new Set([
  'exec',
  'attach',
  'binding',
  'eviction',
  'log',
  'portforward',
  'proxy',
  'status',
]);

/** Whether an update of a Pod touches what levels are about: images and the number of containers. */
function isSignificant(pod: KubeObject, old: KubeObject): boolean {
  return ['containers', 'initContainers', 'ephemeralContainers'].some((list) => {
    const images = (object: KubeObject): string =>
      JSON.stringify(asList(asRecord(object.spec)[list]).map(({ name, image }) => [name, image]));
    return images(pod) !== images(old);
  });
}

/** Whose level is warned of: a namespace that does not say is warned of what it enforces. Source: `PolicyToEvaluate` in k8s.io/pod-security-admission. */
const warningMode = (labels: Labels): 'enforce' | 'warn' =>
  labels[`${PREFIX}warn`] === undefined && labels[`${PREFIX}warn-version`] === undefined ? 'enforce' : 'warn';

function judgePod({ registry, call, resource, namespace, name, object, old, subresource }: Admission): void {
  const home = registry.find(registry.catalog.builtIn('', 'namespaces'), '', namespace);
  const labels = home?.metadata.labels ?? {};
  if (!object || MODES.every((mode) => levelOf(labels, mode) === 'privileged')) return;
  const isPod = object.kind === 'Pod';
  if (isPod ? IGNORED.has(subresource) || (old && !isSignificant(object, old)) : subresource !== '') return;
  const spec = isPod ? object.spec : templateOf(object);
  if (!isRecord(spec)) return;
  if (isPod) {
    const found = violations(levelOf(labels, 'enforce'), spec);
    if (found.length > 0)
      throw forbidden(resource, name, `violates PodSecurity "${policy(labels, 'enforce')}": ${whole(found)}`);
  }
  const mode = warningMode(labels);
  const found = violations(levelOf(labels, mode), spec);
  if (found.length > 0) warn(call, `would violate PodSecurity "${policy(labels, mode)}": ${whole(found)}`);
}

function badLabels(labels: Labels) {
  return MODES.flatMap((mode) => {
    const level = labels[PREFIX + mode];
    const version = labels[`${PREFIX}${mode}-version`];
    return [
      ...(level === undefined || LEVELS.includes(level)
        ? []
        : [wrong(`metadata.labels[${PREFIX}${mode}]`, level, `must be one of ${LEVELS.join(', ')}`)]),
      ...(version === undefined || version === 'latest' || /^v1\.(0|[1-9]\d*)$/.test(version)
        ? []
        : [wrong(`metadata.labels[${PREFIX}${mode}-version]`, version, 'must be "latest" or "v1.x"')]),
    ];
  });
}

/** One Pod of each controller stands for all of it. */
function existing(pods: readonly KubeObject[]): KubeObject[] {
  const seen = new Set<string>();
  const first: KubeObject[] = [];
  const later: KubeObject[] = [];
  for (const pod of pods) {
    const uid = controllerOf(pod)?.uid;
    if (uid !== undefined && seen.has(uid)) later.push(pod);
    else first.push(pod);
    if (uid !== undefined) seen.add(uid);
  }
  return [...first, ...later];
}

function judgeNamespace({ registry, call, resource, name, object, old, subresource }: Admission): void {
  if (!object || subresource !== '') return;
  const labels = object.metadata.labels ?? {};
  const causes = badLabels(labels);
  if (causes.length > 0 && (!old || badLabels(old.metadata.labels ?? {}).length === 0))
    throw invalid(resource, name, causes);
  if (!old || policy(labels, 'enforce') === policy(old.metadata.labels ?? {}, 'enforce')) return;
  const level = levelOf(labels, 'enforce');
  const before = levelOf(old.metadata.labels ?? {}, 'enforce');
  if (LEVELS.indexOf(level) <= LEVELS.indexOf(before)) return;
  const groups = new Map<string, string[]>();
  for (const pod of existing(registry.list(registry.catalog.builtIn('', 'pods'), name))) {
    const found = violations(level, asRecord(pod.spec));
    if (found.length === 0) continue;
    const reason = found.map((violation) => violation.reason).join(', ');
    groups.set(reason, [...(groups.get(reason) ?? []), pod.metadata.name]);
  }
  if (groups.size === 0) return;
  warn(
    call,
    `existing pods in namespace "${name}" violate the new PodSecurity enforce level "${policy(labels, 'enforce')}"`,
  );
  const lines = [...groups].map(([reason, names]) => {
    const more = names.length - 1;
    const others = more === 0 ? '' : ` (and ${more} other pod${more === 1 ? '' : 's'})`;
    return `${[...names].sort()[0]}${others}: ${reason}`;
  });
  for (const line of lines.sort()) warn(call, line);
}

/** Holds Pods to the level of their namespace. @see https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  judge(admission) {
    const { resource, operation, object } = admission;
    if (operation !== 'CREATE' && operation !== 'UPDATE') return;
    if (resource.group === '' && resource.plural === 'namespaces') judgeNamespace(admission);
    else if (resource.plural === 'pods' || WORKLOADS.has(object?.kind ?? '')) judgePod(admission);
  },
};
