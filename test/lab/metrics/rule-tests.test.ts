import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseNumber } from '../../../src/lab/metrics/promql/parse/literals.ts';
import { readRuleFile } from '../../../src/lab/metrics/rules/file.ts';
import { readUnitTests } from '../../../src/lab/metrics/rules/unit-tests/read.ts';
import { runUnitTests, type UnitTestFailure } from '../../../src/lab/metrics/rules/unit-tests/run.ts';

const FOLDER = 'test/fixtures/prometheus-rules';
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isThere = spawnSync('promtool', ['--version']).status === 0;

function failuresOf(tests: string, rules: string): UnitTestFailure[] {
  const file = readUnitTests(tests);
  const { groups, problems } = readRuleFile(rules, file.evaluationInterval);
  expect([...file.problems, ...problems]).toEqual([]);
  return runUnitTests(file, groups);
}

/** What the real promtool prints about a file of unit tests; an empty text if all is as expected. */
function promtool(tests: string, rules: string): string {
  writeFileSync(join(folder, 'shop.rules.yml'), rules);
  writeFileSync(join(folder, 'shop.test.yml'), tests);
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'shop.test.yml')], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

describe('unit tests of rules', () => {
  const rules = read('shop.rules.yml');
  const tests = read('shop.test.yml');

  test('pass if all is as they expect', () => expect(failuresOf(tests, rules)).toEqual([]));

  const wrong: [string, string, string][] = [
    [
      'eval_time: 2m30s\n        alertname: ShopDown\n',
      'eval_time: 3m\n        alertname: ShopDown\n',
      'alertname: ShopDown, time: 180s',
    ],
    ['(up is 0)', '(up is 1)', 'alertname: ShopDown, time: 190s'],
    [
      'eval_time: 7m\n        alertname: QueueLong',
      'eval_time: 6m\n        alertname: QueueLong',
      'alertname: QueueLong, time: 360s',
    ],
    ['alertstate="pending"', 'alertstate="firing"', 'expr: "ALERTS", time: 150s'],
    ['            value: 60\n', '            value: 61\n', 'expr: "ALERTS_FOR_STATE", time: 180s'],
    ['team="web"', 'team="bank"', 'expr: "round(job:orders:rate2m, 0.001)", time: 300s'],
  ];

  test.each(wrong)('fail if %j is %j', (right, changed, message) => {
    expect(tests).toContain(right);
    const failures = failuresOf(tests.replace(right, changed), rules);
    expect(failures.map((failure) => failure.message)).toEqual([message]);
  });

  test.skipIf(!isThere)('pass and fail in promtool as well (skipped without promtool)', () => {
    expect(promtool(tests, rules)).toBe('');
    for (const [right, changed] of wrong) expect(promtool(tests.replace(right, changed), rules)).toContain('FAILED');
  });

  test('that cannot be read are reported with their lines', () => {
    const { problems } = readUnitTests(`evaluation_interval: 1 m
tests:
  - input_series:
      - {series: 'up{', values: 1x}
    alert_rule_tests: []
    promql_expr_test:
      - {expr: up, eval_time: 1m, exp_samples: [{labels: up, value: one}]}
`);
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      expect.stringMatching(/^1: evaluation_interval: not a valid duration/),
      expect.stringMatching(/^4: "up\{" is no series/),
      '4: "1x" is no value of a series.',
      '7: value has to be a number, and "one" is none.',
      '5: field alert_rule_tests not found in type main.testGroup. Is alert_rule_test meant?',
    ]);
  });
});

