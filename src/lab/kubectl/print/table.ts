import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import { age } from '../time.ts';
import type { Columns } from './columns.ts';
import { goText } from './go-text.ts';
import { sortedKeys } from './json.ts';

/** How tables are printed. */
export interface TableOptions {
  wide: boolean;
  noHeaders: boolean;
  withNamespace: boolean;
  /** What stands before names, such as `pod` or `deployment.apps`; empty if nothing does. */
  kind: string;
  columnLabels: readonly string[];
  showLabels: boolean;
  now: () => number;
}

/** A table as the API server sends it. */
export interface ServerTable {
  columnDefinitions: { name: string; type?: string; format?: string; priority?: number }[];
  rows: { cells: unknown[]; object?: Record<string, unknown> }[];
}

/** An object as a table, if it is one. */
export function asTable(value: unknown): ServerTable | undefined {
  const table = asRecord(value);
  if (table.kind !== 'Table' || !/^meta\.k8s\.io\/v1(beta1)?$/.test(String(table.apiVersion))) return undefined;
  return {
    columnDefinitions: asList(table.columnDefinitions) as unknown as ServerTable['columnDefinitions'],
    rows: asList(table.rows).map((row) => ({
      cells: Array.isArray(row.cells) ? [...row.cells] : [],
      ...(isRecord(row.object) ? { object: row.object } : {}),
    })),
  };
}

/** Labels on one line, as `-L` and `--show-labels` have them. */
export function formatLabels(labels: unknown): string {
  const known = asRecord(labels);
  const text = sortedKeys(known)
    .map((key) => `${key}=${String(known[key])}`)
    .join(',');
  return text === '' ? '<none>' : text;
}

const EVENT_TYPES: Readonly<Record<string, string>> = {
  ADDED: 'ADDED   ',
  MODIFIED: 'MODIFIED',
  DELETED: 'DELETED ',
  ERROR: 'ERROR   ',
};

/** Control characters, as `WriteEscaped` of cli-runtime writes them. */
function terminalSafe(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return goText(cell);
  const end = cell.search(/[\f\n\r]/);
  return terminalSafe(end >= 0 ? `${cell.slice(0, end)}...` : cell);
}

/** Prints tables under each other (`HumanReadablePrinter` of k8s.io/cli-runtime). */
export class TablePrinter {
  readonly #options: TableOptions;
  #columns = '';
  #definitions: ServerTable['columnDefinitions'] = [];
  #isHeaderPrinted = false;
  #last: 'status' | 'object' | undefined;

  constructor(options: TableOptions) {
    this.#options = options;
  }

  /** Adds an object to the lines of a writer: a table, or an object that the server gave no table for. */
  print(value: unknown, output: Columns, eventType?: string): void {
    const table = asTable(value);
    if (table) this.#table(table, output, eventType);
    else this.#plain(asRecord(value), output, eventType);
  }

  #table(table: ServerTable, output: Columns, eventType: string | undefined): void {
    let noHeaders = this.#options.noHeaders;
    const signature = JSON.stringify(table.columnDefinitions);
    if (this.#isHeaderPrinted && (table.columnDefinitions.length === 0 || signature === this.#columns))
      noHeaders = true;
    if (table.columnDefinitions.length === 0) table.columnDefinitions = this.#definitions;
    else if (signature !== this.#columns) {
      this.#columns = signature;
      this.#definitions = table.columnDefinitions;
      this.#isHeaderPrinted = false;
    }
    if (table.rows.length > 0) this.#isHeaderPrinted = true;
    const { withNamespace, columnLabels, showLabels, wide, kind } = this.#options;
    const shown = table.columnDefinitions.map(({ priority }) => wide || !priority);
    const nameColumn =
      kind === ''
        ? -1
        : table.columnDefinitions.findIndex(({ format, type }) => format === 'name' && type === 'string');
    if (!noHeaders && table.rows.length > 0) {
      output.line([
        ...(eventType !== undefined ? ['EVENT'] : []),
        ...(withNamespace ? ['NAMESPACE'] : []),
        ...table.columnDefinitions.filter((_, index) => shown[index]).map(({ name }) => name.toUpperCase()),
        ...labelHeaders(columnLabels),
        ...(showLabels ? ['LABELS'] : []),
      ]);
    }
    for (const { cells, object } of table.rows) {
      const metadata = asRecord(asRecord(object).metadata);
      const named = cells.map((cell, index) => (index === nameColumn ? `${kind}/${goText(cell)}` : cell));
      output.line([
        ...(eventType !== undefined ? [EVENT_TYPES[eventType] ?? eventType] : []),
        ...(withNamespace ? [String(metadata.namespace ?? '')] : []),
        ...named
          .slice(0, table.columnDefinitions.length)
          .filter((_, index) => shown[index])
          .map(cellText),
        ...this.#labels(metadata.labels),
      ]);
    }
  }

  #labels(labels: unknown): string[] {
    const { columnLabels, showLabels } = this.#options;
    return [
      ...columnLabels.map((key) => String(asRecord(labels)[key] ?? '')),
      ...(showLabels ? [formatLabels(labels)] : []),
    ];
  }

  /** An object without a table: its name and age; a Status with what it says. */
  #plain(object: Readonly<Record<string, unknown>>, output: Columns, eventType: string | undefined): void {
    const isStatus = object.kind === 'Status' && object.apiVersion === 'v1';
    const { noHeaders, columnLabels, showLabels, withNamespace, kind, now } = this.#options;
    const handler = isStatus ? 'status' : 'object';
    if (this.#last !== undefined && this.#last !== handler && !noHeaders) output.line(['']);
    if (this.#last !== handler && !noHeaders) {
      output.line([
        ...(eventType !== undefined ? ['EVENT'] : []),
        ...(withNamespace ? ['NAMESPACE'] : []),
        ...(isStatus ? ['STATUS', 'REASON', 'MESSAGE'] : ['NAME', 'AGE']),
        ...labelHeaders(columnLabels),
        ...(showLabels ? ['LABELS'] : []),
      ]);
    }
    this.#last = handler;
    const items = Array.isArray(object.items) && !isStatus ? asList(object.items) : [object];
    for (const item of items) {
      const metadata = asRecord(item.metadata);
      const name = `${kind === '' ? '' : `${kind}/`}${String(metadata.name ?? '')}`;
      output.line([
        ...(eventType !== undefined ? [EVENT_TYPES[eventType] ?? eventType] : []),
        ...(withNamespace ? [String(metadata.namespace ?? '')] : []),
        ...(isStatus
          ? [item.status, item.reason, item.message].map((text) => String(text ?? ''))
          : [name, age(metadata.creationTimestamp, now())]),
        ...this.#labels(metadata.labels),
      ]);
    }
  }
}

function labelHeaders(labels: readonly string[]): string[] {
  return labels.map((label) => (label.split('/').at(-1) ?? label).toUpperCase());
}
