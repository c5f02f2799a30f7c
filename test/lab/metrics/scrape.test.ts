import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/lab/metrics/config/fields.ts';
import { Engine } from '../../../src/lab/metrics/promql/engine.ts';
import { Labels } from '../../../src/lab/metrics/promql/labels.ts';
import { printResult } from '../../../src/lab/metrics/promql/print.ts';
import { MetricStore } from '../../../src/lab/metrics/promql/storage/store.ts';
import {
  readScrapeConfig,
  type ScrapeConfig,
  scrapeConfig,
  targetGroup,
} from '../../../src/lab/metrics/scrape/config.ts';
import { type Answer, withTarget } from '../../../src/lab/metrics/scrape/loop.ts';
import { ScrapeManager } from '../../../src/lab/metrics/scrape/manager.ts';
import { relabelRule } from '../../../src/lab/metrics/scrape/relabel.ts';
import { targetsOf } from '../../../src/lab/metrics/scrape/target.ts';

const shop = (more: Partial<ScrapeConfig> = {}): ScrapeConfig =>
  scrapeConfig({ jobName: 'shop', scrapeInterval: 15_000, staticConfigs: [targetGroup(['shop:8080'])], ...more });

/** A manager over one target that answers what the test says by then. */
function scraping(config = shop()) {
  const store = new MetricStore();
  const page: { answer: Answer } = { answer: { text: '', duration: 5 } };
  const manager = new ScrapeManager({ store, start: 0, offset: 0, fetch: () => page.answer });
  manager.update(config);
  const engine = new Engine(store);
  const at = (query: string, time: number): string =>
    printResult(engine.instant(query, time)).replaceAll(/ @\[[^\]]*\]/g, '');
  return { store, page, manager, at };
}

describe('scraping', () => {
  test('gives samples the labels of their target, and says how it went', () => {
    const { page, manager, at } = scraping();
    page.answer = { text: 'orders_total{path="/"} 3\nqueue 1\n', duration: 250 };
    manager.advance(15_000);
    expect(at('{job="shop"}', 15_000).split('\n').sort()).toEqual([
      'orders_total{instance="shop:8080", job="shop", path="/"} => 3',
      'queue{instance="shop:8080", job="shop"} => 1',
      'scrape_duration_seconds{instance="shop:8080", job="shop"} => 0.25',
      'scrape_samples_post_metric_relabeling{instance="shop:8080", job="shop"} => 2',
      'scrape_samples_scraped{instance="shop:8080", job="shop"} => 2',
      'scrape_series_added{instance="shop:8080", job="shop"} => 0',
      'up{instance="shop:8080", job="shop"} => 1',
    ]);
    expect(at('scrape_series_added', 0)).toMatch(/=> 2$/);
  });

  test('stores limits of buckets and quantiles as numbers with a point, as Prometheus 3 does', () => {
    const { page, manager, at } = scraping();
    const text = [
      '# TYPE a histogram',
      ...['1', '0.5', '1e6', '+Inf'].map((limit) => `a_bucket{le="${limit}"} 1`),
      '# TYPE b summary',
      'b{quantile="1"} 2',
      'c_bucket{le="1",quantile="1"} 3',
    ];
    page.answer = { text: `${text.join('\n')}\n`, duration: 5 };
    manager.advance(0);
    expect(at('sum by (__name__, le, quantile) ({__name__=~"a_bucket|b|c_bucket"})', 0).split('\n').sort()).toEqual([
      'a_bucket{le="+Inf"} => 1',
      'a_bucket{le="0.5"} => 1',
      'a_bucket{le="1.0"} => 1',
      'a_bucket{le="1e+06"} => 1',
      'b{quantile="1.0"} => 2',
      'c_bucket{le="1", quantile="1"} => 3',
    ]);
  });

  test('marks a series as stale at the first scrape that lacks it', () => {
    const { page, manager, at } = scraping();
    page.answer = { text: 'a 1\nb 2\n', duration: 1 };
    manager.advance(0);
    page.answer = { text: 'a 1\n', duration: 1 };
    manager.advance(15_000);
    expect(at('a or b', 15_000)).toBe('a{instance="shop:8080", job="shop"} => 1');
    expect(at('b', 14_999)).toBe('b{instance="shop:8080", job="shop"} => 2');
  });

  test.each<[string, Answer, RegExp]>([
    ['does not answer', { error: 'connection refused', duration: 1 }, /connection refused/],
    ['answers too late', { text: 'a 1\n', duration: 10_001 }, /context deadline exceeded/],
    ['answers what cannot be read', { text: 'a 1\nb\n', duration: 1 }, /^line 2: The value is missing/],
  ])('of a target that %s fails, and nothing of it stays', (_, answer, error) => {
    const { page, manager, at } = scraping();
    page.answer = { text: 'a 1\n', duration: 1 };
    manager.advance(0);
    page.answer = answer;
    manager.advance(15_000);
    expect(at('a', 15_000)).toBe('');
    expect(at('up', 15_000)).toBe('up{instance="shop:8080", job="shop"} => 0');
    expect(manager.targets()[0]?.last?.error).toMatch(error);
  });

  test('of a target that is gone ends one turn later, and not if it comes back', () => {
    const { page, manager, at } = scraping();
    page.answer = { text: 'a 1\n', duration: 1 };
    manager.advance(20_000);
    manager.remove('shop');
    manager.advance(29_000);
    expect(at('a', 29_000)).not.toBe('');
    manager.advance(60_000);
    expect(at('a', 29_000)).not.toBe('');
    expect([at('a', 30_000), at('up', 30_000)]).toEqual(['', '']);
    manager.update(shop());
    manager.advance(75_000);
    manager.update(shop({ honorLabels: true }));
    manager.advance(200_000);
    expect(at('count_over_time(a[30s])', 120_000)).toMatch(/=> 2$/);
  });

  test('drops and renames series by metric_relabel_configs, and stops at the limit', () => {
    const rules = [
      relabelRule({ sourceLabels: ['__name__'], regex: 'go_.*', action: 'drop' }, expect.unreachable),
      relabelRule({ regex: 'id', action: 'labeldrop' }, expect.unreachable),
    ].filter((rule) => rule !== undefined);
    const { page, manager, at } = scraping(shop({ metricRelabelConfigs: rules, sampleLimit: 2 }));
    page.answer = { text: 'go_threads 1\na{id="1"} 1\nb 1\n', duration: 1 };
    manager.advance(0);
    expect(at('scrape_samples_scraped - scrape_samples_post_metric_relabeling', 0)).toMatch(/=> 1$/);
    expect(at('a', 0)).toBe('a{instance="shop:8080", job="shop"} => 1');
    page.answer = { text: 'a 1\nb 1\nc 1\n', duration: 1 };
    manager.advance(15_000);
    expect(manager.targets()[0]?.last?.error).toBe('sample limit exceeded');
  });

  test('takes times of samples, which get no marks of staleness', () => {
    const { page, manager, at } = scraping();
    manager.advance(0);
    page.answer = { text: 'a 1 12000\n', duration: 1 };
    manager.advance(15_000);
    page.answer = { text: '', duration: 1 };
    manager.advance(30_000);
    expect(at('timestamp(a)', 31_000)).toMatch(/=> 12$/);
    const own = scraping(shop({ honorTimestamps: false }));
    own.page.answer = { text: 'a 1 12000\n', duration: 1 };
    own.manager.advance(15_000);
    expect(own.at('timestamp(a)', 15_000)).toMatch(/=> 15$/);
  });

  test('spreads targets over their interval, always in the same way', () => {
    const turns = (): number[] => {
      const manager = new ScrapeManager({
        store: new MetricStore(),
        start: 0,
        fetch: () => ({ text: '', duration: 1 }),
      });
      manager.update(shop({ staticConfigs: [targetGroup(['a:1', 'b:1', 'c:1', 'd:1'])] }));
      return manager.targets().map(({ next }) => next);
    };
    expect(new Set(turns()).size).toBe(4);
    expect(turns()).toEqual(turns());
    expect(turns().every((turn) => turn >= 0 && turn < 15_000)).toBe(true);
  });
});

