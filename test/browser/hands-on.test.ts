import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { withForm } from '../helpers/form.ts';
import { PracticePage } from '../helpers/practice-page.ts';
import { eventually } from '../helpers/screen.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';

const FORM = 'practice/tcs/1/';
const MINUTE = 60_000;
const PATIENCE_MS = 60_000;

let site: TinySite;
beforeAll(async () => {
  site = await openTinySite(withForm);
}, 300_000);
afterEach(() => site.closePages());
afterAll(() => site?.close());

async function open(options: BrowserContextOptions = {}): Promise<PracticePage> {
  const page = await site.open(FORM, options, async (fresh) => {
    fresh.on('dialog', (dialog) => void dialog.accept());
  });
  await page.locator('.exam-lobby').waitFor();
  return new PracticePage(page);
}

async function begin(lab: PracticePage): Promise<void> {
  await lab.page.getByRole('button', { name: 'Begin' }).focus();
  await lab.page.keyboard.press('Enter');
  await lab.ready();
}

/** Presses a button by keyboard. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator('.exam-tasks').getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}

const heading = (page: Page): Promise<string | null> => page.locator('.exam-tasks h3').textContent();
const points = (page: Page): Promise<string[]> =>
  page.locator('.exam-review > li > details > summary > b').allTextContents();

/** The task of the other cluster is done by half, the last one wholly; in between the page is loaded anew. */
async function sit(lab: PracticePage): Promise<void> {
  const { page } = lab;
  expect(await heading(page)).toBe('Make rope');
  await press(page, 'Flag');
  await press(page, 'Next');
  expect(await heading(page)).toBe('Make chart');
  await press(page, 'Put it into the terminal');
  await page.keyboard.press('Enter');
  await lab.idle();
  await lab.run('kubectl create configmap chart');
  await page.reload();
  await lab.ready();
  expect(await heading(page)).toBe('Make chart');
  expect(await lab.run('kubectl config current-context')).toContain('kind-island');
  await lab.run('for name in light light-too; do kubectl create configmap $name; done');
  await lab.show('Tasks');
  expect(await page.locator('.exam-grid [data-flagged] .sr-only').textContent()).toBe(
    'Task 1, 60 %: Make rope (flagged)',
  );
  await press(page, 'End the exam');
  await page.locator('.exam-result').waitFor({ timeout: PATIENCE_MS });
}

describe.each([
  ['at a desk', { viewport: { width: 1440, height: 900 } }],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true }],
] as const)('a hands-on exam %s', (_, options) => {
  test('is sat by keyboard, with a reload in the middle, and gives points for parts', {
    timeout: 300_000,
  }, async () => {
    const lab = await open(options);
    const { page } = lab;
    await begin(lab);
    // Nothing is said before the end, and nothing of the page can be reached beside it.
    expect(await page.locator('.exam-tasks .exam-conditions').count()).toBe(0);
    expect(await page.getByRole('tab', { name: 'Events' }).count()).toBe(0);
    expect(await page.evaluate(() => document.querySelector('header')?.inert)).toBe(true);
    await sit(lab);
    expect(await page.locator('.exam-score').textContent()).toBe('27.5 of 100 points.');
    expect(await page.locator('.exam-result').textContent()).toContain('not enough: 66 are needed');
    expect(await points(page)).toEqual(['0 of 60', '12.5 of 25', '15 of 15']);
    expect(await page.locator('.exam-result tbody tr:first-child').textContent()).toContain('0 of 60');
    await page.locator('.exam-review > li:nth-child(2) > details > summary').click();
    expect(await page.locator('.exam-review > li:nth-child(2) .exam-conditions li').allTextContents()).toEqual([
      'Holds: There is the ConfigMap chart.',
      'Does not hold: There is the ConfigMap chart-too.',
    ]);
    expect(await page.locator('.exam-missing').textContent()).toContain('There is no sea here. Go to a harbor.');
    await page.getByLabel('Without all points').check();
    expect(await page.locator('.exam-review > li:not([hidden])').count()).toBe(2);
    // It is still there, and the next sitting begins with nothing done.
    await page.reload();
    await eventually(() => page.locator('.exam-history li').textContent()).toContain('27.5 %');
    await begin(lab);
    await lab.run('kubectl config current-context');
    expect(await lab.printed()).toContain('kind-harbor');
    await lab.show('Tasks');
    await press(page, 'End the exam');
    await page.locator('.exam-result').waitFor({ timeout: PATIENCE_MS });
    expect(await page.locator('.exam-score').textContent()).toBe('0 of 100 points.');
  });

  test.each(['light', 'dark'] as const)(
    'has nothing that axe finds, in %s',
    { timeout: 300_000 },
    async (colorScheme) => {
      const lab = await open({ ...options, colorScheme });
      const { page } = lab;
      expect(await violations(page)).toEqual([]);
      await page.getByText('As training').click();
      await begin(lab);
      await page.locator('.exam-tasks .exam-conditions').waitFor();
      await page.locator('.exam-tasks summary').first().click();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await press(page, 'End the exam');
      await page.locator('.exam-result').waitFor({ timeout: PATIENCE_MS });
      await page.locator('.exam-review > li:first-child > details > summary').click();
      expect(await violations(page)).toEqual([]);
      await page.goto(site.address('practice/tcs/'));
      expect(await violations(page)).toEqual([]);
    },
  );
});

test('training says which conditions hold, has hints, and can be paused', { timeout: 300_000 }, async () => {
  const lab = await open({ viewport: { width: 1440, height: 900 } });
  const { page } = lab;
  await page.getByText('As training').click();
  await begin(lab);
  await lab.run('kubectl create configmap rope');
  const held = page.locator('.exam-tasks .exam-conditions [data-met="true"]');
  await eventually(() => held.allTextContents()).toEqual(['Holds: There is the ConfigMap rope.']);
  expect(await page.locator('.exam-tasks summary').allTextContents()).toContain('Hint');
  await press(page, 'Pause');
  expect(await page.locator('.exam-tasks').textContent()).toContain('Paused. The clock stands still.');
  await press(page, 'Go on');
  await eventually(() => heading(page)).toBe('Make rope');
});

test('an exam whose time was up while the page was closed is graded by what was done', {
  timeout: 300_000,
}, async () => {
  const lab = await open({ viewport: { width: 1440, height: 900 } });
  const { page } = lab;
  await begin(lab);
  await lab.run('kubectl create configmap rope; kubectl create configmap rope-too');
  // What was done is kept within two seconds; then the sitting is said to have begun long ago.
  await eventually(() => page.locator('.exam-time').textContent()).toMatch(/19:5[0-7]/);
  await page.evaluate((before) => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('practice-exams:')) ?? '';
    const kept = JSON.parse(localStorage.getItem(key) ?? '') as { attempts: { minutes: number; begun: number }[] };
    for (const attempt of kept.attempts) attempt.begun -= before;
    const text = JSON.stringify(kept);
    addEventListener('pagehide', () => localStorage.setItem(key, text));
  }, 21 * MINUTE);
  await page.reload();
  await page.locator('.exam-result').waitFor({ timeout: PATIENCE_MS });
  expect(await page.locator('.exam-score').textContent()).toBe('60 of 100 points.');
});
