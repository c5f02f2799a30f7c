import { describe, expect, test } from 'vitest';
import { type MonitoringCondition, monitoringConditionSchema } from '../../../src/curriculum/schema/lab-monitoring.ts';
import type { MonitoringAction } from '../../../src/lab/metrics/attempt/actions.ts';
import { attemptWith, labFiles } from '../../helpers/monitoring.ts';

const MINUTE = 60_000;
const condition = (given: object): MonitoringCondition => monitoringConditionSchema.parse({ message: 'm', ...given });

/** Whether a task with one condition is done after these actions; numbers are minutes that pass. */
function isDone(
  given: object,
  done: readonly (MonitoringAction | number)[] = [],
  files: Record<string, string> = {},
): boolean {
  const attempt = attemptWith([condition(given)], new Map([...labFiles, ...Object.entries(files)]));
  for (const one of done)
    if (typeof one === 'number') attempt.advance(attempt.now + one * MINUTE);
    else attempt.act(one);
  return attempt.results()[0]?.isDone ?? false;
}

const query = (expr: string): MonitoringAction => ({ kind: 'query', expr });
const write = (file: string, content: string): MonitoringAction => ({ kind: 'write', file, content });
const dead: MonitoringAction = { kind: 'fault', name: 'dead-target', isOn: true };
const recovers: MonitoringAction = { kind: 'fault', name: 'dead-target', isOn: false };
const rules = (rule: string): MonitoringAction => write('rules.yml', `groups: [{name: g, rules: [${rule}]}]\n`);

describe('what was asked', () => {
  const errors = { kind: 'asked', expr: 'sum(rate(http_requests_total{code="500"}[5m]))' };
  const sorted = { kind: 'asked', expr: 'sort_desc(sum by (route) (rate(http_requests_total[5m])))', isOrdered: true };

  test.each<[string, object, string, boolean]>([
    ['the same', errors, 'sum(rate(http_requests_total{code=~"5.."}[5m]))', true],
    ['other labels', errors, 'sum by (job) (rate(http_requests_total{code="500"}[5m]))', false],
    [
      'labels that do not matter',
      { ...errors, ignoring: ['job'] },
      'sum by (job) (rate(http_requests_total{code="500"}[5m]))',
      true,
    ],
    ['what cannot be read', errors, 'sum(rate(', false],
    ['another type', { kind: 'asked', expr: 'scalar(sum(up))' }, 'sum(up)', false],
    [
      'the order does not matter',
      { ...sorted, isOrdered: false },
      'sum by (route) (rate(http_requests_total[5m]))',
      true,
    ],
    ['the order matters', sorted, 'sort(sum by (route) (rate(http_requests_total[5m])))', false],
    ['the right order', sorted, 'sort_desc(sum by (route) (rate(http_requests_total[5m])))', true],
    ['a word that is missing', { kind: 'asked', expr: 'sum(up)', uses: ['count'] }, 'sum(up)', false],
    ['nothing at all', { kind: 'asked', expr: 'absent_metric' }, 'another_absent_metric', false],
    ['a range of samples', { kind: 'asked', expr: 'up[1m]' }, 'up{job="api"}[1m]', true],
    ['a shorter range', { kind: 'asked', expr: 'up[1m]' }, 'up[30s]', false],
    ['the name of the metric does not matter', { kind: 'asked', expr: 'shop_cart_items' }, 'shop_cart_items * 1', true],
    [
      'near enough',
      { kind: 'asked', expr: 'sum(shop_cart_items)', tolerance: 0.5 },
      'sum(shop_cart_items) * 1.2',
      true,
    ],
    [
      'not near enough',
      { kind: 'asked', expr: 'sum(shop_cart_items)', tolerance: 0.01 },
      'sum(shop_cart_items) * 1.2',
      false,
    ],
  ])('%s', (_, given, expr, is) => {
    expect(isDone(given, [query(expr)])).toBe(is);
  });

  test('numbers that somebody has read off do not count', () => {
    const attempt = attemptWith([condition({ kind: 'asked', expr: 'max(process_start_time_seconds{job="api"})' })]);
    const { value } = attempt.stack.prometheus.engine.instant(
      'max(process_start_time_seconds{job="api"})',
      attempt.now,
    );
    const number = value.type === 'vector' ? Number(value.samples[0]?.value) : Number.NaN;
    attempt.act(query(`vector(${number})`));
    expect(attempt.results()[0]?.isDone).toBe(false);
    attempt.act(query('max(process_start_time_seconds)'));
    expect(attempt.results()[0]?.isDone).toBe(true);
  });

  test('of the queries the last fifty count, and other conditions have to hold as well', () => {
    const both = [
      condition({ kind: 'asked', expr: 'sum(up)' }),
      condition({ kind: 'file', file: 'note.txt', matches: 'yes' }),
    ];
    const late = attemptWith(both);
    late.act(query('sum(up)'));
    for (let count = 0; count < 50; count++) late.act(query('up'));
    late.act(write('note.txt', 'yes'));
    expect(late.results()[0]?.isDone).toBe(false);
    const soon = attemptWith(both);
    soon.act(query('sum(up)'));
    for (let count = 0; count < 49; count++) soon.act(query('up'));
    soon.act(write('note.txt', 'yes'));
    expect(soon.results()[0]?.isDone).toBe(true);
  });
});

