import { asList, asRecord, at } from '../../../kubernetes/data.ts';
import type { KubeObject } from '../../api/core/objects.ts';
import type { RequestInfo } from '../../api/core/request-info.ts';
import { matchesLabels, type Requirement } from '../../api/core/selectors.ts';
import type { Metrics, PodMetrics } from '../../api/core/services.ts';
import type { ApiRequest, ApiResponse } from '../../api/protocol.ts';
import type { ApiServer } from '../../api/server.ts';
import { type PodLoad, systemUsage, type Usage, usageOf } from './load.ts';
import { answerMetrics, type Measured, type NodeMetrics } from './serve.ts';

/** How often the metrics server asks the nodes, and how long a container must have run until it is measured. */
const RESOLUTION_MS = 15_000;
const FRESH_MS = 10_000;

/** Processor time and memory as a metrics server writes them. */
function written({ cpu, memory }: Usage): Record<string, string> {
  return { cpu: cpu === 0 ? '0' : `${cpu}n`, memory: `${Math.floor(memory / 1024)}Ki` };
}

/**
 * Measures every 15 seconds what Pods and nodes use, as a metrics server does.
 * @see https://github.com/kubernetes-sigs/metrics-server/blob/master/pkg/storage/pod.go
 */
export class Samples implements Metrics, Measured {
  readonly #server: ApiServer;
  readonly #loads: readonly PodLoad[];
  #pods = new Map<string, PodMetrics>();
  #nodes: NodeMetrics[] = [];

  /** @param loads what Pods have to do; read anew with every sample. @param begin when the metrics server began */
  constructor(server: ApiServer, loads: readonly PodLoad[], begin: number) {
    this.#server = server;
    this.#loads = loads;
    const { clock } = server;
    const since = (clock.now() - begin) % RESOLUTION_MS;
    this.#measure(clock.now() - since);
    const again = (): void => {
      this.#measure(clock.now());
      clock.after(RESOLUTION_MS, again);
    };
    clock.after(RESOLUTION_MS - since, again);
  }

  /** What Pods used when they were last measured. */
  pods(namespace: string, selector: readonly Requirement[]): PodMetrics[] {
    return this.#existing(namespace)
      .filter(({ metadata }) => matchesLabels(selector, metadata.labels ?? {}))
      .flatMap((pod) => this.of(pod) ?? []);
  }

  /** Answers a request. @throws ApiError */
  answer(request: ApiRequest, info: RequestInfo, verb: string): ApiResponse {
    return answerMetrics(this.#server, this, request, info, verb);
  }

  /** What a Pod used; undefined if it has not been measured yet. */
  of({ metadata }: KubeObject): PodMetrics | undefined {
    return this.#pods.get(`${metadata.namespace}/${metadata.name}`);
  }

  /** What a node used. */
  ofNode(name: string): NodeMetrics | undefined {
    return this.#nodes.find((one) => one.name === name);
  }

  #existing(namespace = ''): KubeObject[] {
    return this.#server.registry.list(this.#server.catalog.builtIn('', 'pods'), namespace);
  }

  #measure(now: number): void {
    const pods = this.#existing();
    const timestamp = Math.floor(now / 1000) * 1000;
    const totals = new Map<string, Usage>();
    this.#pods = new Map();
    for (const pod of pods) {
      const running = asList(asRecord(pod.status).containerStatuses).filter(({ state }) => asRecord(state).running);
      if (running.length === 0) continue;
      const usages = usageOf(pod, this.#loads, pods);
      const node = String(at(pod.spec, 'nodeName'));
      let window = RESOLUTION_MS;
      let isWhole = true;
      const containers = running.map(({ name, state }) => {
        const age = now - Date.parse(String(at(state, 'running', 'startedAt')));
        if (age < FRESH_MS) isWhole = false;
        window = Math.min(window, age);
        const own = this.#server.kubelets.get(node)?.memory(pod, String(name)) ?? 0;
        const rest = usages.get(String(name)) ?? { cpu: 0, memory: 0 };
        const usage = own > 0 ? { ...rest, memory: own } : rest;
        const total = totals.get(node) ?? systemUsage(node);
        totals.set(node, { cpu: total.cpu + usage.cpu, memory: total.memory + usage.memory });
        return { name: String(name), usage: written(usage) };
      });
      const { name, namespace = '' } = pod.metadata;
      if (isWhole) this.#pods.set(`${namespace}/${name}`, { name, namespace, timestamp, window, containers });
    }
    this.#nodes = this.#server.registry.list(this.#server.catalog.builtIn('', 'nodes'), '').map(({ metadata }) => ({
      name: metadata.name,
      timestamp,
      window: RESOLUTION_MS,
      usage: written(totals.get(metadata.name) ?? systemUsage(metadata.name)),
    }));
  }
}
