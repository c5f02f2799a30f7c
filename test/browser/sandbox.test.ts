import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import sirv from 'sirv';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Line, Outcome, Sandbox } from '../../src/site/client/sandbox/sandbox.ts';
import { builtFiles } from '../helpers/built.ts';
import { DIST, openSite, realBase, type Site } from '../helpers/site.ts';

/** What the tests put into a page of the site, as labs will have it in their scripts. */
interface Hands {
  Sandbox: typeof Sandbox;
  sandbox: Sandbox;
}

const CLIENT = ts
  .transpileModule(readFileSync('src/site/client/sandbox/sandbox.ts', 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  .outputText.replace(/^export /gm, '')
  .concat('\nglobalThis.Sandbox = Sandbox;');

/** Requests that came to a server of this machine which code in the sandbox tries to reach. */
const heard: string[] = [];
const listener = createServer((request, response) => {
  heard.push(request.url ?? '');
  response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end('1');
});
listener.on('upgrade', (request, socket) => {
  heard.push(request.url ?? '');
  socket.destroy();
});
/** The same site on a host without headers. */
const files = sirv(DIST, { dev: true });
const plain = createServer((request, response) => {
  request.url = `/${(request.url ?? '').slice(realBase().length)}`;
  files(request, response, () => void response.writeHead(404).end());
});
/** A page of somebody else, which frames an address. */
const elsewhere = createServer((request, response) => {
  const framed = new URL(request.url ?? '/', 'http://here').searchParams.get('frame') ?? '';
  const open = new URL(request.url ?? '/', 'http://here').searchParams.has('open');
  response.setHeader('content-type', 'text/html');
  response.end(
    `<!doctype html><script>window.said=[];onmessage=(event)=>said.push(event.data)</script><iframe ${open ? '' : 'sandbox="allow-scripts"'} src="${framed}"></iframe>`,
  );
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  return (server.address() as AddressInfo).port;
}

let site: Site;
let loopback = '';
let bare = '';
let other = '';
beforeAll(async () => {
  site = await openSite();
  loopback = `127.0.0.1:${await listen(listener)}`;
  bare = `http://localhost:${await listen(plain)}${realBase()}`;
  other = `http://localhost:${await listen(elsewhere)}/`;
});
afterEach(() => site.closePages());
afterAll(async () => {
  await site.close();
  for (const server of [listener, plain, elsewhere]) {
    server.closeAllConnections();
    server.close();
  }
});

/** A page of the site with an open sandbox. */
async function withSandbox(address = site.address()): Promise<Page> {
  const page = await site.open('');
  await page.goto(address);
  await page.evaluate(() => localStorage.setItem('secret', 'progress'));
  await page.evaluate(CLIENT);
  await page.evaluate(
    async (frame) => {
      const hands = globalThis as unknown as Hands;
      hands.sandbox = await hands.Sandbox.open(frame);
    },
    `${new URL(address).pathname}sandbox/`,
  );
  return page;
}

/** Runs a program to its end. */
function run(page: Page, source: string, seconds = 20): Promise<{ outcome: Outcome; lines: Line[] }> {
  return page.evaluate(
    async ({ source, seconds }) => {
      const lines: Line[] = [];
      const { sandbox } = globalThis as unknown as Hands;
      const outcome = await sandbox.run(source, { seconds, onLine: (line) => lines.push(line) }).outcome;
      return { outcome, lines };
    },
    { source, seconds },
  );
}

const result = async (page: Page, source: string): Promise<string | undefined> => {
  const { outcome } = await run(page, source);
  return outcome.kind === 'ended' ? outcome.reason : outcome.text;
};

/** What code might try to reach the world with, and what it tells of the attempt. */
const ATTEMPTS: readonly (readonly [string, (address: string) => string])[] = [
  ['fetch', (address) => `fetch('http://${address}/fetch').then(() => 'reached', () => 'refused')`],
  [
    'fetch without CORS',
    (a) => `fetch('http://${a}/no-cors', {mode: 'no-cors'}).then(() => 'reached', () => 'refused')`,
  ],
  [
    'XMLHttpRequest',
    (address) =>
      `new Promise((done) => { const r = new XMLHttpRequest(); r.onload = () => done('reached'); r.onerror = () => done('refused'); r.open('GET', 'http://${address}/xhr'); r.send(); })`,
  ],
  [
    'WebSocket',
    (address) =>
      `new Promise((done) => { try { const s = new WebSocket('ws://${address}/socket'); s.onopen = () => done('reached'); s.onerror = () => done('refused'); } catch { done('refused'); } })`,
  ],
  [
    'EventSource',
    (address) =>
      `new Promise((done) => { const s = new EventSource('http://${address}/events'); s.onopen = () => done('reached'); s.onerror = () => done('refused'); })`,
  ],
  ['importScripts', (address) => `try { importScripts('http://${address}/script'); 'reached' } catch { 'refused' }`],
  ['import()', (address) => `import('http://${address}/module').then(() => 'reached', () => 'refused')`],
  [
    'a worker in the worker',
    (address) =>
      `new Promise((done) => { const w = new Worker(URL.createObjectURL(new Blob(["fetch('http://${address}/nested').then(() => postMessage('reached'), () => postMessage('refused'))"]))); w.onmessage = ({data}) => done(data); w.onerror = () => done('refused'); })`,
  ],
];

describe.each(['with', 'without'])('on a host %s headers', (headers) => {
  const address = (): string => (headers === 'with' ? site.address() : bare);

  test('code runs, and says what comes of it', async () => {
    const page = await withSandbox(address());
    expect(await result(page, '1 + 1')).toBe('2');
    expect(await result(page, 'const a = [1, {b: 2}]; Promise.resolve(a)')).toBe('[1,{"b":2}]');
    expect(await result(page, 'null.x')).toMatch(/^TypeError/);
    expect(await result(page, 'let let')).toMatch(/^SyntaxError/);
    const { outcome, lines } = await run(page, 'console.log("one", {two: 2}); console.error("<b>three</b>")');
    expect(outcome).toMatchObject({ kind: 'result' });
    expect(lines.map(({ level, text }) => [level, text])).toEqual([
      ['log', 'one {"two":2}'],
      ['error', '<b>three</b>'],
    ]);
  });

  test('code has neither a document, nor an origin, nor anything that is stored', async () => {
    const page = await withSandbox(address());
    expect(
      await result(page, 'typeof document + typeof window + typeof localStorage + typeof parent + typeof top'),
    ).toBe('undefined'.repeat(5));
    expect(await result(page, 'self.origin')).toBe('null');
    expect(
      await result(
        page,
        "new Promise((done) => { try { const r = indexedDB.open('a'); r.onsuccess = () => done('open'); r.onerror = () => done('refused'); } catch { done('refused'); } })",
      ),
    ).toBe('refused');
    expect(await result(page, "self.caches ? caches.open('a').then(() => 'open', () => 'refused') : 'refused'")).toBe(
      'refused',
    );
    expect(await page.evaluate(() => localStorage.getItem('secret'))).toBe('progress');
  });

  test('code reaches nobody', async () => {
    heard.length = 0;
    const page = await withSandbox(address());
    for (const [name, attempt] of ATTEMPTS)
      expect([name, await result(page, attempt(loopback))]).toEqual([name, 'refused']);
    // What the site itself would answer is out of reach, too.
    expect(await result(page, `fetch('${address()}').then(() => 'reached', () => 'refused')`)).toBe('refused');
    expect(heard).toEqual([]);
    // Outside of the sandbox the listener hears: the silence above is one that could have been broken.
    const outside = await site.open('');
    await outside.goto(other);
    for (const [name, attempt] of ATTEMPTS.slice(0, 3))
      expect([name, await outside.evaluate(attempt(loopback))]).toEqual([name, 'reached']);
    expect(heard).toHaveLength(3);
  });

  test('what never ends is ended: when its time is up, or when its reader has enough', async () => {
    const page = await withSandbox(address());
    expect((await run(page, 'for (;;);', 1)).outcome).toMatchObject({ kind: 'ended', reason: 'time' });
    const outcome = await page.evaluate(() => {
      const running = (globalThis as unknown as Hands).sandbox.run('for (;;);', { seconds: 60 });
      running.end();
      return running.outcome;
    });
    expect(outcome).toMatchObject({ kind: 'ended', reason: 'reader' });
    expect(await result(page, '2')).toBe('2');
  });

  test('what says too much, or is too long, is ended', async () => {
    const page = await withSandbox(address());
    expect(await result(page, 'for (let i = 0; i < 5000; i++) console.log(i)')).toBe('too-much');
    expect(await result(page, `'${'a'.repeat(1_000_001)}'`)).toBe('too-much');
    expect(await result(page, "'a'.repeat(50_000)")).toHaveLength(10_000);
    // A program may speak for itself, and not more: what it makes up is text, too.
    expect(
      (await run(page, "postMessage({kind: 'ready'}); postMessage(null); postMessage({kind: 'result', text: {}})"))
        .outcome,
    ).toEqual({ id: expect.any(String), kind: 'result', text: undefined });
  });

  test('opened by itself, the page runs nothing', async () => {
    const page = await site.open('');
    await page.goto(`${address()}sandbox/`);
    await page.evaluate(() => {
      (globalThis as unknown as { said: unknown[] }).said = [];
      window.addEventListener('message', ({ data }) => (globalThis as unknown as { said: unknown[] }).said.push(data));
      postMessage({ run: '1', source: '1 + 1', seconds: 5 }, '*');
    });
    await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
    expect(page.workers()).toEqual([]);
    const said = await page.evaluate(() => (globalThis as unknown as { said: unknown[] }).said);
    expect(said).toEqual([{ run: '1', source: '1 + 1', seconds: 5 }]);
  });

  test.each(['sandboxed', 'open'])('framed by somebody else, %s, the page runs nothing', async (how) => {
    const page = await site.open('');
    const frame = encodeURIComponent(`${address()}sandbox/`);
    await page.goto(`${other}?frame=${frame}${how === 'open' ? '&open' : ''}`);
    await page.evaluate(() => frames[0]?.postMessage({ run: '1', source: '1 + 1', seconds: 5 }, '*'));
    await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
    expect(page.workers()).toEqual([]);
    expect(await page.evaluate(() => (globalThis as unknown as { said: unknown[] }).said)).toEqual([]);
    // With the header it is not even shown.
    const text = await page.frames()[1]?.evaluate(() => document.body.textContent);
    if (headers === 'with') expect(text).not.toContain('framed by a lesson');
    else expect(text).toContain('framed by a lesson');
  });
});

test('no other page of the site is shown by somebody else', async () => {
  const page = await site.open('');
  await page.goto(`${other}?open&frame=${encodeURIComponent(site.address())}`);
  expect(page.frames()[1]?.url()).toMatch(/^chrome-error:/);
});

test('the page is found by nobody who does not need it: neither sitemap nor search has it, and no page leads to it', () => {
  const built = builtFiles(DIST, '.html', '.xml', '.txt', '.json');
  expect(built.filter(({ text }) => text.includes('href="') && /href="[^"]*\/sandbox\/"/.test(text))).toEqual([]);
  expect(built.filter(({ path, text }) => /sitemap/.test(path) && text.includes('/sandbox/'))).toEqual([]);
  const page = built.find(({ path }) => path === 'sandbox/index.html')?.text ?? '';
  expect(page).toContain('<meta name="robots" content="noindex">');
  expect(page).not.toContain('data-pagefind-body');
});
