import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { build, copyProject, TINY, temporaryFolder } from '../helpers/build.ts';
import { builtFiles, LinkTargets, type PageFacts, pageFacts } from '../helpers/built.ts';
import { searchDialog, searchFor } from '../helpers/search.ts';
import { openSite, type Site } from '../helpers/site.ts';
import { type Watched, watch } from '../helpers/watch.ts';

const BASE = '/open/kubernetes/';
const ADDRESS = `http://localhost${BASE}`;
const DESK = { viewport: { width: 1440, height: 900 } };
const folder = temporaryFolder();
const dist = join(folder.path, 'dist');
const project = join(folder.path, 'project');

let site: Site;
let pages: PageFacts[];
beforeAll(async () => {
  copyProject(project);
  const { code, output } = await build({
    project,
    content: TINY,
    dist,
    cache: join(folder.path, 'cache'),
    address: ADDRESS,
  });
  expect(output.trim()).toBe('');
  expect(code).toBe(0);
  site = await openSite(dist, BASE);
  pages = await pageFacts(site.browser, builtFiles(dist, '.html'));
});
afterEach(() => site.closePages());
afterAll(async () => {
  await site?.close();
  folder.remove();
});

describe('a site below a path', () => {
  test('has all its links, pictures, scripts and styles below that path', () => {
    const targets = new LinkTargets(dist, pages, ADDRESS);
    const all = pages.flatMap(({ path, references }) => references.map((reference) => ({ path, reference })));
    expect(all.filter(({ reference }) => reference.startsWith(BASE)).length).toBeGreaterThan(100);
    expect(all.flatMap(({ path, reference }) => targets.problem(path, reference) ?? [])).toEqual([]);
    const styles = builtFiles(dist, '.css').flatMap(({ path, text }) =>
      [...text.matchAll(/url\(["']?(?!data:)([^"')]+)/g)].map((match) => ({ path, reference: match[1] ?? '' })),
    );
    expect(styles.length).toBeGreaterThan(0);
    expect(styles.flatMap(({ path, reference }) => targets.problem(path, reference) ?? [])).toEqual([]);
  });

  test('names its full address in feed, sitemap, manifest, citations and data for machines', () => {
    for (const path of ['feed.xml', 'sitemap-0.xml', 'robots.txt', 'curriculum.json', 'lessons/tie-a-bowline/cite.bib'])
      expect(readFileSync(join(dist, path), 'utf8'), path).toContain(ADDRESS);
    expect(readFileSync(join(dist, 'sitemap-0.xml'), 'utf8')).toContain(`<loc>${ADDRESS}lessons/tie-a-bowline/</loc>`);
    expect(JSON.parse(readFileSync(join(dist, 'site.webmanifest'), 'utf8'))).toMatchObject({
      start_url: BASE,
      scope: BASE,
      icons: expect.arrayContaining([expect.objectContaining({ src: `${BASE}icon-192.png` })]),
    });
    const jsonLd = pages.find(({ path }) => path === 'lessons/tie-a-bowline/index.html')?.jsonLd[0] ?? '';
    expect(JSON.parse(jsonLd)).toMatchObject({ '@id': `${ADDRESS}lessons/tie-a-bowline/` });
  });

  test('can be walked through from the home page to the last lesson, without an error', async () => {
    let watched: Watched | undefined;
    const page = await site.open('', DESK, async (fresh) => {
      watched = await watch(fresh);
    });
    await page.getByRole('navigation').getByRole('link', { name: 'Courses' }).click();
    await page.waitForURL(site.address('courses/'));
    await page.getByRole('link', { name: 'Leaving harbor' }).click();
    await page.waitForURL(site.address('courses/harbor/'));
    await page.getByRole('link', { name: 'Start the course' }).click();
    await page.waitForURL(site.address('lessons/tie-a-bowline/'));
    await page.keyboard.press(']');
    await page.waitForURL(site.address('lessons/belay-a-cleat/'));
    await page.locator('.prose a', { hasText: 'Tie a bowline' }).click();
    await page.waitForURL(site.address('lessons/tie-a-bowline/#tie-it'));
    await page.goBack();
    await page.locator('.neighbours [rel="next"]').click();
    await page.waitForURL(site.address('lessons/code-flags/'));
    const picture = page.locator('figure.image :is(img, svg)').first();
    await picture.scrollIntoViewIfNeeded();
    expect((await picture.boundingBox())?.width).toBeGreaterThan(0);
    await page.getByRole('tab', { name: 'By night' }).click();
    await page.getByRole('link', { name: 'Tiny Harbor' }).first().click();
    await page.waitForURL(site.address());
    expect(watched?.problems).toEqual([]);
    expect(watched?.requests.filter((url) => !url.startsWith(`${site.origin}${BASE}`))).toEqual([]);
  });

  test('is searched below that path, and a result leads to its heading', async () => {
    let watched: Watched | undefined;
    const page = await site.open('', {}, async (fresh) => {
      watched = await watch(fresh);
    });
    await searchFor(page, 'standing part');
    const heading = searchDialog(page).locator('.search-heading[href$="#tie-it"]');
    expect(await heading.getAttribute('href')).toBe(`${BASE}lessons/tie-a-bowline/#tie-it`);
    await heading.click();
    await page.waitForURL(site.address('lessons/tie-a-bowline/#tie-it'));
    expect(watched?.requests.filter((url) => !url.startsWith(`${site.origin}${BASE}`))).toEqual([]);
  });

  test('keeps progress under a name of its own, so that another site on the same host keeps its own', async () => {
    const page = await site.open('lessons/tie-a-bowline/', DESK);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    const keys = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('progress')));
    expect(keys).toEqual([expect.stringContaining(BASE)]);
    await page.goto(site.address('courses/harbor/'));
    await page.getByText('1 of 3 done').waitFor();
    await page.getByRole('link', { name: 'Continue' }).click();
    await page.waitForURL(site.address('lessons/belay-a-cleat/'));
    await page.goto(site.address());
    await page.locator('continue-card a').click();
    await page.waitForURL(site.address('lessons/belay-a-cleat/'));
  });

  test('sends those who come by an earlier id of a lesson to the lesson', async () => {
    const page = await site.open('lessons/steer-by-needle/');
    await page.waitForURL(site.address('lessons/compass-course/'));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Steer a compass course');
    const redirect = readFileSync(join(dist, 'lessons/steer-by-needle/index.html'), 'utf8');
    expect(redirect).toMatch(/^<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'/);
    expect(redirect).toContain(`*:*${BASE}_astro/`);
    expect(redirect).toContain(`<link rel="canonical" href="${ADDRESS}lessons/compass-course/"`);
    expect(readFileSync(join(dist, 'sitemap-0.xml'), 'utf8')).not.toContain('steer-by-needle');
  });

  test('leads from a link by an earlier id straight to the lesson', async () => {
    const page = await site.open('lessons/log-line/');
    const link = page.locator('.prose a', { hasText: 'Steer a compass course' });
    expect(await link.getAttribute('href')).toBe(`${BASE}lessons/compass-course/`);
  });

  test('answers an address that leads nowhere with its own page, whose links and styles work', async () => {
    const page = await site.open('deep/down/nothing/');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Off the chart');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontFamily)).toContain('Atkinson');
    await page.getByRole('main').getByRole('link', { name: 'Glossary' }).click();
    await page.waitForURL(site.address('glossary/'));
  });

  test('publishes no draft', () => {
    expect(existsSync(join(dist, 'lessons/code-flags/index.html'))).toBe(true);
    expect(existsSync(join(dist, 'lessons/night-lights'))).toBe(false);
    const mentions = builtFiles(dist, '.html', '.xml', '.json').filter(({ text }) => text.includes('night-lights'));
    expect(mentions.map(({ path }) => path)).toEqual([]);
  });
});
