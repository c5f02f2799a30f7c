/**
 * YAML as most people write it, read by a parser that knows nothing else: maps and lists in blocks, scalars of one line or folded over
 * several, in quotation marks or not, literal blocks, and flow collections on one line. It is many times faster than one that knows all of YAML 1.2, and gives up
 * at the first thing that it does not know, right or wrong.
 */

import { BREAKS, INDICATOR, plain, quoted, Unknown, WORDS } from './plain-scalar.ts';

/**
 * Characters that only a whole parser may judge: tabs and other controls, line ends besides LF, marks of byte order, halves of characters,
 * and blanks besides the space, which are text in YAML, and which trim() takes away.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNUSUAL = /[\0-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ud800-\udfff]/u;
const KEY = /^([A-Za-z][\w./-]*):(?: +(.*))?$/;

/** A flow collection on one line, or a scalar in one. */
class Flow {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The value of the whole text. */
  whole(): unknown {
    const value = this.#value();
    if (this.#at !== this.#text.length) throw new Unknown();
    return value;
  }

  #skip(): void {
    while (this.#text[this.#at] === ' ') this.#at++;
  }

  #token(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (!found) throw new Unknown();
    this.#at += found.length;
    return found.trimEnd();
  }

  #value(): unknown {
    const first = this.#text[this.#at];
    if (first === '[') return this.#entries(']', () => this.#value());
    if (first === '{') return this.#map();
    if (first === '"' || first === "'") return quoted(this.#token(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/y));
    return plain(this.#token(/[^,[\]{}]+/y));
  }

  #map(): unknown {
    const pairs = this.#entries('}', () => {
      const key = this.#token(/[A-Za-z][\w./-]*(?=: )/y);
      this.#at++;
      this.#skip();
      return [key, this.#value()] as const;
    });
    return mapOf(pairs);
  }

  #entries<T>(end: string, entry: () => T): T[] {
    const entries: T[] = [];
    this.#at++;
    this.#skip();
    while (this.#text[this.#at] !== end) {
      entries.push(entry());
      this.#skip();
      if (this.#text[this.#at] === end) break;
      if (this.#text[this.#at] !== ',') throw new Unknown();
      this.#at++;
      this.#skip();
    }
    this.#at++;
    return entries;
  }
}

