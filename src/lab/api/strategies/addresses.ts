import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { wrong } from '../core/field-errors.ts';
import { group, type KubeObject } from '../core/objects.ts';
import { bucketOf } from '../core/store.ts';
import type { Surroundings } from '../core/strategy.ts';

type Spec = Record<string, unknown>;

const PORTS = { first: 30000, last: 32767 } as const;
const NETWORK = '10.96.';
/** `10.96.0.0/16` without its first and last address. */
const ADDRESSES = 2 ** 16 - 2;

export const needsAddress = (spec: Spec): boolean => spec.type !== 'ExternalName';
export const needsNodePort = (spec: Spec): boolean =>
  spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
export const needsHealthPort = (spec: Spec): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';

/** Addresses and node ports that other Services hold. */
function held({ registry, resource }: Surroundings, own: KubeObject): { addresses: Set<string>; ports: Set<string> } {
  const addresses = new Set<string>();
  const ports = new Set<string>();
  for (const service of registry.store.list(bucketOf(resource))) {
    if (service.metadata.name === own.metadata.name && service.metadata.namespace === own.metadata.namespace) continue;
    const spec = asRecord(service.spec);
    for (const address of Array.isArray(spec.clusterIPs) ? spec.clusterIPs : []) addresses.add(String(address));
    for (const port of asList(spec.ports))
      if (port.nodePort) ports.add(`${String(port.nodePort)}/${String(port.protocol)}`);
    if (spec.healthCheckNodePort) ports.add(`${String(spec.healthCheckNodePort)}/TCP`);
  }
  return { addresses, ports };
}

/** Takes the first free one from a random start on, as the allocators of the real server do. */
function firstFree(count: number, random: () => number, taken: (index: number) => boolean): number | undefined {
  const start = Math.floor(random() * count);
  for (let step = 0; step < count; step++) {
    const index = (start + step) % count;
    if (!taken(index)) return index;
  }
  return undefined;
}

/**
 * Gives a Service its addresses and node ports; what it asks for must be free.
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#ip-address-objects
 */
export function allocate(object: KubeObject, around: Surroundings): Cause[] {
  const spec = group(object, 'spec');
  const { addresses, ports } = held(around, object);
  return [...allocateAddress(spec, addresses, around), ...allocatePorts(spec, ports, around)];
}

function allocateAddress(spec: Spec, taken: ReadonlySet<string>, { registry }: Surroundings): Cause[] {
  if (!needsAddress(spec) || spec.clusterIP === 'None') return [];
  const asked = String(spec.clusterIP ?? '');
  if (asked === '') {
    // The lower part of the range is left for addresses that are asked for.
    const index = firstFree(ADDRESSES - 256, registry.random, (found) => taken.has(addressAt(found + 256)));
    spec.clusterIP = addressAt((index ?? 0) + 256);
    spec.clusterIPs = [spec.clusterIP];
    return [];
  }
  const fail = (why: string): Cause[] => [
    wrong('spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${asked}: ${why}`),
  ];
  if (!asked.startsWith(NETWORK)) return fail('the provided network does not match the current range');
  return taken.has(asked) ? fail('provided IP is already allocated') : [];
}

const addressAt = (index: number): string => `${NETWORK}${(index + 1) >> 8}.${(index + 1) & 255}`;

function allocatePorts(spec: Spec, others: ReadonlySet<string>, { registry }: Surroundings): Cause[] {
  const causes: Cause[] = [];
  const taken = new Set(others);
  const claim = (field: string, port: unknown, protocol: string): void => {
    const number = Number(port);
    if (number < PORTS.first || number > PORTS.last)
      causes.push(
        wrong(
          field,
          number,
          `provided port is not in the valid range. The range of valid ports is ${PORTS.first}-${PORTS.last}`,
        ),
      );
    else if (taken.has(`${number}/${protocol}`))
      causes.push(wrong(field, number, 'provided port is already allocated'));
    taken.add(`${number}/${protocol}`);
  };
  const give = (protocol: string): number => {
    const index = firstFree(PORTS.last - PORTS.first + 1, registry.random, (found) =>
      taken.has(`${PORTS.first + found}/${protocol}`),
    );
    const port = PORTS.first + (index ?? 0);
    taken.add(`${port}/${protocol}`);
    return port;
  };
  const list = asList(spec.ports) as Spec[];
  if (needsNodePort(spec)) {
    list.forEach((port, index) => {
      if (port.nodePort) claim(`spec.ports[${index}].nodePort`, port.nodePort, String(port.protocol));
    });
    const sameNumber = new Map<unknown, number>();
    for (const port of list) {
      if (port.nodePort) continue;
      // One number for one port in two protocols, if it is free in both.
      const known = sameNumber.get(port.port);
      if (known !== undefined && !taken.has(`${known}/${String(port.protocol)}`)) port.nodePort = known;
      else port.nodePort = give(String(port.protocol));
      taken.add(`${String(port.nodePort)}/${String(port.protocol)}`);
      sameNumber.set(port.port, port.nodePort as number);
    }
  }
  if (needsHealthPort(spec) && !spec.healthCheckNodePort) spec.healthCheckNodePort = give('TCP');
  return causes;
}
