import { describe, expect, test } from 'vitest';
import { advance } from '../../../src/lab/metrics/agenda.ts';
import { Engine } from '../../../src/lab/metrics/promql/engine.ts';
import { Labels } from '../../../src/lab/metrics/promql/labels.ts';
import { printResult } from '../../../src/lab/metrics/promql/print.ts';
import { MetricStore } from '../../../src/lab/metrics/promql/storage/store.ts';
import type { SentAlert } from '../../../src/lab/metrics/rules/alerts.ts';
import { readRuleFile } from '../../../src/lab/metrics/rules/file.ts';
import { EvaluatedGroup } from '../../../src/lab/metrics/rules/group.ts';
import { expandTemplate } from '../../../src/lab/metrics/rules/template.ts';

const metric = (name: string, labels: Record<string, string> = {}): Labels =>
  Labels.of([['__name__', name], ...Object.entries(labels)]);

function evaluated(yaml: string, more: { externalLabels?: Labels } = {}) {
  const store = new MetricStore();
  const sent: { time: number; alerts: readonly SentAlert[] }[] = [];
  const { groups, problems } = readRuleFile(yaml, 15_000);
  expect(problems).toEqual([]);
  const notify = (alerts: readonly SentAlert[], time: number): void => void sent.push({ time, alerts });
  const all = groups.map((group) => new EvaluatedGroup(group, { store, notify, ...more }, 0, 0));
  const engine = new Engine(store);
  const at = (query: string, time: number): string => printResult(engine.instant(query, time));
  return { store, all, sent, at, until: (time: number) => advance(() => all, time) };
}

const DOWN = `
groups:
  - name: shop
    rules:
      - alert: Down
        expr: up == 0
        for: 30s
        annotations: {summary: "{{ $labels.job }} is at {{ $value }}"}
`;

describe('alerts', () => {
  test('are sent when they fire, again after a while, and when they are resolved', () => {
    const { store, sent, until, all } = evaluated(DOWN, { externalLabels: Labels.of([['cluster', 'north']]) });
    for (let time = 0; time < 240_000; time += 15_000)
      store.append(metric('up', { job: 'shop' }), time, time >= 15_000 && time < 150_000 ? 0 : 1);
    until(15_000);
    expect(all[0]?.rules[0]?.alerts?.active().map(({ state }) => state)).toEqual(['pending']);
    until(240_000);
    expect(
      sent.map(({ time, alerts }) => [time, alerts[0]?.isResolved, alerts[0]?.startsAt, alerts[0]?.endsAt]),
    ).toEqual([
      [45_000, false, 45_000, 285_000],
      [120_000, false, 45_000, 360_000],
      [150_000, true, 45_000, 150_000],
      [225_000, true, 45_000, 150_000],
    ]);
    expect(sent[0]?.alerts[0]?.labels.toString()).toBe('{alertname="Down", cluster="north", job="shop"}');
    expect(sent[0]?.alerts[0]?.annotations.toString()).toBe('{summary="shop is at 0"}');
  });

  test('go on from where they were when their file is read again', () => {
    const { store, all, until, at } = evaluated(DOWN);
    for (let time = 0; time < 120_000; time += 15_000) store.append(metric('up'), time, 0);
    until(15_000);
    const [before] = all;
    const [group] = readRuleFile(DOWN.replace('30s', '45s'), 15_000).groups;
    if (!before || !group) throw expect.unreachable();
    const after = new EvaluatedGroup(group, { store }, 15_001, 0);
    after.continueFrom(before);
    advance(() => [after], 30_000);
    expect(at('ALERTS', 30_000)).toContain('alertstate="pending"');
    advance(() => [after], 45_000);
    expect(at('ALERTS', 45_000)).toContain('alertstate="firing"');
    expect(at('count(ALERTS)', 45_000)).toBe('{} => 1 @[45]');
  });
});

