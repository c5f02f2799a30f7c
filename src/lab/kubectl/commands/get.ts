import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { Aggregate, asError, throwAll, usageError } from '../errors.ts';
import { Columns } from '../print/columns.ts';
import { formats } from '../print/printer.ts';
import { asTable, TablePrinter } from '../print/table.ts';
import { fileOptions, find, type Result } from '../resources/builder.ts';
import type { Info } from '../resources/info.ts';
import type { Wanted } from '../resources/wanted.ts';
import type { Command } from './command.ts';
import { genericPrinter, isHuman, tableOptions } from './get-printing.ts';
import { watch } from './watch.ts';

const TABLE =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

/** `kubectl get` (k8s.io/kubectl/pkg/cmd/get). */
export const get: Command = {
  async run(call) {
    const { flags, words } = call;
    const raw = flags.text('raw');
    if (raw !== '') return getRaw(call, raw);
    call.namespace();
    const isWatch = flags.is('watch') || flags.is('watch-only');
    if (isWatch && flags.text('sort-by') !== '') {
      call.note(
        flags.is('watch')
          ? 'warning: --watch requested, --sort-by will be ignored for watch events received'
          : 'warning: --watch-only requested, --sort-by will be ignored',
      );
    }
    if (!isWatch && words.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
      call.note(
        'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n',
      );
      throw usageError(
        'get',
        'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
      );
    }
    const output = flags.text('output');
    if (flags.is('show-labels') && output !== '' && output !== 'wide') {
      throw new Error(`--show-labels option cannot be used with ${output} printer`);
    }
    if (flags.is('output-watch-events') && !isWatch) {
      throw new Error('--output-watch-events option can only be used with --watch or --watch-only');
    }
    if (isWatch) return watch(call, wanted(call));
    const result = await find(call, wanted(call));
    if (flags.is('ignore-not-found')) result.ignoreNotFound();
    await (isHuman(call) ? printTables(call, result) : printGeneric(call, result));
  },
};

function asksForTable(call: Call): boolean {
  return isHuman(call) && call.flags.is('server-print');
}

/** What `get` looks for. */
export function wanted(call: Call): Wanted {
  const { flags } = call;
  const { name, isExplicit } = call.namespace();
  const isSorted = flags.text('sort-by') !== '';
  const isWatch = flags.is('watch') || flags.is('watch-only');
  return {
    ...fileOptions(flags),
    words: call.words,
    allowsEmptySelector: true,
    selector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    namespace: name,
    allNamespaces: flags.is('all-namespaces'),
    enforceNamespace: isExplicit && !flags.is('all-namespaces') && flags.list('filename').length > 0,
    defaultNamespace: true,
    latest: true,
    flatten: !isWatch,
    continueOnError: !isWatch,
    singleType: isWatch,
    chunkSize: isSorted ? 0 : flags.number('chunk-size'),
    subresource: flags.text('subresource'),
    ...(asksForTable(call) ? { accept: TABLE, ...(isSorted ? { query: { includeObject: 'Object' } } : {}) } : {}),
  };
}

async function getRaw(call: Call, raw: string): Promise<void> {
  const { flags } = call;
  if (call.words.length > 0) throw new Error('arguments may not be passed when --raw is specified');
  if (flags.is('watch') || flags.is('watch-only') || flags.text('selector') !== '') {
    throw new Error('--raw may not be specified with other flags that filter the server request or alter the output');
  }
  if (flags.text('output') !== '') throw new Error('--raw and --output are mutually exclusive');
  if (!/^(\/|\w+:\/\/)/.test(raw)) {
    throw new Error(`--raw must be a valid URL path: parse ${JSON.stringify(raw)}: invalid URI for request`);
  }
  const { body, stream } = await call.client.ask({ path: raw, isRaw: true });
  call.out(body);
  for (let piece = await stream?.next(); piece !== undefined; piece = await stream?.next()) call.out(piece);
}

async function printTables(call: Call, result: Result): Promise<void> {
  const { flags } = call;
  const { infos, error } = await result.infos();
  const errors = error ? [error] : [];
  const sortPath = flags.text('sort-by');
  const [first] = infos;
  const withKind = infos.some(
    ({ resource }) =>
      resource?.kind !== first?.resource?.kind ||
      resource?.group !== first?.resource?.group ||
      resource?.version !== first?.resource?.version,
  );
  const objects = sortPath === '' ? infos : sortInfos(infos, sortPath);
  let isWritten = false;
  let isSeparated = false;
  const writer = new Columns((text) => {
    if (isSeparated) call.out('\n');
    isSeparated = false;
    isWritten = true;
    call.out(text);
  });
  let printer: TablePrinter | undefined;
  let last: Info['resource'];
  for (const info of objects) {
    if (!printer || last?.name !== info.resource?.name || last?.group !== info.resource?.group) {
      writer.flush();
      writer.forget();
      if (last && !flags.is('no-headers') && isWritten) isSeparated = true;
      printer = new TablePrinter(tableOptions(call, info, withKind));
      last = info.resource;
    }
    printer.print(info.object, writer);
  }
  writer.flush();
  if (!isWritten && !flags.is('ignore-not-found') && errors.length === 0) {
    const isNamespaced = !flags.is('all-namespaces') && objects.every(({ resource }) => resource?.namespaced);
    call.note(isNamespaced ? `No resources found in ${call.namespace().name} namespace.` : 'No resources found');
  }
  throwAll(errors);
}

/** Puts the rows of tables, or the objects, into the order of a field. */
function sortInfos(infos: readonly Info[], path: string): readonly Info[] {
  const tables = infos.map(({ object }) => asTable(object));
  if (infos.length > 0 && tables.every((table) => table !== undefined)) {
    return infos.map((info, index) => {
      const table = tables[index];
      if (!table) return info;
      let rows: unknown[] = [];
      try {
        rows = formats.here.sortBy(table.rows, path, ({ object }) => object);
      } catch (error) {
        // kubectl drops a table that it cannot sort by a field that is not there.
        if (!asError(error).message.startsWith("couldn't find any field")) throw error;
      }
      return { ...info, object: { ...asRecord(info.object), rows } };
    });
  }
  if (tables.some((table) => table !== undefined)) {
    throw new Error('sorting is not supported on mixed Table and non-Table object lists');
  }
  return infos.length < 2 ? infos : formats.here.sortBy(infos, path, ({ object }) => object);
}

async function printGeneric(call: Call, result: Result): Promise<void> {
  const { infos, error } = await result.infos();
  if (error && result.isSingle) throw error;
  const errors = error ? [error] : [];
  if (infos.length === 0 && call.flags.is('ignore-not-found')) return throwAll(errors);
  const printer = genericPrinter(call);
  const sortPath = call.flags.text('sort-by');
  let object: unknown;
  if (result.isSingle && infos.length === 1) object = infos[0]?.object;
  else {
    const items = infos.map((info) => info.object).filter(isRecord);
    object = {
      apiVersion: 'v1',
      kind: 'List',
      metadata: { resourceVersion: '' },
      items: sortPath === '' || items.length === 0 ? items : formats.here.sortBy(items, sortPath, (item) => item),
    };
  }
  if (Array.isArray(asRecord(object).items) && asRecord(object).kind !== 'List') {
    object = {
      apiVersion: 'v1',
      kind: 'List',
      metadata: { resourceVersion: asRecord(asRecord(object).metadata).resourceVersion ?? '' },
      items: asRecord(object).items,
    };
  }
  try {
    printer(object);
  } catch (thrown) {
    errors.push(asError(thrown));
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 0) throw new Aggregate(errors);
}
