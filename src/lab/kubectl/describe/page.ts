import { asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { table } from '../print/columns.ts';
import { formatQuantity, parseQuantity } from '../print/quantity.ts';

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const LONGEST_ANNOTATION = 140;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time as RFC 1123 has it, with a numeric zone; the year 1 when there is none, as Go has it. */
export function longTime(timestamp: unknown): string {
  if (typeof timestamp !== 'string' || timestamp === '') return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const date = new Date(timestamp);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** A quantity in its canonical form; `0` if there is none. */
export function quantityText(value: unknown): string {
  const quantity = parseQuantity(String(value ?? '0'));
  return quantity ? formatQuantity(quantity) : String(value);
}

/** A whole number, 0 if there is none. */
export function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** A text, empty if there is none. */
export function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

/** A list as Go prints it: `[a b]`. */
export function goList(value: unknown): string {
  return `[${asTexts(value).join(' ')}]`;
}

/** Labels in one line: `a=1,b=2`. */
export function labelsText(labels: unknown): string {
  const entries = Object.entries(asRecord(labels)).sort(([first], [second]) => (first < second ? -1 : 1));
  return entries.length === 0 ? '<none>' : entries.map(([key, value]) => `${key}=${text(value)}`).join(',');
}

/** `True`, `False`, or `<unset>`. */
export function flagText(value: unknown): string {
  if (value === undefined || value === null) return '<unset>';
  return value === true ? 'True' : 'False';
}

/** A description that grows: its cells end at tabs and stand under each other (`tabbedString` of k8s.io/kubectl/pkg/describe). */
export class Page {
  #text = '';

  /** Writes text after two blanks for each level. */
  write(level: number, piece: string): void {
    this.#text += '  '.repeat(level) + piece.replaceAll('\u001b', '^[');
  }

  /** A line of cells. */
  line(level: number, ...cells: readonly string[]): void {
    this.write(level, `${cells.join('\t')}\n`);
  }

  /** `Title:` and what it is. */
  pair(level: number, title: string, value: unknown): void {
    this.write(level, `${title}:\t${text(value)}\n`);
  }

  /** A title and lines under each other, or `<none>`. */
  lines(title: string, lines: readonly string[], indent = ''): void {
    this.write(0, `${indent}${title}:\t`);
    this.write(0, `${lines.length === 0 ? '<none>' : lines.join(`\n${indent}\t`)}\n`);
  }

  /** Labels, or what else has keys and values. */
  labels(title: string, labels: unknown, indent = ''): void {
    const entries = Object.entries(asRecord(labels)).sort(([first], [second]) => (first < second ? -1 : 1));
    this.lines(
      title,
      entries.map(([key, value]) => `${key}=${text(value)}`),
      indent,
    );
  }

  /** Annotations but for the configuration that was applied; long ones are cut. */
  annotations(title: string, annotations: unknown): void {
    this.write(0, `${title}:\t`);
    const entries = Object.entries(asRecord(annotations))
      .filter(([key]) => key !== APPLIED)
      .sort(([first], [second]) => (first < second ? -1 : 1));
    if (entries.length === 0) this.write(0, '<none>\n');
    for (const [index, [key, whole]] of entries.entries()) {
      if (index > 0) this.write(0, '\t');
      const value = text(whole).replace(/\n$/, '');
      if (value.length + key.length + 2 > LONGEST_ANNOTATION || value.includes('\n')) {
        this.write(0, `${key}:\n`);
        for (const line of value.split('\n')) {
          const longest = LONGEST_ANNOTATION - 2;
          this.write(0, `\t  ${line.length > longest ? `${line.slice(0, longest)}...` : line}\n`);
        }
      } else {
        this.write(0, `${key}: ${value}\n`);
      }
    }
  }

  /** Name, namespace if there is one, labels and annotations, as most descriptions begin. */
  head(object: Data, { isNamespaced = true } = {}): void {
    const { name, namespace, labels, annotations } = asRecord(object.metadata);
    this.pair(0, 'Name', name);
    if (isNamespaced) this.pair(0, 'Namespace', namespace);
    this.labels('Labels', labels);
    this.annotations('Annotations', annotations);
  }

  /** All of it as it was written, with its tabs. */
  get raw(): string {
    return this.#text;
  }

  /** All of it. */
  get text(): string {
    const lines = this.#text.split('\n');
    const last = lines.pop() ?? '';
    const body = table(
      lines.map((line) => line.split('\t')),
      0,
      2,
    );
    return `${body}${last}`;
  }
}