test('a rule that fails says why, and the others of its group are evaluated', () => {
  const { store, all, at, until } = evaluated(`
groups:
  - name: shop
    limit: 1
    rules:
      - {record: same, expr: 'label_replace(a, "x", "", "x", ".*")'}
      - {record: matching, expr: a * on () a}
      - {record: many, expr: a}
      - {alert: Same, expr: a, labels: {x: one}}
      - {record: fine, expr: sum(a)}
      - {record: words, expr: '"text"'}
`);
  store.append(metric('a', { x: '1' }), 0, 1);
  store.append(metric('a', { x: '2' }), 0, 2);
  until(0);
  expect(all[0]?.rules.map(({ error }) => error)).toEqual([
    'vector cannot contain metrics with the same labelset',
    expect.stringMatching(/^found duplicate series for the match group/),
    'exceeded limit of 1 with 2 series',
    'vector contains metrics with the same labelset after applying alert labels',
    undefined,
    'rule result is not a vector or scalar',
  ]);
  expect(at('fine', 0)).toBe('fine => 3 @[0]');
});

test('a recorded series is stale as soon as its rule does not give it', () => {
  const { store, at, until } = evaluated('groups: [{name: a, rules: [{record: b, expr: a > 1}]}]');
  store.append(metric('a'), 0, 2);
  store.append(metric('a'), 15_000, 1);
  until(15_000);
  expect([at('b', 14_000), at('b', 15_000)]).toEqual(['b => 2 @[14]', '']);
});

test('what is wrong in a file of rules has its line and the words of Prometheus', () => {
  const { groups, problems } = readRuleFile(`groups:
  - name: one
    interval: 1 m
    rules:
      - record: a b{}
        expr: sum(up
        for: 5m
      - alert: Up
        expr: up
        annotations:
          a: '{{ $labels.x '
          b: '{{ humanise $value }}'
      - expr: up
      - alert: Fine
        expr: up
        lables: {}
      - {record: good, expr: up}
  - name: one
    rules: []
`);
  expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '3: interval: not a valid duration string: "1 m". Write one such as 30s, 5m or 1h30m.',
    '5: group "one", rule 1, "a b{}": braces present in the recording rule name; should it be in expr?: a b{}',
    '6: group "one", rule 1, "a b{}": could not parse expression: 1:7: parse error: unclosed left parenthesis',
    '7: group "one", rule 1, "a b{}": invalid field \'for\' in recording rule',
    '10: group "one", rule 2, "Up": annotation "a": template: __alert_Up:1: unclosed action',
    '10: group "one", rule 2, "Up": annotation "b": template: __alert_Up:1: function "humanise" not defined',
    '13: group "one", rule 3, "": one of \'record\' or \'alert\' must be set',
    '16: field lables not found in type rulefmt.Rule. Is labels meant?',
    '18: groupname: "one" is repeated in the same file',
  ]);
  expect(groups.flatMap(({ rules }) => rules.map(({ name }) => name))).toEqual(['good']);
  expect(readRuleFile('groups:\n\t- a').problems).toEqual([
    { line: 2, message: expect.stringContaining('yaml: line 2') },
  ]);
});

test.each([
  ['{{ $value | humanize }}', '1.235M'],
  ['{{ now }}', '60'],
  ['{{ printf "%.1f" 1e21 }}', '1000000000000000000000.0'],
  ['{{ externalURL }}|{{ pathPrefix }}', 'http://example.org/prom/|/prom'],
  [
    '{{ .Foo }}',
    '<error expanding template: error executing template t: template: t:1:115: executing "t" at <.Foo>: can\'t evaluate field Foo in type struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }>',
  ],
  ['{{ if gt $value 100.0 }}much{{ else }}little{{ end }}', 'much'],
  ['{{ $labels.none }}|{{ $externalLabels.cluster }}', '|north'],
  ['{{ range query "x" }}{{ .Labels.a }}={{ .Value }};{{ end }}', 'b=2;'],
  ['{{ reReplaceAll "s(.)op" "$1" .Labels.job }}', 'h'],
])('%s becomes %s', (text, expected) => {
  const context = {
    name: 't',
    labels: metric('up', { job: 'shop' }),
    value: 1234567,
    time: 60_000,
    externalURL: 'http://example.org/prom/',
    externalLabels: Labels.of([['cluster', 'north']]),
    query: () => [{ labels: metric('x', { a: 'b' }), time: 0, value: 2 }],
  };
  expect(expandTemplate(text, context)).toBe(expected);
});
