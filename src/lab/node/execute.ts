import { asList, asTexts, type Data } from '../../kubernetes/data.ts';
import { ApiError, badRequest } from '../api/core/errors.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Typed } from '../api/core/services.ts';
import type { ApiResponse } from '../api/protocol.ts';
import type { Client } from '../controllers/framework.ts';
import type { Care, Running } from './care.ts';
import { environmentOf, expanded } from './environment.ts';
import type { Log } from './log.ts';
import { type Mount, mountsOf } from './mounts.ts';
import type { HttpRequest, HttpResponse, Process } from './process.ts';
import type { ContainerWorld } from './world.ts';

/** What becomes of a process: told to the node. */
export interface Hooks {
  write(text: string, isError?: boolean): void;
  exit(code: number): void;
  useMemory(bytes: number): void;
}

/** Why a process cannot begin, in the words of the container runtime. */
export interface StartProblem {
  problem: string;
}

/** Where a request of a node goes: one of its Pods, or what a hook names. */
export interface Target {
  host: string;
  port: number;
}

/** What runs the containers of a node: their processes, and commands in them. */
export interface Runtime {
  /** Starts the process of a container. Undefined if nobody knows its program: it follows conventions then, see `behavior.ts`. */
  start(world: ContainerWorld, hooks: Hooks): Process | StartProblem | undefined;
  /** Why a container may not be made although its image is there; undefined if it may. */
  refusal(pod: KubeObject, container: Data): string | undefined;
  /** Runs a command in a container: what it writes comes piece by piece, see `streamOf` in kubectl. */
  execute(world: ContainerWorld, command: readonly string[], typed: Typed): ApiResponse;
  /** Connects with the process of a container: what it writes from now on, and what is typed to it. */
  attach(world: ContainerWorld, log: Log, typed: Typed): ApiResponse;
  /** Runs a command in a container to its end; gives its code and what it has written. */
  check(
    world: ContainerWorld,
    command: readonly string[],
    signal: AbortSignal,
  ): Promise<{ code: number; text: string }>;
  /** Asks a server from a node, as probes and hooks do. @throws NetworkError */
  request(node: Target & { from: string }, request: HttpRequest, timeout: number): Promise<HttpResponse>;
  /** Connects from a node. @throws NetworkError */
  connect(node: Target & { from: string }, timeout: number): Promise<void>;
  /** Gives a request, in JSON, to a port of the Pod with an address: gives the answer in JSON, or `{problem}`. */
  forward(address: string, port: number, request: string): ApiResponse;
  /** Puts what ConfigMaps and Secrets say now into the volumes of a Pod. */
  refresh(mounts: readonly Mount[]): void;
  /** What a container has left as its last words, in its file for them. */
  lastWords(world: ContainerWorld): string;
  /** A Pod has gone: what it kept in its containers is gone as well. */
  forget(uid: string): void;
}

const nothing = (): never => {
  throw new ApiError(501, 'NotImplemented', 'This cluster has nothing that runs commands in containers.');
};

/** Without a runtime a node starts containers, and nobody can enter them. */
export const NO_RUNTIME: Runtime = {
  start: () => undefined,
  refusal: () => undefined,
  execute: nothing,
  attach: nothing,
  check: nothing,
  request: nothing,
  connect: nothing,
  forward: nothing,
  refresh: () => {},
  lastWords: () => '',
  forget: () => {},
};

/** The container of a Pod in which a command is to run. @throws ApiError when it is not there, or does not run */
export function runningContainer(
  pod: KubeObject,
  care: Care | undefined,
  name: string,
): { container: Data; state: Running } {
  const spec = recordAt(pod, 'spec');
  const [first = {}] = asList(spec.containers);
  const wanted = name === '' ? String(first.name) : name;
  const all = [...asList(spec.containers), ...asList(spec.initContainers), ...asList(spec.ephemeralContainers)];
  const container = all.find((one) => one.name === wanted);
  if (!container) throw badRequest(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
  const state = care?.containers.get(wanted) ?? care?.init.get(wanted) ?? care?.ephemeral.get(wanted);
  if (state?.state.running === undefined)
    throw new ApiError(500, 'InternalError', `container not found (${JSON.stringify(wanted)})`);
  return { container, state };
}

/** What a container of a Pod sees that was started some times before. */
export function worldOf(
  client: Client,
  pod: KubeObject,
  care: Care,
  container: Data,
  restarts: number,
): ContainerWorld {
  const seen = withAddress(pod, care);
  const environment = environmentOf(client, seen, container);
  const command = asTexts(container.command);
  return {
    id: `${pod.metadata.uid} ${String(container.name)} ${restarts}`,
    pod: seen,
    container,
    image: String(container.image),
    hostname: environment.get('HOSTNAME') ?? pod.metadata.name,
    address: care.ip ?? '',
    arguments: [...command, ...asTexts(container.args)].map((word) => expanded(word, environment)),
    hasCommand: command.length > 0,
    environment,
    folder: String(container.workingDir || '/'),
    mounts: mountsOf(client, seen, container),
  };
}

/** A Pod with the addresses that it has just got: the API server hears of them later. */
function withAddress(pod: KubeObject, { ip, hostIP }: Care): KubeObject {
  if (ip === undefined) return pod;
  const addresses = { hostIP, hostIPs: [{ ip: hostIP }], podIP: ip, podIPs: [{ ip }] };
  return { ...pod, status: { ...recordAt(pod, 'status'), ...addresses } };
}
