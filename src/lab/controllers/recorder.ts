import { systemCall } from '../api/core/call.ts';
import { copy, type KubeObject, microTimeText, timeText } from '../api/core/objects.ts';
import type { ApiServer } from '../api/server.ts';

/** Writes events: what happened to an object, as sentences. The same again counts up. @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
export class Recorder {
  readonly #server: ApiServer;
  readonly #component: string;
  readonly #host: string | undefined;
  /** Names of events that were written, by what they say. */
  readonly #known = new Map<string, string>();

  constructor(server: ApiServer, component: string, host?: string) {
    this.#server = server;
    this.#component = component;
    this.#host = host;
  }

  /** Writes an event. `field` names a part of the object, such as `spec.containers{web}`. */
  event(object: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string, field?: string): void {
    const { registry, catalog, clock } = this.#server;
    const events = catalog.builtIn('', 'events');
    const { metadata } = object;
    const namespace = metadata.namespace ?? 'default';
    const about = [metadata.uid, type, reason, message, field].join('\n');
    const now = timeText(clock.now());
    const known = this.#known.get(about);
    const call = systemCall(this.#component);
    if (known !== undefined && registry.find(events, namespace, known)) {
      registry.change(
        events,
        namespace,
        known,
        (event) => {
          event.count = (event.count as number) + 1;
          event.lastTimestamp = now;
          return true;
        },
        call,
      );
      return;
    }
    // As the real recorder has it: the name of the object and the moment, as a number of nanoseconds in hexadecimal.
    const moment = BigInt(clock.now()) * 1_000_000n + BigInt(this.#known.size + Math.floor(registry.random() * 1000));
    const name = `${metadata.name}.${moment.toString(16)}`;
    this.#known.set(about, name);
    try {
      registry.create(
        events,
        namespace,
        {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name, namespace },
          involvedObject: this.#reference(object, field),
          reason,
          message,
          source: { component: this.#component, ...(this.#host === undefined ? {} : { host: this.#host }) },
          firstTimestamp: now,
          lastTimestamp: now,
          count: 1,
          type,
          reportingComponent: this.#component,
          reportingInstance: this.#host ?? '',
        } as unknown as KubeObject,
        call,
      );
    } catch {
      // A namespace that goes away takes no events any more: nobody misses them.
      this.#known.delete(about);
    }
  }

  /** Writes an event in the newer form: with an action, and without a count. */
  newEvent(object: KubeObject, type: 'Normal' | 'Warning', reason: string, action: string, message: string): void {
    const { registry, catalog, clock } = this.#server;
    const events = catalog.builtIn('', 'events');
    const { metadata } = object;
    const namespace = metadata.namespace ?? 'default';
    const about = [metadata.uid, type, reason, action].join('\n');
    const call = systemCall(this.#component);
    const known = this.#known.get(about);
    if (known !== undefined && registry.find(events, namespace, known)?.message === message) {
      registry.change(
        events,
        namespace,
        known,
        (event) => {
          const { count = 1 } = (event.series ?? {}) as { count?: number };
          event.series = { count: count + 1, lastObservedTime: microTimeText(clock.now()) };
          return true;
        },
        call,
      );
      return;
    }
    const moment = BigInt(clock.now()) * 1_000_000n + BigInt(Math.floor(registry.random() * 1_000_000));
    const name = `${metadata.name}.${moment.toString(16)}`;
    this.#known.set(about, name);
    try {
      registry.create(
        events,
        namespace,
        {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name, namespace },
          involvedObject: this.#reference(object),
          reason,
          message,
          source: {},
          firstTimestamp: null,
          lastTimestamp: null,
          type,
          eventTime: microTimeText(clock.now()),
          action,
          reportingComponent: this.#component,
          reportingInstance: `${this.#component}-control-plane`,
        } as unknown as KubeObject,
        call,
      );
    } catch {
      this.#known.delete(about);
    }
  }

  #reference({ apiVersion, kind, metadata }: KubeObject, field?: string): Record<string, unknown> {
    return copy({
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
      apiVersion,
      resourceVersion: metadata.resourceVersion,
      fieldPath: field,
    });
  }
}
