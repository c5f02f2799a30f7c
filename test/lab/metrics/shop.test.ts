import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parseExposition } from '../../../src/lab/metrics/exposition/parse.ts';
import { Labels, NAME } from '../../../src/lab/metrics/promql/labels.ts';
import { kubernetesTargets } from '../../../src/lab/metrics/shop/discovery.ts';
import type { FaultSpan } from '../../../src/lab/metrics/shop/faults.ts';
import { Shop } from '../../../src/lab/metrics/shop/shop.ts';

const BEGIN = Date.UTC(2026, 5, 1, 9);
const MINUTE = 60_000;
const PAGES = [
  'shop-web-1:8080/metrics',
  'shop-web-2:8080/metrics',
  'shop-api-1:8080/metrics',
  'shop-api-2:8080/metrics',
  'shop-db:9187/metrics',
  'node-1:9100/metrics',
  'node-2:9100/metrics',
  'node-3:9100/metrics',
  'kube-state-metrics:8080/metrics',
  'cadvisor:8080/metrics',
  'pushgateway:9091/metrics',
  'blackbox:9115/probe?target=https://shop.example/&module=http_2xx',
];

const shop = (seed = 1, faults: readonly FaultSpan[] = []): Shop => new Shop({ seed, begin: BEGIN, faults });

function textOf(one: Shop, page: string, time: number): string {
  const answer = one.fetch(`http://${page}`, time);
  if (!('text' in answer)) throw new Error(answer.error);
  return answer.text;
}

/** Values of a page by the series that they belong to. */
function valuesOf(one: Shop, page: string, time: number): Map<string, number> {
  const { samples, problems } = parseExposition(textOf(one, page, time));
  expect(problems).toEqual([]);
  return new Map(samples.map(({ labels, value }) => [labels.toMetric(), value]));
}

function sum(values: ReadonlyMap<string, number>, wanted: RegExp): number {
  return [...values].filter(([name]) => wanted.test(name)).reduce((total, [, value]) => total + value, 0);
}

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
/** What exporters in the field call their metrics, although promtool would not. */
const FIELD = /^(pg_stat_activity_count|node_memory_Mem\w+_bytes|pg_stat_database_xact_commit_total) /;

test.runIf(hasPromtool).each(PAGES)('promtool finds nothing in %s', (page) => {
  const { stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: textOf(shop(), page, BEGIN),
    encoding: 'utf8',
  });
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !FIELD.test(line));
  expect(said).toEqual([]);
});

