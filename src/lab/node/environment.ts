import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { amount } from '../api/validation/quantities.ts';
import type { Client } from '../controllers/framework.ts';

/** What a field of a Pod says, as containers get to know it. @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
export function fieldOf(pod: KubeObject, path: string): string {
  const [, kind, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (kind !== undefined) return String(asRecord(pod.metadata[kind as 'labels'])[key ?? ''] ?? '');
  if (path === 'metadata.labels' || path === 'metadata.annotations')
    return Object.entries(asRecord(pod.metadata[path.slice(9) as 'labels']))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => `${name}=${JSON.stringify(String(value))}`)
      .join('\n');
  const value = path.split('.').reduce<unknown>((inner, name) => asRecord(inner)[name], pod);
  if (path === 'status.hostIPs' || path === 'status.podIPs')
    return asList(value)
      .map(({ ip }) => String(ip))
      .join(',');
  return String(value ?? '');
}

/** What a container may use: a limit or a request, in units of a divisor, rounded up. */
export function resourceOf(container: Data, reference: Data): string {
  const [, kind = '', name = ''] = /^(limits|requests)\.(.+)$/.exec(String(reference.resource ?? '')) ?? [];
  const value = asRecord(asRecord(container.resources)[kind])[name];
  const divisor = amount(reference.divisor ?? '1') || 1;
  // Without a limit a container may use all that its node has: 4 processors, 8 GiB.
  const whole = value === undefined ? (name === 'cpu' ? 4 : name === 'memory' ? 8 * 2 ** 30 : 0) : amount(value);
  return String(Math.ceil(whole / divisor));
}

/** Variables that lead to the Services of a namespace, as they were before Service names could be looked up. */
function serviceLinks(client: Client, namespace: string): [string, string][] {
  const services = client.resource('', 'services');
  const linked = client
    .list(services)
    .filter(
      ({ metadata }) =>
        metadata.namespace === namespace || (metadata.namespace === 'default' && metadata.name === 'kubernetes'),
    );
  return linked.flatMap(({ metadata, spec }): [string, string][] => {
    const address = String(asRecord(spec).clusterIP ?? '');
    const [first, ...further] = asList(asRecord(spec).ports);
    if (!first || address === '' || address === 'None') return [];
    const name = metadata.name.toUpperCase().replaceAll('-', '_');
    const head: [string, string][] = [
      [`${name}_SERVICE_HOST`, address],
      [`${name}_SERVICE_PORT`, String(first.port)],
      ...[first, ...further].flatMap((port): [string, string][] =>
        port.name
          ? [[`${name}_SERVICE_PORT_${String(port.name).toUpperCase().replaceAll('-', '_')}`, String(port.port)]]
          : [],
      ),
      [`${name}_PORT`, `${String(first.protocol ?? 'TCP').toLowerCase()}://${address}:${String(first.port)}`],
    ];
    const each = [first, ...further].flatMap((port): [string, string][] => {
      const protocol = String(port.protocol ?? 'TCP');
      const start = `${name}_PORT_${String(port.port)}_${protocol}`;
      return [
        [start, `${protocol.toLowerCase()}://${address}:${String(port.port)}`],
        [`${start}_PROTO`, protocol.toLowerCase()],
        [`${start}_PORT`, String(port.port)],
        [`${start}_ADDR`, address],
      ];
    });
    return [...head, ...each];
  });
}

/** `$(NAME)` in a value, as far as the name is known; `$$(NAME)` stands for itself. */
export function expanded(value: string, known: ReadonlyMap<string, string>): string {
  return value.replace(/\$\$\(|\$\(([\w.-]+)\)/g, (all, name?: string) =>
    name === undefined ? '$(' : (known.get(name) ?? all),
  );
}

function decoded(kind: 'configmaps' | 'secrets', value: unknown): string {
  return kind === 'secrets' ? atob(String(value ?? '')) : String(value ?? '');
}

/** The environment variables of a container. @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/ */
export function environmentOf(client: Client, pod: KubeObject, container: Data): Map<string, string> {
  const namespace = pod.metadata.namespace ?? '';
  const found = new Map<string, string>([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', String(recordAt(pod, 'spec').hostname || pod.metadata.name)],
    ['HOME', '/root'],
  ]);
  const data = (kind: 'configmaps' | 'secrets', name: unknown): Data =>
    asRecord(client.find(client.resource('', kind), namespace, String(name))?.data);
  const links = recordAt(pod, 'spec').enableServiceLinks === false ? 'none of them' : namespace;
  for (const [name, value] of serviceLinks(client, links)) found.set(name, value);
  for (const { prefix = '', configMapRef, secretRef } of asList(container.envFrom))
    for (const [kind, reference] of [
      ['configmaps', configMapRef],
      ['secrets', secretRef],
    ] as const)
      for (const [key, value] of Object.entries(reference ? data(kind, asRecord(reference).name) : {}))
        found.set(`${String(prefix)}${key}`, decoded(kind, value));
  for (const { name, value, valueFrom } of asList(container.env)) {
    const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = asRecord(valueFrom);
    const ofKey = (kind: 'configmaps' | 'secrets', reference: unknown): string | undefined => {
      const { name: object, key } = asRecord(reference);
      const inner = data(kind, object)[String(key)];
      return inner === undefined ? undefined : decoded(kind, inner);
    };
    const text = configMapKeyRef
      ? ofKey('configmaps', configMapKeyRef)
      : secretKeyRef
        ? ofKey('secrets', secretKeyRef)
        : fieldRef
          ? fieldOf(pod, String(asRecord(fieldRef).fieldPath ?? ''))
          : resourceFieldRef
            ? resourceOf(container, asRecord(resourceFieldRef))
            : expanded(String(value ?? ''), found);
    if (text !== undefined) found.set(String(name), text);
  }
  return found;
}
