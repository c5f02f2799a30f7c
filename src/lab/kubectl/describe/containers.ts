import { asList, asRecord, asTexts, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { extractResource } from './downward.ts';
import { count, goList, longTime, type Page, quantityText, text } from './page.ts';

/** What a field of the Pod that an environment variable names holds. */
export type Resolver = (fieldPath: string) => string;

function portsText(ports: readonly Data[], field: 'containerPort' | 'hostPort'): string {
  return ports
    .map((port) => {
      const number = `${count(port[field])}/${text(port.protocol)}`;
      return port.name ? `${number} (${text(port.name)})` : number;
    })
    .join(', ');
}

function writeBasics(page: Page, container: Data, status: Data | undefined, indent: string): void {
  page.line(1, `${indent === '' ? '' : ' '}${text(container.name)}:`);
  if (status) page.pair(2, 'Container ID', status.containerID);
  page.pair(2, 'Image', container.image);
  if (status) page.pair(2, 'Image ID', status.imageID);
  for (const [one, several, field] of [
    ['Port', 'Ports', 'containerPort'],
    ['Host Port', 'Host Ports', 'hostPort'],
  ] as const) {
    const ports = portsText(asList(container.ports), field);
    if (ports.includes(',')) page.pair(2, several, ports);
    else page.pair(2, one, ports || '<none>');
  }
  const profile = asRecord(at(container, 'securityContext', 'seccompProfile'));
  if (profile.type !== undefined) page.pair(2, 'SeccompProfile', profile.type);
  if (profile.type === 'Localhost') page.pair(3, 'LocalhostProfile', profile.localhostProfile);
}

function writeCommand(page: Page, title: string, words: readonly string[]): void {
  if (words.length === 0) return;
  page.line(2, `${title}:`);
  for (const line of words.flatMap((word) => word.split('\n'))) page.line(3, line);
}

function writeState(page: Page, title: string, state: Data): void {
  const { running, waiting, terminated } = {
    running: asRecord(state.running),
    waiting: asRecord(state.waiting),
    terminated: asRecord(state.terminated),
  };
  if (isSet(state.running)) {
    page.pair(2, title, 'Running');
    page.pair(3, 'Started', longTime(running.startedAt));
  } else if (isSet(state.waiting) || !isSet(state.terminated)) {
    page.pair(2, title, 'Waiting');
    if (waiting.reason) page.pair(3, 'Reason', waiting.reason);
  } else {
    page.pair(2, title, 'Terminated');
    if (terminated.reason) page.pair(3, 'Reason', terminated.reason);
    if (terminated.message) page.pair(3, 'Message', terminated.message);
    page.pair(3, 'Exit Code', count(terminated.exitCode));
    if (count(terminated.signal) > 0) page.pair(3, 'Signal', terminated.signal);
    page.pair(3, 'Started', longTime(terminated.startedAt));
    page.pair(3, 'Finished', longTime(terminated.finishedAt));
  }
}

/** Limits and requests. */
export function writeResources(page: Page, resources: unknown, level: number): void {
  for (const [title, field] of [
    ['Limits', 'limits'],
    ['Requests', 'requests'],
  ] as const) {
    const entries = Object.entries(asRecord(asRecord(resources)[field])).sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    if (entries.length > 0) page.line(level, `${title}:`);
    for (const [name, quantity] of entries) page.pair(level + 1, name, quantityText(quantity));
  }
}

/** A probe in one line. */
export function probeText(probe: Data): string {
  const numbers = [
    `delay=${count(probe.initialDelaySeconds)}s`,
    `timeout=${count(probe.timeoutSeconds)}s`,
    `period=${count(probe.periodSeconds)}s`,
    `#success=${count(probe.successThreshold)}`,
    `#failure=${count(probe.failureThreshold)}`,
  ].join(' ');
  const { httpGet, tcpSocket, grpc } = {
    httpGet: asRecord(probe.httpGet),
    tcpSocket: asRecord(probe.tcpSocket),
    grpc: asRecord(probe.grpc),
  };
  if (isSet(probe.exec)) return `exec ${goList(at(probe, 'exec', 'command'))} ${numbers}`;
  if (isSet(probe.httpGet)) {
    const host = text(httpGet.host);
    const path = text(httpGet.path);
    const address = `${host.includes(':') ? `[${host}]` : host}:${text(httpGet.port)}`;
    const scheme = text(httpGet.scheme).toLowerCase();
    const escaped = encodeURI(path).replaceAll('?', '%3F').replaceAll('#', '%23');
    const slash = path === '' || path.startsWith('/') ? '' : '/';
    return `http-get ${scheme === '' ? '' : `${scheme}:`}//${address}${slash}${escaped} ${numbers}`;
  }
  if (isSet(probe.tcpSocket)) return `tcp-socket ${text(tcpSocket.host)}:${text(tcpSocket.port)} ${numbers}`;
  if (isSet(probe.grpc)) return `grpc <pod>:${count(grpc.port)} ${text(grpc.service)} ${numbers}`;
  return `unknown ${numbers}`;
}

function writeProbes(page: Page, container: Data): void {
  for (const [title, field] of [
    ['Liveness', 'livenessProbe'],
    ['Readiness', 'readinessProbe'],
    ['Startup', 'startupProbe'],
  ] as const) {
    if (isSet(container[field])) page.pair(2, title, probeText(asRecord(container[field])));
  }
}

function writeEnvironmentFrom(page: Page, sources: readonly Data[]): void {
  if (sources.length === 0) return;
  page.line(2, 'Environment Variables from:');
  for (const source of sources) {
    const kind = isSet(source.configMapRef) ? 'ConfigMap' : isSet(source.secretRef) ? 'Secret' : '';
    const { name, optional } = asRecord(source.configMapRef ?? source.secretRef);
    const prefix = source.prefix ? ` with prefix '${text(source.prefix)}'` : '';
    page.line(3, text(name), `${kind}${prefix}`, `Optional: ${optional === true}`);
  }
}

function writeEnvironment(page: Page, container: Data, resolve: Resolver | undefined): void {
  const variables = asList(container.env);
  page.write(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}\n`);
  for (const variable of variables) {
    const name = text(variable.name);
    const from = asRecord(variable.valueFrom);
    const key = asRecord(from.secretKeyRef ?? from.configMapKeyRef);
    const optional = `Optional: ${key.optional === true}`;
    if (!isSet(variable.valueFrom)) {
      for (const [index, line] of text(variable.value).split('\n').entries())
        page.line(3, index === 0 ? `${name}:` : '', line);
    } else if (isSet(from.fieldRef)) {
      const { apiVersion, fieldPath } = asRecord(from.fieldRef);
      page.pair(3, name, `${resolve?.(text(fieldPath)) ?? ''} (${text(apiVersion)}:${text(fieldPath)})`);
    } else if (isSet(from.resourceFieldRef)) {
      const resource = text(at(from, 'resourceFieldRef', 'resource'));
      const value = extractResource(container, asRecord(from.resourceFieldRef));
      const isLimit = resource === 'limits.cpu' || resource === 'limits.memory';
      page.pair(3, name, `${value === '0' && isLimit ? 'node allocatable' : value} (${resource})`);
    } else if (isSet(from.secretKeyRef)) {
      page.line(3, `${name}:`, `<set to the key '${text(key.key)}' in secret '${text(key.name)}'>`, optional);
    } else if (isSet(from.configMapKeyRef)) {
      page.line(3, `${name}:`, `<set to the key '${text(key.key)}' of config map '${text(key.name)}'>`, optional);
    }
  }
}

function sorted(list: readonly Data[], field: string): Data[] {
  return [...list].sort((one, other) => (text(one[field]) < text(other[field]) ? -1 : 1));
}

function writeMounts(page: Page, container: Data): void {
  const mounts = asList(container.volumeMounts);
  const none = mounts.length === 0 ? '\t<none>' : '';
  page.write(2, `Mounts:${none}\n`);
  for (const mount of sorted(mounts, 'mountPath')) {
    const path = mount.subPath ? `,path=${JSON.stringify(mount.subPath)}` : '';
    page.line(3, `${text(mount.mountPath)} from ${text(mount.name)} (${mount.readOnly === true ? 'ro' : 'rw'}${path})`);
  }
  const devices = asList(container.volumeDevices);
  if (devices.length === 0) return;
  page.write(2, `Devices:${none}\n`);
  for (const device of sorted(devices, 'devicePath'))
    page.line(3, `${text(device.devicePath)} from ${text(device.name)}`);
}

/** Containers of a Pod with their states, or of a template. */
export function writeContainers(
  page: Page,
  title: string,
  containers: readonly Data[],
  { statuses = [], resolve, indent = '' }: { statuses?: readonly Data[]; resolve?: Resolver; indent?: string } = {},
): void {
  page.write(0, `${indent}${title}:${containers.length === 0 ? ' <none>' : ''}\n`);
  for (const container of containers) {
    const status = statuses.find((one) => one.name === container.name);
    writeBasics(page, container, status, indent);
    writeCommand(page, 'Command', asTexts(container.command));
    writeCommand(page, 'Args', asTexts(container.args));
    if (status) {
      writeState(page, 'State', asRecord(status.state));
      if (isSet(at(status, 'lastState', 'terminated'))) writeState(page, 'Last State', asRecord(status.lastState));
      page.pair(2, 'Ready', status.ready === true ? 'True' : 'False');
      page.pair(2, 'Restart Count', count(status.restartCount));
    }
    writeResources(page, container.resources, 2);
    writeProbes(page, container);
    writeEnvironmentFrom(page, asList(container.envFrom));
    writeEnvironment(page, container, resolve);
    writeMounts(page, container);
  }
}
