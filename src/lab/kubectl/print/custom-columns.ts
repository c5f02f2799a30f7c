import { asList, asRecord } from '../../../kubernetes/data.ts';
import { Columns } from './columns.ts';
import { goText } from './go-text.ts';
import { JsonPath } from './jsonpath.ts';

/** A path as columns and sorting take it: with or without braces and the first point. @throws Error in kubectl's words. */
export function relaxedPath(path: string): string {
  if (path === '') return path;
  const found = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/s.exec(path);
  if (!found) {
    throw new Error(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${found[1] || found[2]}}`;
}

/** Columns that a user chose (`CustomColumnsPrinter` of k8s.io/kubectl/pkg/cmd/get). */
export class CustomColumns {
  readonly #columns: { header: string; path: string }[];
  readonly #noHeaders: boolean;
  #isHeaderPrinted = false;

  private constructor(columns: { header: string; path: string }[], noHeaders: boolean) {
    this.#columns = columns.map(({ header, path }) => ({ header, path: relaxedPath(path) }));
    this.#noHeaders = noHeaders;
  }

  /** From `NAME:.metadata.name,…`. @throws Error in kubectl's words. */
  static fromText(text: string, noHeaders: boolean): CustomColumns {
    const columns = text.split(',').map((part) => {
      const colon = part.indexOf(':');
      if (colon < 0) throw new Error(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
      return { header: part.slice(0, colon), path: part.slice(colon + 1) };
    });
    return new CustomColumns(columns, noHeaders);
  }

  /** From a file with a line of headers and a line of paths. @throws Error in kubectl's words. */
  static fromFile(text: string): CustomColumns {
    const form = 'Expected format is one line of space separated headers, one line of space separated column specs.';
    const [first, second] = text.replace(/\n$/, '').split('\n');
    if (text === '' || first === undefined) throw new Error(`invalid template, missing header line. ${form}`);
    if (second === undefined) throw new Error(`invalid template, missing spec line. ${form}`);
    const headers = first.split(/\s+/).filter(Boolean);
    const paths = second.split(/\s+/).filter(Boolean);
    if (headers.length !== paths.length) {
      throw new Error(`number of headers (${headers.length}) and field specifications (${paths.length}) don't match`);
    }
    return new CustomColumns(
      headers.map((header, index) => ({ header, path: paths[index] ?? '' })),
      false,
    );
  }

  /** Prints an object or a list. @throws Error in the words of client-go's JSONPath. */
  print(value: unknown, write: (text: string) => void): void {
    const columns = new Columns(write);
    if (!this.#noHeaders && !this.#isHeaderPrinted) columns.line(this.#columns.map(({ header }) => header));
    this.#isHeaderPrinted = true;
    const paths = this.#columns.map(({ path }) => new JsonPath(path, true));
    const { items } = asRecord(value);
    for (const object of Array.isArray(items) ? asList(items) : [value]) {
      columns.line(
        paths.map((path) => {
          const found = path.find(object);
          const texts = (found[0]?.length ?? 0) === 0 ? ['<none>'] : [];
          for (const results of found)
            texts.push(...results.map((result) => goText(result).replaceAll('\x1b', '^[').replaceAll('\r', '\\r')));
          return texts.join(',');
        }),
      );
    }
    columns.flush();
  }
}
