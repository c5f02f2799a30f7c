import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../scripts/bench/free-port.ts';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { workshopRoot } from '../helpers/example.ts';

const folder = temporaryFolder();
const lesson = join(folder.path, 'content/courses/workshop/first-steps/serve-a-page/lesson.mdx');
const identity = join(folder.path, 'content/identity.yaml');
let server: ChildProcess;
let browser: Browser;
let page: Page;
let address: string;
let printed = '';

beforeAll(async () => {
  cpSync(workshopRoot, folder.path, { recursive: true });
  const port = await freePort();
  address = `http://localhost:${port}/`;
  server = spawn(process.execPath, ['scripts/dev.ts', '--port', String(port)], {
    env: {
      // What Vitest sets for itself would change what Vite serves.
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CURRICULUM_ROOT: folder.path,
      CACHE_DIR: join(folder.path, 'cache'),
      ASTRO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
    },
  });
  for (const channel of [server.stdout, server.stderr])
    channel?.on('data', (text: Buffer) => {
      printed += text.toString();
    });
  browser = await launchBrowser();
  page = await browser.newPage();
  await vi.waitFor(async () => expect((await fetch(address)).status).toBe(200), { timeout: 60_000, interval: 200 });
  await page.goto(`${address}lessons/serve-a-page/`);
});

afterAll(async () => {
  await browser?.close();
  server?.kill();
  folder.remove();
});

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

const summary = () => page.locator('check-panel summary');

async function says(text: string): Promise<void> {
  await expect.poll(() => summary().textContent(), { timeout: 20_000 }).toBe(text);
}

/** Opens the page of the lesson anew. The server may reload the page at the same moment, which ends one of the two: once more then. */
async function open(): Promise<void> {
  const load = (): Promise<boolean> => page.goto(`${address}lessons/serve-a-page/`).then(Boolean, () => false);
  await expect.poll(load, { timeout: 60_000 }).toBe(true);
}

/** The text of the lesson as the server shows it now. @throws if there is no such page. */
async function shown(): Promise<string> {
  const answer = await fetch(`${address}lessons/serve-a-page/`);
  if (!answer.ok) throw new Error(`the page is answered with ${answer.status}`);
  const html = await answer.text();
  return html.slice(html.indexOf('<article'), html.indexOf('</article>'));
}

describe('while an author is at work', () => {
  test('the panel says that nothing is wrong', async () => {
    await says('No findings');
  });

  test('a mistake appears in the page and in the terminal, and goes when it is mended', async () => {
    edit(lesson, (text) => `${text}\nThis is simply so.\n`);
    await says('1 finding');
    await summary().click();
    const finding = page.locator('check-panel li');
    expect(await finding.locator('.message').textContent()).toBe('The word "simply" stands here.');
    expect(await finding.getByRole('button').textContent()).toMatch(/^serve-a-page\/lesson\.mdx:\d+$/);
    expect(printed).toContain('prose/forbidden-word');
    edit(lesson, (text) => text.replace('\nThis is simply so.\n', ''));
    await says('No findings');
    expect(printed).toContain('1 mended, 0 finding(s) left');
  });

  test('the panel works by keyboard', async () => {
    await open();
    await says('No findings');
    await summary().focus();
    await page.keyboard.press('Enter');
    expect(await page.getByText('What a machine can verify here is right.').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.getByText('What a machine can verify here is right.').isVisible()).toBe(false);
  });

  test('a lesson that cannot be read leaves the server standing', async () => {
    edit(lesson, (text) => text.replace('objectives:', 'objectives: ['));
    await expect.poll(() => printed, { timeout: 20_000 }).toContain('yaml/syntax');
    expect((await fetch(address)).status).toBe(200);
    expect(await shown()).toContain('<h1');
    edit(lesson, (text) => text.replace('objectives: [', 'objectives:'));
    await expect.poll(() => fetch(`${address}lessons/serve-a-page/`).then((answer) => answer.status)).toBe(200);
    await open();
    await says('No findings');
  });

  test.each([
    ['frontmatter', lesson, (text: string) => text.replace('level: beginner', 'level: wizard'), 'level'],
    ['text', lesson, (text: string) => `${text}\n{oops\n`, 'lesson/syntax'],
    ['quiz', lesson.replace('lesson.mdx', 'quiz.yaml'), (text: string) => `${text}\n  - id: [\n`, 'quiz.yaml'],
  ])('while the %s of a lesson is broken, its last good page stays', async (_, path, breaking, says) => {
    const good = readFileSync(path, 'utf8');
    const before = (await shown()).length;
    const from = printed.length;
    edit(path, breaking);
    await expect.poll(() => printed.slice(from), { timeout: 20_000 }).toContain(says);
    expect((await shown()).length).toBe(before);
    writeFileSync(path, good);
    await expect.poll(async () => (await fetch(`${address}lessons/serve-a-page/`)).status).toBe(200);
  });

  test('a curriculum that cannot be read leaves the server standing', async () => {
    edit(identity, (text) => text.replace('name: Small', 'nome: Small'));
    await expect.poll(() => printed, { timeout: 20_000 }).toContain('schema/unknown-key');
    edit(identity, (text) => text.replace('nome: Small', 'name: Small'));
    await expect.poll(() => fetch(address).then((answer) => answer.status), { timeout: 20_000 }).toBe(200);
    await open();
    await says('No findings');
  });

  test('the server starts again when its own code has changed, and the page is there again', async () => {
    const from = printed.length;
    const now = new Date();
    utimesSync('src/site/today.ts', now, now);
    await expect.poll(() => printed.slice(from), { timeout: 20_000 }).toContain('the server starts again');
    await expect.poll(() => printed.slice(from), { timeout: 60_000 }).toContain('watching for file changes');
    await open();
    await says('No findings');
    edit(lesson, (text) => `${text}\nThis is simply so.\n`);
    await says('1 finding');
    edit(lesson, (text) => text.replace('\nThis is simply so.\n', ''));
    await says('No findings');
  });

  test('files of lessons are served', async () => {
    const file = await fetch(`${address}lessons/serve-a-page/files/web.yaml.txt`);
    expect(file.status).toBe(200);
    expect(await file.text()).toContain('kind: Deployment');
  });
});

test.each([
  [['--port', 'many'], '"many" is no port'],
  [['--port', '70000'], '"70000" is no port'],
  [['--host', '192.0.2.1'], '192.0.2.1'],
  [['--prot', '4400'], "Unknown option '--prot'"],
])('%j is explained', (words, says) => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/dev.ts', ...words], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('    at ');
});

test('readers never get the panel', async () => {
  const built = readFileSync('dist/lessons/pods/index.html', 'utf8');
  expect(built).not.toContain('check-panel');
});
