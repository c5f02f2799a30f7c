import { describe, expect, test } from 'vitest';
import { parseMonitoringRecording } from '../../../src/lab/metrics/attempt/actions.ts';
import { MonitoringAttempt } from '../../../src/lab/metrics/attempt/attempt.ts';
import { doStep } from '../../../src/lab/metrics/attempt/steps.ts';
import { printValue } from '../../../src/lab/metrics/promql/testlanguage/compare.ts';
import { attemptWith, dataOf, labFiles, START, smallLab } from '../../helpers/monitoring.ts';

const MINUTE = 60_000;
const data = dataOf(smallLab());

/** All that can be seen of an attempt. */
function seen({ stack, ...attempt }: MonitoringAttempt & { results?: unknown }): unknown {
  void attempt;
  return {
    now: stack.now,
    series: stack.prometheus.store
      .all()
      .map(({ labels, floats, stale }) => [
        labels.toMetric(),
        floats.times.length,
        printValue(floats.values.at(-1) ?? 0),
        stale,
      ])
      .sort(),
    sent: stack.alertmanager?.notifications.map(({ time, receiver, status }) => [time, receiver, status]),
    files: [...stack.files],
    problems: stack.problems,
  };
}

/** Does all steps of the small lab, with waiting cut into pieces. */
function done(piece: number): MonitoringAttempt {
  const attempt = MonitoringAttempt.begin(data, { seed: 5, start: START });
  for (const task of smallLab().tasks)
    for (const step of task.steps) {
      if (step.do !== 'wait') expect(doStep(attempt, step)).toBeUndefined();
      else {
        const until = attempt.now + (step.for === '5m' ? 5 : 1) * MINUTE;
        while (attempt.now < until) attempt.advance(Math.min(until, attempt.now + piece));
      }
    }
  return attempt;
}

describe('an attempt', () => {
  test('comes to the same, in whatever steps the clock is moved', () => {
    const [whole, pieces] = [done(MINUTE * 10), done(1234)];
    expect(seen(pieces)).toEqual(seen(whole));
    expect(pieces.results()).toEqual(whole.results());
    expect(whole.results().map(({ isDone }) => isDone)).toEqual([true, true, true]);
  });

  test('is the same when it is done again from what was kept', () => {
    const first = done(MINUTE);
    const text = JSON.stringify(first.recording);
    const recording = parseMonitoringRecording(text);
    if (typeof recording === 'string') throw new Error(recording);
    const shares: number[] = [];
    const again = MonitoringAttempt.again(data, recording, (share) => shares.push(share));
    expect(seen(again)).toEqual(seen(first));
    expect(again.results()).toEqual(first.results());
    expect(again.recording).toEqual(first.recording);
    expect(shares.every((share, index) => share >= (shares[index - 1] ?? 0) && share <= 1)).toBe(true);
  });

  test('a recording that somebody has changed is not taken', () => {
    const text = JSON.stringify(done(MINUTE).recording);
    expect(parseMonitoringRecording(text.replace('"fault"', '"flood"'))).toBe('unreadable');
    expect(parseMonitoringRecording(text.replace('dead-target', 'dead-line'))).toBe('unreadable');
    expect(parseMonitoringRecording(text.replace('"version":1', '"version":2'))).toBe('too new');
    expect(parseMonitoringRecording(text.replace('monitoring-attempt', 'practice-attempt'))).toBe('unreadable');
    expect(parseMonitoringRecording('{')).toBe('unreadable');
  });
});

