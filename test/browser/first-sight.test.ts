import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

/** A lesson without a figure to play with: those have one sheet more. */
const LESSON = 'lessons/health-logs-events/';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

/** A page with nobody at it, with the names of the scripts and styles that it has asked for. */
async function alone(path: string): Promise<{ page: Page; asked: string[] }> {
  const page = await (await site.browser.newContext()).newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/\.(js|css|json)$/.test(pathname)) asked.push(pathname.replace(/^.*\/|\.[\w-]+(?=\.\w+$)/g, ''));
  });
  // Its scripts have run once it is loaded; on a slow machine the network is idle before.
  await page.goto(site.address(path));
  await page.waitForLoadState('networkidle');
  return { page, asked };
}

describe('a lesson that nobody has touched', () => {
  test('has loaded one script and one sheet, and offers search and colors where they stay', async () => {
    const { page, asked } = await alone(LESSON);
    expect(asked).toHaveLength(2);
    expect(asked.map((name) => name.replace(/^.*\./, '')).sort()).toEqual(['css', 'js']);
    const header = page.locator('.site-header');
    const before = await header.boundingBox();
    expect(await page.getByRole('button', { name: 'Search' }).first().isVisible()).toBe(true);
    await page.mouse.move(300, 300);
    await eventually(() => asked).toContain('definitions.json');
    await page.locator('.copy').first().waitFor();
    expect(await header.boundingBox()).toEqual(before);
  });

  for (const [what, act] of Object.entries<(page: Page) => Promise<unknown>>({
    'a scroll': (page) => page.mouse.wheel(0, 400),
    'a key': (page) => page.keyboard.press('Tab'),
    'a touch': (page) => page.dispatchEvent('body', 'touchstart'),
  }))
    test(`is equipped by ${what}`, async () => {
      const { page } = await alone(LESSON);
      await act(page);
      await page.locator('.copy').first().waitFor();
    });

  test('closes its contents above the section that is chosen, even if the rest never comes', async () => {
    const { page } = await alone(LESSON);
    await page.setViewportSize({ width: 360, height: 780 });
    await page.route('**/*.{js,css}', (route) => route.abort());
    await page.getByRole('button', { name: 'Contents' }).click();
    const link = page.locator('.passage .soundings a').nth(1);
    await link.click();
    await eventually(() => page.locator('.passage:popover-open').count()).toBe(0);
    expect(new URL(page.url()).hash).toBe(await link.getAttribute('href'));
  });

  test('does what was asked of it before it was equipped', async () => {
    const { page } = await alone(LESSON);
    await page.locator('.search-button').evaluate((button: HTMLElement) => button.click());
    await page.locator('dialog[open]').waitFor();
    const other = await alone(LESSON);
    await other.page.keyboard.press('/');
    await other.page.locator('dialog[open]').waitFor();
    const third = await alone(LESSON);
    await third.page.locator('theme-choice select').selectOption('dark');
    await eventually(() => third.page.evaluate(() => localStorage.getItem('theme:/'))).toBe('dark');
    const fourth = await alone(LESSON);
    await fourth.page.keyboard.press(']');
    await fourth.page.waitForURL('**/lessons/autoscaling-and-observability/');
  });
});

test('whoever was here before, or comes for something in the page, has it all at once', async () => {
  const { page } = await alone(LESSON);
  await page.mouse.wheel(0, 400);
  await page.locator('.copy').first().waitFor();
  await page.goto(site.address('lessons/deployments/'));
  await page.locator('.copy').first().waitFor();
  const linked = await alone(`${LESSON}#q-order-of-looks`);
  await linked.page.locator('.copy').first().waitFor();
});
