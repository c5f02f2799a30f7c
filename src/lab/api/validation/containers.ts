import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { dnsLabel } from '../core/words.ts';
import { internalForm } from './internal-form.ts';
import { validateHandler, validateProbe } from './probes.ts';
import { validateResources } from './quantities.ts';
import { fieldSelector, keySelector, validateMounts } from './volumes.ts';
import { portNameProblems, portNumber } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['FallbackToLogsOnError', 'File'];

function ports(list: unknown, path: string): Cause[] {
  const names = new Set<string>();
  return asList(list).flatMap((port, index) => {
    const at = `${path}[${index}]`;
    const causes: Cause[] = [];
    const name = String(port.name ?? '');
    if (name !== '') {
      const problems = portNameProblems(name);
      causes.push(...problems.map((why) => wrong(`${at}.name`, name, why)));
      if (problems.length === 0) {
        if (names.has(name)) causes.push(duplicate(`${at}.name`, name));
        names.add(name);
      }
    }
    if (!port.containerPort) causes.push(required(`${at}.containerPort`, ''));
    else causes.push(...portNumber(`${at}.containerPort`, port.containerPort));
    if (port.hostPort) causes.push(...portNumber(`${at}.hostPort`, port.hostPort));
    if (!port.protocol) causes.push(required(`${at}.protocol`, ''));
    else if (!PROTOCOLS.includes(String(port.protocol)))
      causes.push(unsupported(`${at}.protocol`, port.protocol, PROTOCOLS));
    return causes;
  });
}

const variableName = (field: string, name: string): Cause[] =>
  /^[ -<>-~]+$/.test(name)
    ? []
    : [
        wrong(
          field,
          name,
          "a valid environment variable name must consist only of printable ASCII characters other than '='",
        ),
      ];

function variables(list: unknown, path: string): Cause[] {
  return asList(list).flatMap((variable, index) => {
    const at = `${path}[${index}]`;
    const causes: Cause[] = [];
    const name = String(variable.name ?? '');
    if (name === '') causes.push(required(`${at}.name`, ''));
    else causes.push(...variableName(`${at}.name`, name));
    const from = variable.valueFrom;
    if (!isRecord(from)) return causes;
    const field = `${at}.valueFrom`;
    const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'].filter((key) =>
      isRecord(from[key]),
    );
    for (const source of sources) {
      const inner = asRecord(from[source]);
      if (source === 'fieldRef') causes.push(...fieldSelector(inner, `${field}.fieldRef`, 'variable'));
      else if (source === 'resourceFieldRef') {
        if (!inner.resource) causes.push(required(`${field}.resourceFieldRef.resource`, ''));
      } else if (source !== 'fileKeyRef') causes.push(...keySelector(inner, `${field}.${source}`));
    }
    if (sources.length === 0)
      causes.push(
        wrong(
          field,
          '',
          'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
        ),
      );
    else if (variable.value) causes.push(wrong(field, '', 'may not be specified when `value` is not empty'));
    else if (sources.length > 1) causes.push(wrong(field, '', 'may not have more than one field specified at a time'));
    return causes;
  });
}

