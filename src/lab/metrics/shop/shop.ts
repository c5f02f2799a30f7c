/** In this room: the shop that labs on monitoring look at: what its programs tell on /metrics, by a seed, the time, and what goes wrong. */
import { quote } from '../promql/format.ts';
import { Labels, NAME } from '../promql/labels.ts';
import type { Answer } from '../scrape/loop.ts';
import { containerMetrics, PODS, stateMetrics } from './cluster.ts';
import { databaseMetrics } from './database.ts';
import { FaultLog, type FaultSpan } from './faults.ts';
import { NODES, nodeMetrics } from './machines.ts';
import { probeMetrics, pushedMetrics } from './outside.ts';
import { ShopProcess } from './process.ts';
import { numberOf } from './wave.ts';
import { answers, type World, waveOf } from './world.ts';

export interface ShopOptions {
  seed: number;
  /** Time in milliseconds at which its history begins. */
  begin: number;
  faults?: readonly FaultSpan[] | FaultLog;
}

type Page = (time: number, parameters: URLSearchParams, path: string) => Answer;
const PROCESSES = ['shop-web-1', 'shop-web-2', 'shop-api-1', 'shop-api-2'];
/** How often it changes which Pod a service leads to, in milliseconds. */
const TURN_MS = 15_000;

/**
 * A shop with its machines. What it tells depends on the seed, the time and the faults, and on nothing else: any time can be asked
 * for, in any order.
 */
export class Shop {
  readonly faults: FaultLog;
  private readonly world: World;
  private readonly processes: readonly ShopProcess[];
  /** Pages by address and path. */
  private readonly pages = new Map<string, Page>();
  private readonly hosts = new Set<string>();

  constructor({ seed, begin, faults }: ShopOptions) {
    this.faults = faults instanceof FaultLog ? faults : new FaultLog(faults);
    this.world = { seed, begin, faults: this.faults };
    this.processes = PROCESSES.map((pod) => new ShopProcess(this.world, pod));
    for (const process of this.processes) this.serveProcess(process);
    this.serveAround();
  }

  /** The same shop, in which other things may go wrong from now on; it has only the pages that every shop has. */
  copy(): Shop {
    const { seed, begin, faults } = this.world;
    return new Shop({ seed, begin, faults: faults.copy() });
  }

  /** Serves a page at an address; all of its pages with the path "*". */
  serve(address: string, path: string, page: Page): void {
    this.hosts.add(address);
    this.pages.set(`${address}${path}`, page);
  }

  private text(address: string, path: string, write: (time: number) => string): void {
    this.serve(address, path, (time) => ({ duration: this.delay(address, time), text: write(time) }));
  }

  private serveProcess(process: ShopProcess): void {
    const { pod } = process;
    const ip = PODS.find(({ name }) => name === pod)?.ip ?? '';
    for (const address of [`${pod}:8080`, `${ip}:8080`])
      this.serve(address, '/metrics', (time) => {
        if (!answers(this.world, pod, time))
          return { duration: 1, error: `dial tcp ${ip}:8080: connect: connection refused` };
        return {
          duration: this.delay(pod, time),
          text: process.metrics(time),
          histograms: () =>
            process.histograms(time).map(({ name, labels, value }) => ({
              labels: Labels.of([[NAME, name], ...Object.entries(labels)]),
              value,
            })),
        };
      });
  }

  private serveAround(): void {
    for (const [node, pods] of Object.entries(NODES)) {
      const processes = this.processes.filter(({ pod }) => pods.includes(pod));
      this.text(`${node}:9100`, '/metrics', (time) => nodeMetrics(this.world, node, processes, time));
    }
    const ip = PODS.find(({ name }) => name === 'shop-db')?.ip ?? '';
    for (const address of ['shop-db:9187', `${ip}:9187`, 'shop-db.shop.svc:9187'])
      this.text(address, '/metrics', (time) => databaseMetrics(this.world, this.processes, time));
    this.text('kube-state-metrics:8080', '/metrics', (time) => stateMetrics(this.world, time));
    this.text('cadvisor:8080', '/metrics', (time) => containerMetrics(this.world, this.processes, time));
    this.text('pushgateway:9091', '/metrics', (time) => pushedMetrics(this.world, time));
    this.serve('blackbox:9115', '/probe', (time, parameters) => ({
      duration: this.delay('blackbox', time) + 60,
      ...probeMetrics(this.world, parameters, time),
    }));
    // A service leads to one of its Pods, now to this one, now to that.
    for (const app of ['shop-web', 'shop-api'])
      for (const address of [`${app}.shop.svc:8080`, `${app}:8080`])
        this.serve(address, '/metrics', (time, parameters) => {
          const number = 1 + (numberOf(`${this.world.seed} ${app} ${Math.floor(time / TURN_MS)}`) % 2);
          return this.answer({ host: `${app}-${number}:8080`, path: '/metrics', time, parameters });
        });
  }

  /** How long an answer takes, in milliseconds. */
  private delay(name: string, time: number): number {
    return (
      Math.round(
        400 * (6 + (numberOf(name) % 9)) * waveOf(this.world, `delay ${name}`, { day: 0, noise: 0.5 }).at(time),
      ) / 400
    );
  }

  /** What is answered at an address (a URL) at a time in milliseconds. */
  fetch(url: string, time: number): Answer {
    const [, scheme = 'http', host = '', path = '/', query = ''] = /^(\w+):\/\/([^/?]*)([^?]*)\??(.*)$/.exec(url) ?? [];
    const get = (error: string): Answer => ({ duration: 1, error: `Get ${quote(url)}: ${error}` });
    if (!this.hosts.has(host)) return get(this.unreachable(host));
    const answer = this.answer({ host, path, time, parameters: new URLSearchParams(query) });
    if ('error' in answer) return answer.error.startsWith('dial ') ? get(answer.error) : answer;
    if (scheme === 'https') return get('http: server gave HTTP response to HTTPS client');
    return answer;
  }

  private answer({
    host,
    path,
    time,
    parameters,
  }: {
    host: string;
    path: string;
    time: number;
    parameters: URLSearchParams;
  }): Answer {
    const page = this.pages.get(`${host}${path}`) ?? this.pages.get(`${host}*`);
    return page?.(time, parameters, path) ?? { duration: 1, error: 'server returned HTTP status 404 Not Found' };
  }

  /** Why an address does not answer: its machine is known, but not this port; or nobody knows it. */
  private unreachable(host: string): string {
    const [name = '', port = '80'] = host.split(':');
    const isKnown =
      [...this.hosts].some((other) => other.split(':')[0] === name) ||
      PODS.some((pod) => [pod.ip, pod.name].includes(name));
    if (isKnown || /^[\d.]+$/.test(name)) return `dial tcp ${name}:${port}: connect: connection refused`;
    return `dial tcp: lookup ${name} on 10.96.0.10:53: no such host`;
  }
}