function mapOf(pairs: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (const [key, value] of pairs) {
    if (Object.hasOwn(map, key)) throw new Unknown();
    map[key] = value;
  }
  return map;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The blocks of a text, line by line. */
class Blocks {
  readonly #lines: string[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  whole(): unknown {
    const value = this.#block(0);
    if (this.#next() !== undefined) throw new Unknown();
    return value;
  }

  /** The next line that is neither blank nor a comment. */
  #next(): string | undefined {
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      if (line.trim() !== '' && !/^ *#/.test(line)) return line;
    }
    return undefined;
  }

  /** A map or a list whose entries are indented so far. */
  #block(indent: number): unknown {
    const line = this.#next();
    if (line === undefined || indentOf(line) !== indent) throw new Unknown();
    return line.startsWith('- ', indent) ? this.#list(indent) : this.#map(indent);
  }

  #list(indent: number): unknown[] {
    const list: unknown[] = [];
    for (let line = this.#next(); line !== undefined && indentOf(line) === indent; line = this.#next()) {
      if (!line.startsWith('- ', indent)) break;
      const text = line.slice(indent + 2);
      if (text.trim() === '') throw new Unknown();
      const inner = indent + 2 + indentOf(text);
      if (KEY.test(text.trimStart())) {
        // A map begins behind the dash: read on as if there were none.
        this.#lines[this.#at] = ' '.repeat(inner) + text.trimStart();
        list.push(this.#map(inner));
      } else {
        this.#at++;
        list.push(this.#value(text.trimStart(), indent));
      }
    }
    return list;
  }

  #map(indent: number): Record<string, unknown> {
    const pairs: [string, unknown][] = [];
    for (let line = this.#next(); line !== undefined && indentOf(line) === indent; line = this.#next()) {
      if (line.startsWith('- ', indent)) break;
      const [, key, text = ''] = KEY.exec(line.slice(indent)) ?? [];
      if (key === undefined || Object.hasOwn(WORDS, key)) throw new Unknown();
      this.#at++;
      pairs.push([key, text === '' ? this.#nested(indent) : this.#value(text, indent)]);
    }
    return mapOf(pairs);
  }

  /** What stands below a key: lists may be indented as far as the key. */
  #nested(indent: number): unknown {
    const line = this.#next();
    if (line === undefined) throw new Unknown();
    const inner = indentOf(line);
    if (inner === indent && line.startsWith('- ', inner)) return this.#list(inner);
    if (inner <= indent) throw new Unknown();
    return this.#block(inner);
  }

  /** A value that begins with a text. @param indent of what it is the value of. */
  #value(text: string, indent: number): unknown {
    const block = /^([|>])([1-9]?)(-?)$/.exec(text);
    if (block) {
      const [, kind, width, end] = block;
      return this.#blockScalar(kind === '>', end === '-', indent, Number(width));
    }
    if (text === '' || text.endsWith(' ')) throw new Unknown();
    const isContinued = indentOf(this.#lines[this.#at] ?? '') > indent && (this.#lines[this.#at] ?? '').trim() !== '';
    if (/^["'[{]/.test(text)) {
      if (/^["']/.test(text)) return quoted(isContinued ? this.#quotedLines(text, indent) : text);
      if (isContinued) throw new Unknown();
      return new Flow(text).whole();
    }
    return isContinued ? this.#folded(text, indent) : plain(text);
  }

  /** A plain scalar of several lines, which are folded into one. */
  #folded(first: string, indent: number): unknown {
    if (INDICATOR.test(first) || BREAKS.test(first)) throw new Unknown();
    const parts = [first];
    for (; ; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      if (line.trim() === '' || indentOf(line) <= indent) break;
      const part = line.trim();
      if (line.endsWith(' ') || BREAKS.test(part) || /^[#-]/.test(part)) throw new Unknown();
      parts.push(part);
    }
    // A blank line within would be a line break: only the whole parser knows whether it is within.
    const after = this.#lines.slice(this.#at).find((line) => line.trim() !== '');
    if (after !== undefined && indentOf(after) > indent) throw new Unknown();
    return parts.join(' ');
  }

  /** A text in quotation marks that ends on a later line, folded into one line. */
  #quotedLines(first: string, indent: number): string {
    const parts = [first];
    for (; ; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      if (line.trim() === '' || indentOf(line) <= indent) break;
      // Blanks at the end of a line, and escaped ends of lines, are the business of the whole parser.
      if (line.endsWith(' ') || parts.at(-1)?.endsWith('\\')) throw new Unknown();
      parts.push(line.trim());
    }
    return parts.join(' ');
  }

  /** @param width by how much its lines are indented; 0 if its first line says so. */
  #blockScalar(isFolded: boolean, isStripped: boolean, indent: number, width: number): string {
    const first = this.#lines[this.#at] ?? '';
    const inner = width > 0 ? indent + width : indentOf(first);
    if (inner <= indent || (first.trim() === '' && (width === 0 || first !== ''))) throw new Unknown();
    const texts: string[] = [];
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      if (line === '') texts.push('');
      else if (line.trim() === '') throw new Unknown();
      else if (indentOf(line) >= inner) texts.push(line.slice(inner));
      else if (indentOf(line) > indent) throw new Unknown();
      else break;
    }
    while (texts.at(-1) === '') texts.pop();
    if (texts.length === 0) throw new Unknown();
    if (isFolded && texts.some((text) => text === '' || /^ | $/.test(text))) throw new Unknown();
    return texts.join(isFolded ? ' ' : '\n') + (isStripped ? '' : '\n');
  }
}

/**
 * The value of a text of YAML 1.2 without findings, if it is written as most is; undefined of everything else, mistakes included, which only a whole parser
 * can judge. What it gives is what a whole parser gives: test/findings/plain-yaml.test.ts compares them.
 */
export function plainYaml(text: string): { value: unknown; findings: [] } | undefined {
  if (UNUSUAL.test(text) || /^(?:---|\.\.\.|%)/m.test(text)) return undefined;
  try {
    return { value: new Blocks(text).whole(), findings: [] };
  } catch (problem) {
    if (problem instanceof Unknown) return undefined;
    throw problem;
  }
}
