import type { Tree } from '@lezer/common';
import { FUNCTIONS } from '../../../../languages/promql/functions.ts';
import { firstError } from '../../../../languages/tree.ts';
import { quote } from '../format.ts';
import { ParseError } from '../problem.ts';
import { contextAt, lexicalError } from './expected.ts';
import { unterminated } from './literals.ts';

const NAMED: Readonly<Record<string, string>> = {
  '(': '"("',
  ')': '")"',
  '{': '"{"',
  '}': '"}"',
  '[': '"["',
  ']': '"]"',
  ',': '","',
  '=': '"="',
  ':': '":"',
};

const KEYWORD = /^(?:and|or|unless|by|without|on|ignoring|group_left|group_right|bool|offset)$/i;

/** What stands at an offset, in the words of Prometheus. */
function itemAt(query: string, offset: number): { item: string; from: number; to: number } {
  const rest = query.slice(offset);
  const from = offset + (/^(?:\s|#[^\n]*)*/.exec(rest)?.[0].length ?? 0);
  const text = query.slice(from);
  const make = (length: number, item: string) => ({ item, from, to: from + length });
  if (text === '') return make(0, 'end of input');
  const word = /^[a-zA-Z_:][\w:]*/.exec(text)?.[0];
  if (word !== undefined && KEYWORD.test(word)) return make(word.length, `<${word.toLowerCase()}>`);
  if (word !== undefined) return make(word.length, `identifier ${quote(word)}`);
  const number = /^[\d.][\w.]*/.exec(text)?.[0];
  if (number !== undefined) return make(number.length, `number ${quote(number)}`);
  const string = /^(["'`])(?:\\.|(?!\1).)*\1?/.exec(text)?.[0];
  if (string !== undefined) return make(string.length, `string ${string}`);
  const operator = /^(?:[=!]~|[=!<>]=|<\/|>\/|[-+*/%^<>@])/.exec(text)?.[0];
  if (operator !== undefined) return make(operator.length, `<op:${operator}>`);
  const letter = String.fromCodePoint(text.codePointAt(0) ?? 0);
  return make(letter.length, NAMED[letter] ?? `character: '${letter}'`);
}

/** A bracket that is never closed, or closed without having been opened. */
function bracketError(query: string): ParseError | undefined {
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  const names: Readonly<Record<string, string>> = { '(': 'parenthesis', '[': 'bracket', '{': 'brace' };
  for (const { 0: token, index } of query.matchAll(
    /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|[()[\]{}"'`]/g,
  )) {
    if (token.length > 1) continue;
    const place = { from: index, to: query.length };
    if (/["'`]/.test(token)) return new ParseError(query, place, unterminated(token));
    const opener = pairs[token];
    if (opener === undefined) open.push(token);
    else if (open.pop() !== opener) {
      const reason = opener === '{' ? "unexpected character: '}'" : `unexpected right ${names[opener]} '${token}'`;
      return new ParseError(query, place, reason);
    }
  }
  const left = open.at(-1);
  if (left === undefined) return undefined;
  const reasons: Readonly<Record<string, string>> = {
    '{': 'unexpected end of input inside braces',
    '[': 'unexpected end of input in duration expression',
  };
  const reason = reasons[left] ?? `unclosed left ${names[left]}`;
  return new ParseError(query, { from: query.length, to: query.length }, reason);
}

/** A call of a function that there is none of. */
function unknownFunction(query: string, offset: number): ParseError | undefined {
  const name = /([a-zA-Z_]\w*)\s*$/.exec(query.slice(0, offset))?.[1];
  if (name === undefined || query[offset] !== '(' || FUNCTIONS.has(name) || KEYWORD.test(name)) return undefined;
  const from = query.slice(0, offset).lastIndexOf(name);
  return new ParseError(query, { from, to: from + name.length }, `unknown function with name ${quote(name)}`);
}

/** Why a query cannot be read, if its tree has an error. */
export function syntaxError(query: string, tree: Tree): ParseError | undefined {
  if (query.replace(/#[^\n]*/g, '').trim() === '')
    return new ParseError(query, { from: 0, to: 0 }, 'no expression found in input');
  const error = firstError(tree);
  if (!error) return undefined;
  const brackets = bracketError(query);
  if (brackets) return brackets;
  const unknown = unknownFunction(query, error.from);
  if (unknown) return unknown;
  const { item, from, to } = itemAt(query, error.from);
  const lexical = lexicalError(query, from);
  if (lexical) return new ParseError(query, { from: lexical.from, to }, lexical.reason);
  return new ParseError(query, { from, to }, `unexpected ${item}${contextAt(query, from)}`);
}
