import { Engine, type Result, type Value } from '../engine.ts';
import { parsePromql } from '../parse/parse.ts';
import { ParseError, QueryError, UnsupportedError } from '../problem.ts';
import { AppendError } from '../storage/series.ts';
import { MetricStore } from '../storage/store.ts';
import { pinned } from './at-times.ts';
import { CommandReader, type EvalCommand, type Expectation, LineError, type LoadCommand } from './commands.ts';
import { compare, type Difference } from './compare.ts';
import { loadSeries } from './load.ts';
import { NotationError } from './series-notation.ts';

/** How one eval of a test went. */
export interface Case {
  line: number;
  query: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped. */
  reason?: string;
  difference?: Difference;
}

/** How a test went: its cases, and lines that cannot be read, or cannot be loaded. */
export interface TestReport {
  cases: Case[];
  problems: LineError[];
}

/** Whether a query depends on the range that it is evaluated over, so that it gives something else as a range query. */
const OF_RANGE = /(?:start|end|range|step)\(\)/;

/** A case that has not gone as expected. */
class Mismatch extends Error {
  readonly difference: Difference;

  constructor(expected: string, got: string) {
    super(expected);
    this.difference = { expected, got };
  }
}

/** Runs a test in Prometheus's own test language. Source: promql/promqltest/README.md and test.go. */
export class TestRun {
  private readonly store = new MetricStore();
  private readonly engine = new Engine(this.store, { delayedNameRemoval: true });
  private readonly report: TestReport = { cases: [], problems: [] };
  /** Why what was loaded is not complete. */
  private missing: string | undefined;

  run(text: string): TestReport {
    const { commands, problems } = new CommandReader(text).read();
    this.report.problems.push(...problems.filter(({ isUnsupported }) => !isUnsupported));
    const wrong = [...problems];
    for (const command of commands) {
      while (wrong[0] && wrong[0].line < command.line) this.unread(wrong.shift() as LineError);
      if (command.kind === 'clear') {
        this.store.clear();
        this.missing = undefined;
      } else if (command.kind === 'load') this.load(command);
      else this.report.cases.push(this.case(command));
    }
    for (const problem of wrong) this.unread(problem);
    return this.report;
  }

  /** What a line that cannot be read means for the cases: its own has failed, and what it was to load is missing. */
  private unread({ line, message, isUnsupported, command }: LineError): void {
    if (command?.word === 'load') this.missing = isUnsupported ? message : `line ${line} cannot be read`;
    if (command?.word !== 'eval') return;
    const difference = { expected: 'a command that can be read', got: `line ${line}: ${message}` };
    this.report.cases.push({ line: command.line, query: command.text, outcome: 'failed', difference });
  }

  private load({ step, series, withNative, line }: LoadCommand): void {
    try {
      loadSeries(this.store, series, step, withNative);
    } catch (problem) {
      if (!(problem instanceof AppendError || problem instanceof NotationError)) throw problem;
      this.report.problems.push(new LineError(line, problem.message));
      this.missing = `line ${line} cannot be loaded`;
    }
  }

  private case(command: EvalCommand): Case {
    const { line, query } = command;
    if (this.missing !== undefined) return { line, query, outcome: 'skipped', reason: this.missing };
    try {
      if (command.range) this.ofRange(command);
      else this.ofInstant(command);
      return { line, query, outcome: 'passed' };
    } catch (problem) {
      if (problem instanceof UnsupportedError) return { line, query, outcome: 'skipped', reason: problem.message };
      if (problem instanceof Mismatch) return { line, query, outcome: 'failed', difference: problem.difference };
      throw problem;
    }
  }

  private ofRange(command: EvalCommand): void {
    const { start, end, step } = command.range ?? { start: 0, end: 0, step: 1 };
    const result = judged(command, () => this.engine.range(command.query, start, end, step));
    if (result) same(command, result.value, false);
  }

  /** Once as it stands; then as a range query; then with all selectors held at its time, evaluated at other times. */
  private ofInstant(command: EvalCommand): void {
    const time = command.vectorRange?.end ?? command.at ?? 0;
    this.atTime(command, command.query, time);
    let node: ReturnType<typeof parsePromql>;
    try {
      node = parsePromql(command.query);
    } catch (problem) {
      if (problem instanceof ParseError) return;
      throw problem;
    }
    const held = pinned(node, time);
    if (!held) return;
    const others = time === 0 ? [-1000, 0, 1000] : [-10 * time, 0, Math.trunc(time / 5), time, 10 * time];
    for (const other of others) this.atTime(command, { node: held, text: command.query }, other);
  }

