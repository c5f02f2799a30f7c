import {
  type HttpResponse,
  type Listener,
  NetworkError,
  type Peer,
  type Serve,
  type TcpSession,
} from '../node/process.ts';

/** How one speaks at a port. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** Something that listens at a port of an address. */
export interface Door {
  serve?: Serve;
  open?: (peer: Peer) => TcpSession;
  /** Raised when nobody listens there any more: connections break. */
  closed: AbortSignal;
}

/** Address under which what listens only within a Pod is kept. */
const within = (address: string): string => `127.0.0.1 in ${address}`;

/** All ports at which anything listens in the cluster, by address. */
export class Doors {
  readonly #doors = new Map<string, Door>();

  /**
   * Listens at a port of an address: a Pod's, or its node's for Pods that have no address of their own.
   * @param host `127.0.0.1` or `localhost` to be found only from within the Pod
   */
  open(
    address: string,
    port: number,
    door: Pick<Door, 'serve' | 'open'>,
    { host = '0.0.0.0', protocol = 'TCP' }: { host?: string; protocol?: Protocol } = {},
  ): Listener | 'in use' {
    const isWithin = /^(?:127\.|localhost$|::1$)/.test(host);
    const key = keyOf(isWithin ? within(address) : address, port, protocol);
    if (this.#doors.has(key) || this.#doors.has(keyOf(address, port, protocol))) return 'in use';
    const closing = new AbortController();
    this.#doors.set(key, { ...door, closed: closing.signal });
    return {
      close: () => {
        this.#doors.delete(key);
        closing.abort();
      },
    };
  }

  /** What listens at a port as others see it. */
  find(address: string, port: number, protocol: Protocol = 'TCP'): Door | undefined {
    return this.#doors.get(keyOf(address, port, protocol));
  }

  /** What listens at a port as one sees it within the Pod, at `localhost`. */
  findWithin(address: string, port: number, protocol: Protocol = 'TCP'): Door | undefined {
    return this.#doors.get(keyOf(within(address), port, protocol)) ?? this.find(address, port, protocol);
  }

  /** The ports of an address at which anything listens, and whether only the Pod itself finds them. */
  ports(address: string): { port: number; protocol: Protocol; isWithin: boolean }[] {
    return [...this.#doors.keys()].flatMap((key) => {
      const [protocol = '', place = '', port] = key.split('|');
      const isWithin = place === within(address);
      return place === address || isWithin ? [{ port: Number(port), protocol: protocol as Protocol, isWithin }] : [];
    });
  }
}

const keyOf = (address: string, port: number, protocol: Protocol): string => `${protocol}|${address}|${port}`;

/** Why it takes too long where somebody listens, and does not answer. */
export const LATE = 'Operation timed out';

/** A promise that is broken when a connection breaks, its time is over or somebody ends it. */
export function whileOpen<Result>(
  coming: Promise<Result>,
  door: Door,
  ends: AbortSignal,
  address = '127.0.0.1',
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const reset = (): void => reject(new NetworkError('reset', 'Connection reset by peer', address));
    const over = (): void => reject(new NetworkError('timed out', LATE, address));
    door.closed.addEventListener('abort', reset);
    ends.addEventListener('abort', over);
    const done = (): void => {
      door.closed.removeEventListener('abort', reset);
      ends.removeEventListener('abort', over);
    };
    if (door.closed.aborted) reset();
    else if (ends.aborted) over();
    coming.then(resolve, () => reset()).finally(done);
  });
}

/** A server that says that it has nothing to say: the program of its image is not part of the practice cluster. */
export const unplayed =
  (image: string): Serve =>
  async (): Promise<HttpResponse> => ({
    status: 501,
    headers: { 'content-type': 'text/plain' },
    body: `The practice cluster does not have the program of the image ${image}; on your own cluster it would answer here.\n`,
  });
