import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Client } from '../controllers/framework.ts';
import type { Protocol } from './doors.ts';
import type { Origin } from './origin.ts';

/** How long a client stays with an endpoint if a Service wants that and does not say how long. */
const AFFINITY_SECONDS = 10_800;

/** An address behind a Service. */
export interface Endpoint {
  address: string;
  port: number;
}

/** What comes of a packet to a Service: goes to an endpoint, is answered that nobody is there, or is lost. */
export type Choice = Endpoint | 'none' | 'lost';

/**
 * The virtual addresses of Services, as kube-proxy keeps them on every node.
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/
 */
export class VirtualAddresses {
  readonly #client: Client;
  readonly #random: () => number;
  /** With whom clients stay, by Service, port and address of the client. */
  readonly #affinities = new Map<string, Endpoint & { until: number }>();

  constructor(client: Client, random: () => number) {
    this.#client = client;
    this.#random = random;
  }

  #services(): KubeObject[] {
    return this.#client.list(this.#client.resource('', 'services'));
  }

  /** The Service with a virtual address. */
  ofAddress(address: string): KubeObject | undefined {
    return this.#services().find(({ spec }) => {
      const { clusterIP, clusterIPs } = asRecord(spec);
      return clusterIP === address || (Array.isArray(clusterIPs) && clusterIPs.includes(address));
    });
  }

  /** The Service that every node answers for at a port. */
  ofNodePort(number: number, protocol: Protocol): { service: KubeObject; port: Data } | undefined {
    for (const service of this.#services())
      for (const port of asList(recordAt(service, 'spec').ports))
        if (port.nodePort === number && (port.protocol ?? 'TCP') === protocol) return { service, port };
    return undefined;
  }

  /** Where a packet to the virtual address of a Service goes. */
  choose(service: KubeObject, number: number, protocol: Protocol, from: Origin): Choice {
    const port = asList(recordAt(service, 'spec').ports).find(
      (one) => one.port === number && (one.protocol ?? 'TCP') === protocol,
    );
    // No rule is there for any other port of such an address, and nobody has the address.
    if (!port) return 'lost';
    const isLocal = recordAt(service, 'spec').internalTrafficPolicy === 'Local';
    return this.#endpoint(service, port, from, isLocal ? nodeOf(from) : undefined);
  }

  /** Where a packet to a port of a node goes. */
  chooseFromNode(service: KubeObject, port: Data, from: Origin, node: string): Choice {
    const isLocal = recordAt(service, 'spec').externalTrafficPolicy === 'Local';
    const choice = this.#endpoint(service, port, from, isLocal ? node : undefined);
    return choice === 'none' && isLocal ? 'lost' : choice;
  }

  #endpoint(service: KubeObject, port: Data, from: Origin, onlyOn: string | undefined): Choice {
    const all = this.endpoints(service, port, onlyOn);
    if (all.length === 0) return onlyOn !== undefined && this.endpoints(service, port).length > 0 ? 'lost' : 'none';
    const { sessionAffinity, sessionAffinityConfig } = recordAt(service, 'spec');
    const key = `${service.metadata.uid} ${String(port.port)} ${from.address}`;
    const now = this.#client.now();
    const known = sessionAffinity === 'ClientIP' ? this.#affinities.get(key) : undefined;
    const chosen =
      (known && known.until > now && all.find(({ address }) => address === known.address)) ||
      (all[Math.floor(this.#random() * all.length)] as Endpoint);
    if (sessionAffinity === 'ClientIP') {
      const seconds = Number(asRecord(asRecord(sessionAffinityConfig).clientIP).timeoutSeconds ?? AFFINITY_SECONDS);
      this.#affinities.set(key, { ...chosen, until: now + seconds * 1000 });
    }
    return chosen;
  }

  /** The endpoints of a port: those that are ready, or, if all of them are ending, those that still serve. */
  endpoints(service: KubeObject, port: Data, onlyOn?: string): Endpoint[] {
    const ready: Endpoint[] = [];
    const ending: Endpoint[] = [];
    for (const slice of this.slices(service)) {
      const number = asList(slice.ports).find(
        (one) => (one.name ?? '') === (port.name ?? '') && (one.protocol ?? 'TCP') === (port.protocol ?? 'TCP'),
      )?.port;
      if (typeof number !== 'number') continue;
      for (const { addresses, conditions, nodeName } of asList(slice.endpoints)) {
        if (onlyOn !== undefined && nodeName !== onlyOn) continue;
        const { ready: isReady, serving, terminating } = asRecord(conditions);
        const found = (Array.isArray(addresses) ? addresses : []).map((address) => ({
          address: String(address),
          port: number,
        }));
        if (isReady !== false) ready.push(...found);
        else if (serving === true && terminating === true) ending.push(...found);
      }
    }
    return ready.length > 0 ? ready : ending;
  }

  /** The EndpointSlices of a Service. */
  slices({ metadata }: KubeObject): KubeObject[] {
    return this.#client
      .list(this.#client.resource('discovery.k8s.io', 'endpointslices'), metadata.namespace)
      .filter(({ metadata: { labels } }) => labels?.['kubernetes.io/service-name'] === metadata.name);
  }
}

const nodeOf = (from: Origin): string => (from.kind === 'pod' ? from.node : from.kind === 'node' ? from.name : '');