describe('what a shop tells', () => {
  test('depends on seed, time and faults alone, in whatever order it is asked', () => {
    const one = shop();
    const later = PAGES.map((page) => textOf(one, page, BEGIN + 90 * MINUTE));
    for (const page of PAGES) textOf(one, page, BEGIN);
    expect(PAGES.map((page) => textOf(one, page, BEGIN + 90 * MINUTE))).toEqual(later);
    expect(PAGES.map((page) => textOf(shop(), page, BEGIN + 90 * MINUTE))).toEqual(later);
    expect(textOf(shop(2), 'shop-api-1:8080/metrics', BEGIN)).not.toBe(textOf(one, 'shop-api-1:8080/metrics', BEGIN));
  });

  test('counters never fall, whatever goes wrong', () => {
    const names = ['surge', 'errors', 'latency', 'leak', 'full-disk'] as const;
    const one = shop(
      3,
      names.map((name, index) => ({ name, from: BEGIN + index * 7 * MINUTE, to: BEGIN + (index * 7 + 20) * MINUTE })),
    );
    for (const page of PAGES.filter((each) => !each.startsWith('blackbox'))) {
      let before = new Map<string, number>();
      for (let time = BEGIN; time < BEGIN + 60 * MINUTE; time += 37_000) {
        const now = valuesOf(one, page, time);
        for (const [name, value] of now)
          if (/_(total|bucket|sum|count)(\{|$)/.test(name) && !name.startsWith('pg_stat_activity'))
            expect(value, `${page} ${name}`).toBeGreaterThanOrEqual(before.get(name) ?? 0);
        before = now;
      }
    }
  });

  test('histograms count the requests that counters count, and native ones the same', () => {
    const one = shop();
    for (const page of PAGES.slice(0, 4)) {
      const values = valuesOf(one, page, BEGIN + 3 * MINUTE);
      const all = sum(values, /^http_requests_total/);
      expect(all).toBeGreaterThan(1000);
      expect(sum(values, /^http_request_duration_seconds_count/)).toBe(all);
      expect(sum(values, /^http_request_duration_seconds_bucket.*le="\+Inf"/)).toBe(all);
      const answer = one.fetch(`http://${page}`, BEGIN + 3 * MINUTE);
      const native = 'histograms' in answer ? (answer.histograms?.() ?? []) : [];
      const counted = native.reduce((total, { value }) => total + value.count, 0);
      expect(counted).toBeGreaterThan(0.995 * all);
      expect(counted).toBeLessThanOrEqual(all);
      for (const { value } of native)
        expect(value.positive.count.reduce((total, count) => total + count, 0)).toBe(value.count);
    }
  });
});

test('no bucket of a native histogram ever falls, which would count as a restart', () => {
  const one = shop(2, [{ name: 'latency', from: BEGIN + 5 * MINUTE }]);
  const perBucket = (time: number): Map<string, number> => {
    const answer = one.fetch('http://shop-api-1:8080/metrics', time);
    const native = 'histograms' in answer ? (answer.histograms?.() ?? []) : [];
    return new Map(
      native.flatMap(({ labels, value: { positive } }) =>
        positive.count.map((count, at): [string, number] => [`${labels.key} ${positive.index[at]}`, count]),
      ),
    );
  };
  let before = perBucket(BEGIN);
  for (let time = BEGIN + 15_000; time < BEGIN + 15 * MINUTE; time += 15_000) {
    const now = perBucket(time);
    for (const [bucket, count] of before) expect(now.get(bucket) ?? 0, bucket).toBeGreaterThanOrEqual(count);
    before = now;
  }
});

describe('faults', () => {
  const from = BEGIN + 30 * MINUTE;
  const later = from + 30 * MINUTE;
  const api = 'shop-api-2:8080/metrics';
  const grown = (one: Shop, page: string, wanted: RegExp, time = later): number =>
    sum(valuesOf(one, page, time), wanted) - sum(valuesOf(one, page, time - 10 * MINUTE), wanted);

  test('nothing is different before they begin', () => {
    for (const name of [
      'latency',
      'errors',
      'leak',
      'dead-target',
      'restart',
      'surge',
      'full-disk',
      'late-backup',
    ] as const)
      for (const page of PAGES)
        expect(textOf(shop(1, [{ name, from }]), page, from - 1)).toBe(textOf(shop(), page, from - 1));
  });

  test('errors: about eight of a hundred orders fail', () => {
    const one = shop(1, [{ name: 'errors', from }]);
    const failed =
      grown(one, api, /^http_requests_total.*500.*checkout/) / grown(one, api, /^http_requests_total.*checkout/);
    expect(failed).toBeGreaterThan(0.05);
    expect(failed).toBeLessThan(0.11);
  });

  test('latency: orders are slow, the rest is not', () => {
    const one = shop(1, [{ name: 'latency', from }]);
    const mean = (route: string): number =>
      grown(one, api, new RegExp(`_sum.*"${route}"`)) / grown(one, api, new RegExp(`seconds_count.*"${route}"`));
    expect(mean('/api/checkout')).toBeGreaterThan(0.7);
    expect(mean('/api/products')).toBeLessThan(0.1);
  });

  test('surge: four times as many requests', () => {
    const times =
      grown(shop(1, [{ name: 'surge', from }]), api, /^http_requests_total/) /
      grown(shop(), api, /^http_requests_total/);
    expect(times).toBeCloseTo(4, 1);
  });

  test('leak, full disk, late backup', () => {
    const memory = (one: Shop): number => sum(valuesOf(one, api, later), /^process_resident/);
    expect(memory(shop(1, [{ name: 'leak', from }])) - memory(shop())).toBeGreaterThan(80 * 2 ** 20);
    const free = (one: Shop, time: number): number =>
      sum(valuesOf(one, 'node-2:9100/metrics', time), /avail_bytes.*"\/data"/);
    expect(free(shop(1, [{ name: 'full-disk', from }]), from + 6 * 60 * MINUTE)).toBe(0);
    expect(free(shop(), from + 6 * 60 * MINUTE)).toBeGreaterThan(15 * 2 ** 30);
    const age = (one: Shop, time: number): number =>
      time / 1000 - sum(valuesOf(one, 'pushgateway:9091/metrics', time), /^shop_backup_last/);
    expect(age(shop(), from + 3 * 60 * MINUTE)).toBeLessThanOrEqual(3600);
    expect(age(shop(1, [{ name: 'late-backup', from }]), from + 3 * 60 * MINUTE)).toBeGreaterThan(3 * 3600);
  });

  test('a dead target does not answer, and a restarted one begins at 0', () => {
    const dead = shop(1, [{ name: 'dead-target', from, to: later }]).fetch(`http://${api}`, from);
    expect(dead).toMatchObject({
      error: 'Get "http://shop-api-2:8080/metrics": dial tcp 10.244.1.14:8080: connect: connection refused',
    });
    const one = shop(1, [{ name: 'restart', from }]);
    expect(one.fetch('http://shop-api-1:8080/metrics', from + 5000)).toHaveProperty('error');
    const requests = (time: number): number =>
      sum(valuesOf(one, 'shop-api-1:8080/metrics', time), /^http_requests_total/);
    expect(requests(from + MINUTE)).toBeLessThan(requests(from - 1) / 100);
    expect(requests(from + MINUTE)).toBeGreaterThan(0);
    expect(sum(valuesOf(one, 'kube-state-metrics:8080/metrics', later), /restarts_total.*api-1/)).toBe(1);
  });
});

test('addresses that nobody has say so as Prometheus does', () => {
  const said = (url: string): unknown => shop().fetch(url, BEGIN);
  expect(said('http://shop-apl-1:8080/metrics')).toMatchObject({ error: expect.stringContaining('no such host') });
  expect(said('http://shop-api-1:9090/metrics')).toMatchObject({
    error: expect.stringContaining('connection refused'),
  });
  expect(said('http://shop-api-1:8080/metric')).toMatchObject({ error: 'server returned HTTP status 404 Not Found' });
  expect(said('https://shop-api-1:8080/metrics')).toMatchObject({
    error: expect.stringContaining('HTTP response to HTTPS client'),
  });
});

test('Kubernetes finds each port of each Pod, and who does not answer there', () => {
  const found = kubernetesTargets('pod', []).flatMap(({ targets, labels }) =>
    targets.map((one) => Labels.of([...labels.pairs(), ...one.pairs()])),
  );
  const mail = found.find((labels) => labels.get('__meta_kubernetes_pod_name') === 'shop-mail');
  expect(mail?.get('__address__')).toBe('10.244.2.31:2525');
  const annotated = found.filter(
    (labels) => labels.get('__meta_kubernetes_pod_annotation_prometheus_io_scrape') === 'true',
  );
  expect(annotated.map((labels) => labels.get('__meta_kubernetes_pod_name'))).toEqual([
    'shop-api-1',
    'shop-api-2',
    'shop-db',
    'shop-db',
  ]);
  const web = found.find((labels) => labels.get('__meta_kubernetes_pod_name') === 'shop-web-1');
  const answer = shop().fetch(`http://${web?.get('__address__')}/metrics`, BEGIN);
  expect('text' in answer && answer.text).toBe(textOf(shop(), 'shop-web-1:8080/metrics', BEGIN));
  expect(kubernetesTargets('pod', ['other'])).toEqual([]);
  expect(found.every((labels) => labels.get(NAME) === '')).toBe(true);
});
