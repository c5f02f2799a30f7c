import {
  type Asking,
  type HttpRequest,
  type HttpResponse,
  type Listener,
  NetworkError,
  type Peer,
  type PodNetwork,
  type Serve,
  type TcpSession,
} from '../node/process.ts';
import type { Files } from '../shell/files.ts';
import { type Door, whileOpen } from './doors.ts';
import { spoken } from './http-text.ts';
import { type Answer, Names, type RecordType } from './names.ts';
import type { Network, Way } from './network.ts';
import type { Origin } from './origin.ts';
import { candidates, inHosts, type Resolver, readResolver } from './resolver.ts';

/** How long a system tries to reach somebody who does not answer, and how long it waits for a name server. */
const SYN_MS = 130_000;
const DNS_MS = 10_000;
/** How long a packet takes to the other end and back. */
const TRIP_MS = 1;
/** Ports from which connections start. */
const FIRST_PORT = 32_768;
const PORTS = 28_000;

/** The network as one place in the cluster sees it: a Pod, a node, or the computer before the cluster. */
export class Conversations implements PodNetwork {
  readonly #network: Network;
  readonly #from: Origin;
  readonly #files: Pick<Files, 'read'> | undefined;
  readonly #names: Names;
  readonly #listeners: Set<Listener>;
  #connections = 0;

  /** @param files those of the container, for its `/etc/hosts` and `/etc/resolv.conf`. @param listeners what listens is noted here, to be closed with its process */
  constructor(network: Network, from: Origin, files?: Pick<Files, 'read'>, listeners = new Set<Listener>()) {
    this.#listeners = listeners;
    this.#network = network;
    this.#from = from;
    this.#files = files;
    this.#names = new Names(network.client, network.virtual);
  }

  listen(port: number, serve: Serve, host?: string): Listener | 'in use' {
    return this.#open(port, { serve }, host);
  }

  listenTcp(port: number, open: (peer: Peer) => TcpSession, host?: string): Listener | 'in use' {
    return this.#open(port, { open }, host);
  }

  #open(port: number, door: Pick<Door, 'serve' | 'open'>, host: string | undefined): Listener | 'in use' {
    const opened = this.#network.doors.open(this.#from.address, port, door, host === undefined ? {} : { host });
    if (opened !== 'in use') this.#listeners.add(opened);
    return opened;
  }

  /** The ports of the Pod at which anything listens. */
  ports(): readonly { port: number; protocol: string; isWithin: boolean }[] {
    return this.#network.doors.ports(this.#from.address);
  }

  #read(path: string): string {
    try {
      return this.#files?.read(path) ?? '';
    } catch {
      return '';
    }
  }

  /** How names are looked up here. */
  resolver(): Resolver {
    return readResolver(this.#read('/etc/resolv.conf'));
  }

  async resolve(name: string): Promise<string[]> {
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return [name];
    const known = inHosts(this.#read('/etc/hosts'), name) ?? (name === 'localhost' ? '127.0.0.1' : undefined);
    if (known !== undefined) return [known];
    const node = this.#from.kind === 'pod' ? undefined : this.#nodeNamed(name);
    if (node !== undefined) return [node];
    const resolver = this.resolver();
    for (const candidate of candidates(name, resolver)) {
      const addresses = await this.#addressesOf(candidate, resolver);
      if (addresses.length > 0) return [...addresses];
    }
    throw new NetworkError('unknown host', `${name}: Name or service not known`);
  }

  async #addressesOf(name: string, { servers }: Resolver): Promise<readonly string[]> {
    try {
      return (await this.ask(name, 'A', servers)).addresses;
    } catch (problem) {
      if (!(problem instanceof NetworkError)) throw problem;
      // It is no server that was asked for which does not answer.
      throw new NetworkError(problem.code === 'timed out' ? 'timed out' : 'unknown host', problem.message);
    }
  }

  #nodeNamed(name: string): string | undefined {
    const { client } = this.#network;
    const node = client.find(client.resource('', 'nodes'), '', name);
    const { addresses } = (node?.status ?? {}) as { addresses?: { type: string; address: string }[] };
    return addresses?.find(({ type }) => type === 'InternalIP')?.address;
  }

  /** Asks the name servers for one whole name. @throws NetworkError when none of them answers */
  async ask(name: string, type: RecordType, servers: readonly string[] = this.resolver().servers): Promise<Answer> {
    let problem = new NetworkError('timed out', 'no servers could be reached');
    for (const server of servers) {
      try {
        this.#network.way(this.#from, server, 53, 'UDP');
        await this.#network.client.server.clock.sleep(TRIP_MS);
        return this.#names.ask(name, type);
      } catch (thrown) {
        if (!(thrown instanceof NetworkError)) throw thrown;
        problem = thrown;
        if (thrown.code === 'timed out') await this.#network.client.server.clock.sleep(DNS_MS);
      }
    }
    throw new NetworkError(
      problem.code === 'refused' ? 'refused' : 'timed out',
      'no servers could be reached',
      problem.address,
    );
  }

  async #way(host: string, port: number, { timeout, signal }: Asking): Promise<{ way: Way; left: number }> {
    const { clock } = this.#network.client.server;
    const begun = clock.now();
    const patience = timeout ?? SYN_MS;
    const [address = ''] = await this.resolve(host);
    const left = (): number => patience - (clock.now() - begun);
    if (left() <= 0 || signal?.aborted) throw new NetworkError('timed out', 'Connection timed out', address);
    await clock.sleep(TRIP_MS, signal);
    try {
      return { way: this.#network.way(this.#from, address, port), left: left() };
    } catch (problem) {
      if (problem instanceof NetworkError && problem.code === 'timed out') await clock.sleep(left(), signal);
      throw problem;
    }
  }

  #peer({ from }: Way): Peer {
    this.#connections++;
    return { address: from, port: FIRST_PORT + ((this.#connections * 7919) % PORTS) };
  }

  async request(host: string, port: number, request: HttpRequest, asking: Asking = {}): Promise<HttpResponse> {
    const { way, left } = await this.#way(host, port, asking);
    const { door, address } = way;
    if (!door.serve) throw new NetworkError('reset', 'Connection reset by peer', address);
    const ends = new AbortController();
    const end = (): void => ends.abort();
    asking.signal?.addEventListener('abort', end);
    const timer = asking.timeout === undefined ? undefined : this.#network.client.server.clock.after(left, end);
    try {
      return await whileOpen(door.serve(request, this.#peer(way)), door, ends.signal, address);
    } finally {
      timer?.cancel();
      asking.signal?.removeEventListener('abort', end);
    }
  }

  async connect(host: string, port: number, asking: Asking = {}): Promise<TcpSession> {
    const { way } = await this.#way(host, port, asking);
    const { door } = way;
    const peer = this.#peer(way);
    const session = door.open?.(peer) ?? spoken((request) => (door.serve as Serve)(request, peer));
    const never = new AbortController().signal;
    return {
      say: (text) => whileOpen(session.say(text), door, asking.signal ?? never, way.address),
      close: () => session.close(),
    };
  }
}
