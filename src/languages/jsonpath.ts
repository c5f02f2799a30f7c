import { didYouMean } from '../findings/suggest.ts';
import { type CodeProblem, problemAt } from './problem.ts';

/** What is wrong at an offset of a template. */
interface Mistake {
  offset: number;
  message: string;
  remedy: string;
}

/** A word in braces that is no path: `range`, `end`. */
interface Word {
  name: string;
  offset: number;
}

/** Where reading goes on, or what stopped it. */
type Step = { next: number } | Mistake;

/** An index, a range, all, a name in quotes; nothing at all is what kubectl takes for all. */
const INDEX = /^(?:\*|'[^']*'|-?\d*(?::-?\d*){0,2})$/;
const OPERATORS: ReadonlySet<string> = new Set(['<', '>', '==', '!=', '<=', '>=', '=~']);
const UNCLOSED = 'The brace is not closed on its line.';

/** Reads `'…'` or `"…"`. */
function readQuoted(text: string, offset: number): Step {
  for (let at = offset + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === text[offset] && text[at - 1] !== '\\') return { next: at + 1 };
  }
  return { offset, message: 'The quoted text is not closed.', remedy: 'Close it with the same quote.' };
}

/** Reads `[0]`, `[1:3]`, `[*]`, `['name']`, and several of them with commas between. */
function readBrackets(text: string, offset: number): Step {
  const close = /^\[([^\]\n]*)\]/.exec(text.slice(offset));
  if (!close) return { offset, message: 'The bracket is not closed.', remedy: 'Close it with ].' };
  const inside = close[1] ?? '';
  const wrong = inside.split(',').find((index) => !INDEX.test(index.trim()));
  if (wrong === undefined) return { next: offset + close[0].length };
  return {
    offset,
    message: `[${wrong.trim()}] is no index.`,
    remedy: 'Write a number, a range such as [0:2], [*], [\'name\'], or a condition: [?(@.name=="web")].',
  };
}

/** Reads `[?(@.type=="Ready")]`. */
function readFilter(text: string, offset: number): Step {
  let quote: string | undefined;
  let at = offset + 3;
  for (; at < text.length && text[at] !== '\n'; at++) {
    const letter = text[at];
    if (quote !== undefined) quote = letter === quote && text[at - 1] !== '\\' ? undefined : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === ')') break;
  }
  if (text[at] !== ')' || text[at + 1] !== ']') {
    return { offset, message: 'The condition is not closed.', remedy: 'Close it with )].' };
  }
  const condition = /^[^!<>=]+([!<>=~]+)./.exec(text.slice(offset + 3, at));
  const operator = condition?.[1];
  if (operator === undefined || OPERATORS.has(operator)) return { next: at + 2 };
  return {
    offset,
    message: `JSONPath has no operator "${operator}".`,
    remedy: operator === '=' ? 'Write ==.' : `Use one of: ${[...OPERATORS].join(', ')}.`,
  };
}

/** Reads what stands between braces, the closing one included; words are added to `words`. */
function readBraces(text: string, offset: number, words: Word[]): Step {
  let at = offset + 1;
  let recursive = false;
  while (text[at] !== '}') {
    const rest = text.slice(at);
    const letter = text[at];
    if (letter === undefined || letter === '\n') return { offset, message: UNCLOSED, remedy: 'Close it with }.' };
    if (rest.startsWith('..')) {
      if (recursive) return { offset: at, message: 'Two descents (..) follow each other.', remedy: 'Keep one.' };
      recursive = true;
      at += 2 + (/^\w(?:\\.|[^\\\s.,[\]$@{}])*/.exec(rest.slice(2))?.[0].length ?? 0);
      continue;
    }
    recursive = false;
    if (letter === '.') at += /^\.(?:\\[^\n]|[^\\\s.,[\]$@{}])*/.exec(rest)?.[0].length ?? 1;
    else if (/[ @$]/.test(letter)) at += 1;
    else if (letter === '[' || letter === '"' || letter === "'") {
      const step = (letter === '[' ? (rest.startsWith('[?(') ? readFilter : readBrackets) : readQuoted)(text, at);
      if (!('next' in step)) return step;
      at = step.next;
    } else if (/[+\-\d]/.test(letter)) at += /^[+-]?[\d.]*/.exec(rest)?.[0].length || 1;
    else {
      const name = /^[\p{L}_][^\s.,[\]$@{}]*/u.exec(rest)?.[0];
      if (name === undefined) {
        const message = `JSONPath cannot read \`${letter}\` here.`;
        return { offset: at, message, remedy: 'Write a path such as .metadata.name, or text in quotes.' };
      }
      if (name !== 'true' && name !== 'false') words.push({ name, offset: at });
      at += name.length;
    }
  }
  return { next: at + 1 };
}

/** What is wrong with the words of a template: an `end` needs its `range`, which goes on to the end without one; there are no others. */
function wordMistake(words: readonly Word[]): Mistake | undefined {
  let open = 0;
  for (const word of words) {
    if (word.name === 'range') open++;
    else if (word.name !== 'end') {
      const suggestion = didYouMean(word.name, ['range', 'end']);
      return {
        offset: word.offset,
        message: `JSONPath has no word "${word.name}".`,
        remedy: suggestion === '' ? `Begin a path with a dot: .${word.name}.` : suggestion.trim(),
      };
    } else if (--open < 0) {
      return { offset: word.offset, message: 'This {end} ends no {range}.', remedy: 'Remove it, or add the {range}.' };
    }
  }
  return undefined;
}

/** The first mistake in a template in the JSONPath of kubectl; what stands outside braces is text. */
export function jsonpathProblems(text: string): CodeProblem[] {
  const words: Word[] = [];
  for (let at = text.indexOf('{'); at >= 0; ) {
    const step = readBraces(text, at, words);
    if (!('next' in step)) return [problemAt(text, step.offset, step.message, step.remedy)];
    at = text.indexOf('{', step.next);
  }
  const mistake = wordMistake(words);
  return mistake === undefined ? [] : [problemAt(text, mistake.offset, mistake.message, mistake.remedy)];
}
