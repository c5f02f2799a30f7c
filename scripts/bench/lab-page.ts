import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import { siteServer } from '../../src/site/server.ts';

type Row = Record<string, string | number>;

/** A lab whose cluster is opened, and what its page looks like on a desk. */
const LESSON = 'lessons/deployments/';
const VIEWPORT = { width: 1440, height: 900 };
const PROMPT = '.practice-line textarea:not([disabled])';
const PATIENCE_MS = 300_000;

const manifest = (replicas: number): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: many}\nspec: {replicas: ${replicas}, selector: {matchLabels: {app: many}}, template: {metadata: {labels: {app: many}}, spec: {containers: [{name: web, image: "nginx:1.27"}]}}}`;

/** Opens the lab. Gives the milliseconds from the click to the prompt. */
function openLab(page: Page): Promise<number> {
  return page.evaluate(
    ([prompt]) =>
      new Promise<number>((done) => {
        const began = performance.now();
        const look = (): void => {
          if (document.querySelector(prompt as string)) done(performance.now() - began);
          else setTimeout(look, 5);
        };
        document.querySelector<HTMLElement>('.lab-practice [data-practice]')?.click();
        look();
      }),
    [PROMPT],
  );
}

/** Sends a command, and waits for its end. */
async function run(page: Page, command: string): Promise<void> {
  const line = page.locator('.practice-terminal:not([hidden]) textarea');
  const runs = await page.locator('.practice-command').count();
  await line.fill(command);
  await line.press('Enter');
  await page.waitForFunction(
    (before) =>
      document.querySelectorAll('.practice-command').length > before &&
      !document.querySelector('.practice-terminal:not([hidden]) .practice-type')?.hasAttribute('data-busy'),
    runs,
    { timeout: PATIENCE_MS, polling: 100 },
  );
}

/** Mebibytes of the heaps of a tab: of the page and of its worker, once nothing is left that nobody needs. */
async function heaps(session: CDPSession): Promise<number> {
  const attached = new Promise<string>((done) =>
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      // The sandbox has workers, too.
      if (targetInfo.type === 'worker' && targetInfo.url.includes('/_astro/')) done(sessionId);
    }),
  );
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;
  const inWorker = (id: number, method: string): Promise<{ usedSize?: number }> =>
    new Promise((done) => {
      session.on('Target.receivedMessageFromTarget', ({ message }) => {
        const answer = JSON.parse(message) as { id: number; result: { usedSize?: number } };
        if (answer.id === id) done(answer.result);
      });
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    });
  await session.send('HeapProfiler.collectGarbage');
  await inWorker(1, 'HeapProfiler.collectGarbage');
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
  const worker = await inWorker(2, 'Runtime.getHeapUsage');
  return (usedSize + (worker.usedSize ?? 0)) / 1024 / 1024;
}

/** What a lab costs in the page of a built site: until its prompt is there, and while 200 Pods are exchanged. */
export async function measureLabPage(dist: string, base: string): Promise<Row> {
  const server = siteServer(dist, base);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const browser = await launchBrowser();
  const open = async (): Promise<Page> => {
    const page = await browser.newPage({ viewport: VIEWPORT, serviceWorkers: 'block' });
    await page.goto(`http://localhost:${port}${base}${LESSON}`);
    await page.evaluate(() => dispatchEvent(new Event('pointermove')));
    await page.waitForLoadState('networkidle');
    return page;
  };
  try {
    const first = await open();
    const asked: string[] = [];
    // What a page has made itself, such as the script of a worker, is not loaded.
    first.context().on('request', (request) => {
      const { protocol, pathname } = new URL(request.url());
      if (protocol === 'http:') asked.push(pathname);
    });
    const full = await openLab(first);
    const files = [...new Set(asked)].map((path) =>
      readFileSync(join(dist, path.slice(base.length).replace(/\/$/, '/index.html'))),
    );
    const weight = files.reduce((sum, bytes) => sum + brotliCompressSync(bytes).length, 0) / 1024;
    await first.close();

    const slow = await open();
    const session = await slow.context().newCDPSession(slow);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const throttled = await openLab(slow);
    await slow.close();

    const busy = await open();
    await openLab(busy);
    await busy.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      });
    });
    await run(busy, `kubectl apply -f - <<'END'\n${manifest(100)}\nEND`);
    await run(busy, 'kubectl rollout status deployment/many');
    const memory = await heaps(await busy.context().newCDPSession(busy));
    await busy.getByLabel('Speed of the clock').selectOption('20');
    await busy.getByRole('tab', { name: 'Cluster' }).click();
    await run(busy, 'kubectl scale deployment/many --replicas=200; kubectl rollout status deployment/many');
    await busy.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks.splice(0));
    await run(busy, 'kubectl set image deployment/many web=nginx:1.28; kubectl rollout status deployment/many');
    const tasks = await busy.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
    return {
      'lab page': LESSON,
      'KB br up to the prompt': weight.toFixed(1),
      'click to prompt ms': full.toFixed(0),
      '4 times slower': throttled.toFixed(0),
      'MiB with 100 Pods': memory.toFixed(0),
      '200 Pods at 20×: tasks over 50 ms': tasks.length,
      longest: tasks.length === 0 ? '' : Math.max(...tasks).toFixed(0),
    };
  } finally {
    await browser.close();
    server.close();
  }
}