describe('what Prometheus knows', () => {
  const recorded = { kind: 'query', expr: 'job:up:sum', equals: 'sum by (job) (up)' };
  test.each<[string, object, (MonitoringAction | number)[], boolean]>([
    ['a result', { kind: 'query', expr: 'up == 0' }, [dead, 1], true],
    ['no result', { kind: 'query', expr: 'up == 0' }, [1], false],
    [
      'no result is wanted',
      { kind: 'query', expr: 'up{instance="shop-api-2:8080"}', isEmpty: true },
      [write('prometheus.yml', (labFiles.get('prometheus.yml') ?? '').replace(', shop-api-2:8080', '')), 6],
      true,
    ],
    ['a result is not wanted', { kind: 'query', expr: 'up', isEmpty: true }, [1], false],
    ['recorded rightly', recorded, [rules('{record: "job:up:sum", expr: "sum by (job) (up)"}'), 1], true],
    ['recorded wrongly', recorded, [rules('{record: "job:up:sum", expr: "count by (job) (up) + 1"}'), 1], false],
    ['not recorded', recorded, [1], false],
  ])('%s', (_, given, done, is) => {
    expect(isDone(given, done)).toBe(is);
  });
});

describe('alerts and who hears of them', () => {
  const firing = { kind: 'alert', name: 'TargetDown', state: 'firing' };
  const heard = { kind: 'notification', receiver: 'on-call' };
  test.each<[string, object, (MonitoringAction | number)[], boolean]>([
    ['firing', firing, [dead, 3], true],
    ['still pending', firing, [dead, 1], false],
    ['pending', { ...firing, state: 'pending' }, [dead, 1], true],
    ['of other labels', { ...firing, labels: { instance: 'shop-api-1:8080' } }, [dead, 3], false],
    ['of these labels', { ...firing, labels: { instance: 'shop-api-2:8080' } }, [dead, 3], true],
    ['inactive', { ...firing, state: 'inactive' }, [], true],
    ['inactive, but there is no such rule', { ...firing, name: 'Other', state: 'inactive' }, [1], false],
    ['heard of', heard, [dead, 5], true],
    ['not heard of yet', heard, [dead, 1], false],
    ['another receiver', { ...heard, receiver: 'tickets' }, [dead, 5], false],
    ['of an alert', { ...heard, alert: 'TargetDown' }, [dead, 5], true],
    ['of another alert', { ...heard, alert: 'Other' }, [dead, 5], false],
    ['resolved', { ...heard, status: 'resolved' }, [dead, 5, recovers, 11], true],
    ['not resolved', { ...heard, status: 'resolved' }, [dead, 11], false],
    ['too few alerts in it', { ...heard, alerts: 2 }, [dead, 5], false],
    ['several of them', { ...heard, atLeast: 2 }, [dead, 5, recovers, 11], true],
    [
      'silenced',
      heard,
      [{ kind: 'silence', matchers: ['severity="page"'], length: 90 * MINUTE, comment: '' }, dead, 10],
      false,
    ],
    [
      'a silence that ended',
      heard,
      [
        { kind: 'silence', matchers: ['severity="page"'], length: 90 * MINUTE, comment: '' },
        dead,
        10,
        { kind: 'expire', id: 'silence-1' },
        6,
      ],
      true,
    ],
    ['routed', { kind: 'route', labels: { severity: 'page' }, receivers: ['on-call'] }, [], true],
    ['routed elsewhere', { kind: 'route', labels: { severity: 'ticket' }, receivers: ['on-call'] }, [1], false],
  ])('%s', (_, given, done, is) => {
    expect(isDone(given, done)).toBe(is);
  });

  test('what was once counts, if the author says so', () => {
    const attempt = attemptWith([
      condition({ kind: 'file', file: 'note.txt', matches: 'x' }),
      condition({ ...firing, isPast: true }),
      condition({ ...heard, atMost: 1 }),
    ]);
    const shown = (): boolean[] => attempt.results()[0]?.conditions.map(({ isMet }) => isMet) ?? [];
    expect(shown()).toEqual([false, false, false]);
    attempt.act(dead);
    attempt.advance(attempt.now + 5 * MINUTE);
    attempt.act(recovers);
    attempt.advance(attempt.now + MINUTE);
    expect(shown()).toEqual([false, true, true]);
    attempt.advance(attempt.now + 11 * MINUTE);
    // Whoever is on call has heard of the end as well.
    expect(shown()).toEqual([false, true, false]);
  });
});

