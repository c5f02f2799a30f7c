import { didYouMean } from '../../findings/suggest.ts';
import { type CodeProblem, problemAt } from '../problem.ts';
import { firstError, parseProblem } from '../tree.ts';
import { FUNCTIONS } from './functions.ts';
import { promqlTree } from './grammar.ts';
import { TypeCheck } from './types.ts';

/** Functions that take a range of time, which are meant most often, before all others; and the aggregations. */
const NAMES: readonly string[] = [
  ...[...FUNCTIONS]
    .sort(([, a], [, b]) => Number(b.takes.includes('range')) - Number(a.takes.includes('range')))
    .map(([name]) => name),
  ...'avg bottomk count count_values group limit_ratio limitk max min quantile stddev stdvar sum topk'.split(' '),
];

/** Queries of a text, with their offsets: they are divided by empty lines and by lines that are a comment. */
function queriesOf(text: string): { query: string; offset: number }[] {
  const queries: { query: string; offset: number }[] = [];
  let offset = 0;
  let open = false;
  for (const line of text.split('\n')) {
    if (/^\s*(?:#|$)/.test(line)) {
      open = false;
    } else if (open) {
      const last = queries.at(-1);
      if (last) last.query += `\n${line}`;
    } else {
      queries.push({ query: line, offset });
      open = true;
    }
    offset += line.length + 1;
  }
  return queries;
}

/** The query with variables of Grafana, which Prometheus never sees, replaced by what may stand there, of the same length. */
function withoutVariables(query: string): string {
  return query.replace(/\$(?:\{\w+(?::\w+)?\}|\w+)/g, (variable, at: number) => {
    const inRange = /[[:]\s*$/.test(query.slice(0, at)) && /[\]:]/.test(query.charAt(at + variable.length));
    return (inRange ? '5m' : 'x').padEnd(variable.length, inRange ? ' ' : 'x');
  });
}

/** Offset at which a query cannot be parsed. */
function errorOffset(query: string): number | undefined {
  return firstError(promqlTree(query))?.from;
}

/** A call of a function that PromQL does not have, as the error behind its name tells. */
function unknownFunction(query: string, offset: number): CodeProblem | undefined {
  const name = /([a-zA-Z_]\w*)\s*$/.exec(query.slice(0, offset))?.[1];
  if (name === undefined || query[offset] !== '(' || NAMES.includes(name)) return undefined;
  const start = query.slice(0, offset).lastIndexOf(name);
  const suggestion = didYouMean(name, NAMES).trim();
  return problemAt(
    query,
    start,
    `PromQL has no function "${name}".`,
    suggestion === '' ? 'Use a function that PromQL has.' : suggestion,
  );
}

/** Ranges behind something that is no selector, as in `rate(sum(requests_total)[5m])`: the grammar lets them pass. */
function misplacedRanges(query: string): CodeProblem[] {
  const problems: CodeProblem[] = [];
  promqlTree(query).iterate({
    enter: ({ name, node }) => {
      const ranged = node.firstChild;
      if (name !== 'MatrixSelector' || ranged === null || /^(?:VectorSelector|UnaryExpr)$/.test(ranged.name)) return;
      const message = `A range of time stands behind ${query.slice(ranged.from, ranged.to)}, which is no selector.`;
      const remedy = 'Put the range behind the selector, or make it a subquery, such as [5m:1m].';
      problems.push(problemAt(query, ranged.to, message, remedy));
    },
  });
  return problems;
}

/** What Prometheus refuses in a query that can be parsed: misplaced ranges, wrong types, too few or too many arguments. */
function typeProblems(query: string): CodeProblem[] {
  const misplaced = misplacedRanges(query);
  if (misplaced.length > 0) return misplaced;
  const check = new TypeCheck(query);
  const root = promqlTree(query).topNode;
  for (let node = root.firstChild; node; node = node.nextSibling) if (node.name !== 'LineComment') check.typeOf(node);
  return check.problems;
}

function queryProblems(query: string): CodeProblem[] {
  const offset = errorOffset(query);
  if (offset === undefined) return typeProblems(query);
  const lines = query.split('\n');
  if (lines.length > 1 && lines.every((line) => errorOffset(line) === undefined)) {
    return lines.flatMap((line, index) => typeProblems(line).map((problem) => ({ ...problem, line: index + 1 })));
  }
  return [
    unknownFunction(query, offset) ??
      parseProblem(query, offset, 'PromQL', 'Check brackets, braces and quotes; values of labels stand in quotes.'),
  ];
}

/** Where queries in PromQL cannot be parsed, call a function that does not exist, or lack or misplace a range of time. */
export function promqlProblems(text: string): CodeProblem[] {
  return queriesOf(text).flatMap(({ query, offset }) => {
    const before = text.slice(0, offset).split('\n').length - 1;
    return queryProblems(withoutVariables(query)).map((problem) => ({ ...problem, line: problem.line + before }));
  });
}
