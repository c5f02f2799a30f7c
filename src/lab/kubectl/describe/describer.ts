import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { addressOf, type Resource } from '../client/discovery.ts';
import { age, humanDuration } from '../time.ts';
import { type Page, text } from './page.ts';

/** Writes what there is to say of an object. */
export type Describer = (page: Page, object: Data, around: Around) => Promise<void> | void;

/** A resource that is asked for by its address. */
export type Address = Pick<Resource, 'group' | 'version' | 'name' | 'namespaced'>;

/** What a description may look at besides the object. */
export class Around {
  readonly call: Call;
  readonly showsEvents: boolean;

  constructor(call: Call, showsEvents: boolean) {
    this.call = call;
    this.showsEvents = showsEvents;
  }

  /** The time since a timestamp. */
  since(timestamp: unknown): string {
    return age(timestamp, this.call.now());
  }

  /** Objects of a kind. @throws StatusError */
  async list(address: Address, namespace: string, query: Record<string, string> = {}): Promise<readonly Data[]> {
    const { items } = await this.call.client.json({
      path: addressOf(address, namespace),
      query: { limit: '500', ...query },
    });
    return asList(items);
  }

  /** An object. @throws StatusError */
  get(address: Address, namespace: string, name: string): Promise<Data> {
    return this.call.client.json({ path: addressOf(address, namespace, name) });
  }

  /** Events of an object; undefined when they are not wanted or cannot be had. */
  async eventsOf(
    object: Data,
    { kind = text(object.kind), uid = text(at(object, 'metadata', 'uid')) } = {},
  ): Promise<readonly Data[] | undefined> {
    if (!this.showsEvents) return undefined;
    const { name, namespace } = asRecord(object.metadata);
    const fields = [
      ['involvedObject.name', text(name)],
      ['involvedObject.namespace', text(namespace)],
      ['involvedObject.kind', kind],
      ['involvedObject.uid', uid],
    ];
    const fieldSelector = fields
      .filter(([field, value]) => value !== '' || field === 'involvedObject.namespace')
      .map((pair) => pair.join('='))
      .sort()
      .join(',');
    const address = { group: '', version: 'v1', name: 'events', namespaced: true };
    return this.list(address, text(namespace), { fieldSelector }).catch(() => []);
  }

  /** Writes the events of an object at the end of its description. */
  async events(page: Page, object: Data): Promise<void> {
    writeEvents(page, await this.eventsOf(object), this.call.now());
  }
}

/** How long ago an event was, and how often: `2s (x3 over 1m)`. */
export function eventInterval(event: Data, now: number): string {
  const first = age(event.eventTime ?? event.firstTimestamp, now);
  const series = asRecord(event.series);
  if (event.series) return `${age(series.lastObservedTime, now)} (x${text(series.count)} over ${first})`;
  if (typeof event.count === 'number' && event.count > 1)
    return `${age(event.lastTimestamp, now)} (x${event.count} over ${first})`;
  return first;
}

/** Writes events, the latest at the end. */
export function writeEvents(page: Page, events: readonly Data[] | undefined, now: number): void {
  if (!events) return;
  if (events.length === 0) {
    page.pair(0, 'Events', '<none>');
    return;
  }
  page.line(0, 'Events:');
  page.line(1, 'Type', 'Reason', 'Age', 'From', 'Message');
  page.line(1, '----', '------', '----', '----', '-------');
  const moment = (event: Data): number => (event.lastTimestamp ? Date.parse(text(event.lastTimestamp)) : 0);
  for (const event of [...events].sort((one, other) => moment(one) - moment(other))) {
    const source = text(at(event, 'source', 'component')) || text(event.reportingComponent);
    const field = text(at(event, 'involvedObject', 'fieldPath'));
    const message = text(event.message).trim();
    page.line(
      1,
      text(event.type),
      text(event.reason),
      eventInterval(event, now),
      source,
      field === '' ? message : `${field}: ${message}`,
    );
  }
}

/** `Kind/name` of what controls an object; empty if nothing does. */
export function controllerOf(object: Data): string {
  const owner = asList(at(object, 'metadata', 'ownerReferences')).find((one) => one.controller === true);
  return owner ? `${text(owner.kind)}/${text(owner.name)}` : '';
}

/** `Terminating (lasts 5s)`. */
export function terminating(object: Data, now: number): string {
  const stamp = text(at(object, 'metadata', 'deletionTimestamp'));
  return `Terminating (lasts ${humanDuration(now - Date.parse(stamp))})`;
}
