/**
 * `npm run promql`: the practice cluster's engine of PromQL on the terminal.
 *
 *   npm run promql -- test FILE.test… [--verbose]    runs tests in Prometheus's own test language; with --verbose each case that failed
 *   npm run promql -- query EXPR --series FILE       evaluates a query and prints it as "promtool query" does
 *       --at T                                       at a time: seconds, a duration such as 5m, or a date such as 2026-11-30T08:00:00Z (default: 0)
 *       --range START END STEP                       from one time to another, as a range query
 *
 * FILE has series in the notation of the test language (load 1m, then a series in each line), or is a file of promtool unit tests (YAML
 * with interval and input_series, of which the first test counts). Its first values are those of time 0.
 */
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { printQuery } from './promql/query.ts';
import { testFiles } from './promql/test.ts';

/** Takes "--range START END STEP" out of the arguments, which node:util does not know. */
function takeRange(words: readonly string[]): { range?: [string, string, string]; rest: string[] } {
  const at = words.indexOf('--range');
  if (at < 0) return { rest: [...words] };
  const [start, end, step] = words.slice(at + 1, at + 4);
  if (start === undefined || end === undefined || step === undefined || step.startsWith('--'))
    throw new UserError('--range wants three times: --range START END STEP, such as --range 0 1h 1m.');
  return { range: [start, end, step], rest: words.toSpliced(at, 4) };
}

/** Keeps a query that begins with a sign, such as -up, from being taken for an option. */
function guardQuery([what, query, ...rest]: readonly string[]): string[] {
  const isSigned = what === 'query' && query !== undefined && /^-(?!-)/.test(query);
  return [what, isSigned ? ` ${query}` : query, ...rest].filter((word) => word !== undefined);
}

runCommand(() => {
  const { range, rest } = takeRange(guardQuery(process.argv.slice(2)));
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      verbose: { type: 'boolean', default: false },
      series: { type: 'string' },
      at: { type: 'string' },
    },
  });
  const [what, ...names] = positionals;
  if (what === 'test') {
    if (names.length === 0) throw new UserError('Name the tests: npm run promql -- test FILE.test…');
    if (!testFiles(names, values.verbose)) process.exitCode = 1;
    return;
  }
  if (what !== 'query')
    throw new UserError(
      `Say what to do: "npm run promql -- test FILE…" or "npm run promql -- query EXPR --series FILE"${what === undefined ? '' : `; "${what}" is neither`}.`,
    );
  const [written, more] = names;
  const query = written?.trim();
  if (query === undefined) throw new UserError("Write the query: npm run promql -- query 'EXPR' --series FILE");
  if (more !== undefined)
    throw new UserError(`"${more}" stands behind the query. Put a query that has spaces in quotes, as one word.`);
  if (values.series === undefined) throw new UserError('Name a file with series: --series FILE');
  if (range && values.at !== undefined) throw new UserError('--at and --range do not go together: choose one of them.');
  printQuery(query, values.series, range ?? values.at ?? '0');
});
