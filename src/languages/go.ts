import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/go';
import { type CodeProblem, problemAt } from './problem.ts';
import { firstError, parseProblem } from './tree.ts';

/** Where a part of a Go file may stand: fields of a struct, methods of an interface, cases of a switch. */
const SURROUNDINGS = ['type _ struct {', 'type _ interface {', 'switch {'];

/** Brackets whose entries end with a comma if the closing one stands on a line of its own. */
const LISTS: ReadonlySet<string> = new Set(['LiteralValue', 'Arguments', 'Parameters']);

/** Statements and functions whose body begins on the line on which they end: Go reads the end of that line as theirs. */
const WITH_BODY: ReadonlySet<string> = new Set([
  'ForStatement',
  'SwitchStatement',
  'TypeSwitchStatement',
  'FunctionLiteral',
]);
const BODY: ReadonlySet<string> = new Set(['Block', 'SwitchBlock']);

/** Whether a body stands a line too low: behind a keyword Go goes on reading, behind everything else it does not. */
function isLostBody({ name, from, parent, prevSibling }: SyntaxNode, text: string): boolean {
  if (!BODY.has(name) || prevSibling === null || prevSibling.name.endsWith('Comment')) return false;
  const isFunction = /^(?:Function|Method)Decl$/.test(prevSibling.name) && prevSibling.lastChild?.name !== 'Block';
  if (!isFunction && !WITH_BODY.has(parent?.name ?? '')) return false;
  return !/^(?:for|switch|;)$/.test(prevSibling.name) && text.slice(prevSibling.to, from).includes('\n');
}

/** What Go allows and the grammar does not know yet: generic aliases (Go 1.24), and `for range` without names. */
function isGo(node: SyntaxNode, text: string): boolean {
  const word = text.slice(node.from, node.to);
  return (
    (node.parent?.name === 'TypeSpec' && word === '=') || (node.parent?.name === 'ForStatement' && word === 'range')
  );
}

/**
 * The text with other names for `true`, `false` and `nil`, of the same length: the grammar does not know that a line which
 * ends in one of them is complete.
 */
function withoutLiterals(text: string): string {
  return text.replace(/\b(true|false|nil)\b/g, (word) => `${word.slice(0, -1)}_`);
}

function errorOffset(code: string): number | undefined {
  const text = withoutLiterals(code);
  return firstError(parser.parse(text), (node) => isGo(node, text))?.from;
}

/** What the grammar lets pass: strings that run over the end of a line, the comma that Go wants before it, lost bodies. */
function lineProblems(text: string): CodeProblem[] {
  const problems: CodeProblem[] = [];
  parser.parse(withoutLiterals(text)).iterate({
    enter: ({ name, from, to, node }) => {
      if (name === 'String' && text[from] === '"' && !/^"(?:\\.|[^"\\\n])*"$/.test(text.slice(from, to))) {
        problems.push(problemAt(text, from, 'The string is not closed on its line.', 'Close it, or use backquotes.'));
      }
      if (isLostBody(node, text)) {
        const message = 'Go wants this brace on the line before.';
        problems.push(problemAt(text, from, message, 'Put it at the end of the line whose body it opens.'));
      }
      if (!LISTS.has(name)) return;
      const close = node.lastChild;
      let last = close?.prevSibling;
      while (last?.name.endsWith('Comment')) last = last.prevSibling;
      if (!close || !last || /^[({,]$/.test(last.name) || !text.slice(last.to, close.from).includes('\n')) return;
      const message = 'Go wants a comma before this end of the line.';
      problems.push(
        problemAt(text, last.to, message, 'Put a comma behind the last entry, or the bracket on its line.'),
      );
    },
  });
  return problems.slice(0, 1);
}

/** Where Go code cannot be parsed. Parts of a file need no package clause. Types and names are not looked at. */
export function goProblems(text: string, whole: boolean): CodeProblem[] {
  const offset = errorOffset(text);
  if (offset === undefined) return lineProblems(text);
  if (!whole && SURROUNDINGS.some((before) => errorOffset(`${before}\n${text}\n}\n`) === undefined)) return [];
  return [parseProblem(text, offset, 'Go', 'Check brackets, commas and quotes; gofmt names the place, too.')];
}
