import { quote } from '../promql/format.ts';
import { Labels, NAME } from '../promql/labels.ts';
import type { ExpositionFormat } from './exposition.ts';

/** A line that cannot be read. */
export class LineError extends Error {
  override name = 'LineError';
}

/** A sample, and what the format does not allow about its line. */
export interface ReadSample {
  name: string;
  labels: Labels;
  /** Names of labels that are written with an empty value. */
  empties?: readonly string[];
  value: number;
  time?: number;
  complaints: string[];
}

/** A number as Go's ParseFloat takes it, without hexadecimal ones; undefined if it is none. */
export function parseValue(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (/^[+-]?inf(?:inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^nan$/i.test(text) ? Number.NaN : undefined;
}

/** Expressions of this file that begin where the last one ended; made once, because a scrape has many lines. */
const STICKY = new Map<string, RegExp>();

/** Reads one line with a sample: name, labels in braces, value, and time. */
export class SampleLine {
  private readonly text: string;
  private readonly format: ExpositionFormat;
  private at = 0;
  /** Where the value begins, once it was read. */
  valueAt = 0;
  private readonly complaints: string[] = [];

  constructor(text: string, format: ExpositionFormat) {
    this.text = text;
    this.format = format;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    const sticky = STICKY.get(pattern.source) ?? new RegExp(pattern.source, 'uy');
    STICKY.set(pattern.source, sticky);
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }

  private blanks(): void {
    this.take(/[ \t]*/);
  }

  /** What stands at this place, for a message. */
  private get here(): string {
    const rest = this.text.slice(this.at);
    return rest === '' ? 'the line ends' : `there is ${quote(rest.length > 30 ? `${rest.slice(0, 30)}…` : rest)}`;
  }

  /** @throws LineError with what is wrong */
  read(): ReadSample {
    this.blanks();
    let name = this.take(/[a-zA-Z_:][a-zA-Z0-9_:]*/)?.[0];
    this.blanks();
    const pairs: [string, string][] = [];
    if (this.take(/\{/)) {
      const quoted = this.labels(pairs);
      if (quoted !== undefined && name !== undefined)
        throw new LineError(`The metric has two names, ${name} and ${quote(quoted)}. Keep one of them.`);
      name ??= quoted;
    } else if (name === undefined)
      throw new LineError(`A line begins with the name of a metric or with "#", but ${this.here}.`);
    if (name === undefined || name === '') throw new LineError('The metric has no name. Write it before the braces.');
    const { value, time } = this.rest();
    const labels = Labels.of([...pairs, [NAME, name]]);
    const empties = pairs.flatMap(([label, written]) => (written === '' ? label : []));
    return {
      name,
      labels,
      ...(empties.length > 0 && { empties }),
      value,
      ...(time !== undefined && { time }),
      complaints: this.complaints,
    };
  }

  /** Labels up to the brace that closes; a quoted name of a metric among them is returned. */
  private labels(pairs: [string, string][]): string | undefined {
    let metric: string | undefined;
    for (let hasComma = true; ; ) {
      this.blanks();
      if (this.take(/\}/)) return metric;
      if (!hasComma) this.complaints.push('There is no comma between two labels. Put one there.');
      const name = this.labelName();
      this.blanks();
      if (name.isQuoted && /[,}]/.test(this.text[this.at] ?? '')) {
        if (metric !== undefined)
          throw new LineError(`The metric has two names, ${quote(metric)} and ${quote(name.text)}.`);
        metric = name.text;
      } else this.pair(name.text, pairs);
      this.blanks();
      hasComma = this.take(/,/) !== null;
    }
  }

  private labelName(): { text: string; isQuoted: boolean } {
    const plain = this.take(/[a-zA-Z_][a-zA-Z0-9_]*/);
    if (plain) return { text: plain[0], isQuoted: false };
    if (this.text[this.at] === '"') return { text: this.quoted('name'), isQuoted: true };
    throw new LineError(
      `In the braces the name of a label or "}" is expected, but ${this.here}. Names have letters, digits and "_"; put others in quotes.`,
    );
  }

  private pair(name: string, pairs: [string, string][]): void {
    if (!this.take(/=/)) throw new LineError(`Behind the label ${name} an equals sign is expected, but ${this.here}.`);
    this.blanks();
    if (this.text[this.at] !== '"')
      throw new LineError(`The value of the label ${name} is not in double quotes: ${this.here}.`);
    const value = this.quoted(`value of the label ${name}`);
    if (name === NAME)
      throw new LineError(`The label ${NAME} cannot be written here. The name stands before the braces.`);
    if (pairs.some(([known]) => known === name))
      throw new LineError(`The label ${name} is there twice. A sample has each label once.`);
    pairs.push([name, value]);
  }

  private quoted(what: string): string {
    const found = this.take(/"((?:\\.|[^\\"])*)"/);
    if (!found)
      throw new LineError(
        `The quotes of the ${what} are not closed in this line. A line break in it is written \\n, a quote \\".`,
      );
    const inside = found[1] ?? '';
    if (inside.includes('\ufffd')) throw new LineError(`The ${what} is not valid UTF-8.`);
    return inside.replace(/\\(.)/gu, (all, letter: string) => {
      if (letter === 'n') return '\n';
      if (letter === '"' || letter === '\\') return letter;
      this.complaints.push(`\\${letter} means nothing in the ${what}. Only \\\\, \\" and \\n are known.`);
      return all;
    });
  }

  private rest(): { value: number; time?: number } {
    this.blanks();
    this.valueAt = this.at;
    const text = this.take(/[^{ \t]+/)?.[0];
    if (text === undefined) throw new LineError(`The value is missing: ${this.here}.`);
    const value = parseValue(text);
    if (value === undefined) {
      const hint = text.endsWith('\r') ? ' Its line ends as on Windows; end lines with \\n alone.' : '';
      throw new LineError(`${quote(text)} is no value. Write a number, NaN, +Inf or -Inf.${hint}`);
    }
    this.blanks();
    const time = this.time();
    this.blanks();
    if (this.format === 'openmetrics' && this.take(/#[ \t]/)) this.exemplar();
    if (this.at < this.text.length)
      throw new LineError(
        `Behind the value only a time may stand, in ${this.format === 'text' ? 'whole milliseconds' : 'seconds'}, but ${this.here}.`,
      );
    return { value, ...(time !== undefined && { time }) };
  }

  private time(): number | undefined {
    if (this.format === 'text') {
      const found = this.take(/\d+(?![^ \t])/);
      return found ? Number(found[0]) : undefined;
    }
    const found = this.take(/[^ \t#{]+/);
    if (!found) return undefined;
    const seconds = parseValue(found[0]);
    if (seconds === undefined || !Number.isFinite(seconds))
      throw new LineError(`${quote(found[0])} is no time. OpenMetrics writes it in seconds, such as 1764489600.5.`);
    return Math.trunc(seconds * 1000);
  }

  /** An exemplar is read, so that it is known to be right, and dropped: nothing here shows one. */
  private exemplar(): void {
    this.blanks();
    if (!this.take(/\{/)) throw new LineError(`An exemplar begins with labels in braces, but ${this.here}.`);
    this.labels([]);
    this.blanks();
    for (const part of ['value', 'time'] as const) {
      const text = this.take(/[^ \t]+/)?.[0];
      if (text === undefined && part === 'time') return;
      if (text === undefined || parseValue(text) === undefined)
        throw new LineError(`The ${part} of the exemplar is missing, or is no number.`);
      this.blanks();
    }
  }
}
