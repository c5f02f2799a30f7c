import type { Answer, RecordType } from '../network/names.ts';
import type { Resolver } from '../network/resolver.ts';
import type { PodNetwork, Signal } from '../node/process.ts';
import type { ContainerWorld } from '../node/world.ts';
import type { Context } from '../shell/program.ts';
import type { ImageKind } from './catalog.ts';

/** The network as programs of containers use it that look names up themselves. */
export interface InnerNetwork extends PodNetwork {
  resolver(): Resolver;
  /** Asks the name servers for one whole name. @throws NetworkError when none of them answers */
  ask(name: string, type: RecordType, servers?: readonly string[]): Promise<Answer>;
  /** The ports of the Pod at which anything listens. */
  ports(): readonly { port: number; protocol: string; isWithin: boolean }[];
}

/** A process of a container, as `ps` lists it. */
export interface Listed {
  id: number;
  command: string;
  begun: number;
  signal: (name: Signal) => void;
}

/** What programs of containers have beside what every program of a shell has. */
export interface Inside {
  world: ContainerWorld;
  /** What is known of the image; undefined if nothing is. */
  kind: ImageKind | undefined;
  network: InnerNetwork;
  /** The processes that run in the container. */
  processes: Map<number, Listed>;
  /** Says how much memory the program holds. */
  useMemory(bytes: number): void;
  /** Raised with the name of a signal that ends the process; only servers listen to it. */
  onSignal(handler: (name: Signal) => void): () => void;
}

/** A program of a container: gives its exit code. */
export type ContainerProgram = (context: Context, inside: Inside) => Promise<number>;

/** Kept with the signal that ends a server, or when whoever has called it is stopped. */
export function untilEnded({ signal }: Context, { onSignal }: Inside, signals: readonly Signal[]): Promise<Signal> {
  return new Promise((resolve) => {
    const stop = onSignal((name) => {
      if (!signals.includes(name)) return;
      stop();
      resolve(name);
    });
    if (signal.aborted) resolve('SIGKILL');
    signal.addEventListener('abort', () => {
      stop();
      resolve('SIGKILL');
    });
  });
}
