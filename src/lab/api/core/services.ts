import type { Clock } from '../../time/clock.ts';
import type { ApiInput, ApiRequest, ApiResponse } from '../protocol.ts';
import type { Catalog } from '../resources/catalog.ts';
import type { KubeObject } from './objects.ts';
import type { Registry } from './registry.ts';
import type { RequestInfo } from './request-info.ts';
import type { Requirement } from './selectors.ts';
import type { Store } from './store.ts';

/** What comes into a container that somebody has entered. */
export interface Typed {
  input: ApiInput;
  /** Whether a person sits at the other end. */
  isTerminal: boolean;
}

/** What the API server asks the agent of a node for. */
export interface Nodes {
  /** Text that a container has written. @throws ApiError */
  log(pod: KubeObject, query: Readonly<Record<string, string>>): ApiResponse;
  /** Runs a command in a container; `container` may be empty where a Pod has only one. @throws ApiError */
  execute(pod: KubeObject, container: string, command: readonly string[], typed: Typed): ApiResponse;
  /** Connects with the process of a container: what it writes from now on, and what is typed to it. @throws ApiError */
  attach(pod: KubeObject, container: string, typed: Typed): ApiResponse;
  /** Memory that the program of a container says it holds, in bytes; 0 if it says nothing. */
  memory(pod: KubeObject, container: string): number;
  /** Gives a request over HTTP, in JSON, to a port of a Pod as seen from within it: gives the answer in JSON, or why there is none. @throws ApiError */
  forward(pod: KubeObject, port: number, request: string): ApiResponse;
}

/** What a Pod used when it was last measured. */
export interface PodMetrics {
  name: string;
  namespace: string;
  /** In milliseconds since 1970, of whole seconds. */
  timestamp: number;
  /** Over how many milliseconds it was measured. */
  window: number;
  containers: readonly { name: string; usage: Readonly<Record<string, string>> }[];
}

/** Who measures what Pods and nodes use, and serves `metrics.k8s.io`. */
export interface Metrics {
  pods(namespace: string, selector: readonly Requirement[]): PodMetrics[];
  /** @throws ApiError */
  answer(request: ApiRequest, info: RequestInfo, verb: string): ApiResponse;
}

/** What those who answer requests may use. */
export interface Services {
  store: Store;
  catalog: Catalog;
  registry: Registry;
  clock: Clock;
  /** The agents of nodes, by the names of these: whom it asks for logs. */
  kubelets: ReadonlyMap<string, Nodes>;
  /** Undefined as long as nobody measures anything. */
  readonly metrics?: Metrics | undefined;
}
