/**
 * The practice cluster: an API server, its controllers, a scheduler and nodes, all on one clock and from one seed, so that the same commands always lead to the
 * same. Nothing of it needs Node or a page.
 */

import { uniqueId } from './api/core/metadata.ts';
import type { ApiRequest, ApiResponse } from './api/protocol.ts';
import { ApiServer } from './api/server.ts';
import { beginnings, namespaces, nodeObject, nodePlans } from './boot/objects.ts';
import { systemObjects } from './boot/system.ts';
import { Client, Controllers } from './controllers/framework.ts';
import { controllersOf } from './controllers/index.ts';
import { Kubelet } from './node/kubelet.ts';
import { Clock } from './time/clock.ts';

/** How a cluster is made. */
export interface ClusterOptions {
  /** The moment at which it begins, in milliseconds since 1970. */
  start?: number;
  seed?: number;
}

/** Random numbers from 0 up to 1 that depend on the seed only (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where the API server is found. */
export const SERVER_ADDRESS = 'https://127.0.0.1:6443';

/** 28 November 2026, 15:45 UTC: a cluster begins then if nobody says otherwise. */
const START = Date.UTC(2026, 10, 28, 15, 45, 47);

/** A running cluster. */
export class Cluster {
  readonly clock: Clock;
  readonly random: () => number;
  readonly server: ApiServer;
  readonly controllers: Controllers;

  constructor({ start = START, seed = 1 }: ClusterOptions = {}) {
    this.clock = new Clock(start);
    this.random = randomFrom(seed);
    this.server = new ApiServer({ clock: this.clock, random: this.random });
    this.controllers = new Controllers(this.server);
    this.#begin();
  }

  #begin(): void {
    const { server } = this;
    const admin = new Client(server, 'kube-apiserver');
    const own = systemObjects(server.catalog, this.clock.now(), () => uniqueId(this.random));
    for (const [bucket, object] of own) server.store.put(bucket, object);
    for (const name of namespaces)
      admin.create(admin.resource('', 'namespaces'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    for (const [group, plural, namespace, object] of beginnings)
      admin.create(admin.resource(group, plural), object, namespace);
    for (const plan of nodePlans) {
      const client = new Client(server, 'kubelet');
      const { status, ...object } = nodeObject(plan, this.clock.now());
      client.create(client.resource('', 'nodes'), object);
      client.change(
        client.resource('', 'nodes'),
        { namespace: '', name: plan.name },
        (node) => {
          node.status = status;
          return true;
        },
        'status',
      );
      server.kubelets.set(plan.name, new Kubelet(client, plan.name, plan.address, plan.network));
    }
    for (const controller of controllersOf(server)) this.controllers.add(controller);
  }

  /** Answers a request. */
  handle(request: ApiRequest): Promise<ApiResponse> {
    return Promise.resolve(this.server.handle(request));
  }
}
