import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, relative } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sirv from 'sirv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import { siteServer } from '../../src/site/server.ts';
import { build, copyProject, TINY, temporaryFolder } from '../helpers/build.ts';
import { isLong } from '../helpers/long.ts';

/** A lesson whose files try to run on the origin of the site, published by hosts with headers and without. */
const folder = temporaryFolder();
const dist = join(folder.path, 'dist');
const content = join(folder.path, 'curriculum');
const project = join(folder.path, 'project');
const FILES = join(content, 'content/courses/harbor/mooring/tie-a-bowline/files');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">';

const heard: string[] = [];
let listener = '';
let browser: Browser;
const servers: Server[] = [];

async function serve(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}

/** What every file tries: to leave a mark beside the progress of learners, and to call home. */
const code = (): string =>
  `try { localStorage.setItem('ran', location.href) } catch {} try { new Image().src = '${listener}image' } catch {} fetch('${listener}fetch', {mode: 'no-cors'}).catch(() => {});`;

function hostileFiles(): Record<string, string | Buffer> {
  const page = `<!doctype html><title>Guide</title><script>${code()}</script><script src="code.js"></script><script src="code.js.txt"></script>`;
  return {
    'page.html': page,
    'page.htm': page,
    'page.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml"><script>${code().replaceAll('&', '&amp;')}</script></html>`,
    'page.xml': `<html xmlns="http://www.w3.org/1999/xhtml"><script>${code().replaceAll('&', '&amp;')}</script></html>`,
    'page.shtml': page,
    'page.mht': page,
    'page.html.de': page,
    page,
    'page.bin': Buffer.from(`${page}\0`),
    'page.html.zip': Buffer.from(`${page}\0`),
    'code.js': code(),
    'code.mjs': `${code()} export default 1;`,
    'sw.js': `self.addEventListener('fetch', () => {}); ${code()}`,
    'style.css': `html { --marked: 1 } body { background: url(${listener}style) }`,
    'code.gif': Buffer.from(`GIF89a/*\0*/=1;${code()}`, 'latin1'),
    'drawing.svg': `${SVG}<path d="M0 0h9"/></svg>`,
  };
}

beforeAll(async () => {
  listener = await serve(
    createServer((request, response) => {
      heard.push(request.url ?? '');
      response.end();
    }),
  );
  copyProject(project);
  cpSync(TINY, content, { recursive: true });
  for (const [name, text] of Object.entries(hostileFiles())) {
    mkdirSync(dirname(join(FILES, name)), { recursive: true });
    writeFileSync(join(FILES, name), text);
  }
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  folder.remove();
});

const run = (): ReturnType<typeof build> =>
  build({ project, content, dist, cache: join(folder.path, 'cache'), address: 'https://published.example/' });

/** Each costs a build: one of them is enough every day. */
const ACTIVE = [
  `${SVG}<script href="code.js"/><script>document.title='svg'</script><rect width="9" height="9" onload="alert(1)"/></svg>`,
  `${SVG}<script href="code.mjs"/></svg>`,
];
test.each(isLong ? ACTIVE : ACTIVE.slice(0, 1))('an image that runs something stops the build: %s', async (text) => {
  const path = join(FILES, 'active.svg');
  writeFileSync(path, text);
  const { code, output } = await run();
  rmSync(path);
  expect(code).not.toBe(0);
  expect(output).toContain('tie-a-bowline/files/active.svg');
  expect(output).toContain('The image has a <script>.');
});

