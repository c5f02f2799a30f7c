import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { eventually, isRendered } from '../helpers/screen.ts';
import { openSite, pageKinds, type Site } from '../helpers/site.ts';

const LESSON = 'lessons/cluster-anatomy/';
const PLAIN = { javaScriptEnabled: false };
const PHONE = { width: 360, height: 800 };

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  page = await site.open('', PLAIN);
});
afterAll(() => site.close());

async function show(path: string, viewport = { width: 1440, height: 900 }): Promise<void> {
  await page.setViewportSize(viewport);
  await page.goto(site.address(path));
}

async function hiddenOnes(elements: Locator): Promise<string[]> {
  return elements.evaluateAll((nodes) =>
    nodes
      .filter((node) => !node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((node) => node.outerHTML.slice(0, 120)),
  );
}

/** What only scripts can do is not offered without them, heading included. */
test('without script, every page shows its heading, its navigation and its text', async () => {
  for (const { name, path } of pageKinds()) {
    await show(path);
    expect(await isRendered(page.getByRole('heading', { level: 1 })), name).toBe(true);
    expect(
      await hiddenOnes(page.locator('.site-header nav a, main :is(h2, h3):not([hidden] *, progress-tools *)')),
      name,
    ).toEqual([]);
    expect((await page.getByRole('main').textContent())?.length, name).toBeGreaterThan(120);
  }
});

test('without script, nothing is offered that needs it', async () => {
  for (const path of ['', LESSON, 'courses/', 'no-such-page/']) {
    await show(path);
    expect(await page.getByRole('button').count(), path).toBe(0);
    expect(await page.getByRole('combobox').count(), path).toBe(0);
  }
});

test('without script, every link of the navigation leads to its page', async () => {
  await show('');
  const links = page.locator('.site-header a');
  const count = await links.count();
  expect(count).toBeGreaterThanOrEqual(5);
  for (let index = 0; index < count; index++) {
    const address = await links.nth(index).evaluate((link: HTMLAnchorElement) => link.href);
    const [answer] = await Promise.all([page.waitForResponse(address), links.nth(index).click()]);
    expect(answer.status(), address).toBe(200);
    await page.waitForURL(address);
    await page.goto(site.address());
  }
});

test('without script, a lesson leads to its neighbors, its course and its sections', async () => {
  await show(LESSON);
  await page.locator('.soundings a').nth(1).click();
  await eventually(() => new URL(page.url()).hash).not.toBe('');
  const { next } = getCurriculum().positions.get('cluster-anatomy') ?? {};
  await page.locator('.neighbours [rel="next"]').click();
  await page.waitForURL(`**/lessons/${next?.id}/`);
  await page.locator('.neighbours [rel="prev"]').click();
  await page.waitForURL(`**/${LESSON}`);
  await page.locator('.passage-course a').click();
  await page.waitForURL('**/courses/introduction/');
});

test('without script, every question of a quiz can be read, and its answer and explanation unfolded', async () => {
  await show(LESSON);
  const items = page.locator('quiz-item');
  const count = await items.count();
  expect(count).toBe(8);
  for (let index = 0; index < count; index++) {
    const item = items.nth(index);
    expect((await item.locator('.question').textContent())?.length).toBeGreaterThan(20);
    const answer = item.locator('details');
    expect(await answer.evaluate((details: HTMLDetailsElement) => details.open)).toBe(false);
    await item.getByText('Answer and explanation').click();
    expect(await hiddenOnes(answer.locator('p, li'))).toEqual([]);
    expect((await answer.textContent())?.length).toBeGreaterThan(100);
  }
});

test('without script, all tabs are shown one after the other, each under its label', async () => {
  await show('lessons/first-cluster-and-kubectl/');
  expect(await page.locator('lesson-tabs .tab').count()).toBeGreaterThanOrEqual(4);
  expect(await hiddenOnes(page.locator('lesson-tabs .tab, lesson-tabs .tab-label'))).toEqual([]);
});

test('without script, the passage opens and closes on a phone', async () => {
  await show(LESSON, PHONE);
  const drawer = page.locator('#pagePassage');
  expect(await isRendered(drawer)).toBe(false);
  await page.getByRole('button', { name: 'Contents' }).click();
  await drawer.waitFor();
  expect(await isRendered(drawer.getByRole('link', { name: 'Inside a container image' }))).toBe(true);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
});

test('without script, credit and license are shown in every lesson and on the attribution page', async () => {
  const lessons = pageKinds().filter(({ path }) => path.startsWith('lessons/'));
  for (const { name, path } of lessons) {
    await show(path);
    const parts = page.locator('.colophon [data-attribution]');
    expect(await parts.count(), name).toBe(6);
    expect(await hiddenOnes(parts), name).toEqual([]);
  }
  await show('attribution/');
  expect(await page.locator('figure.code').count()).toBe(4);
  expect(await hiddenOnes(page.locator('main p, main li, main figure, main dd'))).toEqual([]);
});
