import { Environment, ParseError } from '@marcbachmann/cel-js';
import { type CodeProblem, problemAt, whatStandsAt } from './problem.ts';

const MANY = 100_000;
const environment = new Environment({
  unlistedVariablesAreDyn: true,
  enableOptionalTypes: true,
  limits: { maxAstNodes: MANY, maxDepth: 200, maxListElements: MANY, maxMapEntries: MANY, maxCallArguments: 1000 },
});

/** What the parser does not know although CEL does: messages `Object{…}`, names in backticks, a leading dot. */
const BEYOND = /[\p{L}\p{N}_]\s*\{|`|(?:^|[^\p{L}\p{N}_)\]}"'`\s])\s*\.[\p{L}_]/u;

const WORDS: Readonly<Record<string, string>> = { and: '&&', or: '||', '=': '==' };

function messageOf(problem: ParseError, expression: string, offset: number): { message: string; remedy: string } {
  const word = /^(?:\w+|.)/.exec(expression.slice(offset))?.[0] ?? '';
  const operator = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (operator !== undefined) return { message: `CEL has no operator "${word}".`, remedy: `Write ${operator}.` };
  const near = whatStandsAt(expression, offset);
  if (problem.code === 'unterminated_string') {
    return { message: 'The CEL expression has a string that is not closed.', remedy: 'Close it with the same quote.' };
  }
  if (problem.code === 'reserved_identifier') {
    return { message: `CEL keeps the word "${word}" for itself.`, remedy: 'Use another name.' };
  }
  return {
    message:
      near === undefined
        ? 'The CEL expression ends before it is complete.'
        : `The CEL expression cannot be parsed here, ${near}.`,
    remedy: 'Check operators, brackets and quotes; a condition needs both branches: test ? one : other.',
  };
}

/** Where a CEL expression cannot be parsed; names and types are not looked at. */
export function celProblems(expression: string): CodeProblem[] {
  try {
    environment.parse(expression);
    return [];
  } catch (problem) {
    if (!(problem instanceof ParseError) || problem.code.startsWith('limit') || BEYOND.test(expression)) return [];
    const offset = Math.min(problem.range?.start ?? 0, expression.trimEnd().length);
    const { message, remedy } = messageOf(problem, expression, offset);
    return [problemAt(expression, offset, message, remedy)];
  }
}