test('labels of a sample that its target has, too, are exported or honored', () => {
  const [sample, target] = [
    { job: 'own', exported_job: 'older' },
    { job: 'shop', instance: 'a' },
  ].map((pairs) => Labels.of(Object.entries(pairs)));
  if (!sample || !target) throw expect.unreachable();
  expect(withTarget({ labels: sample }, target, false).toString()).toBe(
    '{exported_exported_job="own", exported_job="older", instance="a", job="shop"}',
  );
  expect(withTarget({ labels: sample }, target, true).toString()).toBe(
    '{exported_job="older", instance="a", job="own"}',
  );
});

describe('targets', () => {
  const config = (yaml: string) => {
    const problems: { line: number; message: string }[] = [];
    const fields = readConfig(yaml, 'the job', problems);
    const job = fields && readScrapeConfig(fields);
    return { job, problems: problems.map(({ line, message }) => `${line}: ${message}`) };
  };

  test('are what is found, after relabeling', () => {
    const { job, problems } = config(`
job_name: shop
scrape_interval: 30s
params: {module: [http]}
kubernetes_sd_configs: [{role: pod}]
basic_auth: {username: a}
relabel_configs:
  - source_labels: [__meta_pod]
    regex: skipped
    action: drop
  - {source_labels: [__meta_pod], target_label: pod}
  - {source_labels: [__meta_path], regex: (.+), target_label: __metrics_path__}
`);
    expect(problems).toEqual([]);
    if (!job) throw expect.unreachable();
    const pod = (address: string, name: string, more: [string, string][] = []): Labels =>
      Labels.of([['__address__', address], ['__meta_pod', name], ...more]);
    const targets = [
      pod('10.0.0.1:80', 'one', [['__meta_path', '/m']]),
      pod('10.0.0.2:80', 'skipped'),
      pod('a/b', 'three'),
      pod('10.0.0.1:80', 'one', [['__meta_path', '/m']]),
    ];
    const found = targetsOf(job, [{ targets, labels: Labels.of([['team', 'web']]) }]);
    expect(
      found.targets.map(({ url, labels, interval, timeout }) => [url, labels.toString(), interval, timeout]),
    ).toEqual([
      [
        'http://10.0.0.1:80/m?module=http',
        '{instance="10.0.0.1:80", job="shop", pod="one", team="web"}',
        30_000,
        10_000,
      ],
    ]);
    expect(found.dropped.map(({ problem }) => problem)).toEqual([undefined, '"a/b" is not a valid hostname']);
  });

  test('of a job that cannot be are reported', () => {
    expect(config('job_name: a\nscrape_interval: 5s\nscrape_timeout: 6s\n').problems).toEqual([
      '1: scrape timeout greater than scrape interval for scrape config with job name "a"',
    ]);
    expect(config('job_name: a\nscrape_intervall: 5s\nmetrics_path: [a]\n').problems).toEqual([
      '3: metrics_path has to be a text.',
      '2: field scrape_intervall not found in type config.ScrapeConfig. Is scrape_interval meant?',
    ]);
    expect(config('job_name: a\nscrape_interval: 5 s\n').problems).toEqual([
      expect.stringMatching(/^2: scrape_interval: not a valid duration string: "5 s"/),
    ]);
  });
});
