import { asList, asRecord, type Data } from '../kubernetes/data.ts';
import { ApiError } from './api/core/errors.ts';
import type { KubeObject } from './api/core/objects.ts';
import type { Typed } from './api/core/services.ts';
import type { ApiResponse } from './api/protocol.ts';
import { imageKind, usualPort } from './images/catalog.ts';
import { Channels } from './images/channels.ts';
import { ContainerFiles } from './images/container-files.ts';
import { ContainerShells, type Started } from './images/container-shells.ts';
import { startOwn } from './images/own-program.ts';
import { Processes } from './images/processes.ts';
import { isPlayable } from './images/scripts.ts';
import { unplayed, whileOpen } from './network/doors.ts';
import type { Network } from './network/network.ts';
import type { Origin } from './network/origin.ts';
import { conversations } from './network/part.ts';
import type { Hooks, Runtime, StartProblem, Target } from './node/execute.ts';
import type { Log } from './node/log.ts';
import type { Mount } from './node/mounts.ts';
import { type HttpRequest, type HttpResponse, type ImageProgram, NetworkError, type Process } from './node/process.ts';
import type { ContainerWorld } from './node/world.ts';
import { Collector, NO_INPUT } from './shell/streams.ts';
import type { Clock } from './time/clock.ts';

/** How much of a container's last words is kept. */
const MOST_LAST_WORDS = 4096;

/** What containers are made of. */
export interface ContainersOptions {
  clock: Clock;
  random: () => number;
  network: Network;
  /** The programs of a course's own images. */
  programs: (image: string) => ImageProgram | undefined;
  /** Containers follow conventions, whatever they are to run: as the stand-in did with which sessions were recorded. */
  isStandIn?: boolean;
}

/**
 * What runs containers: the programs of images, and a shell with the usual small programs over the container's own files and its volumes.
 */
export class Containers implements Runtime {
  readonly #options: ContainersOptions;
  readonly #files = new ContainerFiles();
  readonly #shells: ContainerShells;
  readonly #started = new Map<string, Started>();
  readonly #processes = new Map<string, Processes>();

  constructor(options: ContainersOptions) {
    this.#options = options;
    this.#shells = new ContainerShells(options, this.#files);
  }

