import { expect, test } from 'vitest';
import { Alertmanager } from '../../../src/lab/metrics/alertmanager/alertmanager.ts';
import { readAlertmanagerConfig } from '../../../src/lab/metrics/alertmanager/config.ts';
import { printResult } from '../../../src/lab/metrics/promql/print.ts';
import { readRuleFile } from '../../../src/lab/metrics/rules/file.ts';
import { readPrometheusConfig } from '../../../src/lab/metrics/server/config.ts';
import { Prometheus } from '../../../src/lab/metrics/server/prometheus.ts';

const PROMETHEUS = `
global: {scrape_interval: 15s, evaluation_interval: 15s, external_labels: {cluster: north, replica: a}}
rule_files: [rules.yml]
alerting:
  alert_relabel_configs: [{regex: replica, action: labeldrop}]
  alertmanagers: [{static_configs: [{targets: ["alertmanager:9093"]}]}]
scrape_configs:
  - job_name: shop
    static_configs: [{targets: ["shop:8080", "bank:8080"]}]
`;
const RULES = `
groups:
  - name: shop
    rules:
      - {record: job:up:sum, expr: sum by (job) (up)}
      - {alert: Down, expr: up == 0, for: 1m, labels: {severity: page}}
`;
const ALERTMANAGER = `
route: {receiver: all, group_by: [alertname], group_wait: 30s}
receivers: [{name: all, webhook_configs: [{url: "http://127.0.0.1/"}]}]
`;
const MINUTE = 60_000;

function running(): { prometheus: Prometheus; alertmanager: Alertmanager } {
  const { config } = readPrometheusConfig(PROMETHEUS);
  const { config: routing } = readAlertmanagerConfig(ALERTMANAGER);
  if (!config || !routing) throw expect.unreachable();
  const alertmanager = new Alertmanager(routing);
  const prometheus = new Prometheus({
    start: 0,
    alertmanager,
    fetch: ({ address }, time) =>
      address === 'bank:8080' && time >= 2 * MINUTE && time < 10 * MINUTE
        ? { error: 'connection refused', duration: 1 }
        : { text: `orders_total ${time / 1000}\n`, duration: 20 },
  });
  prometheus.load(config, readRuleFile(RULES, config.evaluationInterval).groups);
  return { prometheus, alertmanager };
}

test('a target that dies is scraped, alerted on and notified about, and so is its return', () => {
  const { prometheus, alertmanager } = running();
  prometheus.advance(30 * MINUTE);
  expect(
    alertmanager.notifications.map(({ status, groupLabels, alerts }) => [
      status,
      groupLabels.toString(),
      alerts[0]?.labels.toString(),
    ]),
  ).toEqual([
    [
      'firing',
      '{alertname="Down"}',
      '{alertname="Down", cluster="north", instance="bank:8080", job="shop", severity="page"}',
    ],
    [
      'resolved',
      '{alertname="Down"}',
      '{alertname="Down", cluster="north", instance="bank:8080", job="shop", severity="page"}',
    ],
  ]);
  const [first, second] = alertmanager.notifications.map(({ time }) => time / MINUTE);
  // The first failed scrape, one minute of "for" and half a minute of waiting, each at its turn; then the next turn of the group.
  expect(first).toBeGreaterThan(3.5);
  expect(first).toBeLessThan(4.1);
  expect(second).toBe((first ?? 0) + 10);
  const at = (query: string, minutes: number): string =>
    printResult(prometheus.engine.instant(query, minutes * MINUTE));
  expect(at('job:up:sum', 5)).toBe('job:up:sum{job="shop"} => 1 @[300]');
  expect(at('job:up:sum', 15)).toBe('job:up:sum{job="shop"} => 2 @[900]');
  expect(at('count(orders_total)', 5)).toBe('{} => 1 @[300]');
});

test('it makes no difference whether the clock is pushed once or in small steps', () => {
  const [once, often] = [running(), running()];
  once.prometheus.advance(20 * MINUTE);
  for (let time = 0; time <= 20 * MINUTE; time += 1700) often.prometheus.advance(time);
  often.prometheus.advance(20 * MINUTE);
  const state = ({ prometheus, alertmanager }: ReturnType<typeof running>) => ({
    told: alertmanager.notifications,
    series: prometheus.store.all().map(({ labels, floats, stale }) => [labels.toString(), floats, stale]),
  });
  expect(state(often)).toEqual(state(once));
});

test('what is loaded again goes on, and what is no longer there ends', () => {
  const { prometheus } = running();
  prometheus.advance(4 * MINUTE);
  const { config } = readPrometheusConfig(PROMETHEUS.replace('"shop:8080", ', ''));
  if (!config) throw expect.unreachable();
  prometheus.load(config, readRuleFile(RULES.replace('job:up:sum', 'job:up:total'), config.evaluationInterval).groups);
  prometheus.advance(6 * MINUTE);
  const at = (query: string): string => printResult(prometheus.engine.instant(query, 6 * MINUTE));
  expect(prometheus.scraping.targets().map(({ target }) => target.address)).toEqual(['bank:8080']);
  expect(at('count(up)')).toBe('{} => 1 @[360]');
  expect(at('job:up:sum')).toBe('');
  expect(at('job:up:total')).toContain('=> 0');
  expect(at('ALERTS{alertstate="firing"}')).not.toBe('');
  prometheus.load(config, []);
  prometheus.advance(7 * MINUTE);
  expect(printResult(prometheus.engine.instant('ALERTS or job:up:total', 7 * MINUTE))).toBe('');
});

test('what is wrong in prometheus.yml has its line', () => {
  const { config, problems } = readPrometheusConfig(`global:
  scrape_interval: 5s
  scrape_timeout: 10s
  evaluation_intervall: 1m
scrape_configs:
  - job_name: a
  - job_name: a
  - job_name: b
    static_configs: [{target: ["a:1"]}]
alerting: {}
`);
  expect(config).toBeUndefined();
  expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '3: global scrape timeout greater than scrape interval',
    '4: field evaluation_intervall not found in type config.plain (global). Is evaluation_interval meant?',
    '7: found multiple scrape configs with job name "a"',
    '9: field target not found in type struct (static_configs). Is targets meant?',
  ]);
  expect(readPrometheusConfig('scrape_configs: [{job_name: a}, {job_name: a}]').problems).toEqual([
    { line: 1, message: 'found multiple scrape configs with job name "a"' },
  ]);
});
