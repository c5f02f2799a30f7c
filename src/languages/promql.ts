import { parser } from '@prometheus-io/lezer-promql';
import { didYouMean } from '../findings/suggest.ts';
import { type CodeProblem, problemAt } from './problem.ts';
import { firstError, parseProblem } from './tree.ts';

/** Functions that take a range of time, by the reference of Prometheus. */
const OF_RANGES = /^(?:rate|irate|increase|delta|idelta|deriv|changes|resets|predict_linear|\w+_over_time)$/;

/**
 * Functions and aggregations that the grammar knows, as they are written in a query (`HistogramQuantile` is
 * `histogram_quantile`), those of ranges first, because they are meant most often.
 */
const FUNCTIONS: readonly string[] = parser.nodeSet.types
  .map(({ name }) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase())
  .filter((name) => /^PromQL\((?:FunctionCall|AggregateExpr)/.test(parser.parse(`${name}(x)`).toString()))
  .sort((a, b) => Number(OF_RANGES.test(b)) - Number(OF_RANGES.test(a)));

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
  return firstError(parser.parse(query))?.from;
}

/** A call of a function that PromQL does not have, as the error behind its name tells. */
function unknownFunction(query: string, offset: number): CodeProblem | undefined {
  const name = /([a-zA-Z_]\w*)\s*$/.exec(query.slice(0, offset))?.[1];
  if (name === undefined || query[offset] !== '(' || FUNCTIONS.includes(name)) return undefined;
  const start = query.slice(0, offset).lastIndexOf(name);
  const suggestion = didYouMean(name, FUNCTIONS).trim();
  return problemAt(
    query,
    start,
    `PromQL has no function "${name}".`,
    suggestion === '' ? 'Use a function that PromQL has.' : suggestion,
  );
}

/** Calls such as `rate(requests_total)`, which Prometheus refuses because the range of time is missing. */
function missingRanges(query: string): CodeProblem[] {
  const problems: CodeProblem[] = [];
  parser.parse(query).iterate({
    enter: ({ name, node }) => {
      if (name !== 'FunctionCall') return;
      const called = /^\w+/.exec(query.slice(node.from, node.to))?.[0] ?? '';
      const series = node.getChild('FunctionCallBody')?.getChild('VectorSelector');
      if (!OF_RANGES.test(called) || !series) return;
      const shown = query.slice(series.from, series.to);
      const message = `${called} needs a range of time, but ${shown} is a value at one moment.`;
      problems.push(problemAt(query, series.from, message, `Write a range behind it: ${shown}[5m].`));
    },
  });
  return problems;
}

/** Ranges behind something that is no selector, as in `rate(sum(requests_total)[5m])`: the grammar lets them pass. */
function misplacedRanges(query: string): CodeProblem[] {
  const problems: CodeProblem[] = [];
  parser.parse(query).iterate({
    enter: ({ name, node }) => {
      const ranged = node.firstChild;
      if (name !== 'MatrixSelector' || ranged === null || ranged.name === 'VectorSelector') return;
      const message = `A range of time stands behind ${query.slice(ranged.from, ranged.to)}, which is no selector.`;
      const remedy = 'Put the range behind the selector, or make it a subquery, such as [5m:1m].';
      problems.push(problemAt(query, ranged.to, message, remedy));
    },
  });
  return problems;
}

/** What is wrong with ranges of time in a query that can be parsed. */
function rangeProblems(query: string): CodeProblem[] {
  return [...missingRanges(query), ...misplacedRanges(query)];
}

function queryProblems(query: string): CodeProblem[] {
  const offset = errorOffset(query);
  if (offset === undefined) return rangeProblems(query);
  const lines = query.split('\n');
  if (lines.length > 1 && lines.every((line) => errorOffset(line) === undefined)) {
    return lines.flatMap((line, index) => rangeProblems(line).map((problem) => ({ ...problem, line: index + 1 })));
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
