import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { type CodeProblem, problemAt } from './problem.ts';
import { firstError, parseProblem } from './tree.ts';

/** Heads of `with` that the grammar does not know yet: `with (a as b, c as d):`, `with a as b.c:`, `with a as (b, c):`. */
const HEAD_OF_WITH = /^(?:async\s+)?with\s*(?:\(|[^\n]*\bas\s+(?:[([]|\w+[.[]))/;

function isInHeadOfWith(node: SyntaxNode, text: string): boolean {
  for (let outer = node.parent; outer !== null && outer.name !== 'Body'; outer = outer.parent) {
    if (outer.name === 'WithStatement') return HEAD_OF_WITH.test(text.slice(outer.from));
  }
  return false;
}

/** Whether an error is the value that the grammar misses behind `yield`, which needs none. */
function isBareYield(node: SyntaxNode, text: string): boolean {
  return text.slice(node.from, node.to) === 'yield' || (node.from === node.to && node.prevSibling?.name === 'yield');
}

/** What Python 2 prints: text in quotes, without parentheses around it. */
const OLD_PRINT = /^[ \t]*print[ \t]+(?=[bBrRuU]{0,2}["'])/;

/** Offset of a print statement of Python 2 in the line in which the grammar stopped. */
function oldPrintBefore(text: string, offset: number): number | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const found = OLD_PRINT.exec(text.slice(start))?.[0];
  return found === undefined ? undefined : start + found.indexOf('print');
}

/** Offset of a print statement of Python 2, which the grammar still knows. */
function oldPrint(text: string): number | undefined {
  let found: number | undefined;
  parser.parse(text).iterate({
    enter: ({ name, from, to }) => {
      if (found === undefined && name === 'PrintStatement' && !/^print\s*\(/.test(text.slice(from, to))) found = from;
    },
  });
  return found;
}

/** `(b, c)` in `with a as (b, c):`. */
const LIST_BEHIND_AS = /(?<=^[ \t]*(?:async[ \t]+)?with\b[^\n]*\bas[ \t]+)[([][\w \t,.*]*[)\]](?=[ \t]*[,:])/gm;

/**
 * The text with what the grammar does not know, replaced by what it knows, of the same length: strings of templates
 * (Python 3.14) by those of formats, `1.` by `1`, lists of names in a head of `with` by one name, form feeds by blanks.
 */
function inOldWords(text: string): string {
  return text
    .replace(/(?<![\w"'])[tT](?=[rR]?["'])/g, 'f')
    .replace(/(?<![\w.])(\d[\d_]*)\.(?![\w.])/g, '$1 ')
    .replace(LIST_BEHIND_AS, (names) => 'x'.padEnd(names.length))
    .replaceAll('\f', ' ');
}

/** What may stand before a part of a file that goes on with `else:` or `except:`. */
const SURROUNDINGS = ['if _:\n  pass\n', 'try:\n  pass\n'];

function errorOffset(text: string): number | undefined {
  const isPython = (node: SyntaxNode): boolean => isInHeadOfWith(node, text) || isBareYield(node, text);
  return firstError(parser.parse(text), isPython)?.from;
}

/** Where Python code (Python 3) cannot be parsed. Of sessions with `>>>` nothing is said. */
export function pythonProblems(text: string, whole: boolean): CodeProblem[] {
  if (/^\s*>>> /m.test(text)) return [];
  const known = inOldWords(text);
  const offset = errorOffset(known);
  const print = offset === undefined ? oldPrint(known) : oldPrintBefore(known, offset);
  if (offset !== undefined && print === undefined) {
    if (!whole && SURROUNDINGS.some((before) => errorOffset(`${before}${known}`) === undefined)) return [];
    return [parseProblem(text, offset, 'Python', 'Check colons, brackets, quotes and the indentation.')];
  }
  if (print === undefined) return [];
  return [problemAt(text, print, 'This is the print statement of Python 2.', 'Write print(…), with parentheses.')];
}