  start(world: ContainerWorld, hooks: Hooks): Process | StartProblem | undefined {
    const kind = imageKind(world.image);
    const program = this.#options.programs(world.image);
    const files = this.#files.of(world, true, program?.folders);
    if (this.#options.isStandIn) return undefined;
    const words =
      world.hasCommand || !kind?.isTool ? world.arguments : [...kind.command.slice(0, 1), ...world.arguments];
    const command = words.length > 0 ? this.#entry(words, world) : (kind?.command ?? []);
    const isShell = command.length > 0 && this.#shells.has(world, command[0] ?? '');
    const isOther = program?.isAlone === true && world.hasCommand && !/(?:^|\/)node$/.test(command[0] ?? '');
    if (program && !isOther && !(world.hasCommand && isShell)) {
      const around = {
        ...this.#options,
        files: this.#files.of(world, false, [], program.owner),
        processes: this.#processesOf(world, true),
      };
      return startOwn(world, program, hooks, around);
    }
    if (!isOther && !kind && !(isShell && this.#isPlayable(world, command))) return this.#unknown(world);
    const problem = this.#shells.problemOf(world, command[0] ?? '', files);
    if (problem !== undefined)
      return {
        problem: `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: ${problem}: unknown`,
      };
    const started = this.#shells.start(world, command, hooks, this.#processesOf(world, true), () => {
      this.#started.delete(world.id);
    });
    this.#started.set(world.id, started);
    return started.process;
  }

  /** @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/ */
  refusal(pod: KubeObject, container: Data): string | undefined {
    if (this.#options.isStandIn) return undefined;
    const context = { ...asRecord(asRecord(pod.spec).securityContext), ...asRecord(container.securityContext) };
    const kind = imageKind(String(container.image));
    const user = context.runAsUser ?? (kind ? (kind.user ?? 0) : undefined);
    const { name, namespace, uid } = pod.metadata;
    const where = `(pod: "${name}_${namespace}(${uid})", container: ${String(container.name)})`;
    if (context.runAsNonRoot === true && context.runAsUser === undefined && kind?.userName !== undefined)
      return `container has runAsNonRoot and image has non-numeric user (${kind.userName}), cannot verify user is non-root ${where}`;
    if (context.runAsNonRoot !== true || user !== 0) return undefined;
    return context.runAsUser === 0
      ? `container's runAsUser breaks non-root policy ${where}`
      : `container has runAsNonRoot and image will run as root ${where}`;
  }

  lastWords(world: ContainerWorld): string {
    const path = String(world.container.terminationMessagePath ?? '/dev/termination-log');
    const files = this.#files.of(world);
    return files.kind(path) === 'file' ? files.read(path).slice(0, MOST_LAST_WORDS) : '';
  }

  /** The processes of a container. Those of a Pod may be together, and a container may look into another one. */
  #processesOf({ id, pod, container }: ContainerWorld, isStart = false): Processes {
    const { uid } = pod.metadata;
    const isShared = asRecord(pod.spec).shareProcessNamespace === true;
    const target = container.targetContainerName;
    const seen = [...this.#processes.keys()].findLast((key) => key.startsWith(`${uid} ${String(target)} `));
    const key = isShared ? uid : target !== undefined && seen !== undefined ? seen : id;
    let found = this.#processes.get(key);
    if (!found || (isStart && key === id)) {
      found = new Processes(this.#options.clock);
      // Where all are together, what holds the Pod is the first one.
      if (isShared) found.add(['/pause'], () => {});
      this.#processes.set(key, found);
    }
    return found;
  }

  /** What the entry points of images make of what they are given: options belong to their own program. */
  #entry(words: readonly string[], world: ContainerWorld): readonly string[] {
    const own = imageKind(world.image)?.command[0];
    const takesOptions = own === 'redis-server' || own === 'postgres' || own === 'valkey-server';
    return !world.hasCommand && takesOptions && words[0]?.startsWith('-') ? [own, ...words] : words;
  }

  #isPlayable(world: ContainerWorld, command: readonly string[]): boolean {
    const [, option = '', script = ''] = command;
    return !/^-[a-z]*c$/.test(option) || isPlayable(script, (name) => this.#shells.has(world, name));
  }

  /** An image of which nothing is known: what its Pod says of its ports answers that its program is not there. */
  #unknown({ container, image, address }: ContainerWorld): undefined {
    const declared = asList(container.ports).map(({ containerPort, protocol = 'TCP' }) => ({
      port: Number(containerPort),
      protocol: protocol as 'TCP' | 'UDP' | 'SCTP',
    }));
    const usual = usualPort(image);
    const all = [
      ...declared,
      ...(usual === undefined ? [] : [{ port: usual, protocol: 'TCP' as const }]),
      ...(/(?:^|\/)coredns:/.test(image)
        ? [
            { port: 53, protocol: 'UDP' as const },
            { port: 53, protocol: 'TCP' as const },
          ]
        : []),
    ];
    const { doors } = this.#options.network;
    for (const { port, protocol } of all) doors.open(address, port, { serve: unplayed(image) }, { protocol });
    return undefined;
  }

  /** Runs a command in a container. What it writes comes piece by piece, each with its channel before it: 1 what it prints, 2 its errors, 3 its exit code. @throws ApiError when there is no such program */
  execute(world: ContainerWorld, command: readonly string[], { input, isTerminal }: Typed): ApiResponse {
    const [name = ''] = command;
    const problem = this.#shells.problemOf(world, name, this.#files.of(world));
    if (problem !== undefined)
      throw new ApiError(
        500,
        'InternalError',
        `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: ${problem}`,
      );
    const stopping = new AbortController();
    const channels = new Channels(() => stopping.abort());
    const streams = { input, output: channels.to(1), errors: channels.to(isTerminal ? 1 : 2), signal: stopping.signal };
    const running = this.#shells.run(world, command, streams, isTerminal, this.#processesOf(world));
    void running.then((code) => channels.end(code));
    return channels.response();
  }

  attach(world: ContainerWorld, log: Log, { input, isTerminal }: Typed): ApiResponse {
    const started = this.#started.get(world.id);
    let stop = (): void => undefined;
    const channels = new Channels(() => stop());
    const isTty = world.container.tty === true;
    if (isTty && log.rest !== '') channels.to(1).write(log.rest);
    stop = log.listen((text, isError) => channels.to(isError && !isTty ? 2 : 1).write(text));
    void isTerminal;
    // Who comes after the end gets what there was to see: the node has not said yet that it is over.
    if (log.isOver) for (const { text } of log.lines) channels.to(1).write(`${text}\n`);
    void log.ended.then(() => {
      stop();
      channels.end();
    });
    if (started?.input) void pump(input, started.input, world.container.stdinOnce === true);
    return channels.response();
  }

  async check(
    world: ContainerWorld,
    command: readonly string[],
    signal: AbortSignal,
  ): Promise<{ code: number; text: string }> {
    const problem = this.#shells.problemOf(world, command[0] ?? '', this.#files.of(world));
    if (problem !== undefined)
      return {
        code: 126,
        text: `OCI runtime exec failed: exec failed: unable to start container process: exec: ${problem}: unknown`,
      };
    const written = new Collector();
    const streams = { input: NO_INPUT, output: written, errors: written, signal };
    const code = await this.#shells.run(world, command, streams, false, this.#processesOf(world));
    return { code, text: written.text };
  }

  async request(
    { host, port, from }: Target & { from: string },
    request: HttpRequest,
    timeout: number,
  ): Promise<HttpResponse> {
    return (await this.#fromNode(from)).request(host, port, request, { timeout });
  }

  async connect({ host, port, from }: Target & { from: string }, timeout: number): Promise<void> {
    (await (await this.#fromNode(from)).connect(host, port, { timeout })).close();
  }

  async #fromNode(name: string) {
    const { clock, network } = this.#options;
    const { Conversations } = await clock.load(conversations);
    const origin: Origin = { kind: 'node', name, address: network.addressOf(name) ?? '' };
    return new Conversations(network, origin);
  }

  forward(address: string, port: number, request: string): ApiResponse {
    const channels = new Channels(() => {});
    const ask = async (): Promise<unknown> => {
      const door = this.#options.network.doors.findWithin(address, port);
      if (!door?.serve) return { problem: door ? 'reset' : 'refused' };
      try {
        const peer = { address: '127.0.0.1', port: 40_000 };
        return await whileOpen(
          door.serve(JSON.parse(request) as HttpRequest, peer),
          door,
          new AbortController().signal,
        );
      } catch (problem) {
        if (!(problem instanceof NetworkError)) throw problem;
        return { problem: problem.code };
      }
    };
    void ask().then((answer) => {
      channels.to(1).write(JSON.stringify(answer));
      channels.end();
    });
    return channels.response();
  }

  refresh(mounts: readonly Mount[]): void {
    this.#files.refresh(mounts);
  }

  forget(uid: string): void {
    this.#files.forget(uid);
    for (const key of [...this.#processes.keys()]) if (key.startsWith(uid)) this.#processes.delete(key);
  }
}

/** Gives what somebody types to a process. */
async function pump(
  from: Typed['input'],
  to: { write(text: string): void; close(): void },
  isOnce: boolean,
): Promise<void> {
  for (let piece = await from.read(); piece !== undefined; piece = await from.read()) to.write(piece);
  if (isOnce) to.close();
}
