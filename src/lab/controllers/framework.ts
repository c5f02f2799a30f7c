import { asRecord } from '../../kubernetes/data.ts';
import { SYSTEM, systemCall, type User } from '../api/core/call.ts';
import { type DeleteOptions, remove } from '../api/core/delete.ts';
import { ApiError } from '../api/core/errors.ts';
import { copy, isSame, type KubeObject } from '../api/core/objects.ts';
import { bucketOf, type Change } from '../api/core/store.ts';
import type { Resource } from '../api/resources/resource.ts';
import type { ApiServer } from '../api/server.ts';

/** Where an object is: what controllers put into their queues. */
export interface Key {
  namespace: string;
  name: string;
}

/** A component's own access to the API: everything goes through the same rules as a request over HTTP. */
export class Client {
  readonly server: ApiServer;
  readonly user: User;
  readonly #manager: string;

  constructor(server: ApiServer, manager: string, user: User = SYSTEM) {
    this.server = server;
    this.user = user;
    this.#manager = manager;
  }

  /** The present moment, in milliseconds since 1970. */
  now(): number {
    return this.server.clock.now();
  }

  resource(group: string, plural: string): Resource {
    return this.server.catalog.builtIn(group, plural);
  }

  find(resource: Resource, namespace: string, name: string): KubeObject | undefined {
    return this.server.registry.find(resource, namespace, name);
  }

  list(resource: Resource, namespace = ''): KubeObject[] {
    return this.server.registry.list(resource, namespace);
  }

