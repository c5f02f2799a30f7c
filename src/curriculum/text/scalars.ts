import { isScalar, isSeq, parseDocument, type Scalar, visit } from 'yaml';
import type { Piece } from './piece.ts';
import { mapScalar } from './scalar-map.ts';

/** Text in data, with the key under which it stands, or under which its list stands. */
export interface DataText {
  key: string;
  value: string;
  /** The value as Markdown, with the way back to its file. */
  piece(): Piece;
}

function textsUnder(key: string, value: unknown, text: string, base: number): DataText[] {
  if (isSeq(value)) return value.items.flatMap((item) => textsUnder(key, item, text, base));
  if (!isScalar(value) || typeof value.value !== 'string' || !value.range || value.value === '') return [];
  const { value: read, type } = value as Scalar<string>;
  const [from, to] = value.range;
  const piece = (): Piece => ({
    text: read,
    syntax: 'markdown',
    at: mapScalar(read, type, text.slice(from, to), base + from),
  });
  return [{ key, value: read, piece }];
}

/** All texts in data, in their order, without what a step of a lab writes into a file, which is code; undefined if it cannot be read. @param base offset of the data in its file. */
export function dataTexts(text: string, base = 0): DataText[] | undefined {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  const texts: DataText[] = [];
  visit(document, {
    Map: (_, map) => (map.has('do') ? visit.SKIP : undefined),
    Pair(_, { key, value }) {
      if (isScalar(key)) texts.push(...textsUnder(String(key.value), value, text, base));
    },
  });
  return texts;
}