  private atTime(command: EvalCommand, query: Parameters<Engine['instant']>[0], time: number): void {
    const isOrdered = command.expectations.some(({ kind }) => kind === 'ordered');
    const result = judged(command, () => this.engine.instant(query, time));
    if (!result) return;
    same(command, result.value, isOrdered);
    const isExcluded = command.vectorRange !== undefined || command.text !== undefined || OF_RANGE.test(command.query);
    if (isExcluded || isOrdered || result.value.type === 'matrix') return;
    const range = attempt(() => this.engine.range(query, time - 60_000, time + 60_000, 60_000));
    if (range instanceof Error) throw new Mismatch('the same result as a range query', range.message);
    same(command, atMiddle(range.value, time, result.value.type), false);
  }
}

/** What a range query gives at one time, as an instant query would. */
function atMiddle(value: Value, time: number, type: Value['type']): Value {
  const series = value.type === 'matrix' ? value.series : [];
  const samples = series.flatMap(({ labels, points }) =>
    points.filter((point) => point.time === time).map((point) => ({ labels, ...point })),
  );
  if (type !== 'scalar') return { type: 'vector', samples };
  const scalar = samples[0]?.value;
  return { type: 'scalar', time, value: typeof scalar === 'number' ? scalar : Number.NaN };
}

function attempt(query: () => Result): Result | QueryError | ParseError {
  try {
    return query();
  } catch (problem) {
    if (problem instanceof QueryError || problem instanceof ParseError) return problem;
    throw problem;
  }
}

function same(command: EvalCommand, value: Value, isOrdered: boolean): void {
  const difference = compare(command, value, isOrdered);
  if (difference) throw new Mismatch(difference.expected, difference.got);
}

/** The result, if it is one that is to be compared; failures and what is said beside it are judged here. */
function judged({ expectations }: EvalCommand, query: () => Result): Result | undefined {
  const failures = expectations.filter(({ kind }) => kind === 'fail');
  const result = attempt(query);
  if (result instanceof Error) {
    if (failures.length === 0) throw new Mismatch('a result', `error: ${result.message}`);
    const unmet = failures.find((failure) => !meets(failure, result.message));
    if (unmet) throw new Mismatch(wish('an error', unmet), result.message);
    return undefined;
  }
  const [failure] = failures;
  if (failure) throw new Mismatch(wish('an error', failure), 'no error');
  said(expectations, 'warn', result.warnings);
  said(expectations, 'info', result.infos);
  return result;
}

function said(expectations: readonly Expectation[], kind: 'warn' | 'info', texts: readonly string[]): void {
  const wanted = expectations.filter((expectation) => expectation.kind === kind);
  const got = texts.length === 0 ? `no ${kind}` : texts.join('; ');
  for (const expectation of wanted)
    if (!texts.some((text) => meets(expectation, text)))
      throw new Mismatch(wish(kind === 'warn' ? 'a warning' : 'an info', expectation), got);
  if (texts.length > 0 && expectations.some((expectation) => expectation.kind === `no_${kind}`))
    throw new Mismatch(`no ${kind}`, got);
  const exact = wanted.filter(({ isOld }) => !isOld);
  const unwanted = texts.find((text) => !exact.some((expectation) => meets(expectation, text)));
  if (exact.length > 0 && unwanted !== undefined) throw new Mismatch(`no other ${kind}`, unwanted);
}

/** Whether a text is as expected. Tests for Prometheus up to 3.12 expect warnings without the details and the position at their end. */
function meets({ message, expression }: Expectation, text: string): boolean {
  const forms = [text, text.replace(/(?:, from buckets .*)? \(\d+:\d+\)$/, '')];
  if (message !== undefined) return forms.includes(message);
  return expression === undefined || forms.some((form) => expression.test(form));
}

function wish(what: string, { message, expression }: Expectation): string {
  if (message !== undefined) return `${what}: ${message}`;
  return expression ? `${what} that matches ${expression.source}` : what;
}
