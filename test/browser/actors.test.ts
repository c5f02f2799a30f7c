import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import type { CourseImages } from '../../src/lab/course/protocol.ts';
import { bundleProgram } from '../../src/lab-host/bundle.ts';
import { courseImages } from '../../src/lab-host/images.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { headerPolicy, sandboxPolicy, sitePolicies } from '../../src/site/policy.ts';
import { sandboxScript } from '../../src/site/sandbox-page.ts';
import { policyFacts } from '../../src/site/site-policy.ts';

/** What a page does with programs: starts them on one clock, and tells what they logged and how they ended. */
const PAGE = `
import { Sandbox } from ${JSON.stringify(resolve('src/site/client/sandbox/sandbox.ts'))};
import { practiceActors } from ${JSON.stringify(resolve('src/site/client/sandbox/actors.ts'))};
import { Clock } from ${JSON.stringify(resolve('src/lab/time/clock.ts'))};
import { MemoryFiles } from ${JSON.stringify(resolve('src/lab/shell/files.ts'))};
import { NetworkError } from ${JSON.stringify(resolve('src/lab/node/process.ts'))};
let sandbox, programs;
globalThis.load = async (images) => {
  sandbox = await Sandbox.open('/sandbox/');
  programs = practiceActors(sandbox.actors(), images);
};
globalThis.play = async (containers, path) => {
  const clock = new Clock(Date.UTC(2026, 10, 28));
  const ports = new Map();
  const request = async (host, port, asked) => {
    const serve = ports.get(host + ':' + port);
    if (!serve) throw new NetworkError('refused', host, '10.96.0.9');
    return serve(asked, { address: '10.244.1.9', port: 40000 });
  };
  const states = {};
  for (const [name, image] of Object.entries(containers)) {
    const state = { log: '', errors: '', code: undefined };
    states[name] = state;
    programs(image)({
      image, arguments: [], hasCommand: false, environment: new Map(), folder: '/', files: new MemoryFiles(), clock,
      random: () => 0.5, hostname: name, address: '10.244.1.5',
      network: { listen: (port, serve) => (ports.set(name + ':' + port, serve), { close: () => ports.delete(name + ':' + port) }), request },
      write: (text, isError) => { state[isError ? 'errors' : 'log'] += text; },
      exit: (code) => { state.code ??= code; },
      useMemory: () => {},
    });
  }
  await clock.step(3000);
  const [host, ...rest] = path.split('/');
  const page = host ? await clock.until(request(host, 8080, { method: 'GET', path: '/' + rest.join('/'), headers: {}, body: '' })) : undefined;
  return { states, page };
};
`;

const facts = policyFacts(getCurriculum());
let browser: Browser;
let page: Page;
let server: Server;
let images: CourseImages;

beforeAll(async () => {
  const bundle = await rolldown({
    input: 'page',
    plugins: [
      { name: 'page', resolveId: (id) => (id === 'page' ? id : null), load: (id) => (id === 'page' ? PAGE : null) },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  const [site] = sitePolicies({ ...facts, base: '/' });
  server = createServer((request, response) => {
    const isFrame = request.url === '/sandbox/';
    const isScript = request.url === '/_astro/page.js';
    response.setHeader('content-security-policy', headerPolicy(isFrame ? sandboxPolicy(facts) : site));
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    if (isScript) response.end(output[0].code);
    else
      response.end(
        isFrame
          ? `<!doctype html><script>${sandboxScript()}</script>`
          : '<!doctype html><script type="module" src="/_astro/page.js"></script>',
      );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const made = await courseImages(
    ['ghcr.io/commonhelm/shop-web:1.1', 'ghcr.io/commonhelm/shop-api:1.4', 'ghcr.io/commonhelm/shop-db:1.0'],
    getCurriculum().courses,
  );
  if (!made) throw new Error('The course has no images.');
  const texts: Record<string, string> = {
    loop: 'console.log("before"); setTimeout(() => { for (;;); }, 10);',
    thrown: 'setTimeout(() => queueMicrotask(() => { throw new Error("no"); }), 10); setInterval(() => {}, 1000);',
    promise: 'setTimeout(() => { Promise.reject(new Error("broken")); }, 10); setInterval(() => {}, 1000);',
    outside:
      'const tried = [typeof self, typeof postMessage]; const real = (0, eval)("typeof fetch"); try { await (0, eval)("fetch")("/"); } catch (e) { tried.push(e.name); } console.log(...tried, real);',
  };
  const all: Record<string, CourseImages['images'][string]> = { ...made.images };
  const web = made.images['ghcr.io/commonhelm/shop-web:1.1'] as CourseImages['images'][string];
  for (const [name, text] of Object.entries(texts)) {
    const program = await bundleProgram('/main.mjs', () => text);
    all[name] = { ...web, command: ['/main.mjs'], programs: { '/main.mjs': program } };
  }
  images = { ...made, images: all };
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'load' in globalThis);
  await page.evaluate(
    (given) => (globalThis as unknown as { load(given: unknown): Promise<void> }).load(given),
    images,
  );
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

interface Played {
  states: Record<string, { log: string; errors: string; code: number | undefined }>;
  page: { status: number; body: string } | undefined;
}
const play = (containers: Record<string, string>, path = ''): Promise<Played> =>
  page.evaluate(
    ([given, asked]) => (globalThis as unknown as { play(...values: unknown[]): Promise<Played> }).play(given, asked),
    [containers, path] as const,
  );

describe('programs of a course in the sandbox of a page', () => {
  test('the shop serves its page', async () => {
    const { states, page: shown } = await play(
      {
        'shop-db': 'ghcr.io/commonhelm/shop-db:1.0',
        'shop-api': 'ghcr.io/commonhelm/shop-api:1.4',
        'shop-web': 'ghcr.io/commonhelm/shop-web:1.1',
      },
      'shop-web/',
    );
    expect(shown).toMatchObject({ status: 200, body: expect.stringContaining('<li>Green tea: 4.50</li>') });
    expect(states['shop-web']).toEqual({
      log: expect.stringMatching(/^\{"time":"2026-11-28T00:00:00\.000Z".*listens on port 8080 as uid 65532"\}\n/),
      errors: '',
    });
  });

  test('what never comes to rest is ended, and what throws ends by itself', async () => {
    const { states } = await play({ loop: 'loop', thrown: 'thrown', promise: 'promise' });
    expect(states.loop).toMatchObject({ code: 137, log: 'before\n' });
    expect(states.thrown).toMatchObject({ code: 1, errors: expect.stringContaining('Error: no') });
    expect(states.promise).toMatchObject({ code: 1, errors: expect.stringContaining('Error: broken') });
    expect((await play({ again: 'promise' })).states.again).toMatchObject({ code: 1 });
  });

  test('a program reaches nothing of the browser', async () => {
    expect((await play({ outside: 'outside' })).states.outside).toMatchObject({
      log: 'undefined undefined TypeError function\n',
      code: 0,
    });
  });
});
