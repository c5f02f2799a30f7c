import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gift } from '../../src/publications/banks/gift.ts';
import { moodleXml } from '../../src/publications/banks/moodle-xml.ts';
import { epub } from '../../src/publications/epub/epub.ts';
import { sourcesOf } from '../../src/publications/select.ts';
import { wholeSite } from '../../src/publications/site/site.ts';
import { violations, violationsEverywhere } from '../helpers/axe.ts';
import { build, copyProject, TINY, temporaryFolder } from '../helpers/build.ts';
import { isLong, longTest } from '../helpers/long.ts';
import { oddFork, openOddFork } from '../helpers/odd-fork.ts';
import { editionOf, tinySources } from '../helpers/publication-sources.ts';
import { eventually } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';
import { type Watched, watch } from '../helpers/watch.ts';

const BASE = '/open/harbor/';
const SLIDES = 'harbor-slides-tie-a-bowline.html';
const folder = temporaryFolder();
const dist = join(folder.path, 'dist');
const publications = join(folder.path, 'publications');

/** Writes files into a folder, by their paths. */
function write(files: Readonly<Record<string, string | Uint8Array>>, target: string): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(target, path, '..'), { recursive: true });
    writeFileSync(join(target, path), content);
  }
}

/** Address of a page of a copy that lies in a folder. */
const inFolder = (copy: string, path: string): string => pathToFileURL(join(copy, 'site', path)).href;

/** Opens pages of a copy that lies in a folder. Gives their links that lead to none of its files. */
async function lostLinks(
  page: Page,
  copy: string,
  pages: readonly string[],
  files: Readonly<Record<string, Uint8Array>>,
): Promise<string[]> {
  const known = new Set(Object.keys(files).map((file) => pathToFileURL(join(copy, file)).pathname));
  const lost: string[] = [];
  for (const path of pages) {
    await page.goto(pathToFileURL(join(copy, path)).href);
    await page.evaluate(() => dispatchEvent(new Event('pointermove')));
    await page.locator('head > link[href*="/later."]').waitFor({ state: 'attached' });
    const links = await page.$$eval('a[href]', (all) => all.map((link) => (link as HTMLAnchorElement).href));
    lost.push(
      ...links
        .filter((link) => link.startsWith('file:') && !known.has(new URL(link).pathname))
        .map((link) => `${path}: ${link}`),
    );
  }
  return lost;
}

let site: Site;
beforeAll(async () => {
  for (const source of tinySources())
    for (const format of [epub, gift, moodleXml])
      for (const { name, content } of await format.publish(source)) write({ [name]: content }, publications);
  write(
    { [SLIDES]: '<!doctype html><title>x</title><script>localStorage.setItem("ran", "yes")</script>' },
    publications,
  );
  const project = join(folder.path, 'project');
  copyProject(project);
  const { code, output } = await build({
    project,
    content: TINY,
    dist,
    cache: join(folder.path, 'cache'),
    address: `http://localhost${BASE}`,
    environment: { PUBLICATIONS_DIR: publications },
  });
  expect(output.trim()).toBe('');
  expect(code).toBe(0);
  site = await openSite(dist, BASE);
});
afterEach(() => site.closePages());
afterAll(async () => {
  await site?.close();
  folder.remove();
});

