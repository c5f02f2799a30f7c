import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { eventually } from '../helpers/screen.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';

const BOWLINE = 'lessons/tie-a-bowline/';
const CLEAT = 'lessons/belay-a-cleat/';
const FIRST_DAY = new Date('2026-03-02T12:00:00Z');
const SIXTH_DAY = new Date('2026-03-07T12:00:00Z');
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 } };

let site: TinySite;
beforeAll(async () => {
  site = await openTinySite(() => undefined);
});
afterEach(() => site.closePages());
afterAll(() => site.close());

const go = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);

const item = (page: Page, id: string) => page.locator(`quiz-item[data-item="${id}"]`);

/** A browser in which one question was answered rightly at once, and one wrongly, five days ago. */
async function learner(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await site.open(BOWLINE, options, (fresh) => fresh.clock.install({ time: FIRST_DAY }));
  await item(page, 'loop-size').getByLabel('It keeps its size').check();
  await item(page, 'loop-size').getByRole('button', { name: 'Check' }).click();
  await go(page, `/${CLEAT}`);
  await item(page, 'horns').getByRole('textbox').fill('4');
  await item(page, 'horns').getByRole('button', { name: 'Check' }).click();
  await page.clock.setFixedTime(SIXTH_DAY);
  return page;
}

const due = (page: Page): Promise<string | null> => page.locator('review-due a').textContent();

test('who has answered nothing has nothing to review, and no count', async () => {
  const page = await site.open('review/');
  await eventually(() => page.locator('daily-review').textContent()).toContain('nothing to review yet');
  await go(page, '/');
  expect(await page.locator('review-due').isVisible()).toBe(false);
});

describe.each([
  ['a phone', PHONE],
  ['a desk', DESK],
])('on %s', (_, options) => {
  test('what was answered comes back, what is not known once more, and all of it is kept, by keyboard', async () => {
    const page = await learner(options);
    await go(page, '/');
    await eventually(() => due(page)).toBe('2 questions to review today');
    await page.locator('review-due a').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Begin' }).focus();
    await page.keyboard.press('Enter');

    // What was not known has waited longest.
    await item(page, 'horns').waitFor();
    expect(await page.locator('legend').textContent()).toBe('Question 1 of 2');
    await page.getByRole('textbox', { name: 'Your answer' }).fill('3');
    await page.keyboard.press('Enter');
    await page.getByText('It comes back at the end of this review').waitFor();
    await page.getByRole('button', { name: 'Next question' }).focus();
    await page.keyboard.press('Enter');

    await item(page, 'loop-size').waitFor();
    await page.getByLabel('It keeps its size').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Good · in \d+ days$/ }).waitFor();
    await page.keyboard.press('Enter');

    await item(page, 'horns').waitFor();
    expect(await page.locator('legend').textContent()).toBe('Question 3 of 3');
    await page.getByRole('textbox', { name: 'Your answer' }).fill('2');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next question' }).click();
    await eventually(() => page.locator('.review-result').textContent()).toContain(
      'Reviewed 2, 1 of them right at once.',
    );
    await eventually(() => page.locator('.review-result').textContent()).toContain('Belay');

    await page.reload();
    await eventually(() => page.locator('daily-review h2').textContent()).toBe('Nothing to review today.');
    await page.clock.setFixedTime(new Date('2026-03-08T12:00:00Z'));
    await page.reload();
    await eventually(() => page.locator('daily-review h2').textContent()).toBe('1 question to review today');
  });
});

test('what happens in a review changes nothing in the lesson', async () => {
  const page = await learner();
  await go(page, '/review/');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('textbox', { name: 'Your answer' }).fill('2');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('button', { name: /^Easy/ }).click();
  await item(page, 'loop-size').waitFor();
  await go(page, `/${CLEAT}`);
  await eventually(() => page.locator('.score').textContent()).toBe('0 of 1 right');
});

test('it can be switched off, and on again, and then nothing is lost', async () => {
  const page = await learner();
  await go(page, '/review/');
  await page.getByRole('button', { name: 'Switch daily review off' }).click();
  await page.getByText('Daily review is switched off').waitFor();
  await go(page, '/');
  expect(await page.locator('review-due').isVisible()).toBe(false);
  await go(page, '/review/');
  await page.getByRole('button', { name: 'Switch daily review on' }).click();
  await eventually(() => page.locator('daily-review h2').textContent()).toBe('2 questions to review today');
});