/** Templates, each of which promtool has to expand to the same. */
const TEMPLATES = [
  '{{ $value }}',
  '{{ .Value }} {{ $labels.a }} {{ .Labels.a }} {{ $labels.none }}|',
  '{{ $labels }}',
  '{{ printf "%.2f" $value }} {{ printf "%8.3f|" $value }} {{ printf "%-8.1f|" $value }} {{ printf "%08.2f" $value }} {{ printf "%+.1f" $value }}',
  '{{ printf "%g %e %v %.3g %.3e" $value $value $value $value $value }}',
  '{{ printf "%d" $value }} {{ printf "%s" $value }} {{ printf "%q" $labels.a }} {{ printf "%s-%s" $labels.a "x" }} {{ printf "%5s|%-5s|" "ab" "ab" }}',
  '{{ printf "%.2f" 3 }}',
  '{{ printf "%d %5d %v" 3 42 7 }}',
  '{{ printf "%.2f%%" $value }} {{ $value | printf "%.1f" }}',
  '{{ humanize $value }} {{ $value | humanize }} {{ humanize1024 $value }}',
  '{{ humanizeDuration $value }} {{ humanizePercentage $value }}',
  '{{ humanizeTimestamp $value }}',
  '{{ if gt $value 5.0 }}more{{ else if eq $value 5.0 }}same{{ else }}less{{ end }}',
  '{{ if gt $value 5 }}more{{ end }}',
  '{{ if $value }}some{{ else }}none{{ end }} {{ with $labels.a }}{{ . }}{{ end }}{{ with $labels.none }}x{{ else }}y{{ end }}',
  '{{- /* a comment */ -}} a {{- " b " -}} c',
  '{{ range query "sort_desc(other)" }}{{ .Labels.n }}:{{ .Value }} {{ end }}',
  '{{ range $i, $s := query "sort(other)" }}{{ $i }}{{ label "n" $s }}={{ value $s }},{{ end }}',
  '{{ query "other{n=\\"1\\"}" | first | value }}',
  '{{ with query "nothing" }}x{{ else }}nothing{{ end }}',
  '{{ query "nothing" | first | value }}',
  '{{ len (query "other") }}',
  '{{ range query "other" | sortByLabel "n" }}{{ .Labels.n }}{{ end }}',
  '{{ $labels.a | toUpper }} {{ toLower "AbC" }} {{ title "my shop is down" }}',
  '{{ reReplaceAll "(.)x(.)" "$2-$1" $labels.a }} {{ match "^a" $labels.a }} {{ match "z" $labels.a }}',
  '{{ stripPort $labels.i }} {{ stripDomain $labels.i }} {{ stripPort "plain" }} {{ stripDomain "10.0.0.1:80" }}',
  '{{ parseDuration "1h30m" }}',
  '{{ $x := 3 }}{{ $x }} {{ $y := $value }}{{ $y }}',
  '{{ and true $labels.a }} {{ or "" "b" }} {{ not true }} {{ eq "a" "b" "a" }} {{ ne 1 2 }} {{ le 1 1 }}',
  '{{ index $labels "a" }} {{ len $labels.a }} {{ print 1 2 "a" 3 }} {{ print $value $value }}',
  '{{ $labels.a | len | printf "%03d" }}',
  '{{ 1e3 }} {{ 1.50 }} {{ 12 }} {{ "q" }} {{ `raw` }} {{ true }}',
  '{{ humanize "abc" }}',
  '{{ humanize "1500" }}',
  '{{ range $k, $v := $labels }}{{ $k }}={{ $v }},{{ end }}',
  '{{ define "t" }}<{{ . }}>{{ end }}{{ template "t" $labels.a }}',
  '{{ urlquery "a b&c" }} {{ html "<a>" }}',
  '{{ $externalLabels.region }}|{{ $externalURL }}',
  '{{ tableLink "up > 1" }} {{ graphLink "sum(up)" }}',
  '{{ args 1 "b" }}',
  '{{ slice $labels.a 1 2 }}',
  '{{ humanize }}',
  '{{ humanize 1 2 }}',
  '{{ $value | label "a" "b" }}',
];
const VALUES = [
  '5',
  '0.000123',
  '1234567',
  '-98765.4321',
  '1e18',
  '+Inf',
  '-0.5',
  '3661',
  '90061.5',
  '1e-10',
  '1024',
  '59.999',
  '1435065584.128',
  '100000',
  '999999',
];

