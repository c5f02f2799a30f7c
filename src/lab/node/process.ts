import type { Files } from '../shell/files.ts';
import type { Clock } from '../time/clock.ts';

/** What a process may be sent. @see https://man7.org/linux/man-pages/man7/signal.7.html */
export type Signal = 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGKILL' | 'SIGUSR1' | 'SIGUSR2' | 'SIGTERM';

/** The numbers of signals: a process that one ends gives 128 more. */
export const SIGNALS: Readonly<Record<Signal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGTERM: 15,
};

/** A signal by its number or its name, with or without `SIG`. */
export function signalOf(wanted: number | string): Signal | undefined {
  const names = Object.keys(SIGNALS) as Signal[];
  const text = String(wanted).toUpperCase();
  return names.find((name) => name === text || name === `SIG${text}` || SIGNALS[name] === Number(wanted));
}

/** A request over HTTP as it reaches a server. */
export interface HttpRequest {
  method: string;
  /** Path with its query, such as `/orders?open=1`. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What a server answers. */
export interface HttpResponse {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Who is at the other end of a connection. */
export interface Peer {
  address: string;
  port: number;
}

/** Answers requests over HTTP. A promise that is broken resets the connection. */
export type Serve = (request: HttpRequest, peer: Peer) => Promise<HttpResponse>;

/** An open connection that carries text: what the client says, and what the server answers to it. */
export interface TcpSession {
  /** @throws NetworkError `reset` when the server has gone */
  say(text: string): Promise<string>;
  close(): void;
}

/** Something that listens at a port. */
export interface Listener {
  close(): void;
}

/** How a request or a connection is to be made. */
export interface Asking {
  /** Milliseconds after which nobody waits any longer; without it as long as a system does. */
  timeout?: number;
  /** Ends it. */
  signal?: AbortSignal;
}

/** Why a connection cannot be made, or broke. */
export class NetworkError extends Error {
  readonly code: 'refused' | 'timed out' | 'unreachable' | 'unknown host' | 'reset';
  /** The address that was tried; undefined as long as there is none. */
  readonly address: string | undefined;

  constructor(code: NetworkError['code'], message: string, address?: string) {
    super(message);
    this.code = code;
    this.address = address;
  }
}

/** The network as the containers of one Pod see it. */
export interface PodNetwork {
  /** Answers at a port of the Pod, or only within the Pod where `host` says `127.0.0.1`. */
  listen(port: number, serve: Serve, host?: string): Listener | 'in use';
  /** The same with a protocol of one's own. */
  listenTcp(port: number, open: (peer: Peer) => TcpSession, host?: string): Listener | 'in use';
  /** The addresses of a name, by the search rules of the Pod's `/etc/resolv.conf`. @throws NetworkError `unknown host`, `timed out` */
  resolve(name: string): Promise<string[]>;
  /** Asks a server: `host` is a name or an address. @throws NetworkError */
  request(host: string, port: number, request: HttpRequest, asking?: Asking): Promise<HttpResponse>;
  /** Opens a connection, for protocols of one's own and to see whether anybody listens. @throws NetworkError */
  connect(host: string, port: number, asking?: Asking): Promise<TcpSession>;
}

/** What a process has of the world. */
export interface ProcessWorld {
  image: string;
  /** `command` and `args` of the container, variables in them replaced; empty where the image says what runs. */
  arguments: readonly string[];
  /** Whether `arguments` begin with `command`, and not with what is given to the image's own program. */
  hasCommand: boolean;
  environment: ReadonlyMap<string, string>;
  /** Folder in which it begins. */
  folder: string;
  /** Files of the image and volumes of the Pod; what a ConfigMap or Secret brings changes with it. */
  files: Files;
  clock: Clock;
  /** Numbers from 0 up to 1, the same ones for the same seed. */
  random: () => number;
  hostname: string;
  /** Address of the Pod. */
  address: string;
  network: PodNetwork;
  /** Writes to the log of the container. */
  write(text: string, isError?: boolean): void;
  /** Ends it with an exit code. All that it listens with is closed; what it writes or ends later counts no more. */
  exit(code: number): void;
  /** Says how much memory it holds now: more than the container's limit, and it is killed (OOMKilled, 137). */
  useMemory(bytes: number): void;
}

/** A process that runs: what its node may do to it. */
export interface Process {
  /**
   * Sends it a signal. It has to call `exit` for each that ends it; what it does not know it ignores, as the first process of a container does.
   * After SIGKILL nothing that it does counts any more.
   */
  signal(name: Signal): void;
}

/**
 * A program of an image: begins, and gives at once what can be done to it. All that it does, it does on the clock: it waits with `clock.after` and
 * `clock.sleep`, and for what is outside of the practice cluster (a worker in a sandbox) with `clock.outside`.
 */
export interface ImageProgram {
  (world: ProcessWorld): Process;
  /** The image has nothing but this program: no shell, and nothing else that could be run. */
  isAlone?: boolean;
  /** Folders of the image: they are there, whatever the container may write. */
  folders?: readonly string[];
  /** Who runs it, if the container does not say, and what of the image's files is his own. */
  owner?: { user: number; owned: readonly string[] };
}