  /** @throws ApiError */
  create(resource: Resource, object: Record<string, unknown>, namespace = ''): KubeObject {
    return this.server.registry.create(resource, namespace, object as KubeObject, systemCall(this.#manager, this.user));
  }

  /** Changes an object; `change` gets a copy and gives false to leave all as it is. @throws ApiError */
  change(
    resource: Resource,
    { namespace, name }: Key,
    change: (object: KubeObject) => boolean | undefined,
    subresource = '',
  ): KubeObject | undefined {
    const call = systemCall(this.#manager, this.user);
    return this.server.registry.change(resource, namespace, name, change, call, subresource);
  }

  /** Writes an object as a component has it: refused if it has changed since the component has read it. @throws ApiError */
  update(resource: Resource, object: KubeObject, subresource = ''): KubeObject {
    const { namespace, name } = keyOf(object);
    const call = systemCall(this.#manager, this.user);
    return this.server.registry.update(resource, namespace, name, { change: () => object, subresource }, call).object;
  }

  /** Writes an object's whole status, unless it is what the object has already. Gives whether it was written. @throws ApiError */
  writeStatus(resource: Resource, object: KubeObject, status: Record<string, unknown>): boolean {
    if (isSame(status, asRecord(object.status))) return false;
    const write = (written: KubeObject): boolean => {
      written.status = copy(status);
      return true;
    };
    this.change(resource, keyOf(object), write, 'status');
    return true;
  }

  /** Deletes an object; one that is not there any more is no mistake. @throws ApiError */
  remove(
    resource: Resource,
    { namespace, name }: Key,
    options: DeleteOptions = { propagationPolicy: 'Background' },
  ): void {
    try {
      remove(this.server.registry, resource, namespace, name, options, systemCall(this.#manager, this.user));
    } catch (problem) {
      if (!(problem instanceof ApiError) || problem.status.code !== 404) throw problem;
    }
  }
}

/** A turn of a control loop in which time passes: it yields after every write, as the loop waits for the server's answer. */
export type Turn = Generator<void, number | undefined, void>;

/** A control loop: told of changes, it says which objects it has to look at, and looks at them one after the other. */
export interface Controller {
  name: string;
  /** How many milliseconds pass between two objects, for a loop that looks at one after the other; otherwise at all of them at once. */
  pace?: number;
  /** The objects that a change concerns; none for most changes. */
  concerns(change: Change): readonly Key[];
  /** Brings the world nearer to what an object wants. Gives after how many milliseconds it has to look again, if it knows. @throws ApiError to be tried again */
  reconcile(key: Key): number | undefined | Turn;
}

/** How long a controller takes to notice a change. */
const NOTICE_MS = 2;
/** How long a controller waits for the answer to a write. */
const WRITE_MS = 3;
/** @see https://pkg.go.dev/k8s.io/client-go/util/workqueue#DefaultTypedControllerRateLimiter */
const FIRST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 1000 * 1000;

/** A loop with its queue. */
interface Entry {
  controller: Controller;
  queue: Map<string, Key>;
  /** Objects that are being looked at: what changes about one meanwhile brings it back into the queue, where it waits. */
  working: Set<string>;
  failures: Map<string, number>;
  isDue: boolean;
}

/** Runs control loops: each has a queue of objects, in which an object stands at most once. */
export class Controllers {
  readonly #server: ApiServer;
  readonly #controllers: Entry[] = [];

  constructor(server: ApiServer) {
    this.#server = server;
    server.store.listen((change) => {
      for (const entry of this.#controllers)
        for (const key of entry.controller.concerns(change)) this.#enqueue(entry, key);
    });
  }

  /** Adds a loop; it is told of everything that is there already. */
  add(controller: Controller): void {
    const entry: Entry = { controller, queue: new Map(), working: new Set(), failures: new Map(), isDue: false };
    this.#controllers.push(entry);
    const { store } = this.#server;
    for (const bucket of store.buckets())
      for (const object of store.list(bucket))
        for (const key of controller.concerns({ type: 'ADDED', bucket, revision: store.revision, object }))
          this.#enqueue(entry, key);
  }

  #enqueue(entry: Entry, key: Key): void {
    entry.queue.set(`${key.namespace}/${key.name}`, key);
    this.#wake(entry, NOTICE_MS);
  }

  #wake(entry: Entry, milliseconds: number): void {
    if (entry.isDue) return;
    entry.isDue = true;
    this.#server.clock.after(milliseconds, () => this.#drain(entry));
  }

  #drain(entry: Entry): void {
    entry.isDue = false;
    for (const [text, key] of [...entry.queue]) {
      if (entry.working.has(text)) continue;
      entry.queue.delete(text);
      entry.working.add(text);
      this.#attempt(entry, text, key, () => entry.controller.reconcile(key));
      const { pace } = entry.controller;
      if (pace === undefined) continue;
      if (entry.queue.size > 0) this.#wake(entry, pace);
      return;
    }
  }

  /** Goes on with an object until time has to pass, or its turn ends. */
  #attempt(entry: Entry, text: string, key: Key, action: () => number | undefined | Turn): void {
    const { clock } = this.#server;
    let again: number | undefined;
    try {
      const result = action();
      if (typeof result === 'object') {
        const step = result.next();
        if (!step.done) {
          clock.after(WRITE_MS, () => this.#attempt(entry, text, key, () => result));
          return;
        }
        again = step.value;
      } else again = result;
      entry.failures.delete(text);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      const failures = (entry.failures.get(text) ?? 0) + 1;
      entry.failures.set(text, failures);
      again = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
    }
    entry.working.delete(text);
    if (again !== undefined) clock.after(again, () => this.#enqueue(entry, key));
    if (entry.queue.has(text)) this.#wake(entry, 0);
  }
}

/** Where an object is. */
export function keyOf({ metadata }: KubeObject): Key {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}

/** A loop's `concerns` for objects of one kind, and for what these control. */
export function concernsOf(
  resource: Resource,
  owned: readonly Resource[] = [],
  further: (change: Change) => readonly Key[] = () => [],
): Controller['concerns'] {
  const own = bucketOf(resource);
  const others = new Set(owned.map(bucketOf));
  return (change) => {
    const keys: Key[] = [];
    if (change.bucket === own) keys.push(keyOf(change.object));
    if (others.has(change.bucket)) {
      for (const object of change.previous ? [change.object, change.previous] : [change.object])
        for (const owner of object.metadata.ownerReferences ?? [])
          if (
            owner.controller === true &&
            owner.kind === resource.kind &&
            owner.apiVersion.startsWith(resource.group === '' ? 'v1' : `${resource.group}/`)
          )
            keys.push({ namespace: object.metadata.namespace ?? '', name: owner.name });
    }
    return [...keys, ...further(change)];
  };
}
