/**
 * the practice cluster, in pure TypeScript for Node and browsers: `time/`, `yaml/`, `api/` (the API server), `controllers/`, `node/`, `network/`, `images/` (programs of containers), `course/` (programs of a course), `shell/`, `line/` (typing at a prompt), `attempt/` (what a learner does, recorded), `view/` (what a page shows), `figures/` (explorable figures), `kubectl/`, `metrics/` (PromQL, and a small Prometheus around it), `traces/` (labs on tracing), `runner/` (labs and their judge)
 *
 * A cluster is an API server, its controllers, a scheduler and nodes, all on one clock and from one seed, so that the same commands always
 * lead to the same. Nothing of it needs Node or a page.
 */

import type { ApiRequest, ApiResponse } from './api/protocol.ts';
import { ApiServer } from './api/server.ts';
import { beginCluster } from './boot/begin.ts';
import { addMetricsServer } from './boot/metrics-server.ts';
import { AUTHORITY } from './certificates/authority.ts';
import { certificatePem, signerOf } from './certificates/certificate.ts';
import { autoscaling } from './controllers/autoscaler.ts';
import { Controllers } from './controllers/framework.ts';
import { controllersOf } from './controllers/index.ts';
import { Network } from './network/network.ts';
import { NO_RUNTIME, type Runtime } from './node/execute.ts';
import { Images } from './node/images.ts';
import type { PodLoad } from './node/metrics/load.ts';
import type { ImageProgram } from './node/process.ts';
import { randomFrom } from './random.ts';
import { Clock } from './time/clock.ts';
import { Part } from './time/part.ts';

/** How a cluster is made. */
export interface ClusterOptions {
  /** The moment at which it begins, in milliseconds since 1970. */
  start?: number;
  seed?: number;
  /** Images that the nodes hold, as after `kind load docker-image`. */
  images?: readonly string[];
  /** What Pods have to do, and whether anybody measures it; nobody does, as on most clusters at their beginning. */
  load?: { metrics: boolean; pods: readonly PodLoad[] };
  /** The programs of a course's own images: what it gives undefined for follows conventions. */
  programs?: (image: string) => ImageProgram | undefined;
  /** Containers follow conventions, whatever they are to run: as those of the sessions that were recorded, see `test/fixtures/recordings`. */
  isStandIn?: boolean;
  /** Which one it is of several in one network, from 0: its addresses differ by it. */
  number?: number;
  /** What runs containers; without it they follow conventions, and nobody can enter them. */
  runtimeOf?: (cluster: Pick<Cluster, 'clock' | 'random' | 'network'>) => Runtime;
}

const metrics = new Part('metrics', () => import('./node/metrics/samples.ts'));

const addressOf = (number: number): string => `https://127.0.0.1:${6443 + number}`;
/** Where the API server is found; that of the first cluster, if there are several. */
export const SERVER_ADDRESS = addressOf(0);

/** 28 November 2026, 15:45 UTC: a cluster begins then if nobody says otherwise. */
const START = Date.UTC(2026, 10, 28, 15, 45, 47);

/** How old a cluster is when somebody comes to it: all that belongs to it runs by then. */
const AGE_MS = 240_000;

/** How long it takes until a request that reads or one that writes is answered, and the answer's way back. */
const READ_MS = 2;
const WRITE_MS = 6;
const RETURN_MS = 1;

/** A running cluster. */
export class Cluster {
  readonly clock: Clock;
  readonly random: () => number;
  readonly #begin: number;
  readonly server: ApiServer;
  readonly controllers: Controllers;
  /** What Pods have to do; undefined if nobody measures it. */
  readonly loads: PodLoad[] | undefined;
  /** The certificate of the cluster's authority, in PEM. */
  readonly authority: string;
  readonly network: Network;
  /** Where its API server is found. */
  readonly address: string;

  /** @param shared a clock that somebody else has made and moves, see {@link together} */
  constructor(
    { start = START, seed = 1, images = [], load, runtimeOf, isStandIn = false, number = 0 }: ClusterOptions = {},
    shared?: Clock,
  ) {
    this.#begin = start - AGE_MS;
    this.clock = shared ?? new Clock(this.#begin);
    this.address = addressOf(number);
    this.random = randomFrom(seed);
    this.server = new ApiServer({ clock: this.clock, random: this.random, ids: randomFrom(seed + 1) });
    this.authority = certificatePem({
      subject: AUTHORITY,
      issuer: AUTHORITY,
      from: start - AGE_MS - 60_000,
      until: start + 3650 * 86_400_000,
      isAuthority: true,
      random: this.random,
    });
    this.server.signer = signerOf(this.authority);
    this.controllers = new Controllers(this.server);
    this.network = new Network(this.server, randomFrom(seed + 2), (request) => this.handle(request));
    beginCluster(this.server, new Images(images, isStandIn), runtimeOf?.(this) ?? NO_RUNTIME, number);
    if (load?.metrics) {
      this.loads = [...load.pods];
      addMetricsServer(this.server);
    }
    for (const controller of controllersOf(this.server, this.authority)) this.controllers.add(controller);
    if (!shared) this.clock.runTo(start);
  }

  /** Clusters on one clock, each as old as one alone would be. */
  static together(all: readonly ClusterOptions[], start = START): Cluster[] {
    const clock = new Clock(start - AGE_MS);
    const clusters = all.map((options, number) => new Cluster({ ...options, start, number }, clock));
    clock.runTo(start);
    return clusters;
  }

  /** Answers a request, at once: for who keeps the time of the day. */
  async handle(request: ApiRequest): Promise<ApiResponse> {
    for (const part of this.server.partsFor(request)) await this.clock.load(part);
    if (request.method !== 'GET' && /\/horizontalpodautoscalers\b/.test(request.path))
      await this.clock.load(autoscaling);
    if (this.loads) {
      const { Samples } = await this.clock.load(metrics);
      this.server.metrics ??= new Samples(this.server, this.loads, this.#begin);
    }
    return this.server.handle(request);
  }

  /** Answers a request as a client sees it: some milliseconds pass on the clock, in which controllers and nodes go on with their work. */
  async answer(request: ApiRequest): Promise<ApiResponse> {
    await this.clock.sleep(request.method === 'GET' || request.method === 'HEAD' ? READ_MS : WRITE_MS);
    const response = await this.handle(request);
    await this.clock.sleep(RETURN_MS);
    return response;
  }
}