function variablesFrom(list: unknown, path: string): Cause[] {
  return asList(list).flatMap((source, index) => {
    const at = `${path}[${index}]`;
    const causes: Cause[] = [];
    if (source.prefix) causes.push(...variableName(`${at}.prefix`, String(source.prefix)));
    const kinds = ['configMapRef', 'secretRef'].filter((key) => isRecord(source[key]));
    for (const kind of kinds) if (!asRecord(source[kind]).name) causes.push(required(`${at}.${kind}.name`, ''));
    if (kinds.length === 0) causes.push(wrong(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (kinds.length > 1) causes.push(wrong(path, '', 'may not have more than one field specified at a time'));
    return causes;
  });
}

/** A user or group by its number. */
export const userNumber = (field: string, value: unknown): Cause[] =>
  typeof value === 'number' && (value < 0 || value > 2147483647)
    ? [wrong(field, value, 'must be between 0 and 2147483647, inclusive')]
    : [];

/** What seccomp shall do. */
export function seccomp(profile: unknown, path: string): Cause[] {
  if (!isRecord(profile)) return [];
  const { type, localhostProfile } = profile;
  if (!type) return [required(`${path}.type`, 'type is required when seccompProfile is set')];
  if (!['Localhost', 'RuntimeDefault', 'Unconfined'].includes(String(type)))
    return [unsupported(`${path}.type`, type, ['Localhost', 'RuntimeDefault', 'Unconfined'])];
  if (type === 'Localhost' && !localhostProfile)
    return [required(`${path}.localhostProfile`, 'must be set when seccomp type is Localhost')];
  return type !== 'Localhost' && localhostProfile !== undefined
    ? [wrong(`${path}.localhostProfile`, localhostProfile, 'can only be set when seccomp type is Localhost')]
    : [];
}

function security(context: unknown, path: string): Cause[] {
  if (!isRecord(context)) return [];
  const causes = [
    ...userNumber(`${path}.runAsUser`, context.runAsUser),
    ...userNumber(`${path}.runAsGroup`, context.runAsGroup),
    ...seccomp(context.seccompProfile, `${path}.seccompProfile`),
  ];
  if (context.allowPrivilegeEscalation !== false) return causes;
  const shown = internalForm(context, 'core/v1.SecurityContext');
  if (context.privileged === true)
    causes.push(wrong(path, shown, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
  const added = asRecord(context.capabilities).add;
  if (Array.isArray(added) && added.includes('CAP_SYS_ADMIN'))
    causes.push(
      wrong(path, shown, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'),
    );
  return causes;
}

/** What holds for containers of all sorts. Source: `validateContainerCommon` in pkg/apis/core/validation. */
export function validateContainer(container: Fields, at: string, volumes: ReadonlySet<string>): Cause[] {
  const causes: Cause[] = [];
  const name = String(container.name ?? '');
  if (name === '') causes.push(required(`${at}.name`, ''));
  else causes.push(...dnsLabel(name).map((why) => wrong(`${at}.name`, name, why)));
  if (!container.image) causes.push(required(`${at}.image`, ''));
  if (!MESSAGE_POLICIES.includes(String(container.terminationMessagePolicy)))
    causes.push(unsupported(`${at}.terminationMessagePolicy`, container.terminationMessagePolicy, MESSAGE_POLICIES));
  causes.push(
    ...ports(container.ports, `${at}.ports`),
    ...variables(container.env, `${at}.env`),
    ...variablesFrom(container.envFrom, `${at}.envFrom`),
    ...validateMounts(container.volumeMounts, `${at}.volumeMounts`, volumes),
  );
  if (!PULL_POLICIES.includes(String(container.imagePullPolicy)))
    causes.push(unsupported(`${at}.imagePullPolicy`, container.imagePullPolicy, PULL_POLICIES));
  causes.push(
    ...validateResources(container.resources, `${at}.resources`),
    ...security(container.securityContext, `${at}.securityContext`),
  );
  return causes;
}

function life(container: Fields, at: string): Cause[] {
  const lifecycle = asRecord(container.lifecycle);
  const causes: Cause[] = [];
  for (const moment of ['postStart', 'preStop'])
    if (isRecord(lifecycle[moment]))
      causes.push(...validateHandler(asRecord(lifecycle[moment]), `${at}.lifecycle.${moment}`));
  return [
    ...causes,
    ...validateProbe(container, 'livenessProbe', at),
    ...validateProbe(container, 'readinessProbe', at),
    ...validateProbe(container, 'startupProbe', at),
  ];
}

/** The containers of a Pod. */
export function validateContainers(list: unknown, path: string, volumes: ReadonlySet<string>): Cause[] {
  const containers = asList(list);
  if (containers.length === 0) return [required(path, '')];
  const names = new Set<unknown>();
  const causes = containers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const own = validateContainer(container, at, volumes);
    if (names.has(container.name)) own.push(duplicate(`${at}.name`, container.name));
    names.add(container.name);
    own.push(...life(container, at));
    return own;
  });
  return [...causes, ...hostPorts(containers, path)];
}

function hostPorts(containers: readonly Fields[], path: string): Cause[] {
  const taken = new Set<string>();
  return containers.flatMap((container, index) =>
    asList(container.ports).flatMap((port, at) => {
      if (!port.hostPort) return [];
      const key = `${String(port.protocol)}/${String(port.hostIP ?? '')}/${String(port.hostPort)}`;
      const isTaken = taken.has(key);
      taken.add(key);
      return isTaken ? [duplicate(`${path}[${index}].ports[${at}].hostPort`, key)] : [];
    }),
  );
}

/** Containers that run before the others, or beside them. */
export function validateInitContainers(
  list: unknown,
  path: string,
  volumes: ReadonlySet<string>,
  others: unknown,
): Cause[] {
  const names = new Set<unknown>(asList(others).map(({ name }) => name));
  return asList(list).flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const own = validateContainer(container, at, volumes);
    if (names.has(container.name)) own.push(duplicate(`${at}.name`, container.name));
    names.add(container.name);
    if (container.restartPolicy === 'Always') return [...own, ...life(container, at)];
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])
      if (isRecord(container[field]))
        own.push(refused(`${at}.${field}`, 'may not be set for init containers without restartPolicy=Always'));
    return own;
  });
}