/** Loads an address in every way in which a page can, and says what came of those that answer. */
async function attack(page: Page, address: string): Promise<string[]> {
  // As text: it is to be the page's own import().
  const imported = await page.evaluate<string[]>(`import(${JSON.stringify(address)}).then(() => ['import'], () => [])`);
  const others = await page.evaluate(async (address) => {
    const done: string[] = [];
    const load = (element: HTMLElement): Promise<void> =>
      new Promise((finished) => {
        element.addEventListener('load', () => finished());
        element.addEventListener('error', () => finished());
        setTimeout(finished, 300);
        document.body.append(element);
      });
    const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, own: object): HTMLElement =>
      Object.assign(document.createElement(name), own);
    await Promise.all([
      load(make('script', { src: address })),
      load(make('script', { src: address, type: 'module' })),
      load(make('iframe', { src: address })),
      load(make('object', { data: address })),
      load(make('object', { data: address, type: 'text/html' })),
      load(make('embed', { src: address, type: 'image/svg+xml' })),
      load(make('link', { rel: 'stylesheet', href: address })),
      load(make('img', { src: address })),
      navigator.serviceWorker.register(address).then(
        () => done.push('service worker'),
        () => {},
      ),
      ...(['classic', 'module'] as const).map(
        (type) =>
          new Promise<void>((finished) => {
            try {
              const worker = new Worker(address, { type });
              worker.onerror = () => finished();
              setTimeout(finished, 300);
            } catch {
              finished();
            }
          }),
      ),
    ]);
    if (getComputedStyle(document.documentElement).getPropertyValue('--marked') !== '') done.push('style');
    return done;
  }, address);
  return [...imported, ...others];
}

const published = (): string[] =>
  readdirSync(join(dist, 'lessons/tie-a-bowline/files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)));

describe('the published files of the lesson', () => {
  beforeAll(async () => {
    const { code, output } = await run();
    expect([code, output.trim()]).toEqual([0, '']);
  });

  test('are named for what runs nowhere', () => {
    const endings = new Set(published().map((path) => path.slice(path.lastIndexOf('.') + 1)));
    expect([...endings].sort()).toEqual(['gif', 'svg', 'txt', 'zip']);
    expect(published().length).toBeGreaterThan(16);
  });

  test.each(['with', 'without'])('run in no way on a host %s headers', async (headers) => {
    const address = await serve(
      headers === 'with' ? siteServer(dist, '/') : createServer(sirv(dist, { dev: true }) as RequestListener),
    );
    const context = await browser.newContext();
    const page = await context.newPage();
    heard.length = 0;
    for (const path of published()) {
      // Some are shown as text, others are saved.
      await page.goto(address + path).catch(() => {});
      await page.goto(`${address}lessons/tie-a-bowline/`);
      expect([path, await attack(page, `/${path}`)]).toEqual([path, []]);
      expect([path, await page.evaluate(() => localStorage.getItem('ran'))]).toEqual([path, null]);
    }
    const workers = await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ active }) => active?.scriptURL),
    );
    expect(workers.filter((worker) => worker !== `${address}sw.js`)).toEqual([]);
    expect(heard).toEqual([]);
    await context.close();
  });

  test('would run, were they published under their own names', async () => {
    for (const [name, text] of Object.entries(hostileFiles()))
      writeFileSync(join(dist, 'lessons/tie-a-bowline/files', name), text);
    const address = await serve(createServer(sirv(dist, { dev: true }) as RequestListener));
    const context = await browser.newContext();
    const page = await context.newPage();
    heard.length = 0;
    await page.goto(`${address}lessons/tie-a-bowline/files/page.html`);
    await expect.poll(() => heard).toContain('/image');
    expect(await page.evaluate(() => localStorage.getItem('ran'))).toContain('page.html');
    await page.goto(`${address}lessons/tie-a-bowline/`);
    expect(await attack(page, '/lessons/tie-a-bowline/files/style.css')).toEqual(['style']);
    // Scripts of the lesson's folder are none of the pages, whatever they are called: only navigation runs them.
    await page.evaluate(() => localStorage.clear());
    await attack(page, '/lessons/tie-a-bowline/files/code.js');
    expect(await page.evaluate(() => localStorage.getItem('ran'))).toBeNull();
    await context.close();
  });

  test('keep their text, and are saved under their own names', () => {
    const lesson = readFileSync(join(dist, 'lessons/tie-a-bowline/index.html'), 'utf8');
    expect(lesson).toContain('href="/lessons/tie-a-bowline/files/mooring.yaml.txt" download="mooring.yaml"');
    expect(readFileSync(join(dist, 'lessons/tie-a-bowline/files/code.js.txt'), 'utf8')).toBe(code());
  });
});
