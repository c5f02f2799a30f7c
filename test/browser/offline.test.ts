import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { retiredWorkerText } from '../../src/site/offline.ts';
import { longTest } from '../helpers/long.ts';
import { eventually } from '../helpers/screen.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';
import { type Watched, watch } from '../helpers/watch.ts';

const BASE = '/sea/';
const FIRST = 'lessons/tie-a-bowline/';
const OTHER = 'lessons/belay-a-cleat/';

let site: TinySite;
beforeAll(async () => {
  site = await openTinySite(() => undefined, BASE);
});
afterEach(async () => {
  await site.closePages();
  await site.goOffline();
  await site.goOnline();
});
afterAll(() => site?.close());

const heading = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent();

/** Paths below the site that a page can be read from without a network. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
}

/** Opens a page and waits until the worker has kept it. */
async function openKept(path: string): Promise<Page> {
  const page = await site.open(path);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await eventually(async () => (await kept(page)).includes(BASE + path)).toBe(true);
  return page;
}

/** Looks of a page that needs its styles and its fonts: no network, no looks. */
const font = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].some(({ status }) => status === 'loaded');
  });

describe('without a network', () => {
  test('pages that were read can be read again, the very first one with its styles, fonts and scripts', async () => {
    const page = await openKept(FIRST);
    await page.goto(site.address(OTHER));
    await eventually(async () => (await kept(page)).includes(BASE + OTHER)).toBe(true);
    await site.goOffline();
    await page.goto(site.address(`${FIRST}?answers#tie-it`));
    expect(await heading(page)).toBe('Tie a bowline');
    expect(await font(page)).toBe(true);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    expect(await page.getByRole('button', { name: 'Done. Undo?' }).isVisible()).toBe(true);
    await page.goto(site.address(OTHER));
    expect(await heading(page)).toBe('Belay a cleat');
  });

  test('a page that was not read says so, and lists the lessons that can be read', async () => {
    const page = await openKept(FIRST);
    await site.goOffline();
    await page.goto(site.address('lessons/compass-course/'));
    expect(await heading(page)).toBe('No network');
    await page.getByRole('link', { name: 'Tie a bowline' }).click();
    expect(await heading(page)).toBe('Tie a bowline');
  });

  test('all of a course that was saved can be read, and removed again', async () => {
    const page = await openKept('courses/harbor/');
    const save = page.getByRole('button', { name: /^Save this course \(\d+(\.\d)? (kB|MB)\)/ });
    await save.click();
    await page.getByText('is saved on this device').waitFor();
    const { files } = JSON.parse(readFileSync(join(site.folder, 'courses/harbor/offline.json'), 'utf8')) as {
      files: [string, number, string][];
    };
    await site.goOffline();
    for (const [path] of files.filter(([one]) => one.endsWith('/') || one === '')) {
      await page.goto(site.address(path));
      expect(await heading(page), path).not.toBe(path === 'offline/' ? '' : 'No network');
    }
    await page.goto(site.address('lessons/code-flags/'));
    expect(await page.locator('main figure :is(img, svg)').first().isVisible()).toBe(true);
    await page.goto(site.address('courses/harbor/'));
    await page.getByRole('button', { name: 'Remove the saved course' }).click();
    await save.waitFor();
    expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('course:')))).toEqual(
      [],
    );
  });

  test('saving says that the network was lost, and what was broken off is not taken for a whole', async () => {
    const page = await openKept('courses/harbor/');
    await site.goOffline();
    await page.getByRole('button', { name: /^Save this course/ }).click();
    await page.getByText('because the network was lost').waitFor();
    await site.goOnline();
    await page.reload();
    await page.getByRole('button', { name: /^Save this course/ }).click();
    await page.getByText('is saved on this device').waitFor();
  });
});

test('the worker is small, breaks no policy, and everything of a course lies in the site with the size that is said', async () => {
  expect(statSync(join(site.folder, 'sw.js')).size).toBeLessThan(8000);
  let watched: Watched | undefined;
  const page = await site.open('', {}, async (fresh) => {
    watched = await watch(fresh);
  });
  await page.goto(site.address(FIRST));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  expect(watched?.problems).toEqual([]);
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.scope))).toBe(
    site.address(),
  );
  for (const course of readdirSync(join(site.folder, 'courses'), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  )) {
    const list = JSON.parse(readFileSync(join(site.folder, 'courses', course.name, 'offline.json'), 'utf8')) as {
      files: [string, number, string][];
    };
    expect(list.files.length).toBeGreaterThan(10);
    for (const [path, bytes] of list.files) {
      const file = decodeURIComponent(path === '' || path.endsWith('/') ? `${path}index.html` : path);
      expect(statSync(join(site.folder, file)).size, path).toBe(bytes);
    }
  }
});

longTest('with a network nobody reads an old page, and saved courses follow a new version', async () => {
  const page = await openKept('courses/harbor/');
  await page.getByRole('button', { name: /^Save this course/ }).click();
  await page.getByText('is saved on this device').waitFor();
  await page.goto(site.address(FIRST));
  await site.rebuild((content) =>
    content.edit('content/courses/harbor/mooring/tie-a-bowline/lesson.mdx', (text) =>
      text.replace('A boat pulls at its rope all night.', 'A ship pulls at its rope all day.'),
    ),
  );
  await page.reload();
  expect(await page.locator('.prose').textContent()).toContain('A ship pulls');
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.update()));
  const inCourse = (): Promise<boolean> =>
    page.evaluate(async () => {
      const name = (await caches.keys()).find((one) => one.startsWith('course:')) ?? '';
      const answer = await (await caches.open(name)).match(location.href);
      return (await answer?.text())?.includes('A ship pulls') ?? false;
    });
  await eventually(inCourse).toBe(true);
});

test('where a site is switched off, the worker removes what it kept, and itself', async () => {
  const page = await openKept(FIRST);
  await page.evaluate(() => caches.open('of another site'));
  writeFileSync(join(site.folder, 'sw.js'), retiredWorkerText(BASE));
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.update()));
  await eventually(() =>
    page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)),
  ).toBe(0);
  expect(await page.evaluate(() => caches.keys())).toEqual(['of another site']);
});
