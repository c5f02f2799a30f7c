import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../helpers/site.ts';

/** A lesson whose code is not in tabs: those show all of it until their script is there. */
const LESSON = 'lessons/deployments/';
/** What holds what scripts add. */
const PARTS = '.prose > :is(h2, h3), quiz-item, .tasks > li, .actions';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

/** A page that nobody has touched, in a window of a width in px. */
async function untouched(path: string, width: number, hasFonts = true): Promise<Page> {
  const page = await (await site.browser.newContext({ viewport: { width, height: 900 } })).newPage();
  if (!hasFonts) await page.route('**/*.woff2', (route) => route.abort());
  await page.goto(site.address(path));
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** How high parts of a page are, in px, each with its id or name. */
function heights(page: Page, parts: string): Promise<string[]> {
  return page.locator(parts).evaluateAll((nodes) =>
    nodes.map((node) => {
      const { height } = node.getBoundingClientRect();
      return `${node.id || node.className || node.localName}: ${Math.round(height)}`;
    }),
  );
}

/** Whether this machine has one of the fonts whose metrics are known, which most systems have. */
function hasFallback(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    new FontFace('fallback', 'local("Arial"), local("Liberation Sans"), local("Arimo")').load().then(
      () => true,
      () => false,
    ),
  );
}

describe('nothing moves', () => {
  for (const [width, parts] of [
    [360, PARTS],
    [768, PARTS],
    [1440, `${PARTS}, .prose > *`],
  ] as const)
    test(`when scripts come to a lesson, at ${width} px`, async () => {
      const page = await untouched(LESSON, width);
      const before = await heights(page, parts);
      await page.evaluate(() => dispatchEvent(new Event('pointermove')));
      for (const added of [
        '.copy',
        '.anchor',
        '.task-done',
        '.quiz-actions',
        'lesson-done button',
        'lesson-print details',
      ])
        await page.locator(added).first().waitFor({ state: 'attached' });
      expect(await heights(page, parts)).toEqual(before);
    });

  for (const width of [360, 768, 1440])
    test(`at the top of pages when fonts come, at ${width} px`, async ({ skip }) => {
      const page = await untouched('', width, false);
      skip(!(await hasFallback(page)), 'none of the fallback fonts is installed');
      expect(await heights(page, '.site-header')).toEqual(await heights(await untouched('', width), '.site-header'));
    });

  for (const path of ['glossary/', 'verify/', 'progress/', 'courses/'])
    test(`when the scripts of ${path} come`, async () => {
      const page = await (await site.browser.newContext({ viewport: { width: 768, height: 900 } })).newPage();
      // Scripts wait until the page was seen without them.
      const seen = Promise.withResolvers<void>();
      await page.route('**/*.js', async (route) => {
        await seen.promise;
        await route.continue();
      });
      await page.goto(site.address(path), { waitUntil: 'commit' });
      await page.locator('.site-footer').waitFor();
      await page.evaluate(() => document.fonts.ready);
      const before = await heights(page, 'main');
      seen.resolve();
      await page.waitForLoadState();
      await page.evaluate(() => dispatchEvent(new Event('pointermove')));
      await page.waitForLoadState('networkidle');
      expect(await page.locator(':not(:defined)').count()).toBe(0);
      expect(await heights(page, 'main')).toEqual(before);
    });

  test('aside when fonts come: lines have the same width', async () => {
    const widths = async (hasFonts: boolean): Promise<string[]> => {
      const page = await untouched(LESSON, 1440, hasFonts);
      return page
        .locator('.prose > p, .summary')
        .evaluateAll((nodes) => nodes.map((node) => String(Math.round(node.getBoundingClientRect().width))));
    };
    expect(await widths(false)).toEqual(await widths(true));
  });
});

test('whoever has no scripts sees no room for what they add', async () => {
  const page = await site.open(LESSON, { javaScriptEnabled: false });
  const [actions] = await heights(page, '.actions');
  expect(await page.locator('lesson-done').isVisible()).toBe(false);
  const others = await heights(page, '.actions > :is(p, details)');
  const sum = others.reduce((all, line) => all + Number(/\d+$/.exec(line)?.[0]), 0);
  expect(Number(/\d+$/.exec(actions ?? '')?.[0])).toBeLessThan(sum + 20);
});
