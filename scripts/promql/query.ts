import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { UserError } from '../../src/cli/user-error.ts';
import { Engine } from '../../src/lab/metrics/promql/engine.ts';
import { parseDuration } from '../../src/lab/metrics/promql/parse/literals.ts';
import { printResult } from '../../src/lab/metrics/promql/print.ts';
import { ParseError, QueryError, UnsupportedError } from '../../src/lab/metrics/promql/problem.ts';
import { AppendError } from '../../src/lab/metrics/promql/storage/series.ts';
import { MetricStore } from '../../src/lab/metrics/promql/storage/store.ts';
import { CommandReader } from '../../src/lab/metrics/promql/testlanguage/commands.ts';
import { HistogramError } from '../../src/lab/metrics/promql/testlanguage/histogram-notation.ts';
import { loadSeries } from '../../src/lab/metrics/promql/testlanguage/load.ts';
import {
  NotationError,
  type NotedSeries,
  parseMetric,
  parseValues,
} from '../../src/lab/metrics/promql/testlanguage/series-notation.ts';
import { unreadable } from './test.ts';

/** A time in milliseconds: seconds, a duration since time 0, or a date. @throws UserError if it is none */
function timeOf(text: string): number {
  const seconds = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : parseDuration(text);
  if (seconds !== undefined) return Math.round(seconds * 1000);
  const date = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date))
    throw new UserError(
      `"${text}" is no time: write seconds, a duration such as 5m, or a date such as 2026-11-30T08:00:00Z.`,
    );
  return date;
}

/** Series in the notation of the test language. */
function loadTest(path: string, text: string, store: MetricStore): void {
  const { commands, problems } = new CommandReader(text).read();
  const [wrong] = problems;
  if (wrong) throw new UserError(`${path}:${wrong.line}: ${wrong.message}`);
  for (const command of commands) {
    if (command.kind === 'load')
      at(path, command.line, () => loadSeries(store, command.series, command.step, command.withNative));
    else if (command.kind === 'clear') store.clear();
  }
}

/** Does something with what stands in a line, and says the line if that is wrong. */
function at<Result>(path: string, line: number, work: () => Result): Result {
  try {
    return work();
  } catch (problem) {
    const ours = [NotationError, HistogramError, ParseError, AppendError].some((kind) => problem instanceof kind);
    if (ours && problem instanceof Error) throw new UserError(`${path}:${line}: ${problem.message}`);
    throw problem;
  }
}

/** Series of the first test in a file of promtool unit tests: each test begins with an empty server. */
function loadUnitTests(path: string, text: string, store: MetricStore): void {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [wrong] = document.errors;
  if (wrong) throw new UserError(`${path}:${lines.linePos(wrong.pos[0]).line}: ${wrong.message.split('\n', 1)[0]}`);
  const root: unknown = document.toJS();
  const tests = isRecord(root) && Array.isArray(root.tests) ? root.tests : [root];
  const known = tests.filter(isRecord).filter(({ input_series }) => Array.isArray(input_series));
  const [first, ...others] = known;
  if (!first)
    throw new UserError(
      `${path}: There are no series in it. It needs "load 1m" with series below, or YAML with "input_series".`,
    );
  if (others.length > 0)
    console.error(`${path} has ${known.length} tests with series; those of the first one are used.`);
  const interval = parseDuration(String(first.interval ?? '1m'));
  if (interval === undefined) throw new UserError(`${path}: The interval "${String(first.interval)}" is no duration.`);
  const series = (first.input_series as unknown[]).map((entry): NotedSeries => {
    const { series: metric, values } = isRecord(entry) ? entry : {};
    return at(path, lineOf(text, String(metric ?? '')), () => ({
      labels: parseMetric(String(metric ?? '')),
      values: parseValues(String(values ?? '')),
    }));
  });
  at(path, lineOf(text, 'input_series'), () => loadSeries(store, series, Math.round(interval * 1000)));
}

function lineOf(text: string, part: string): number {
  const found = text.split('\n').findIndex((line) => part !== '' && line.includes(part));
  return Math.max(0, found) + 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readSeries(path: string): MetricStore {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (problem) {
    throw new UserError(unreadable(path, problem));
  }
  const store = new MetricStore();
  if (/^\s*(?:#.*\n\s*)*(?:load|clear|eval)/.test(text)) loadTest(path, text, store);
  else loadUnitTests(path, text, store);
  return store;
}

/**
 * Evaluates a query over the series of a file, and prints what came of it; warnings go to standard error.
 * @param when a time, or start, end and step of a range query
 */
export function printQuery(query: string, path: string, when: string | readonly [string, string, string]): void {
  const engine = new Engine(readSeries(path));
  try {
    const result =
      typeof when === 'string'
        ? engine.instant(query, timeOf(when))
        : engine.range(query, timeOf(when[0]), timeOf(when[1]), timeOf(when[2]));
    const text = printResult(result);
    if (text !== '') console.log(text);
    for (const note of [...result.warnings, ...result.infos]) console.error(note);
  } catch (problem) {
    const isOurs = [ParseError, QueryError, UnsupportedError].some((kind) => problem instanceof kind);
    if (isOurs && problem instanceof Error) throw new UserError(problem.message);
    throw problem;
  }
}
