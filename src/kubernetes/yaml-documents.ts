import { type Document, isNode, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Place } from '../curriculum/finding.ts';
import type { DataPath } from '../curriculum/yaml.ts';

/** A YAML document as kubectl reads it. */
export interface ManifestDocument {
  value: unknown;
  /** Syntax errors, duplicate keys included. */
  errors: { message: string; place: Place }[];
  /** Place of the value at a path, or of its nearest ancestor that exists, within the text. */
  place(path: DataPath): Place;
  /** Text of a plain value as it is written. */
  source(path: DataPath): string | undefined;
}

/** Base-60 numbers of YAML 1.1, which kubectl's reader does not know: to it they are text. */
const SEXAGESIMAL = /^[-+]?\d+(:[0-5]?\d)+(\.\d*)?$/;

function keepTimes(document: Document.Parsed): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'number' && SEXAGESIMAL.test(node.source ?? '')) node.value = node.source;
    },
  });
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
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return (Array.isArray(documents) ? documents : []).map((document: Document.Parsed) => {
    keepTimes(document);
    const node = (path: DataPath): unknown => document.getIn(path as unknown[], true);
    return {
      value: document.errors.length > 0 ? undefined : (document.toJS() as unknown),
      errors: document.errors.map(({ message, pos }) => ({
        message: message.split('\n')[0] ?? message,
        place: at(pos[0]),
      })),
      place(path) {
        for (let length = path.length; length > 0; length--) {
          const found = node(path.slice(0, length));
          if (isNode(found) && found.range) return at(found.range[0]);
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
