import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { validateAnnotations, validateLabels } from '../core/metadata.ts';
import type { KubeObject } from '../core/objects.ts';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../core/words.ts';
import { seccomp, userNumber, validateContainers, validateInitContainers } from './containers.ts';
import { validatePodDetails } from './pod-details.ts';
import { validateSelector } from './selectors.ts';
import { validateVolumes } from './volumes.ts';

type Fields = Readonly<Record<string, unknown>>;

const RESTART = ['Always', 'OnFailure', 'Never'];
const DNS = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
export const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What a Pod tolerates. @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export function validateTolerations(list: unknown, path: string): Cause[] {
  return asList(list).flatMap((toleration, index) => {
    const at = `${path}[${index}]`;
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
    const causes: Cause[] = [];
    if (key !== '') causes.push(...qualifiedName(String(key)).map((why) => wrong(`${at}.key`, key, why)));
    if (key === '' && operator !== 'Exists')
      causes.push(
        wrong(
          `${at}.operator`,
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      causes.push(wrong(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    if (operator === 'Equal' || operator === '') {
      const problems = labelValue(String(value));
      if (problems.length > 0) causes.push(wrong(`${at}.operator`, value, problems.join(';')));
    } else if (operator === 'Exists') {
      if (value !== '') causes.push(wrong(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'"));
    } else causes.push(unsupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    if (effect !== '' && !EFFECTS.includes(String(effect))) causes.push(unsupported(`${at}.effect`, effect, EFFECTS));
    return causes;
  });
}

function nodeTerms(list: unknown, path: string): Cause[] {
  return asList(list).flatMap((term, index) =>
    asList(term.matchExpressions).flatMap((expression, at) => {
      const field = `${path}[${index}].matchExpressions[${at}]`;
      const { key = '', operator, values } = expression;
      const count = Array.isArray(values) ? values.length : 0;
      const causes: Cause[] = [];
      if (operator === 'In' || operator === 'NotIn') {
        if (count === 0)
          causes.push(required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      } else if (operator === 'Exists' || operator === 'DoesNotExist') {
        if (count > 0)
          causes.push(refused(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      } else if (operator === 'Gt' || operator === 'Lt') {
        if (count !== 1)
          causes.push(required(`${field}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      } else causes.push(wrong(`${field}.operator`, operator ?? '', 'not a valid selector operator'));
      return [...causes, ...qualifiedName(String(key)).map((why) => wrong(`${field}.key`, key, why))];
    }),
  );
}

const weightOf = (field: string, weight: unknown): Cause[] =>
  typeof weight === 'number' && weight >= 1 && weight <= 100
    ? []
    : [wrong(field, weight ?? 0, 'must be in the range 1-100')];

function podTerm(term: Fields, path: string): Cause[] {
  const causes = isRecord(term.labelSelector) ? validateSelector(term.labelSelector, `${path}.labelSelector`) : [];
  if (!term.topologyKey) causes.push(required(`${path}.topologyKey`, 'can not be empty'));
  else
    causes.push(
      ...qualifiedName(String(term.topologyKey)).map((why) => wrong(`${path}.topologyKey`, term.topologyKey, why)),
    );
  return causes;
}

function affinity(value: unknown, path: string): Cause[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = asRecord(value);
  const causes: Cause[] = [];
  if (isRecord(nodeAffinity)) {
    const must = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    const at = `${path}.nodeAffinity`;
    if (isRecord(must)) {
      const terms = `${at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
      if (asList(must.nodeSelectorTerms).length === 0)
        causes.push(required(terms, 'must have at least one node selector term'));
      causes.push(...nodeTerms(must.nodeSelectorTerms, terms));
    }
    asList(nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution).forEach((term, index) => {
      const field = `${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
      causes.push(...weightOf(`${field}.weight`, term.weight), ...nodeTerms([term.preference], `${field}.preference`));
    });
  }
  for (const [name, group] of [
    ['podAffinity', podAffinity],
    ['podAntiAffinity', podAntiAffinity],
  ] as const) {
    if (!isRecord(group)) continue;
    asList(group.requiredDuringSchedulingIgnoredDuringExecution).forEach((term, index) => {
      causes.push(...podTerm(term, `${path}.${name}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`));
    });
    asList(group.preferredDuringSchedulingIgnoredDuringExecution).forEach((term, index) => {
      const field = `${path}.${name}.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
      causes.push(
        ...weightOf(`${field}.weight`, term.weight),
        ...podTerm(asRecord(term.podAffinityTerm), `${field}.podAffinityTerm`),
      );
    });
  }
  return causes;
}

function spread(list: unknown, path: string): Cause[] {
  return asList(list).flatMap((constraint, index) => {
    const at = `${path}[${index}]`;
    const causes: Cause[] = [];
    if (!(typeof constraint.maxSkew === 'number' && constraint.maxSkew > 0))
      causes.push(wrong(`${at}.maxSkew`, constraint.maxSkew ?? 0, 'must be greater than zero'));
    if (!constraint.topologyKey) causes.push(required(`${at}.topologyKey`, 'can not be empty'));
    const actions = ['DoNotSchedule', 'ScheduleAnyway'];
    if (!actions.includes(String(constraint.whenUnsatisfiable)))
      causes.push(unsupported(`${at}.whenUnsatisfiable`, constraint.whenUnsatisfiable ?? '', actions));
    if (isRecord(constraint.labelSelector))
      causes.push(...validateSelector(constraint.labelSelector, `${at}.labelSelector`));
    return causes;
  });
}

function podSecurity(spec: Fields, path: string): Cause[] {
  const context = asRecord(spec.securityContext);
  const causes: Cause[] = [];
  if (spec.hostNetwork === true)
    asList(spec.containers).forEach((container, index) => {
      asList(container.ports).forEach((port, at) => {
        if (port.hostPort !== undefined && port.hostPort !== port.containerPort)
          causes.push(
            wrong(
              `spec.containers[${index}].ports[${at}].containerPort`,
              port.containerPort,
              'must match `hostPort` when `hostNetwork` is true',
            ),
          );
      });
    });
  causes.push(
    ...userNumber(`${path}.fsGroup`, context.fsGroup),
    ...userNumber(`${path}.runAsUser`, context.runAsUser),
    ...userNumber(`${path}.runAsGroup`, context.runAsGroup),
    ...seccomp(context.seccompProfile, `${path}.seccompProfile`),
  );
  return causes;
}

function dns(spec: Fields, path: string): Cause[] {
  const config = spec.dnsConfig;
  if (spec.dnsPolicy === 'None') {
    if (!isRecord(config)) return [required(`${path}.dnsConfig`, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (!Array.isArray(config.nameservers) || config.nameservers.length === 0)
      return [
        required(`${path}.dnsConfig.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None'),
      ];
  }
  return [];
}

/** What is wrong with the spec of a Pod, in a Pod or a template. Source: `ValidatePodSpec` in pkg/apis/core/validation. */
export function validatePodSpec(value: unknown, path: string): Cause[] {
  const spec = asRecord(value);
  const { causes, names } = validateVolumes(spec.volumes, `${path}.volumes`);
  causes.push(
    ...validateContainers(spec.containers, `${path}.containers`, names),
    ...validateInitContainers(spec.initContainers, `${path}.initContainers`, names, spec.containers),
  );
  if (!RESTART.includes(String(spec.restartPolicy)))
    causes.push(unsupported(`${path}.restartPolicy`, spec.restartPolicy, RESTART));
  if (!DNS.includes(String(spec.dnsPolicy))) causes.push(unsupported(`${path}.dnsPolicy`, spec.dnsPolicy, DNS));
  causes.push(
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
    ...podSecurity(spec, `${path}.securityContext`),
    ...affinity(spec.affinity, `${path}.affinity`),
    ...dns(spec, path),
    ...spread(spec.topologySpreadConstraints, `${path}.topologySpreadConstraints`),
  );
  if (spec.serviceAccountName)
    causes.push(
      ...dnsSubdomain(String(spec.serviceAccountName)).map((why) =>
        wrong(`${path}.serviceAccountName`, spec.serviceAccountName, why),
      ),
    );
  if (spec.nodeName)
    causes.push(...dnsSubdomain(String(spec.nodeName)).map((why) => wrong(`${path}.nodeName`, spec.nodeName, why)));
  const deadline = spec.activeDeadlineSeconds;
  if (typeof deadline === 'number' && (deadline < 1 || deadline > 2147483647))
    causes.push(wrong(`${path}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive'));
  for (const field of ['hostname', 'subdomain'])
    if (spec[field])
      causes.push(...dnsLabel(String(spec[field])).map((why) => wrong(`${path}.${field}`, spec[field], why)));
  causes.push(...validateTolerations(spec.tolerations, `${path}.tolerations`), ...validatePodDetails(spec, path));
  if (spec.priorityClassName)
    causes.push(
      ...dnsSubdomain(String(spec.priorityClassName)).map((why) =>
        wrong(`${path}.priorityClassName`, spec.priorityClassName, why),
      ),
    );
  return causes;
}

/** What is wrong with a template of Pods. */
export function validateTemplate(template: unknown, path: string): Cause[] {
  const { metadata, spec } = asRecord(template);
  const { labels, annotations } = asRecord(metadata);
  const causes = [
    ...validateLabels(labels, `${path}.labels`),
    ...validateAnnotations(annotations, `${path}.annotations`),
    ...validatePodSpec(spec, `${path}.spec`),
  ];
  if (asList(asRecord(spec).ephemeralContainers).length > 0)
    causes.push(refused(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'));
  return causes;
}

/** What is wrong with a Pod: beyond its spec, images may have no blanks around them. */
export function validatePod(pod: KubeObject): Cause[] {
  const spec = asRecord(pod.spec);
  const causes = validatePodSpec(spec, 'spec');
  for (const list of ['containers', 'initContainers'])
    asList(spec[list]).forEach(({ image }, index) => {
      if (typeof image === 'string' && image !== image.trim())
        causes.push(wrong(`spec.${list}[${index}].image`, image, 'must not have leading or trailing whitespace'));
    });
  return causes;
}

/** What the server warns of in a Pod or template. Source: pkg/api/pod/warnings.go. */
export function podWarnings(value: unknown, path: string): string[] {
  const spec = asRecord(value);
  const warnings: string[] = [];
  for (const list of ['initContainers', 'containers'])
    asList(spec[list]).forEach((container, index) => {
      const at = `${path}.${list}[${index}]`;
      const { limits, requests } = asRecord(container.resources);
      for (const [name, amounts] of [
        ['limits', limits],
        ['requests', requests],
      ] as const)
        for (const resource of ['memory', 'ephemeral-storage']) {
          const quantity = asRecord(amounts)[resource];
          if (typeof quantity === 'string' && quantity.endsWith('m'))
            warnings.push(
              `${at}.resources.${name}[${resource}]: fractional byte value ${JSON.stringify(quantity)} is invalid, must be an integer`,
            );
        }
      const seen = new Set<unknown>();
      asList(container.env).forEach((variable, place) => {
        if (seen.has(variable.name))
          warnings.push(
            `${at}.env[${place}]: hides previous definition of "${String(variable.name)}", which may be dropped when using apply`,
          );
        seen.add(variable.name);
      });
    });
  return warnings;
}
