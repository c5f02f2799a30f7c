import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readAlertmanagerConfig } from '../../../src/lab/metrics/alertmanager/config.ts';
import { readRuleFile } from '../../../src/lab/metrics/rules/file.ts';
import { readPrometheusConfig } from '../../../src/lab/metrics/server/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'checked-'));
afterAll(() => rmSync(folder, { recursive: true }));

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** Whether a real program takes a file. */
function takes(text: string, program: string, ...words: string[]): boolean {
  const file = join(folder, 'file.yml');
  writeFileSync(file, text);
  return spawnSync(program, [...words, file]).status === 0;
}

const group = (rule: string): string => `groups: [{name: g, rules: [${rule}]}]`;
const RULES = [
  group('{record: a, expr: up}'),
  group('{record: "a:b", expr: "sum(up)", labels: {x: y}}'),
  group('{record: a, expr: "sum(up"}'),
  group('{record: a, expr: "sum(up, 1)"}'),
  group('{record: a}'),
  group('{expr: up}'),
  group('{record: a, alert: b, expr: up}'),
  group('{record: a, expr: up, for: 5m}'),
  group('{record: a, expr: up, annotations: {a: b}}'),
  group('{record: a, expr: up, keep_firing_for: 5m}'),
  group('{alert: A, expr: up, for: 1h30m, keep_firing_for: 1d}'),
  group('{alert: A, expr: up, for: 5}'),
  group('{alert: A, expr: up, for: 1.5h}'),
  group('{alert: A, expr: 1}'),
  group('{alert: A, expr: up, annotations: {a: "{{ $labels.x }} {{ humanize $value }}"}}'),
  group('{alert: A, expr: up, annotations: {a: "{{ $labels.x }"}}'),
  group('{alert: A, expr: up, annotations: {a: "{{ $other }}"}}'),
  group('{alert: A, expr: up, annotations: {a: "{{ if $value }}"}}'),
  group(
    '{alert: A, expr: up, annotations: {a: "{{ range $i, $s := query \\"up\\" }}{{ $i }}{{ $s.Value }}{{ else }}{{ $x := 1 }}{{ $x }}{{ end }}"}}',
  ),
  group('{alert: A, expr: up, annotations: {a: "{{ with $x := 1 }}{{ $x = 2 }}{{ end }}{{ $x }}"}}'),
  group('{alert: A, expr: up, annotations: {a: "{{ $x = 2 }}"}}'),
  group('{alert: A, expr: up, annotations: {a: "{{ (printf \\"%v\\" $y) | humanize }}"}}'),
  group('{alert: A, expr: up, annotations: {a: "{{ define \\"t\\" }}{{ $value }}{{ end }}"}}'),
  group('{alert: A, expr: up, annotations: {a: "{{ unknown }}"}}'),
  group('{alert: A, expr: up, labels: {a: "{{ end }}"}}'),
  group('{alert: A, expr: up, labels: {__name__: b}}'),
  group('{alert: A, expr: up, lables: {a: b}}'),
  group('{alert: A, expr: up, labels: [a]}'),
  'groups: [{name: a, rules: []}, {name: a, rules: []}]',
  'groups: [{name: "", rules: []}]',
  'groups: [{name: a, interval: 30s, limit: 5, rules: []}]',
  'groups: [{name: a, interval: half, rules: []}]',
  'group: []',
  'groups: {}',
  'groups: [',
  '',
];

test.skipIf(!has('promtool'))('promtool check rules takes and refuses the same (skipped without promtool)', () => {
  const differing = RULES.filter(
    (text) => takes(text, 'promtool', 'check', 'rules', '--lint=none') !== (readRuleFile(text).problems.length === 0),
  );
  expect(differing).toEqual([]);
});

