import { asList, asRecord, asTexts } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../core/objects.ts';
import type { TableOf } from '../http/table.ts';
import { AGE, NAME, selectorText } from './columns.ts';
import { age, shown, table, wide } from './table.ts';

/** Where a load balancer is reached: addresses and names, in the order of the alphabet, each once. */
function balancerAddresses(object: KubeObject): string[] {
  const ingress = asList(recordAt(object, 'status', 'loadBalancer').ingress);
  return [...new Set(ingress.map(({ ip, hostname }) => String(ip || hostname || '')).filter(Boolean))].sort();
}

function externalAddress(object: KubeObject): string {
  const { type, externalIPs, externalName } = recordAt(object, 'spec');
  const externals = asTexts(externalIPs);
  if (type === 'ExternalName') return String(externalName);
  if (type === 'LoadBalancer') {
    const all = [...balancerAddresses(object), ...externals];
    return all.length > 0 ? all.join(',') : '<pending>';
  }
  return externals.length > 0 ? externals.join(',') : '<none>';
}

const services = table([NAME, 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', AGE, wide('Selector')], (object, now) => {
  const { type, clusterIP, clusterIPs, ports, selector } = recordAt(object, 'spec');
  const list = asList(ports).map(
    ({ port, nodePort, protocol }) => `${String(port)}${nodePort ? `:${String(nodePort)}` : ''}/${String(protocol)}`,
  );
  return [
    object.metadata.name,
    String(type),
    shown(asTexts(clusterIPs)[0] ?? clusterIP),
    externalAddress(object),
    shown(list.join(',')),
    age(object, now),
    selectorText({ matchLabels: selector }),
  ];
});

/** Items of a list, cut after some. */
function cut(list: readonly string[], most: number): string {
  if (list.length === 0) return '<none>';
  return list.length > most ? `${list.slice(0, most).join(',')} + ${list.length - most} more...` : list.join(',');
}

const endpoints = table([NAME, 'Endpoints', AGE], (object, now) => {
  const list = asList(object.subsets).flatMap(({ addresses, ports }) => {
    const own = asList(addresses).map(({ ip }) => String(ip));
    if (asList(ports).length === 0) return own;
    return asList(ports).flatMap(({ port }) => own.map((ip) => `${ip}:${String(port)}`));
  });
  return [object.metadata.name, cut(list, 3), age(object, now)];
});

const endpointSlices = table([NAME, 'AddressType', 'Ports', 'Endpoints', AGE], (object, now) => {
  const ports = asList(object.ports).map(({ port, name }) =>
    port === undefined ? '*' : shown(port, shown(name, '*')),
  );
  const addresses = asList(object.endpoints).flatMap((endpoint) => asTexts(endpoint.addresses));
  const limited = (list: readonly string[]): string => (list.length === 0 ? '<unset>' : cut(list, 3));
  return [object.metadata.name, String(object.addressType), limited(ports), limited(addresses), age(object, now)];
});

const ingresses = table([NAME, 'Class', 'Hosts', 'Address', 'Ports', AGE], (object, now) => {
  const { ingressClassName, rules, tls } = recordAt(object, 'spec');
  const hosts = asList(rules)
    .map(({ host }) => String(host ?? ''))
    .filter((host) => host !== '');
  return [
    object.metadata.name,
    shown(ingressClassName),
    hosts.length === 0 ? '*' : cut(hosts, 3),
    balancerAddresses(object).join(','),
    asList(tls).length > 0 ? '80, 443' : '80',
    age(object, now),
  ];
});

const isDefaultClass = ({ metadata }: KubeObject): boolean =>
  metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true';

const ingressClasses = table([NAME, 'Controller', 'Parameters', AGE], (object, now) => {
  const { controller, parameters } = recordAt(object, 'spec');
  const { apiGroup, kind, name } = asRecord(parameters);
  return [
    isDefaultClass(object) ? `${object.metadata.name} (default)` : object.metadata.name,
    shown(controller, ''),
    parameters === undefined
      ? '<none>'
      : `${String(kind)}${apiGroup === undefined ? '' : `.${String(apiGroup)}`}/${String(name)}`,
    age(object, now),
  ];
});

const networkPolicies = table([NAME, 'Pod-Selector', AGE], (object, now) => [
  object.metadata.name,
  selectorText(recordAt(object, 'spec').podSelector),
  age(object, now),
]);

const ipAddresses = table([NAME, 'ParentRef'], (object) => {
  const { group, resource, namespace, name } = recordAt(object, 'spec', 'parentRef');
  return [
    object.metadata.name,
    [
      `${String(resource)}${group ? `.${String(group)}` : ''}`,
      ...(namespace ? [String(namespace)] : []),
      String(name),
    ].join('/'),
  ];
});

const serviceCidrs = table([NAME, 'CIDRs', AGE], (object, now) => [
  object.metadata.name,
  asTexts(recordAt(object, 'spec').cidrs).join(','),
  age(object, now),
]);

/** Tables of what concerns the network, by qualified resource. */
export const networkTables: Readonly<Record<string, TableOf>> = {
  endpoints,
  services,
  'endpointslices.discovery.k8s.io': endpointSlices,
  'ingressclasses.networking.k8s.io': ingressClasses,
  'ingresses.networking.k8s.io': ingresses,
  'ipaddresses.networking.k8s.io': ipAddresses,
  'networkpolicies.networking.k8s.io': networkPolicies,
  'servicecidrs.networking.k8s.io': serviceCidrs,
};
