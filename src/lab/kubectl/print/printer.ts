import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { Part } from '../../time/part.ts';
import { toYaml } from '../../yaml/write.ts';
import type { Call } from '../call.ts';
import type { Flags } from '../cobra/flags.ts';
import type { Printer } from './formats.ts';
import { indentedJson } from './json.ts';
import { inOrder, isOrdered } from './typed.ts';

export type { Printer } from './formats.ts';

/** What prints as users themselves say: templates, paths, columns, orders, and the format that few ask for. */
export const formats = new Part('output formats', () => import('./formats.ts'));

/** Formats that are there from the beginning. */
const AT_HAND = /^(|wide|name|json|yaml)$/i;

/** Whether flags ask for what {@link formats} has. */
export function needsFormats(flags: Flags): boolean {
  return (
    ['template', 'sort-by'].some((name) => flags.text(name) !== '') ||
    (flags.byName('output') !== undefined && !AT_HAND.test(flags.text('output')))
  );
}

const TEMPLATES = ['go-template', 'go-template-file', 'template', 'templatefile'];
const PATHS = ['jsonpath', 'jsonpath-as-json', 'jsonpath-file'];

/** `deployment.apps/web`, as `-o name` has it. */
export function objectName(object: unknown): string {
  const { apiVersion, kind, metadata } = asRecord(object);
  const group = String(apiVersion ?? '').includes('/') ? String(apiVersion).replace(/\/.*/, '') : '';
  const name = String(asRecord(metadata).name || '<unknown>');
  return `${String(kind ?? '').toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;
}

/** An object without `metadata.managedFields`; a list without those of its items. */
export function withoutManagedFields(object: unknown): unknown {
  if (!isRecord(object)) return object;
  if (Array.isArray(object.items)) {
    const list = { ...object, items: object.items.map(withoutManagedFields) };
    return isOrdered(object) ? inOrder(list) : list;
  }
  if (!isRecord(object.metadata) || !('managedFields' in object.metadata)) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  const rest = { ...object, metadata };
  return isOrdered(object) ? inOrder(rest) : rest;
}

/** The error about a format that nothing can print. */
export function noPrinter(format: string, allowed: readonly string[]): Error {
  return new Error(
    `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${[...allowed].sort().join(',')}`,
  );
}

/** The value of `-o`, split into format and template. */
function split(format: string, names: readonly string[]): [string, string] {
  const equals = format.indexOf('=');
  if (equals > 0 && names.includes(format.slice(0, equals))) return [format.slice(0, equals), format.slice(equals + 1)];
  return [format, ''];
}

/** A printer of `go-template`, `jsonpath` and their kin; undefined if a format is none of them. @throws Error in kubectl's words. */
export function templatePrinter(call: Call, wanted: string): Printer | undefined {
  const given = call.flags.text('template');
  const [format, written] = split(wanted, [...TEMPLATES, ...PATHS]);
  const isTemplate = TEMPLATES.includes(format);
  if (!isTemplate && !PATHS.includes(format)) return undefined;
  let template = given || written;
  if (template === '') throw new Error('template format specified but no template given');
  if (format.endsWith('file')) {
    try {
      template = call.readFile(template);
    } catch (error) {
      throw new Error(`error reading --template ${template}, ${(error as Error).message}`);
    }
  }
  const allowsMissing = call.flags.is('allow-missing-template-keys');
  return isTemplate
    ? formats.here.goTemplate(call, template, allowsMissing)
    : formats.here.jsonPath(call, template, allowsMissing, format === 'jsonpath-as-json');
}

/** A printer of `json`, `yaml` and `kyaml`; undefined if a format is none of them. */
export function dataPrinter(call: Call, wanted: string): Printer | undefined {
  const format = wanted.toLowerCase();
  if (!['json', 'yaml', 'kyaml'].includes(format)) return undefined;
  let count = 0;
  return (object) => {
    const shown = call.flags.is('show-managed-fields') ? object : withoutManagedFields(object);
    if (format === 'json') call.out(`${indentedJson(shown, '    ', isOrdered(shown))}\n`);
    else if (format === 'kyaml') call.out(formats.here.kyaml(shown));
    else call.out(`${count++ > 0 ? '---\n' : ''}${toYaml(shown)}`);
  };
}

/** Formats that all commands with `-o` can print. */
export const FORMATS = ['json', 'yaml', 'kyaml', 'name', ...TEMPLATES, ...PATHS];

/**
 * The printer of a command that tells what it did, as in `pod/web created` (`PrintFlags.ToPrinter` of cli-runtime).
 * @param operation what is said after the name, such as `created`.
 * @throws Error in kubectl's words for formats that there are not.
 */
export function operationPrinter(call: Call, operation: string): Printer {
  const given = call.flags.text('output');
  const format = given === '' && call.flags.text('template') !== '' ? 'go-template' : given;
  const printer = dataPrinter(call, format);
  if (printer) return printer;
  if (format === '' || format.toLowerCase() === 'name') {
    const suffix = format === '' && operation !== '' ? ` ${operation}` : '';
    const print = (object: unknown): void => {
      const { items, kind } = asRecord(object);
      if (Array.isArray(items) && String(kind).endsWith('List')) for (const item of items) print(item);
      else call.out(`${objectName(object)}${suffix}\n`);
    };
    return print;
  }
  const template = templatePrinter(call, format);
  if (!template) throw noPrinter(format, FORMATS);
  return template;
}
