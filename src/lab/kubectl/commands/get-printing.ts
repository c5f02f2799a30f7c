import { asRecord } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { asError, Exit, isNotFound } from '../errors.ts';
import {
  dataPrinter,
  FORMATS,
  formats,
  noPrinter,
  objectName,
  type Printer,
  templatePrinter,
} from '../print/printer.ts';
import type { TablePrinter } from '../print/table.ts';
import { type Info, kindName } from '../resources/info.ts';

/** Whether the output is a table. */
export function isHuman({ flags }: Call): boolean {
  const output = flags.text('output');
  return output === 'wide' || (output === '' && flags.text('template') === '');
}

/** The printer of a format that is no table. @throws Error for formats that there are not. */
export function genericPrinter(call: Call): Printer {
  const { flags } = call;
  const given = flags.text('output');
  const format = given === '' && flags.text('template') !== '' ? 'go-template' : given;
  const known = templatePrinter(call, format) ?? dataPrinter(call, format);
  if (known) return known;
  const columns = /^custom-columns(-file)?(?:=(.*))?$/s.exec(format);
  if (columns) {
    const template = flags.text('template') || (columns[2] ?? '');
    if (template === '') throw new Error('custom-columns format specified but no custom columns given');
    const printer = columns[1]
      ? formats.here.CustomColumns.fromFile(readTemplate(call, template))
      : formats.here.CustomColumns.fromText(template, flags.is('no-headers'));
    return (object) => printer.print(object, (text) => call.out(text));
  }
  if (format.toLowerCase() === 'name') {
    const print = (object: unknown): void => {
      const { items } = asRecord(object);
      if (Array.isArray(items)) for (const item of items) print(item);
      else call.out(`${objectName(object)}\n`);
    };
    return print;
  }
  throw noPrinter(format, [...FORMATS, 'custom-columns', 'custom-columns-file', 'wide']);
}

function readTemplate(call: Call, path: string): string {
  try {
    return call.readFile(path);
  } catch (error) {
    throw new Error(`error reading template ${path}, ${asError(error).message}\n`);
  }
}

/** Options of the tables for objects of a type. */
export function tableOptions(
  call: Call,
  info: Info | undefined,
  withKind: boolean,
): ConstructorParameters<typeof TablePrinter>[0] {
  const { flags } = call;
  return {
    wide: flags.text('output') === 'wide',
    noHeaders: flags.is('no-headers'),
    withNamespace: flags.is('all-namespaces') && (info?.resource?.namespaced ?? true),
    kind: (withKind || flags.is('show-kind')) && info?.resource ? kindName(info.resource) : '',
    columnLabels: flags.list('label-columns'),
    showLabels: flags.is('show-labels'),
    now: () => call.now(),
  };
}

/** Ends without a word when what is looked for is not there and that is no error. */
export function throwUnlessIgnored(call: Call, error: Error): never {
  if (isNotFound(error) && call.flags.is('ignore-not-found')) throw new Exit(0);
  throw error;
}
