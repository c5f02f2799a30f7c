import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Scalar,
  visit,
} from 'yaml';
import type { Place } from '../findings/finding.ts';
import type { DataPath } from '../findings/yaml.ts';

/** A YAML document as kubectl reads it. */
export interface ManifestDocument {
  value: unknown;
  /** Syntax errors, duplicate keys included. */
  errors: { message: string; place: Place }[];
  /**
   * Place of the value at a path, or of its nearest ancestor that exists, within the text; of a group or a list that begins
   * on a line of its own, the place of its key.
   */
  place(path: DataPath): Place;
  /** Text of a plain value as it is written. */
  source(path: DataPath): string | undefined;
}

/** Base-60 numbers of YAML 1.1, which kubectl's reader does not know: to it they are text. */
const SEXAGESIMAL = /^[-+]?\d+(:[0-5]?\d)+(\.\d*)?$/;

/** Leaves times as text, as kubectl's reader does: base-60 numbers, and dates, which YAML 1.1 would make of "2026-01-01". */
function keepTimes(document: Document.Parsed): void {
  visit(document, {
    Scalar(_, node) {
      const isTime = node.value instanceof Date && node.tag === undefined;
      const isSexagesimal = typeof node.value === 'number' && SEXAGESIMAL.test(node.source ?? '');
      if (isTime || isSexagesimal) node.value = node.source;
    },
  });
}

/** A backslash before an apostrophe or a slash in double quotes: kubectl's reader takes it for what follows it. */
const TOLERATED_ESCAPE = /^Invalid escape sequence \\['/]/;

/** Where the quoted text begins that is not closed at a place; undefined if none is. */
function openQuote(document: Document.Parsed, end: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      if (range && /^QUOTE/.test(type ?? '') && range[0] < end && end <= range[1]) start = range[0];
    },
  });
  return start;
}

/** The key of an entry of a group. */
function keyOf(group: unknown, name: unknown): Scalar | undefined {
  if (!isMap(group)) return undefined;
  const key = group.items.map((pair) => pair.key).find((one) => isScalar(one) && one.value === name);
  return isScalar(key) ? key : undefined;
}

/** What is wrong with the syntax of a document, and where. */
function syntaxErrors(document: Document.Parsed): { message: string; offset: number }[] {
  const errors = document.errors.filter(({ message }) => !TOLERATED_ESCAPE.test(message));
  return errors.map(({ message, pos: [offset] }) => {
    const start = /closing .quote/.test(message) ? openQuote(document, offset) : undefined;
    return start === undefined
      ? { message: (message.split('\n')[0] ?? message).replace(/\.$/, ''), offset }
      : { message: 'a quote is not closed', offset: start };
  });
}

/** Aliases that stand inside of what they repeat: data of them would have no end. Gives the offset of each. */
function endlessAliases(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const meant = alias.resolve(document);
      if (meant && ancestors.includes(meant)) offsets.push(alias.range?.[0] ?? 0);
    },
  });
  return offsets;
}

/** The data of a document. An alias that names nothing, or too many of them, shows only now. */
function dataOf(document: Document.Parsed, report: (message: string) => void): unknown {
  try {
    return document.toJS() as unknown;
  } catch (problem) {
    report(problem instanceof Error ? problem.message.replace(/\.$/, '') : String(problem));
    return undefined;
  }
}

/** Reads YAML as kubectl does: YAML 1.1, in which on, off, yes and no are booleans, without repeated keys. */
export function readManifests(text: string): ManifestDocument[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: '1.1',
    uniqueKeys: true,
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    // Keys that are no text are reported as fields that nobody knows.
    logLevel: 'error',
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return (Array.isArray(documents) ? documents : []).map((document: Document.Parsed) => {
    keepTimes(document);
    const node = (path: DataPath): unknown => document.getIn(path as unknown[], true);
    const errors = [
      ...syntaxErrors(document),
      ...endlessAliases(document).map((offset) => ({ message: 'the alias repeats what it stands in', offset })),
    ].map(({ message, offset }) => ({ message, place: at(offset) }));
    const value = errors.length > 0 ? undefined : dataOf(document, (message) => errors.push({ message, place: at(0) }));
    return {
      value,
      errors,
      place(path) {
        for (let length = path.length; length > 0; length--) {
          const found = node(path.slice(0, length));
          if (!isNode(found) || !found.range) continue;
          const place = at(found.range[0]);
          const key = isCollection(found) ? keyOf(node(path.slice(0, length - 1)), path[length - 1]) : undefined;
          const keyPlace = key?.range ? at(key.range[0]) : place;
          return keyPlace.line < place.line ? keyPlace : place;
        }
        return at(document.contents?.range[0] ?? 0);
      },
      source(path) {
        const found = node(path);
        return isScalar(found) ? found.source : undefined;
      },
    };
  });
}
