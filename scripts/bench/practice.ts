import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import type { Practice } from '../../src/lab/practice.ts';
import { type Bundle, bundleLayers, bundlePractice, type Chunk } from '../lab/bundle.ts';

type Row = Record<string, string | number>;

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);
const sizeOf = (chunks: readonly Chunk[]): number => chunks.reduce((sum, { brotli }) => sum + brotli, 0);

/** Programs of the shell that come when they are called. */
const PROGRAMS = /^(awk|curl|diff|jq|openssl|sed)\.js$/;

/** What the practice cluster weighs as brotli: up to the prompt, later, and by layer. */
async function sizes(bundle: Bundle): Promise<Row[][]> {
  const layers = await bundleLayers();
  const layer = ({ file }: Chunk): string => file.replace(/\.js$/, '');
  const programs = bundle.later.filter(({ file }) => PROGRAMS.test(file));
  const others = bundle.later.filter((chunk) => !programs.includes(chunk));
  const largest = [...others].sort((one, other) => other.brotli - one.brotli).slice(0, 8);
  return [
    [
      {
        'practice cluster': 'KB br',
        'up to the prompt': kilobytes(sizeOf(bundle.first)),
        'engine and kubectl of it': kilobytes(sizeOf(bundle.engine)),
        'later: kubectl and server': kilobytes(sizeOf(others)),
        'later: programs of the shell': kilobytes(sizeOf(programs)),
        all: kilobytes(sizeOf(bundle.first) + sizeOf(bundle.later)),
      },
    ],
    [Object.fromEntries([['part', 'KB br'], ...largest.map((chunk) => [layer(chunk), kilobytes(chunk.brotli)])])],
    [
      Object.fromEntries([
        ['layer', 'KB br'],
        ...layers
          .filter(({ modules }) => modules.some((id) => !id.startsWith('\0')))
          .sort((one, other) => other.brotli - one.brotli)
          .map((chunk) => [layer(chunk), kilobytes(chunk.brotli)]),
      ]),
    ],
  ];
}

const collect = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

const deployment = (replicas: number): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: many, labels: {app: many}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: many}}
  template:
    metadata: {labels: {app: many}}
    spec:
      containers: [{name: web, image: "nginx:1.27"}]
`;

/** How often a page moves the clock on, and by how much at ten times the speed of the day. */
const TICK_MS = 50;
const SPEED = 10;
/** Longer than any roll-out of 200 Pods takes. */
const LONGEST_MS = 20 * 60_000;

/** Rolls out another image as a page would show it, and gives what that costs. */
async function rollOut(practice: Practice): Promise<Row> {
  const { session, cluster } = practice;
  await session.run('kubectl set image deployment/many web=nginx:1.28');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const processor = process.cpuUsage();
  const begin = cluster.clock.now();
  for (let done = false; !done && cluster.clock.now() - begin < LONGEST_MS; ) {
    await cluster.clock.step(TICK_MS * SPEED);
    await pause(TICK_MS);
    const found = cluster.server.store.get('apps/deployments', 'default', 'many') as unknown as {
      metadata: { generation: number };
      status: Record<string, number>;
    };
    const { observedGeneration, replicas, updatedReplicas, availableReplicas } = found.status;
    done =
      observedGeneration === found.metadata.generation &&
      [replicas, updatedReplicas, availableReplicas].every((count) => count === 200);
  }
  delay.disable();
  const { user, system } = process.cpuUsage(processor);
  return {
    'roll-out, s of the cluster': ((cluster.clock.now() - begin) / 1000).toFixed(0),
    'longest task ms': (delay.max / 1e6).toFixed(0),
    'task ms, 99 of 100': (delay.percentile(99) / 1e6).toFixed(0),
    'cpu s': ((user + system) / 1e6).toFixed(1),
  };
}

/** What the bundled practice cluster costs in Node: time to a prompt, memory, 200 Pods rolling. */
async function times({ page, first, later }: Bundle): Promise<Row> {
  const folder = resolve('.cache/bench/practice');
  for (const { file, code } of [page, ...first, ...later]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const began = performance.now();
  const { open } = (await import(pathToFileURL(join(folder, page.file)).href)) as {
    open: () => Promise<{ Practice: new () => Practice }>;
  };
  const practice = new (await open()).Practice();
  const { output } = await practice.session.run('kubectl get nodes');
  const ready = performance.now() - began;
  const nodes = output.match(/ Ready /g)?.length ?? 0;
  await practice.session.run('kubectl apply -f -', deployment(100));
  await practice.settle(10, 600);
  collect();
  const memory = process.memoryUsage().heapUsed;
  await practice.session.run('kubectl scale deployment/many --replicas=200');
  await practice.settle(10, 600);
  const rolled = await rollOut(practice);
  rmSync(folder, { recursive: true, force: true });
  return {
    nodes,
    'ready ms': ready.toFixed(0),
    'heap MiB with 100 Pods': (memory / 1024 / 1024).toFixed(0),
    ...rolled,
  };
}

/** What a page says of the time to a prompt. */
const TIMED = `async (entry) => {
  const began = performance.now();
  const { open } = await import(entry);
  const { Practice } = await open();
  const { output } = await new Practice().session.run('kubectl get nodes');
  return { ready: performance.now() - began, output };
}`;

/** Milliseconds in Chromium from a click to three nodes, at full speed and with a processor that is four times slower. */
async function prompts({ page, first, later }: Bundle): Promise<Row> {
  const files = new Map([page, ...first, ...later].map(({ file, code }) => [`/${file}`, code]));
  const server = createServer((request, response) => {
    const code = files.get(request.url ?? '');
    response.setHeader('content-type', code === undefined ? 'text/html' : 'text/javascript');
    response.end(code ?? '<!doctype html><title>practice</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  try {
    const row: Row = {};
    for (const [name, rate] of [
      ['Chromium ms', 1],
      ['4 times slower', 4],
    ] as const) {
      const tab = await browser.newPage();
      await tab.goto(origin);
      const session = await tab.context().newCDPSession(tab);
      await session.send('Emulation.setCPUThrottlingRate', { rate });
      const { ready, output } = await tab.evaluate<{ ready: number; output: string }>(`(${TIMED})('/${page.file}')`);
      if (!/ Ready /.test(output)) throw new Error(`The practice cluster has no nodes in a page:\n${output}`);
      row[name] = ready.toFixed(0);
      await tab.close();
    }
    return row;
  } finally {
    await browser.close();
    server.close();
  }
}

/** What the practice cluster costs, as tables. */
export async function measurePractice(): Promise<Row[][]> {
  const bundle = await bundlePractice();
  return [...(await sizes(bundle)), [{ ...(await times(bundle)), ...(await prompts(bundle)) }]];
}