describe('files to take along', () => {
  test('are offered on the page of their course, in words that everybody can read', async () => {
    const page = await site.open('courses/harbor/');
    const take = page.locator('.take');
    expect(await take.locator('h3').allTextContents()).toEqual(['To read and to teach from', 'Questions alone']);
    const size = Math.ceil(readFileSync(join(publications, 'harbor.epub')).length / 1000);
    expect(await take.locator('li', { hasText: 'Book as EPUB' }).textContent()).toContain(`EPUB, ${size} kB`);
    await take.locator('summary').click();
    expect(await violationsEverywhere(page)).toEqual([]);
    for (const width of [360, 768]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  test('are saved as they are, and none runs on the site', async () => {
    const page = await site.open('courses/harbor/');
    await page.locator('.take summary').click();
    for (const [text, name] of [
      ['Tie a bowline', SLIDES],
      ['Question bank for Moodle', 'harbor-moodle.xml'],
    ] as const) {
      const link = page.locator('.take').getByRole('link', { name: text });
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      expect(download.suggestedFilename()).toBe(name);
      expect(readFileSync(await download.path())).toEqual(readFileSync(join(publications, name)));
    }
    const answer = await page.goto(site.address(`publications/${SLIDES}.txt`));
    expect(answer?.headers()['content-type']).toContain('text/plain');
    expect(await page.evaluate(() => localStorage.getItem('ran'))).toBe(null);
  });
});

describe('the site as one file', () => {
  const copy = join(folder.path, 'copy with & in its name/');
  const address = (path: string): string => inFolder(copy, path);
  let files: Record<string, Uint8Array>;
  let page: Page;
  let watched: Watched;
  beforeAll(async () => {
    const [source] = tinySources();
    if (!source) throw new Error('There is no course.');
    const [made, ...more] = await wholeSite.publish({ ...source, site: dist });
    const [again] = await wholeSite.publish({ ...source, site: dist });
    expect(more).toEqual([]);
    expect(Buffer.from(made?.content ?? []).equals(Buffer.from(again?.content ?? []))).toBe(true);
    files = unzipSync(made?.content ?? new Uint8Array());
    write(files, copy);
  });
  beforeEach(async () => {
    page = await (await site.browser.newContext()).newPage();
    watched = await watch(page);
  });
  const open = async (path: string): Promise<void> => {
    await page.goto(address(path));
    await page.evaluate(() => dispatchEvent(new Event('pointermove')));
  };

  test('opens page by page from its folder: every link leads to a file or to the site, and nothing else is asked for', async () => {
    // Documents and rules are many, and made alike.
    const pages = Object.keys(files).filter(
      (path) => path.endsWith('.html') && (isLong || !path.startsWith('site/contribute/')),
    );
    expect(pages.length).toBeGreaterThan(20);
    expect(await lostLinks(page, copy, pages, files)).toEqual([]);
    expect(watched.problems).toEqual([]);
    expect(watched.requests.filter((asked) => !asked.startsWith(address('')) && !asked.startsWith('data:'))).toEqual(
      [],
    );
  });

  test('has quizzes, definitions of terms, progress and colors', async () => {
    await open('lessons/tie-a-bowline/index.html');
    await page.getByLabel('Colors').selectOption('dark');
    const theme = (): Promise<string | null> => page.locator('html').getAttribute('data-theme');
    await eventually(theme).toBe('dark');
    await eventually(() => page.evaluate(() => Object.entries(localStorage).flat())).toContain('dark');
    const item = page.locator('#q-loop-size');
    await item.getByRole('radio').first().check();
    await item.getByRole('button', { name: 'Check', exact: true }).click();
    await item.locator('.verdict b').waitFor();
    await page.locator('.term').first().focus();
    await eventually(() => page.locator('#pageDefinition:popover-open').textContent()).toMatch(/\w{3}/);
    await open('index.html');
    expect(await theme()).toBe('dark');
    const onward = page.locator('continue-card a');
    await onward.waitFor();
    await onward.click();
    await page.waitForURL(/\/lessons\/[\w-]+\/index\.html/);
    expect(await page.locator('article[data-lesson]').count()).toBe(1);
    expect(watched.problems).toEqual([]);
  });

  test('says what it lacks, in the place where that was and on a page of its own', async () => {
    await open('lessons/tie-a-bowline/index.html');
    expect(await page.locator('site-search, [data-practice], .take').count()).toBe(0);
    await page.getByRole('link', { name: 'About this copy' }).click();
    expect(await page.locator('main').textContent()).toContain('Search of all pages');
    expect(watched.problems).toEqual([]);
    // It asks for style sheets itself, which the policy does not let it.
    expect(await violations(page)).toEqual([]);
  });

  test('is asked for where there is no site: the answer says what to do', async () => {
    const [source] = tinySources();
    if (!source) throw new Error('There is no course.');
    await expect(wholeSite.publish({ ...source, site: folder.path })).rejects.toThrow('npm run build');
  });
});

longTest('the site of a fork with odd names, from right to left, as one file', async () => {
  const fork = await openOddFork();
  try {
    const copy = join(folder.path, 'עותק & "more"/');
    const [source] = sourcesOf(editionOf(oddFork()), [], []);
    if (!source) throw new Error('There is no course.');
    const [made] = await wholeSite.publish({ ...source, site: fork.folder });
    const files = unzipSync(made?.content ?? new Uint8Array());
    write(files, copy);
    const page = await (await fork.browser.newContext()).newPage();
    const { problems, requests } = await watch(page);
    const pages = Object.keys(files).filter((path) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(20);
    expect(await lostLinks(page, copy, pages, files)).toEqual([]);
    expect(problems).toEqual([]);
    expect(requests.filter((asked) => !/^(?:file|data):/.test(asked))).toEqual([]);
    await page.goto(inFolder(copy, 'index.html'));
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  } finally {
    await fork.close();
  }
});
