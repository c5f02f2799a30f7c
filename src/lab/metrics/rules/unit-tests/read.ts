import { type ConfigProblem, type Fields, readConfig } from '../../config/fields.ts';
import { quote } from '../../promql/format.ts';
import { Labels } from '../../promql/labels.ts';
import { ParseError } from '../../promql/problem.ts';
import { HistogramError } from '../../promql/testlanguage/histogram-notation.ts';
import {
  NotationError,
  type NotedSeries,
  type NotedValue,
  parseMetric,
  parseValues,
} from '../../promql/testlanguage/series-notation.ts';
import { EVALUATION_INTERVAL } from '../file.ts';

/** What is expected of the alerts of a name at a time (milliseconds since the beginning of the test). */
export interface AlertTest {
  line: number;
  time: number;
  alertname: string;
  expected: { labels: Labels; annotations: Labels }[];
}

/** What is expected of a query at a time. */
export interface ExpressionTest {
  line: number;
  time: number;
  expr: string;
  expected: { labels: Labels; value: NotedValue['value'] }[];
}

/** One entry of `tests`. */
export interface UnitTest {
  line: number;
  name: string;
  interval: number;
  series: NotedSeries[];
  alertTests: AlertTest[];
  expressionTests: ExpressionTest[];
  externalLabels: Labels;
  externalURL: string;
  /** Milliseconds since 1970. */
  start: number;
}

/** A file of unit tests for rules. Source: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/. */
export interface UnitTestFile {
  ruleFiles: string[];
  evaluationInterval: number;
  groupOrder: string[];
  /** Whether numbers may differ in their last digit. */
  isFuzzy: boolean;
  tests: UnitTest[];
  problems: ConfigProblem[];
}

/** Does what may find notation that cannot be read; undefined, and a problem, if it does. */
function tried<Result>(fields: Fields, field: string, work: () => Result): Result | undefined {
  try {
    return work();
  } catch (problem) {
    const isOurs = [NotationError, HistogramError, ParseError].some((kind) => problem instanceof kind);
    if (!isOurs) throw problem;
    fields.say((problem as Error).message, fields.lineOf(field));
    return undefined;
  }
}

function readSeries(fields: Fields): NotedSeries[] {
  const [series = '', values = ''] = [fields.text('series'), fields.text('values')];
  fields.finish('type main.series');
  const labels = tried(fields, 'series', () => parseMetric(series));
  const noted = tried(fields, 'values', () => parseValues(values));
  return labels && noted ? [{ labels, values: noted }] : [];
}

function readAlertTest(fields: Fields): AlertTest[] {
  const alertname = fields.text('alertname') ?? '';
  const time = fields.duration('eval_time') ?? 0;
  const expected = fields.maps('exp_alerts').map((alert) => {
    const labels = Labels.of([...alert.pairs('exp_labels'), ['alertname', alertname]]);
    const annotations = Labels.of(alert.pairs('exp_annotations'));
    alert.finish('type main.alert');
    return { labels, annotations };
  });
  fields.finish('type main.alertTestCase');
  if (alertname === '') fields.say('an item under alert_rule_test misses required attribute alertname');
  return alertname === '' ? [] : [{ line: fields.line, time, alertname, expected }];
}

function readSample(fields: Fields): ExpressionTest['expected'] {
  const labels = fields.text('labels') ?? '{}';
  const histogram = fields.text('histogram');
  const value = fields.number('value') ?? 0;
  fields.finish('type main.sample');
  const read = tried(fields, 'labels', () => (labels.trim() === '{}' ? Labels.EMPTY : parseMetric(labels)));
  const noted = histogram === undefined ? undefined : tried(fields, 'histogram', () => parseValues(histogram));
  return read ? [{ labels: read, value: noted?.[0]?.value ?? value }] : [];
}

function readExpressionTest(fields: Fields): ExpressionTest {
  const test = {
    line: fields.line,
    time: fields.duration('eval_time') ?? 0,
    expr: fields.text('expr') ?? '',
    expected: fields.maps('exp_samples').flatMap(readSample),
  };
  fields.finish('type main.promqlTestCase');
  return test;
}

/** A time since 1970: a date, or seconds. */
function readStart(fields: Fields): number {
  const text = fields.text('start_timestamp') ?? '0';
  const time = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (!Number.isNaN(time)) return time;
  fields.say(`cannot parse ${quote(text)} to a valid timestamp`, fields.lineOf('start_timestamp'));
  return 0;
}

function readTest(fields: Fields, index: number, evaluationInterval: number): UnitTest {
  const test = {
    line: fields.line,
    name: fields.text('name') ?? `unnamed#${index}`,
    interval: fields.duration('interval') || evaluationInterval,
    series: fields.maps('input_series').flatMap(readSeries),
    alertTests: fields.maps('alert_rule_test').flatMap(readAlertTest),
    expressionTests: fields.maps('promql_expr_test').map(readExpressionTest),
    externalLabels: Labels.of(fields.pairs('external_labels')),
    externalURL: fields.text('external_url') ?? '',
    start: readStart(fields),
  };
  fields.finish('type main.testGroup');
  return test;
}

/** Reads a file of unit tests; what cannot be read is reported with its line. */
export function readUnitTests(text: string): UnitTestFile {
  const problems: ConfigProblem[] = [];
  const fields = readConfig(text, 'A file of unit tests', problems);
  const evaluationInterval = fields?.duration('evaluation_interval') || EVALUATION_INTERVAL;
  const file = {
    ruleFiles: fields?.texts('rule_files') ?? [],
    evaluationInterval,
    groupOrder: fields?.texts('group_eval_order') ?? [],
    isFuzzy: fields?.boolean('fuzzy_compare') ?? false,
    tests: fields?.maps('tests').map((test, index) => readTest(test, index, evaluationInterval)) ?? [],
    problems,
  };
  fields?.finish('type main.unitTestFile');
  for (const [index, name] of file.groupOrder.entries())
    if (file.groupOrder.indexOf(name) < index)
      fields?.say(`group name repeated in evaluation order: ${name}`, fields.lineOf('group_eval_order'));
  return file;
}