describe('files', () => {
  const tests =
    'rule_files: [rules.yml]\ntests:\n  - interval: 1m\n    input_series: [{series: "up{instance=\\"a\\"}", values: "0x10"}]\n    alert_rule_test:\n      - {eval_time: 5m, alertname: TargetDown, exp_alerts: [{exp_labels: {severity: page, instance: a}, exp_annotations: {summary: a does not answer}}]}\n';
  const never = 'groups: [{name: g, rules: [{alert: TargetDown, expr: up == 2}]}]\n';
  const own = { kind: 'own-tests', tests: 'my-tests.yml', catches: ['never.yml'] };
  const metric = {
    kind: 'exposition',
    file: 'my.prom',
    has: [{ name: 'things_total', type: 'counter', labels: { kind: 'a' }, value: 2 }],
  };
  const text = '# HELP things_total Things.\n# TYPE things_total counter\nthings_total{kind="a"} 2\n';

  test.each<[string, object, MonitoringAction[], boolean]>([
    ['rules pass the tests of the author', { kind: 'rule-tests', tests: 'given.yml' }, [], true],
    ['rules do not pass them', { kind: 'rule-tests', tests: 'given.yml' }, [write('rules.yml', never)], false],
    ['there are no rules', { kind: 'rule-tests', tests: 'given.yml' }, [{ kind: 'remove', file: 'rules.yml' }], false],
    ['own tests notice what is wrong', own, [write('my-tests.yml', tests)], true],
    ['own tests that test nothing', own, [write('my-tests.yml', 'rule_files: [rules.yml]\ntests: []\n')], false],
    [
      'own tests that do not pass',
      own,
      [write('my-tests.yml', tests.replace('severity: page', 'severity: ticket'))],
      false,
    ],
    [
      'own tests that notice nothing',
      own,
      [write('my-tests.yml', tests.replace(/exp_alerts.*\]\}\]\}/, 'exp_alerts: []}').replace('0x10', '1x10'))],
      false,
    ],
    ['an exposition', metric, [write('my.prom', text)], true],
    ['another value', metric, [write('my.prom', text.replace('} 2', '} 3'))], false],
    ['another type', metric, [write('my.prom', text.replace('counter', 'gauge'))], false],
    ['another label', metric, [write('my.prom', text.replace('kind="a"', 'kind="b"'))], false],
    ['without help', metric, [write('my.prom', text.replace(/# HELP.*\n/, ''))], false],
    ['what cannot be read', metric, [write('my.prom', `${text}things{\n`)], false],
    [
      'a file that matches',
      { kind: 'file', file: 'rules.yml', matches: '^\\s+for: 5m$' },
      [write('rules.yml', 'a:\n  for: 5m\n')],
      true,
    ],
    ['a file that does not', { kind: 'file', file: 'rules.yml', matches: 'for: 5m' }, [], false],
    [
      'nothing may match',
      { kind: 'file', file: 'rules.yml', matches: 'for: 2m', isAbsent: true },
      [write('rules.yml', '')],
      true,
    ],
    ['something matches', { kind: 'file', file: 'rules.yml', matches: 'for: 2m', isAbsent: true }, [], false],
  ])('%s', (_, given, done, is) => {
    // Nothing is done at the start: the first condition only holds at the end.
    const both = [condition({ kind: 'file', file: 'note.txt', matches: 'yes' }), condition(given)];
    const attempt = attemptWith(both, new Map([...labFiles, ['given.yml', tests], ['never.yml', never]]));
    for (const one of [...done, write('note.txt', 'yes')]) attempt.act(one);
    expect(attempt.results()[0]?.isDone).toBe(is);
  });
});
