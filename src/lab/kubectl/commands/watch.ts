import { asRecord } from '../../../kubernetes/data.ts';
import { toYaml } from '../../yaml/write.ts';
import type { Call } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { events } from '../client/events.ts';
import { StatusError } from '../errors.ts';
import { Columns } from '../print/columns.ts';
import { compactJson } from '../print/json.ts';
import { formats } from '../print/printer.ts';
import { asTable, TablePrinter } from '../print/table.ts';
import { find } from '../resources/builder.ts';
import type { Wanted } from '../resources/wanted.ts';
import { genericPrinter, isHuman, tableOptions, throwUnlessIgnored } from './get-printing.ts';

/** `kubectl get -w`: what is there, then what changes. */
export async function watch(call: Call, wanted: Wanted): Promise<void> {
  const { flags } = call;
  const result = await find(call, wanted);
  const { infos, error } = await result.infos();
  if (error) throwUnlessIgnored(call, error);
  const [info] = infos;
  if (!info?.resource) return;
  const print = watchPrinter(call, tableOptions(call, info, false));
  const target = result.targets[0];
  const isList = target !== undefined && target.name === '';
  if (result.targets.length > 1 || infos.length > 1) {
    if (!flags.is('watch-only')) for (const one of infos) print(one.object, undefined);
    throw new Error('you may only watch a single resource or type of resource at a time');
  }
  if (!flags.is('watch-only')) {
    const { items } = asRecord(info.object);
    const withEvents = flags.is('output-watch-events') ? 'ADDED' : undefined;
    if (isList && Array.isArray(items) && !asTable(info.object)) for (const item of items) print(item, withEvents);
    else print(info.object, withEvents);
  } else if (asTable(info.object)) print({ ...info.object, rows: [] }, undefined);
  const version = isList ? String(asRecord(asRecord(info.object).metadata).resourceVersion ?? '') : '0';
  const { stream } = await call.client.ask({
    path: addressOf(info.resource, info.namespace),
    query: {
      watch: 'true',
      resourceVersion: version,
      labelSelector: target?.labels || undefined,
      fieldSelector: isList ? target.fields || undefined : `metadata.name=${info.name}`,
      ...wanted.query,
    },
    ...(wanted.accept ? { accept: wanted.accept } : {}),
  });
  if (!stream) return;
  let isFirst = !isList;
  for await (const { type, object } of events(call, stream)) {
    if (type === 'BOOKMARK') continue;
    if (type === 'ERROR') throw new StatusError(object);
    // Of a single object the watch gives first what has been printed already.
    if (!isFirst) print(object, flags.is('output-watch-events') ? type : undefined);
    isFirst = false;
  }
}

type WatchPrinter = (object: unknown, type: string | undefined) => void;

function watchPrinter(call: Call, options: ConstructorParameters<typeof TablePrinter>[0]): WatchPrinter {
  if (isHuman(call)) {
    const printer = new TablePrinter(options);
    const writer = new Columns((text) => call.out(text));
    const sortPath = call.flags.text('sort-by');
    return (object, type) => {
      const table = asTable(object);
      const sorted =
        table && sortPath !== '' && table.rows.length > 1
          ? { ...asRecord(object), rows: formats.here.sortBy(table.rows, sortPath, (row) => row.object) }
          : object;
      printer.print(sorted, writer, type);
      writer.flush();
    };
  }
  const printer = genericPrinter(call);
  const format = call.flags.text('output').toLowerCase();
  let count = 0;
  return (object, type) => {
    if (type === undefined || !(format === 'json' || format === 'yaml'))
      return printer(type !== undefined && format.startsWith('custom') ? { type, object } : object);
    const event = { type, object };
    call.out(format === 'json' ? `${compactJson(event)}\n` : `${count++ > 0 ? '---\n' : ''}${toYaml(event)}`);
  };
}
