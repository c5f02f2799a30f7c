import { indexEnd } from './parameters.ts';
import type { Reader } from './reader.ts';
import type { Assignment, Redirection, Word } from './tree.ts';
import { plainText, readWord } from './words.ts';

const REDIRECTION = /(\d+|&)?(<<<|<<-?|>>|>&|<&|>\||<>|>(?!\()|<(?!\())/y;

/** Reads a redirection, if one stands here. */
export function readRedirection(reader: Reader): Redirection | undefined {
  const found = reader.takeMatch(REDIRECTION);
  if (!found) return undefined;
  const [, number, mark = ''] = found;
  const stream = number === '&' ? '&' : number === undefined ? (mark.startsWith('<') ? 0 : 1) : Number(number);
  reader.skipSpace(false);
  if (mark.startsWith('<<') && mark !== '<<<') {
    if (!reader.isAtWord()) throw reader.unexpected();
    const target = readWord(reader);
    const isQuoted = target.some((part) => part.kind === 'text' && part.isQuoted);
    return { stream, operator: '<<', target: reader.hereDocument(plainText(target), mark === '<<-', isQuoted) };
  }
  if (!reader.isAtWord()) throw reader.unexpected();
  return { stream, operator: mark === '>|' ? '>' : (mark as Redirection['operator']), target: readWord(reader) };
}

const ASSIGNMENT = /([A-Za-z_][A-Za-z0-9_]*)(\+?)=/y;
const INDEXED = /([A-Za-z_][A-Za-z0-9_]*)(?=\[)/y;

/** Reads an assignment, if one stands here. @param onlyItems whether only arrays are meant, as after `declare` */
export function readAssignment(reader: Reader, onlyItems = false): Assignment | undefined {
  const start = reader.at;
  const found = reader.takeMatch(ASSIGNMENT);
  if (found) {
    const name = found[1] as string;
    const isAppended = found[2] === '+';
    if (reader.letter === '(') return { name, value: [], items: readItems(reader), isAppended };
    if (!onlyItems) return { name, value: reader.isAtWord() ? readWord(reader) : [], isAppended };
  }
  reader.at = start;
  const indexed = onlyItems ? undefined : reader.takeMatch(INDEXED);
  if (!indexed) return undefined;
  const index = readIndex(reader);
  const mark = index && reader.takeMatch(/(\+?)=/y);
  if (!index || !mark) {
    reader.at = start;
    return undefined;
  }
  return {
    name: indexed[1] as string,
    index,
    value: reader.isAtWord() ? readWord(reader) : [],
    isAppended: mark[1] === '+',
  };
}

function readIndex(reader: Reader): Word | undefined {
  const line = /[^\n]*/.exec(reader.text.slice(reader.at, reader.at + 1000))?.[0] ?? '';
  const end = indexEnd(line);
  if (end < 0) return undefined;
  reader.at++;
  const word = readWord(reader, /\]/);
  reader.at++;
  return word;
}

/** Reads `(one two [5]=six)`. */
function readItems(reader: Reader): { index?: Word; value: Word }[] {
  const items: { index?: Word; value: Word }[] = [];
  const { line } = reader;
  reader.at++;
  for (;;) {
    reader.skipSpace(true);
    if (reader.isAtEnd()) throw reader.unmatched(')', line);
    if (reader.letter === ')') {
      reader.at++;
      return items;
    }
    if (!reader.isAtWord()) throw reader.unexpected();
    const start = reader.at;
    const index = reader.letter === '[' ? readIndex(reader) : undefined;
    if (index && reader.letter === '=') {
      reader.at++;
      items.push({ index, value: reader.isAtWord() ? readWord(reader) : [] });
    } else {
      reader.at = start;
      items.push({ value: readWord(reader) });
    }
  }
}
