import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { addressOf, groupVersion } from '../client/discovery.ts';
import { events as watchEvents } from '../client/events.ts';
import { eventInterval } from '../describe/describer.ts';
import { Columns } from '../print/columns.ts';
import { operationPrinter } from '../print/printer.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';

const EVENTS = { group: '', version: 'v1', name: 'events', namespaced: true };

/** The field selector of events of an object, given as `TYPE/NAME`. @throws Error for other forms, and types that there are not */
async function selectorFor(call: Call, object: string): Promise<string | undefined> {
  if (object === '') return undefined;
  const parts = object.split('/');
  if (parts.length === 1) throw new Error('--for must be in resource/name form');
  if (parts.length > 2) throw new Error('arguments in resource/name form may not have more than one slash');
  const mapper = await call.client.mapper();
  const [plural = '', ...group] = String(parts[0]).toLowerCase().split('.');
  const resource = mapper.byName(plural, group.join('.'));
  return [
    `involvedObject.apiVersion=${groupVersion(resource)}`,
    `involvedObject.kind=${resource.kind}`,
    `involvedObject.name=${String(parts[1])}`,
  ].join(',');
}

function moment(event: Data): number {
  const time = at(event, 'series', 'lastObservedTime') ?? event.lastTimestamp ?? event.eventTime;
  return typeof time === 'string' ? Date.parse(time) : 0;
}

/** Prints events as lines of a table. */
class EventTable {
  readonly #call: Call;
  readonly #columns: Columns;
  #hasHeading: boolean;

  constructor(call: Call) {
    this.#call = call;
    this.#columns = new Columns((text) => call.out(text));
    this.#hasHeading = call.flags.is('no-headers');
  }

  print(event: Data): void {
    const all = this.#call.flags.is('all-namespaces');
    if (!this.#hasHeading)
      this.#columns.line([...(all ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']);
    this.#hasHeading = true;
    const { kind, name } = asRecord(event.involvedObject);
    const cells = [
      ...(all ? [String(at(event, 'metadata', 'namespace') ?? '')] : []),
      eventInterval(event, this.#call.now()),
      String(event.type ?? ''),
      String(event.reason ?? ''),
      `${String(kind ?? '')}/${String(name ?? '')}`,
      String(event.message ?? '').trim(),
    ];
    this.#columns.line(cells.map((cell) => cell.replaceAll('\u001b', '^[')));
  }

  flush(): void {
    this.#columns.flush();
  }
}

/** `kubectl events` (k8s.io/kubectl/pkg/cmd/events). */
export const events: Command = {
  async run(call) {
    const { flags } = call;
    const { name } = call.namespace();
    const types = flags.list('types').map((type) => type.toLowerCase());
    const fieldSelector = await selectorFor(call, flags.text('for'));
    const output = flags.text('output');
    const printer = output === '' ? undefined : operationPrinter(call, '');
    if (types.some((type) => type !== 'normal' && type !== 'warning'))
      throw new Error('valid --types are Normal or Warning');
    const isWanted = ({ type }: Data): boolean => types.length === 0 || types.includes(String(type).toLowerCase());
    const all = flags.is('all-namespaces');
    const path = addressOf(EVENTS, all ? '' : name);
    const query = { fieldSelector, limit: '500' };
    const table = new EventTable(call);
    if (flags.is('watch')) {
      const { stream } = await call.client.ask({ path, query: { ...query, watch: 'true' } });
      if (!stream) return;
      for await (const { type, object } of watchEvents(call, stream)) {
        if (type === 'DELETED' || type === 'BOOKMARK' || type === 'ERROR' || !isWanted(object)) continue;
        if (printer) printer(object);
        else table.print(object);
        table.flush();
      }
      return;
    }
    const list = await call.client.json({ path, query });
    const found = asList(list.items)
      .filter(isWanted)
      .map((event): Found => ({ kind: 'Event', apiVersion: 'v1', ...event }));
    if (found.length === 0) {
      call.note(all ? 'No events found.' : `No events found in ${name} namespace.`);
      return;
    }
    found.sort((one, other) => moment(one) - moment(other));
    // kubectl cannot print the names of such a list, and does not say so.
    if (output === 'name') return;
    if (printer) {
      printer({ kind: 'EventList', apiVersion: 'v1', metadata: {}, items: found });
      return;
    }
    for (const event of found) table.print(event);
    table.flush();
  },
};
