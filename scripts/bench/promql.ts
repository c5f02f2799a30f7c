import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Engine } from '../../src/lab/metrics/promql/engine.ts';
import type { Labels } from '../../src/lab/metrics/promql/labels.ts';
import type { MetricStore } from '../../src/lab/metrics/promql/storage/store.ts';
import { bundlePromql } from '../lab/bundle.ts';

type Row = Record<string, string | number>;

interface Bundled {
  Engine: typeof Engine;
  Labels: typeof Labels;
  MetricStore: typeof MetricStore;
}

const SERIES = 200;
const STEPS = 500;
const SCRAPE_MS = 15_000;
const RUNS = 9;
const QUERIES: readonly string[] = [
  'requests_total',
  'sum by (job) (rate(requests_total[5m]))',
  'requests_total / ignoring(code) requests_total',
  'max_over_time(rate(requests_total[5m])[10m:1m])',
];

/** Counters of 200 instances, each with two hours of samples. */
function fill(store: MetricStore, { Labels: labels }: Bundled): void {
  for (let number = 0; number < SERIES; number++) {
    const own = labels.of([
      ['__name__', 'requests_total'],
      ['job', `job-${number % 10}`],
      ['instance', `10.0.0.${number}:8080`],
      ['code', number % 3 === 0 ? '500' : '200'],
    ]);
    for (let at = 0; at <= 500; at++) store.append(own, at * SCRAPE_MS, at * (1 + (number % 7)) * 10);
  }
}

/** What the engine of PromQL weighs, and how long range queries take: the median of some runs, of which the first does not count. */
export async function measurePromql(): Promise<Row[]> {
  const { code, brotli } = await bundlePromql();
  const folder = resolve('.cache/bench/promql');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'promql.mjs');
  writeFileSync(file, code);
  const bundled = (await import(pathToFileURL(file).href)) as Bundled;
  rmSync(folder, { recursive: true, force: true });
  const store = new bundled.MetricStore();
  fill(store, bundled);
  const engine = new bundled.Engine(store);
  const times = QUERIES.map((query): [string, string] => {
    const taken = Array.from({ length: RUNS }, () => {
      const began = performance.now();
      engine.range(query, 300_000, 300_000 + (STEPS - 1) * 14_000, 14_000);
      return performance.now() - began;
    });
    const sorted = taken.slice(1).sort((one, other) => one - other);
    return [`\`${query}\` ms`, (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0)];
  });
  return [{ 'PromQL, KB br': (brotli / 1024).toFixed(1), ...Object.fromEntries(times) }];
}