describe('the folder', () => {
  const problemsAfter = (file: string, content: string): string[] => {
    const attempt = attemptWith([]);
    attempt.act({ kind: 'write', file, content });
    return attempt.stack.problems.map((one) => `${one.file}:${one.line}: ${one.message}`);
  };

  test('a mistake is said at its line, and what was there goes on', () => {
    const attempt = attemptWith([]);
    const text = labFiles.get('prometheus.yml') ?? '';
    attempt.act({ kind: 'write', file: 'prometheus.yml', content: text.replace('job_name', 'jobname') });
    expect(attempt.stack.problems.map(({ file, line }) => `${file}:${line}`)).toContain('prometheus.yml:11');
    attempt.advance(attempt.now + MINUTE);
    expect(attempt.stack.prometheus.scraping.targets()).toHaveLength(2);
    expect(attempt.stack.prometheus.scraping.targets().every(({ last }) => (last?.time ?? 0) > START)).toBe(true);
    attempt.act({ kind: 'write', file: 'prometheus.yml', content: text.replace(', shop-api-2:8080', '') });
    expect(attempt.stack.problems).toEqual([]);
    expect(attempt.stack.prometheus.scraping.targets()).toHaveLength(1);
  });

  test('rules that are wrong leave the old ones, in the words of Prometheus', () => {
    expect(problemsAfter('rules.yml', 'groups: [{name: shop, rules: [{alert: A, expr: "up =="}]}]')).toEqual([
      expect.stringContaining('rules.yml:1: group "shop", rule 1, "A": could not parse expression: 1:6: parse error'),
    ]);
    expect(problemsAfter('alertmanager.yml', 'route: {receiver: nobody}\n')).toEqual([
      'alertmanager.yml:1: undefined receiver "nobody" used in route',
    ]);
  });

  test('targets come from files, and from Kubernetes by relabeling', () => {
    const attempt = attemptWith([]);
    const jobs = `scrape_configs:
  - job_name: files
    file_sd_configs: [{files: [targets/*.json]}]
  - job_name: pods
    kubernetes_sd_configs: [{role: pod}]
    relabel_configs:
      - {source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], regex: "true", action: keep}
      - {source_labels: [__meta_kubernetes_pod_container_port_name], regex: http|metrics, action: keep}
      - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}
  - job_name: mine
    metrics_path: /my.prom
    static_configs: [{targets: ["workshop:8000"]}]
  - job_name: self
    static_configs: [{targets: ["localhost:9090", "localhost:9093"]}]
`;
    attempt.act({ kind: 'write', file: 'my.prom', content: 'my_things 3\n' });
    attempt.act({
      kind: 'write',
      file: 'targets/nodes.json',
      content: '[{"targets": ["node-1:9100"], "labels": {"site": "a"}}]',
    });
    attempt.act({ kind: 'write', file: 'prometheus.yml', content: jobs });
    expect(attempt.stack.problems).toEqual([]);
    attempt.advance(attempt.now + 2 * MINUTE);
    const { engine } = attempt.stack.prometheus;
    const count = (query: string): unknown => {
      const { value } = engine.instant(query, attempt.now);
      return value.type === 'vector' ? value.samples.map((sample) => sample.value) : value;
    };
    expect(count('count(up{job="pods"} == 1)')).toEqual([3]);
    expect(count('node_load1{site="a"} > bool 0')).toEqual([1]);
    expect(count('my_things')).toEqual([3]);
    expect(
      count('prometheus_config_last_reload_successful + on() group_left() alertmanager_alerts{state="active"} * 0'),
    ).toEqual([1]);
    attempt.act({ kind: 'write', file: 'targets/nodes.json', content: '{}' });
    expect(attempt.stack.problems.map(({ file }) => file)).toEqual(['targets/nodes.json']);
    expect(attempt.stack.prometheus.scraping.targets()).toHaveLength(7);
  });

  test('native histograms come to those who ask for them', () => {
    const attempt = attemptWith([]);
    const text = labFiles.get('prometheus.yml') ?? '';
    attempt.act({
      kind: 'write',
      file: 'prometheus.yml',
      content: text.replace('global:', 'global:\n  scrape_native_histograms: true'),
    });
    attempt.advance(attempt.now + 6 * MINUTE);
    const { engine } = attempt.stack.prometheus;
    const quantile = (query: string): number => {
      const { value } = engine.instant(query, attempt.now);
      return value.type === 'vector' && typeof value.samples[0]?.value === 'number'
        ? value.samples[0].value
        : Number.NaN;
    };
    const native = quantile('histogram_quantile(0.9, sum(rate(http_request_duration_seconds[2m])))');
    expect(native).toBeGreaterThan(0.1);
    expect(native).toBeLessThan(0.3);
    expect(quantile('count(http_request_duration_seconds_bucket)')).toBeNaN();
  });
});

test('what was pushed has no instance where labels are honored, as the Pushgateway wants it', () => {
  const attempt = attemptWith([]);
  const job = (name: string, more: string): string =>
    `  - {job_name: ${name}, ${more}static_configs: [{targets: ["pushgateway:9091"]}]}\n`;
  const content = `scrape_configs:\n${job('honored', 'honor_labels: true, ')}${job('plain', '')}`;
  attempt.act({ kind: 'write', file: 'prometheus.yml', content });
  attempt.advance(attempt.now + 2 * MINUTE);
  const { value } = attempt.stack.prometheus.engine.instant('shop_backup_duration_seconds', attempt.now);
  const series = value.type === 'vector' ? value.samples.map(({ labels }) => labels.toMetric()) : [];
  expect(series.sort()).toEqual([
    'shop_backup_duration_seconds{exported_job="backup", instance="pushgateway:9091", job="plain"}',
    'shop_backup_duration_seconds{job="backup"}',
  ]);
});