test('a question that its lesson has no more is left out, and not counted again', async () => {
  const page = await learner();
  await page.evaluate(() => {
    const progress = JSON.parse(localStorage.getItem('progress:/') ?? '{}') as {
      lessons: Record<string, { quiz: object }>;
    };
    Object.assign(progress.lessons['tie-a-bowline']?.quiz ?? {}, { 'not-there': [1, 0] });
    localStorage.setItem('progress:/', JSON.stringify(progress));
  });
  await go(page, '/review/');
  await eventually(() => page.locator('daily-review h2').textContent()).toBe('3 questions to review today');
  await page.getByRole('button', { name: 'Begin' }).click();
  for (const [name, answer] of [
    ['horns', '2'],
    ['loop-size', ''],
  ] as const) {
    await item(page, name).waitFor();
    if (answer === '') await page.getByLabel('It keeps its size').check();
    else await page.getByRole('textbox', { name: 'Your answer' }).fill(answer);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('button', { name: /^Good/ }).click();
  }
  await eventually(() => page.locator('.review-result').textContent()).toContain('Reviewed 2');
  expect(await page.locator('daily-review h2').textContent()).toBe('Nothing to review today.');
});

test('without a network, what was saved is reviewed, and the rest is said to be left out', async () => {
  const page = await learner({ serviceWorkers: 'allow' });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await go(page, '/review/');
  await page.reload();
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await (await caches.open(name)).delete('/lessons/belay-a-cleat/');
  });
  await eventually(() =>
    page.evaluate(async () => {
      const urls = ['/review/', '/lessons/tie-a-bowline/'];
      return (await Promise.all(urls.map((url) => caches.match(url)))).every(Boolean);
    }),
  ).toBe(true);
  await site.goOffline();
  try {
    await page.reload();
    await page.getByRole('button', { name: 'Begin' }).click();
    await item(page, 'loop-size').waitFor();
    await page.getByRole('button', { name: 'End this review' }).click();
    await eventually(() => page.locator('.review-result').textContent()).toContain('1 question is left out');
  } finally {
    await site.goOnline();
  }
});

test('asks nothing that another tab has asked since the page was opened', async () => {
  const page = await learner();
  await go(page, '/review/');
  await page.getByRole('button', { name: 'Begin' }).waitFor();
  const other = await page.context().newPage();
  await other.clock.setFixedTime(SIXTH_DAY);
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Begin' }).click();
  await other.getByRole('textbox', { name: 'Your answer' }).fill('2');
  await other.getByRole('button', { name: 'Check' }).click();
  await other.getByRole('button', { name: /^Good/ }).click();
  await item(other, 'loop-size').waitFor();
  await page.getByRole('button', { name: 'Begin' }).click();
  await item(page, 'loop-size').waitFor();
  expect(await page.locator('legend').textContent()).toBe('Question 1 of 1');
});

test('it goes with the file of progress, into another browser', async () => {
  const page = await learner();
  await go(page, '/review/');
  await page.getByRole('button', { name: 'Switch daily review off' }).click();
  await page.getByRole('button', { name: 'Switch daily review on' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('textbox', { name: 'Your answer' }).fill('2');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('button', { name: /^Good/ }).click();
  await item(page, 'loop-size').waitFor();
  await go(page, '/progress/');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const file = await (await download).path();

  const other = await site.open('progress/', {}, (fresh) => fresh.clock.install({ time: SIXTH_DAY }));
  await other.locator('input[type="file"]').setInputFiles(file);
  await other.getByText('Imported').waitFor();
  await go(other, '/');
  await eventually(() => due(other)).toBe('1 question to review today');
});

test('a file with a part of a later version is refused as a whole, and nothing is left out without a word', async () => {
  const page = await learner();
  await go(page, '/progress/');
  const before = await page.evaluate(() => localStorage.getItem('progress:/'));
  const file = (parts: object) => ({
    name: 'progress.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ version: 2, lessons: { 'code-flags': { visited: '2026-03-01' } }, ...parts })),
  });
  for (const [parts, reason] of [
    [{ review: { version: 9, cards: {} } }, 'newer version'],
    [{ sittings: { version: 9, attempts: [] } }, 'newer version'],
    [{ review: { version: 1, cards: { 'pods/x': [1] } } }, 'not a progress file'],
  ] as const) {
    await page.locator('input[type="file"]').setInputFiles(file(parts));
    await eventually(() => page.locator('.toast').last().textContent()).toContain(reason);
    expect(await page.evaluate(() => localStorage.getItem('progress:/'))).toBe(before);
  }
});

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test.each([
    ['a phone', PHONE],
    ['a desk', DESK],
  ])('everybody can use it, on %s', async (_, options) => {
    const page = await learner({ ...options, colorScheme });
    await go(page, '/review/');
    await page.getByRole('button', { name: 'Begin' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('textbox', { name: 'Your answer' }).fill('2');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('button', { name: /^Good/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Good/ }).click();
    await item(page, 'loop-size').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(options.viewport.width);
    await page.getByRole('button', { name: 'End this review' }).click();
    await page.locator('.review-result').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