const job = (fields: string): string => `scrape_configs: [{job_name: a, ${fields}}]`;
const relabel = (fields: string): string => job(`relabel_configs: [{${fields}}]`);
const PROMETHEUS = [
  job('scrape_interval: 30s'),
  job('scrape_interval: 5s, scrape_timeout: 10s'),
  job('scrape_interval: 5s'),
  job('scrape_interval: 5x'),
  job('metrics_path: /m, scheme: https, honor_labels: true, sample_limit: 5, params: {a: [b]}'),
  job('honor_labels: maybe'),
  job('static_configs: [{targets: ["a:1"], labels: {x: y}}]'),
  job('static_configs: [{target: ["a:1"]}]'),
  job('static_configs: [{targets: "a:1"}]'),
  job('unknown: 1'),
  'scrape_configs: [{}]',
  'scrape_configs: [{job_name: a}, {job_name: a}]',
  'global: {scrape_interval: 15s, evaluation_interval: 30s, external_labels: {a: b}}',
  'global: {scrape_interval: 5s, scrape_timeout: 6s}',
  'global: {scrape_intervall: 5s}',
  'alerting: {alertmanagers: [{static_configs: [{targets: ["a:9093"]}]}]}',
  relabel('source_labels: [a], target_label: b'),
  relabel('source_labels: [a]'),
  relabel('source_labels: a, target_label: b'),
  relabel('action: drop, source_labels: [a], regex: "b.*"'),
  relabel('action: DROP, source_labels: [a], regex: "b.*"'),
  relabel('action: remove, source_labels: [a]'),
  relabel('source_labels: [a], target_label: b, regex: "("'),
  relabel('source_labels: [a], target_label: b, regex: "(?<x>a)"'),
  relabel('action: hashmod, source_labels: [a], target_label: b'),
  relabel('action: hashmod, source_labels: [a], target_label: b, modulus: 4'),
  relabel('action: labelmap, regex: "a(.*)"'),
  relabel('action: labeldrop, regex: "a(.*)"'),
  relabel('action: labeldrop, regex: "a(.*)", source_labels: [b]'),
  relabel('action: labelkeep, regex: "a(.*)", target_label: b'),
  relabel('action: lowercase, source_labels: [a], target_label: b'),
  relabel('action: lowercase, source_labels: [a]'),
  relabel('action: uppercase, source_labels: [a], target_label: b, replacement: x'),
  relabel('action: keepequal, source_labels: [a], target_label: b'),
  relabel('action: keepequal, source_labels: [a], target_label: b, regex: a'),
  relabel('action: dropequal, source_labels: [a]'),
  'unknown: 1',
];

test.skipIf(!has('promtool'))('promtool check config takes and refuses the same (skipped without promtool)', () => {
  const differing = PROMETHEUS.filter(
    (text) =>
      takes(text, 'promtool', 'check', 'config', '--syntax-only', '--lint=none') !==
      (readPrometheusConfig(text).problems.length === 0),
  );
  // Go 1.19, of which Debian's promtool is made, does not know this form of a named group; Go 1.22 and later do.
  expect(differing).toEqual([relabel('source_labels: [a], target_label: b, regex: "(?<x>a)"')]);
});

const routed = (fields: string, rest = ''): string =>
  `route: {receiver: a, ${fields}}\nreceivers: [{name: a}, {name: b}]\n${rest}`;
const ALERTMANAGER = [
  routed('group_by: [a, b]'),
  routed('group_by: [a, a]'),
  routed('group_by: ["..."]'),
  routed('group_by: ["...", a]'),
  routed('group_wait: 0s, group_interval: 1m, repeat_interval: 1h'),
  routed('group_interval: 0s'),
  routed('repeat_interval: 0s'),
  routed('group_wait: soon'),
  routed('matchers: [a="b"]'),
  routed('continue: true'),
  routed('routes: [{receiver: b, matchers: [a="b", c=~"d|e"], continue: true}]'),
  routed('routes: [{receiver: c}]'),
  routed('routes: [{match: {a: b}, match_re: {c: "d.*"}}]'),
  routed('routes: [{match_re: {c: "("}}]'),
  routed('routes: [{matchers: [a]}]'),
  routed('routes: [{matchers: ["a=~("]}]'),
  routed('routes: [{matchers: ["{a=b,c!=d}"]}]'),
  routed('routes: [{matchers: a=b}]'),
  routed('routes: [{unknown: 1}]'),
  routed('', 'inhibit_rules: [{source_matchers: [a="b"], target_matchers: [c="d"], equal: [e]}]'),
  routed('', 'inhibit_rules: [{source_match: {a: b}, target_match_re: {c: "d|e"}}]'),
  routed('', 'inhibit_rules: [{source_matchers: [a], target_matchers: [c="d"]}]'),
  routed('', 'global: {resolve_timeout: 5m}'),
  routed('', 'unknown: 1'),
  'receivers: [{name: a}]',
  'route: {group_by: [a]}\nreceivers: [{name: a}]',
  'route: {receiver: a}\nreceivers: [{name: a}, {name: a}]',
  'route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: "http://127.0.0.1/", send_resolved: false}]}]',
  'route: {receiver: a}',
];

test.skipIf(!has('amtool'))('amtool check-config takes and refuses the same (skipped without amtool)', () => {
  const differing = ALERTMANAGER.filter(
    (text) => takes(text, 'amtool', 'check-config') !== (readAlertmanagerConfig(text).problems.length === 0),
  );
  expect(differing).toEqual([]);
});
