import { asList, at } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { ApiRequest, ApiResponse } from '../api/protocol.ts';
import type { ApiServer } from '../api/server.ts';
import { Client } from '../controllers/framework.ts';
import { NetworkError } from '../node/process.ts';
import { type Door, Doors, type Protocol } from './doors.ts';
import type { Origin } from './origin.ts';
import { Policies } from './policies.ts';
import { type Choice, VirtualAddresses } from './services.ts';

/** Where the API server listens, and under which address it is found in the cluster. */
const API_PORT = 6443;

/** A way to something that listens: what it is, where, and who the other end sees. */
export interface Way {
  door: Door;
  address: string;
  port: number;
  /** The address from which it seems to come. */
  from: string;
}

/** The network of a cluster: Pods, nodes and the virtual addresses of Services. */
export class Network {
  readonly doors = new Doors();
  /** Addresses beside those of nodes at which something listens that leads into the cluster. */
  readonly externals = new Set<string>();
  readonly client: Client;
  readonly virtual: VirtualAddresses;
  readonly #policies: Policies;
  readonly #answer: (request: ApiRequest) => Promise<ApiResponse>;

  /** @param answer the API server. @param random which endpoint is chosen */
  constructor(server: ApiServer, random: () => number, answer: (request: ApiRequest) => Promise<ApiResponse>) {
    this.client = new Client(server, 'kube-proxy');
    this.virtual = new VirtualAddresses(this.client, random);
    this.#policies = new Policies(this.client);
    this.#answer = answer;
  }

  /** The Pod with an address of its own that has not ended. */
  podAt(address: string): KubeObject | undefined {
    return this.client.list(this.client.resource('', 'pods')).find(({ spec, status }) => {
      const phase = at(status, 'phase');
      return (
        at(status, 'podIP') === address &&
        at(spec, 'hostNetwork') !== true &&
        phase !== 'Succeeded' &&
        phase !== 'Failed'
      );
    });
  }

  /** The address of a node. */
  addressOf(name: string): string | undefined {
    return asAddresses(this.client.find(this.client.resource('', 'nodes'), '', name)?.status)[0];
  }

  /** What all addresses of nodes begin with: another one in each of several clusters. */
  get prefix(): string {
    return (this.addressOf('control-plane') ?? '').split('.').slice(0, 3).join('.');
  }

  /** The node with an address. */
  nodeAt(address: string): string | undefined {
    return this.client
      .list(this.client.resource('', 'nodes'))
      .find(({ status }) => asAddresses(status).includes(address))?.metadata.name;
  }

  /**
   * Finds the way of a connection to an address, as the kernel of the node it starts from does: virtual addresses are replaced first, then policies are looked at.
   * @throws NetworkError: refused where nobody listens, timed out where nobody answers
   */
  way(from: Origin, address: string, port: number, protocol: Protocol = 'TCP'): Way {
    if (address.startsWith('127.')) return this.#within(from, address, port, protocol);
    const service = from.kind === 'outside' ? undefined : this.virtual.ofAddress(address);
    if (service) return this.#chosen(this.virtual.choose(service, port, protocol, from), from, address, protocol);
    if (this.externals.has(address)) {
      const door = this.doors.find(address, port, protocol);
      if (!door) throw refused(address);
      return { door, address, port, from: from.address };
    }
    const node = this.nodeAt(address);
    if (node === undefined) return this.#toPod(from, address, port, protocol, address);
    const own = this.#find(address, port, protocol);
    if (own) return { door: own, address, port, from: from.address };
    const hosted = this.#hosted(node, port, protocol);
    if (hosted) return this.#toPod(from, hosted.address, hosted.port, protocol, address, address);
    const behind = this.virtual.ofNodePort(port, protocol);
    if (!behind) throw refused(address);
    const choice = this.virtual.chooseFromNode(behind.service, behind.port, from, node);
    // Unless it stays on the node, what comes in there gets the node's address on its way.
    const isKept = recordAt(behind.service, 'spec').externalTrafficPolicy === 'Local';
    return this.#chosen(choice, from, address, protocol, isKept ? undefined : address);
  }

  /** The Pod of a node that has a port of the node, and its port there. */
  #hosted(node: string, port: number, protocol: Protocol): { address: string; port: number } | undefined {
    for (const { spec, status } of this.client.list(this.client.resource('', 'pods'))) {
      if (at(spec, 'nodeName') !== node || at(spec, 'hostNetwork') === true) continue;
      const found = asList(at(spec, 'containers'))
        .flatMap(({ ports }) => asList(ports))
        .find((one) => one.hostPort === port && (one.protocol ?? 'TCP') === protocol);
      const phase = at(status, 'phase');
      if (found && phase === 'Running')
        return { address: String(at(status, 'podIP')), port: Number(found.containerPort) };
    }
    return undefined;
  }

  #within(from: Origin, address: string, port: number, protocol: Protocol): Way {
    const door = from.kind === 'pod' ? this.doors.findWithin(from.address, port, protocol) : undefined;
    if (!door) throw refused(address);
    return { door, address, port, from: '127.0.0.1' };
  }

  #chosen(choice: Choice, from: Origin, asked: string, protocol: Protocol, seen?: string): Way {
    if (choice === 'none') throw refused(asked);
    if (choice === 'lost') throw lost(asked);
    const { address, port } = choice;
    if (this.nodeAt(address) === undefined) return this.#toPod(from, address, port, protocol, asked, seen);
    const door = this.#find(address, port, protocol);
    if (!door) throw refused(asked);
    return { door, address, port, from: seen ?? from.address };
  }

  #toPod(from: Origin, address: string, port: number, protocol: Protocol, asked: string, seen?: string): Way {
    const pod = this.podAt(address);
    // From a computer before the cluster no way leads to the addresses of Pods.
    if (!pod || (from.kind === 'outside' && seen === undefined)) throw lost(asked);
    const source = from.kind === 'pod' ? this.podAt(from.address) : undefined;
    // The agent of a node always reaches the Pods of its node.
    const isOwn = from.kind === 'node' && recordAt(pod, 'spec').nodeName === from.name;
    const ends = [
      { address: seen ?? from.address, pod: source },
      { address, pod },
    ] as const;
    if (!isOwn && from.address !== address && !this.#policies.allows(...ends, port, protocol)) throw lost(asked);
    const door = this.doors.find(address, port, protocol);
    if (!door) throw refused(asked);
    return { door, address, port, from: seen ?? from.address };
  }

  /** What listens at an address of a node or a Pod; the API server is a process of a node. */
  #find(address: string, port: number, protocol: Protocol): Door | undefined {
    if (port !== API_PORT || this.nodeAt(address) !== 'control-plane') return this.doors.find(address, port, protocol);
    return {
      closed: new AbortController().signal,
      serve: async ({ method, path, headers, body }) => {
        const response = await this.#answer({
          method: method as ApiRequest['method'],
          path,
          headers,
          ...(body === '' ? {} : { body }),
        });
        return { status: response.status, headers: response.headers, body: response.body };
      },
    };
  }
}

function asAddresses(status: unknown): string[] {
  const addresses = at(status, 'addresses');
  return Array.isArray(addresses) ? addresses.map((one) => String(at(one, 'address'))) : [];
}

const refused = (address: string): NetworkError => new NetworkError('refused', 'Connection refused', address);
const lost = (address: string): NetworkError => new NetworkError('timed out', 'Connection timed out', address);
