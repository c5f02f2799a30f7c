import { systemCall } from '../api/core/call.ts';
import { copy, type KubeObject, microTimeText, timeText } from '../api/core/objects.ts';
import type { ApiServer } from '../api/server.ts';

/** From how many different sentences about one thing on events are combined, and how long they count together. @see https://pkg.go.dev/k8s.io/client-go/tools/record#EventAggregator */
const COMBINED_FROM = 10;
const COMBINED_MS = 600_000;
/** How many events one component writes about one object at once; after that, one each five minutes. */
const BURST = 25;
const REFILL_MS = 300_000;

/** Writes events: what happened to an object, as sentences. The same again counts up. @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
export class Recorder {
  readonly #server: ApiServer;
  readonly #component: string;
  readonly #host: string | undefined;
  /** Names of events that were written, by what they say. */
  readonly #known = new Map<string, string>();
  readonly #similar = new Map<string, { sentences: Set<string>; last: number }>();
  #last = 0n;
  readonly #budgets = new Map<string, { left: number; at: number }>();

  constructor(server: ApiServer, component: string, host?: string) {
    this.#server = server;
    this.#component = component;
    this.#host = host;
  }

  /** Writes an event. `field` names a part of the object, such as `spec.containers{web}`. */
  event(object: KubeObject, type: 'Normal' | 'Warning', reason: string, sentence: string, field?: string): void {
    const { registry, catalog, clock } = this.#server;
    const events = catalog.builtIn('', 'events');
    const { metadata } = object;
    const namespace = metadata.namespace ?? 'default';
    const now = timeText(clock.now());
    const isCombined = this.#isOneOfMany([metadata.uid, type, reason].join('\n'), sentence);
    const message = isCombined ? `(combined from similar events): ${sentence}` : sentence;
    const about = isCombined
      ? [metadata.uid, type, reason].join('\n')
      : [metadata.uid, type, reason, message, field].join('\n');
    if (!this.#mayWrite(metadata.uid)) return;
    const known = this.#known.get(about);
    const call = systemCall(this.#component);
    if (known !== undefined && registry.find(events, namespace, known)) {
      registry.change(
        events,
        namespace,
        known,
        (event) => {
          event.count = (event.count as number) + 1;
          event.message = message;
          event.lastTimestamp = now;
          return true;
        },
        call,
      );
      return;
    }
    // As the real recorder has it: the name of the object and the moment, as a number of nanoseconds in hexadecimal.
    const name = `${metadata.name}.${this.#moment()}`;
    this.#create(
      about,
      { name, namespace },
      {
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
      },
    );
  }

  /** This moment as a number of nanoseconds in hexadecimal; each is later than the one before, so that a list by name is one by time. */
  #moment(): string {
    const { clock, registry } = this.#server;
    const now = BigInt(Math.floor(clock.now())) * 1_000_000n + BigInt(Math.floor(registry.random() * 1000));
    this.#last = now > this.#last ? now : this.#last + 1000n + BigInt(Math.floor(registry.random() * 1000));
    return this.#last.toString(16);
  }

  /** Whether so many different sentences were said of the same that they are combined. */
  #isOneOfMany(about: string, sentence: string): boolean {
    const now = this.#server.clock.now();
    const old = this.#similar.get(about);
    const record = old && now - old.last <= COMBINED_MS ? old : { sentences: new Set<string>(), last: now };
    record.sentences.add(sentence);
    record.last = now;
    this.#similar.set(about, record);
    if (record.sentences.size < COMBINED_FROM) return false;
    const [first] = record.sentences;
    if (first !== undefined) record.sentences.delete(first);
    return true;
  }

  /** Whether one more event about an object is not too many. */
  #mayWrite(uid: string): boolean {
    const now = this.#server.clock.now();
    const budget = this.#budgets.get(uid) ?? { left: BURST, at: now };
    const left = Math.min(BURST, budget.left + (now - budget.at) / REFILL_MS);
    const isFree = left >= 1;
    this.#budgets.set(uid, { left: isFree ? left - 1 : left, at: now });
    return isFree;
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
    const name = `${metadata.name}.${this.#moment()}`;
    this.#create(
      about,
      { name, namespace },
      {
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
      },
    );
  }

  /** Writes a new event and remembers what it is about. A namespace that goes away takes none any more: nobody misses them. */
  #create(about: string, metadata: { name: string; namespace: string }, fields: Record<string, unknown>): void {
    const { registry, catalog } = this.#server;
    const event = { apiVersion: 'v1', kind: 'Event', metadata, ...fields };
    this.#known.set(about, metadata.name);
    try {
      const call = systemCall(this.#component);
      registry.create(catalog.builtIn('', 'events'), metadata.namespace, event as unknown as KubeObject, call);
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