test.skipIf(!isThere)('promtool expands templates to the same (skipped without promtool)', () => {
  const rules = JSON.stringify({
    groups: [
      { name: 'g', rules: TEMPLATES.map((text, index) => ({ alert: `T${index}`, expr: 'm', annotations: { text } })) },
    ],
  });
  const file = (alerts: (index: number) => unknown): string =>
    JSON.stringify({
      rule_files: ['shop.rules.yml'],
      evaluation_interval: '1m',
      tests: VALUES.map((_, at) => ({
        interval: '1m',
        external_labels: { region: 'eu' },
        external_url: 'http://example.org/prom/',
        input_series: [
          { series: 'm{a="axb", i="host.example.org:8080"}', values: VALUES[at] },
          { series: 'other{n="1"}', values: '3' },
          { series: 'other{n="2"}', values: '4.5' },
        ],
        alert_rule_test: TEMPLATES.map((__, index) => ({
          eval_time: '0m',
          alertname: `T${index}`,
          exp_alerts: alerts(at * TEMPLATES.length + index),
        })),
      })),
    });
  // What we make of them is learnt from the failures of a test that expects nothing.
  const all = failuresOf(
    file(() => []),
    rules,
  ).map(({ got }) => {
    const [, text = ''] = /Annotations:\{text=("(?:\\.|[^"\\])*")\}$/.exec(got) ?? [];
    return [
      {
        exp_labels: { a: 'axb', i: 'host.example.org:8080' },
        exp_annotations: { text: text === '' ? '' : JSON.parse(text) },
      },
    ];
  });
  expect(all.length).toBe(TEMPLATES.length * VALUES.length);
  expect(VALUES.every((value) => parseNumber(value) !== undefined)).toBe(true);
  expect(
    promtool(
      file((index) => all[index]),
      rules,
    ),
  ).toBe('');
});

/** Numbers that look random and are always the same. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    yield (state >> 8) / 2 ** 23;
  }
}

test.skipIf(!isThere)('alerts come and go as in promtool, whatever the series do (skipped without promtool)', () => {
  const next = numbers(7);
  const draw = (count: number): number => Math.floor((next.next().value as number) * count);
  const waits = ['0s', '30s', '1m', '90s', '3m', '5m'];
  const alerts = Array.from({ length: 24 }, (_, index) => ({
    alert: `A${index}`,
    expr: ['a > 0', 'a == 0', 'rec > 1', 'absent(a{n="1"})', 'sum by (n) (a) > 1', 'a unless b'][index % 6],
    for: waits[draw(6)],
    ...(index % 2 === 1 && { keep_firing_for: waits[1 + draw(5)] }),
    labels: { kind: '{{ if $labels.n }}one{{ else }}all{{ end }}', ...(index % 5 === 0 && { v: '{{ $value }}' }) },
    annotations: { text: '{{ $labels.n }} is {{ $value }}' },
  }));
  const rules = JSON.stringify({
    groups: [{ name: 'one', rules: [{ record: 'rec', expr: 'sum(a)', labels: { x: 'y' } }, ...alerts] }],
  });
  const values = (): string => Array.from({ length: 60 }, () => ['0', '1', '1', '2', '_', 'stale'][draw(6)]).join(' ');
  const inputs = Array.from({ length: 4 }, () => [
    { series: 'a{n="1"}', values: values() },
    { series: 'a{n="2"}', values: values() },
    { series: 'b{n="2"}', values: values() },
  ]);
  const times = Array.from({ length: 24 }, (_, index) => `${index * 75}s`);
  const file = (expected: (index: number) => unknown): string =>
    JSON.stringify({
      rule_files: ['shop.rules.yml'],
      evaluation_interval: '30s',
      tests: inputs.map((input_series, at) => ({
        interval: '30s',
        input_series,
        alert_rule_test: times.flatMap((eval_time, time) =>
          alerts.map(({ alert }, index) => ({
            eval_time,
            alertname: alert,
            exp_alerts: expected((at * times.length + time) * alerts.length + index),
          })),
        ),
      })),
    });
  // An alert that does not exist makes each test fail, and so tell what there is.
  const none = [{ exp_labels: { none: 'none' } }];
  const all = failuresOf(
    file(() => none),
    rules,
  ).map(({ got }) =>
    [...got.matchAll(/Labels:(\{.*?\}) Annotations:(\{.*?\})(?=, Labels:|$)/g)].map(
      ([, labels = '', annotations = '']) => ({
        exp_labels: pairsOf(labels),
        exp_annotations: pairsOf(annotations),
      }),
    ),
  );
  expect(all.length).toBe(inputs.length * times.length * alerts.length);
  expect(all.filter((alert) => alert.length > 0).length).toBeGreaterThan(500);
  expect(
    promtool(
      file((index) => all[index]),
      rules,
    ),
  ).toBe('');
});

function pairsOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}
