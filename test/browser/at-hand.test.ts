import { chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../../src/checks/browser/launch.ts';
import { answerFirst, QUIZ_LESSON } from '../helpers/quiz.ts';
import { eventually } from '../helpers/screen.ts';
import { DIST, openSite, realBase, type Site } from '../helpers/site.ts';

const LESSON = 'lessons/pods/';
const DESK = { viewport: { width: 1440, height: 900 } };

let site: Site;
beforeAll(async () => {
  // Playwright switches off what browsers do when somebody comes back to a page; here it is what is tried.
  site = await openSite(DIST, realBase(), () =>
    chromium.launch({
      executablePath: findBrowser() ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    }),
  );
});
afterEach(() => site.closePages());
afterAll(() => site.close());

/** The sections that contents and scale bar say are being read. */
function present(page: Page): Promise<[contents: string[], bar: string[]]> {
  return page.evaluate(() => {
    const links = (selector: string): string[] =>
      [...document.querySelectorAll<HTMLAnchorElement>(`${selector} [aria-current="location"]`)].map(
        ({ hash }) => hash,
      );
    return [links('.soundings'), links('.scale')];
  });
}

describe('sections', () => {
  test('that are being read are said in the contents and on the scale bar, one at a time', async () => {
    const page = await site.visit(LESSON);
    expect(await present(page)).toEqual([[], ['#pageMain']]);
    for (const id of ['#write-a-pod', '#read-the-status-of-a-pod', '#write-a-pod']) {
      await page.evaluate((hash) => document.querySelector(hash)?.scrollIntoView({ behavior: 'instant' }), id);
      await eventually(() => present(page)).toEqual([[id], [id]]);
    }
  });

  test('have an address that can be copied, and headings are called what they say', async () => {
    const page = await site.open(LESSON, { ...DESK, permissions: ['clipboard-read', 'clipboard-write'] });
    const heading = page.getByRole('heading', { name: 'Write a Pod', exact: true });
    const anchor = heading.getByRole('link');
    await heading.hover();
    expect(await anchor.getAttribute('aria-label')).toContain('Write a Pod');
    await anchor.click();
    expect(page.url()).toBe(site.address(`${LESSON}#write-a-pod`));
    await page.getByRole('status').filter({ hasText: /./ }).first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(site.address(`${LESSON}#write-a-pod`));
  });
});

test('bars show how far somebody is in the colors of the system as well', async () => {
  const page = await site.visit('exams/kcna/');
  const painted = async (selector: string): Promise<boolean> => {
    const shot = await page.locator(selector).first().screenshot();
    return page.evaluate(async (bytes) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))]));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const row = context?.getImageData(0, Math.floor(image.height / 2), image.width, 1).data ?? [];
      const at = (share: number): string =>
        row.slice(4 * Math.floor(share * image.width), 4 * Math.floor(share * image.width) + 3).join();
      return at(0.1) !== at(0.9);
    }, shot.toString('base64'));
  };
  expect(await painted('meter')).toBe(true);
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await painted('meter')).toBe(true);
});

test('the page of an exam says how far its reader is, and says nothing to a newcomer', async () => {
  const page = await site.visit('exams/kcna/');
  const states = page.locator('.competencies learned-state:visible');
  expect(await states.count()).toBe(0);
  await page.goto(site.address(QUIZ_LESSON));
  await answerFirst(page, true);
  await page.goto(site.address('exams/kcna/'));
  const said = await states.allTextContents();
  expect(said.length).toBeGreaterThan(0);
  for (const words of said) expect(words).toMatch(/[1-9]\d* of \d+/);
});

test('the browser is asked to keep progress when the first lesson is begun, and not before or again', async () => {
  const asked: string[] = [];
  const page = await site.open('', DESK, async (fresh) => {
    await fresh.exposeFunction('asked', (path: string) => asked.push(path));
    await fresh.addInitScript(() => {
      const { persist } = StorageManager.prototype;
      StorageManager.prototype.persist = function (this: StorageManager) {
        (globalThis as unknown as { asked(path: string): void }).asked(location.pathname);
        return persist.call(this);
      };
    });
  });
  await page.goto(site.address('courses/introduction/'));
  expect(asked).toEqual([]);
  await page.goto(site.address(LESSON));
  await eventually(() => asked).toEqual([`${site.base}${LESSON}`]);
  await page.goto(site.address(QUIZ_LESSON));
  await page.reload();
  expect(asked).toHaveLength(1);
});

test('a page that is come back to, as it was left, says what was done since', async () => {
  const page = await site.open(QUIZ_LESSON, DESK);
  // A worker that takes over pages has those loaded again that were left before it did.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.evaluate(() => {
    (globalThis as { wasHere?: boolean }).wasHere = true;
    addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.persisted = String(persisted);
    });
  });
  await page.goto(site.address('courses/introduction/'));
  const other = await page.context().newPage();
  await other.goto(site.address(QUIZ_LESSON));
  await other.getByRole('combobox', { name: 'Colors' }).selectOption('dark');
  await answerFirst(other, true);
  await page.goBack({ waitUntil: 'commit' });
  // The very page: nothing was loaded again.
  expect(await page.evaluate(() => (globalThis as { wasHere?: boolean }).wasHere)).toBe(true);
  expect(await page.locator('html').getAttribute('data-persisted')).toBe('true');
  await eventually(() => page.locator('lesson-quiz .score').textContent()).toMatch(/^1 of/);
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
});
