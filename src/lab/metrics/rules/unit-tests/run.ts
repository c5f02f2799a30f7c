import { Engine, type Sample } from '../../promql/engine.ts';
import { compareLabels, Labels } from '../../promql/labels.ts';
import { ParseError, QueryError, UnsupportedError } from '../../promql/problem.ts';
import { MetricStore } from '../../promql/storage/store.ts';
import { printValue } from '../../promql/testlanguage/compare.ts';
import type { NotedSeries } from '../../promql/testlanguage/series-notation.ts';
import { EvaluatedGroup } from '../group.ts';
import type { RuleGroup } from '../rule.ts';
import type { AlertTest, ExpressionTest, UnitTest, UnitTestFile } from './read.ts';

/** What failed in a test, with the line of what was expected. */
export interface UnitTestFailure {
  line: number;
  /** Name of the test. */
  test: string;
  message: string;
  expected: string;
  got: string;
}

/** The series of a test, appended as its clock goes on, so that no rule sees what comes later. */
class Input {
  private readonly series: readonly NotedSeries[];
  private readonly interval: number;
  private readonly start: number;
  private done = 0;

  constructor({ series, interval, start }: UnitTest) {
    this.series = series;
    this.interval = interval;
    this.start = start;
  }

  appendUntil(store: MetricStore, time: number): void {
    for (; this.start + this.done * this.interval <= time; this.done++) {
      if (this.series.every(({ values }) => values.length <= this.done)) return;
      for (const { labels, values } of this.series) {
        const value = values[this.done]?.value;
        if (value !== undefined) store.append(labels, this.start + this.done * this.interval, value);
      }
    }
  }
}

interface Printed {
  labels: Labels;
  text: string;
}

const printed = (all: readonly Printed[]): string =>
  all.length === 0
    ? '[]'
    : all
        .toSorted((one, other) => compareLabels(one.labels, other.labels))
        .map(({ text }) => text)
        .join(', ');

const alertText = ({ labels, annotations }: { labels: Labels; annotations: Labels }): Printed => ({
  labels,
  text: `Labels:${labels.toString()} Annotations:${annotations.toString()}`,
});

const buffer = new DataView(new ArrayBuffer(8));

/** The place of a number among all that there are. */
function placeOf(value: number): bigint {
  buffer.setFloat64(0, value);
  const bits = buffer.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

/** Whether numbers are the same (NaN is never), or next to each other if that is enough. */
function isSame(one: ExpressionTest['expected'][number]['value'], other: Sample['value'], isFuzzy: boolean): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return printValue(one) === printValue(other);
  if (one === other) return true;
  const distance = placeOf(one) - placeOf(other);
  return isFuzzy && distance >= -1n && distance <= 1n && !Number.isNaN(one) && !Number.isNaN(other);
}

/** One test, from its beginning to the last time at which something is expected. */
class Run {
  private readonly test: UnitTest;
  private readonly file: UnitTestFile;
  private readonly store = new MetricStore();
  private readonly engine: Engine;
  private readonly input: Input;
  private readonly groups: EvaluatedGroup[];
  private readonly failures: UnitTestFailure[] = [];

  constructor(test: UnitTest, file: UnitTestFile, groups: readonly RuleGroup[]) {
    this.test = test;
    this.file = file;
    this.engine = new Engine(this.store, { subqueryStep: file.evaluationInterval });
    this.input = new Input(test);
    const { externalLabels, externalURL, start } = test;
    const options = { store: this.store, engine: this.engine, externalLabels, externalURL };
    this.groups = ordered(groups, file.groupOrder).map((group) => new EvaluatedGroup(group, options, start, 0));
  }

  private fail(line: number, message: string, expected: string, got: string): void {
    this.failures.push({ line, test: this.test.name, message, expected, got });
  }

  run(): UnitTestFailure[] {
    const { start, alertTests, expressionTests } = this.test;
    const last = Math.max(0, ...[...alertTests, ...expressionTests].map(({ time }) => time));
    const step = this.file.evaluationInterval;
    for (let time = 0; time <= last; time += step) {
      this.input.appendUntil(this.store, start + time);
      if (!this.evaluate(start + time)) return this.failures;
      for (const test of alertTests) if (test.time >= time && test.time < time + step) this.alerts(test);
    }
    for (const test of expressionTests) this.expression(test);
    return this.failures;
  }

  /** Evaluates all groups; false if a rule failed, which ends the test. */
  private evaluate(time: number): boolean {
    for (const group of this.groups) group.evaluate(time);
    const wrong = this.groups.flatMap(({ rules }) => rules).filter(({ health }) => health === 'err');
    for (const { rule, error = '' } of wrong)
      this.fail(this.test.line, `rule: ${rule.name}, time: ${time / 1000}s`, 'no error', `err: ${error}`);
    return wrong.length === 0;
  }

  private alerts({ line, alertname, expected, time }: AlertTest): void {
    const firing = this.groups
      .flatMap(({ rules }) => rules)
      .filter(({ rule }) => rule.kind === 'alert' && rule.name === alertname)
      .flatMap(({ alerts }) => alerts?.active() ?? [])
      .filter(({ state }) => state === 'firing');
    const [wanted, got] = [printed(expected.map(alertText)), printed(firing.map(alertText))];
    if (wanted !== got) this.fail(line, `alertname: ${alertname}, time: ${time / 1000}s`, wanted, got);
  }

  private expression({ line, expr, expected, time }: ExpressionTest): void {
    const message = `expr: ${JSON.stringify(expr)}, time: ${time / 1000}s`;
    const text = ({ labels, value }: ExpressionTest['expected'][number]): Printed => ({
      labels,
      text: `${labels.toMetric()} ${printValue(value)}`,
    });
    try {
      const samples = this.query(expr, this.test.start + time);
      const left = [...samples];
      const isMet = expected.every((wanted) => {
        const at = left.findIndex(
          ({ labels, value }) => labels.key === wanted.labels.key && isSame(wanted.value, value, this.file.isFuzzy),
        );
        if (at >= 0) left.splice(at, 1);
        return at >= 0;
      });
      if (!isMet || left.length > 0) this.fail(line, message, printed(expected.map(text)), printed(samples.map(text)));
    } catch (problem) {
      const isOurs = [ParseError, QueryError, UnsupportedError].some((kind) => problem instanceof kind);
      if (!isOurs) throw problem;
      this.fail(line, message, printed(expected.map(text)), `err: ${(problem as Error).message}`);
    }
  }

  private query(expr: string, time: number): Sample[] {
    const { value } = this.engine.instant(expr, time);
    if (value.type === 'vector') return value.samples;
    if (value.type === 'scalar') return [{ labels: Labels.EMPTY, time, value: value.value }];
    throw new QueryError('rule result is not a vector or scalar');
  }
}

function ordered(groups: readonly RuleGroup[], order: readonly string[]): RuleGroup[] {
  const place = ({ name }: RuleGroup): number => Math.max(0, order.indexOf(name));
  return [...groups].sort((one, other) => place(one) - place(other));
}

/** Runs all tests of a file over groups of rules, as "promtool test rules" does. @returns what failed; nothing if all is as expected */
export function runUnitTests(file: UnitTestFile, groups: readonly RuleGroup[]): UnitTestFailure[] {
  return file.tests.flatMap((test) => new Run(test, file, groups).run());
}
