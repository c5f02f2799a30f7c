import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { RIGHT, withBank } from '../helpers/bank.ts';
import { eventually } from '../helpers/screen.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';

const EXAM = 'practice/tcs/';
const ITEMS = 10;
const MINUTE = 60_000;

let site: TinySite;
beforeAll(async () => {
  site = await openTinySite(withBank);
});
afterEach(() => site.closePages());
afterAll(() => site.close());

const heading = (page: Page): Promise<string | null> => page.locator('.exam-main h2').textContent();

/** The place of the right option of the item that is shown, from 1. */
async function placeOfRight(page: Page): Promise<number> {
  const texts = await page.locator('.exam-options label > span').allTextContents();
  return texts.findIndex((text) => text.startsWith(RIGHT)) + 1;
}

async function open(options: BrowserContextOptions = {}, address = EXAM): Promise<Page> {
  const page = await site.open(address, options, async (fresh) => {
    fresh.on('dialog', (dialog) => void dialog.accept());
  });
  await page.locator('.exam-lobby, .exam-sitting').waitFor();
  return page;
}

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Begin' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.exam-options').waitFor();
}

test('a whole exam is sat by keyboard, with a reload in the middle, and its result is read', async () => {
  const page = await open();
  await begin(page);
  expect(await heading(page)).toBe('Item 1 of 10');
  const asked: (string | null)[] = [];
  for (let item = 0; item < ITEMS; item++) {
    asked.push(await page.locator('.question').textContent());
    const right = await placeOfRight(page);
    // Two of them wrong: the third and the sixth.
    const place = item === 2 || item === 5 ? (right % 4) + 1 : right;
    await page.keyboard.press(String(place));
    if (item === 2) await page.keyboard.press('f');
    if (item === 4) {
      await page.reload();
      await page.locator('.exam-options').waitFor();
      expect(await heading(page)).toBe('Item 5 of 10');
      expect(await page.locator('.exam-options input:checked').count()).toBe(1);
      expect(await page.locator('.exam-grid [data-answered]').count()).toBe(5);
    }
    await page.keyboard.press('n');
  }
  expect(new Set(asked).size).toBe(ITEMS);
  await page.keyboard.press('g');
  await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Item 10: answered',
  );
  await page.getByRole('button', { name: 'Hand in' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.exam-result').waitFor();
  expect(await page.locator('.exam-score').textContent()).toBe('8 of 10 items are right: 80 %.');
  expect(await page.locator('.exam-result').textContent()).toContain('one form cannot tell');
  expect(await page.locator('.exam-review > li').count()).toBe(ITEMS);
  await page.getByLabel('Not right', { exact: true }).check();
  expect(await page.locator('.exam-review > li:not([hidden])').count()).toBe(2);
  expect(await page.locator('.exam-result a[href$="/lessons/tie-a-bowline/"]').count()).toBe(1);
  // It is still there, and the next form is proposed.
  await page.reload();
  await page.locator('.exam-lobby').waitFor();
  expect(await page.getByLabel('Number of the form').inputValue()).toBe('2');
  await eventually(() => page.locator('.exam-history li').textContent()).toContain('80 %');
});

test('a form that somebody shares is the same for everybody', async () => {
  const asked: (string | null)[] = [];
  for (const address of [`${EXAM}?form=17`, `${EXAM}?form=17`, `${EXAM}?form=18`]) {
    const page = await open({}, address);
    await begin(page);
    asked.push(await page.locator('.exam-item').textContent());
  }
  expect(asked[0]).toBe(asked[1]);
  expect(asked[0]).not.toBe(asked[2]);
});

test('an option is struck out and chosen by key, and letters are for typing where somebody types', async () => {
  const page = await open();
  await page.getByLabel('Number of the form').fill('3');
  await page.getByLabel('Number of the form').press('n');
  await begin(page);
  await page.keyboard.press('Shift+B');
  expect(await page.locator('.exam-options [data-struck]').count()).toBe(1);
  await page.keyboard.press('b');
  expect(await page.locator('.exam-options [data-struck]').count()).toBe(0);
  expect(await page.locator('.exam-options li:nth-child(2) input').isChecked()).toBe(true);
});

describe('the clock', () => {
  test('warns, goes on with a closed lid, and ends the exam at its time', async () => {
    const page = await site.open(EXAM, {}, async (fresh) => {
      await fresh.clock.install({ time: new Date('2026-11-30T12:00:00Z') });
    });
    await page.locator('.exam-lobby').waitFor();
    await begin(page);
    expect(await page.locator('.exam-time').textContent()).toBe('Time left 20:00');
    await page.clock.runFor(10 * MINUTE + 1000);
    expect(await page.locator('.exam-warning').textContent()).toBe('10 minutes are left.');
    // The lid is closed: nothing runs for hours.
    await page.clock.fastForward(5 * 60 * MINUTE);
    await page.locator('.exam-result').waitFor();
    expect(await page.locator('.exam-result').textContent()).toContain('You took 20:00.');
  });

  test('stands still in a pause of training, which an exam has not', async () => {
    const page = await site.open(EXAM, {}, async (fresh) => {
      await fresh.clock.install({ time: new Date('2026-11-30T12:00:00Z') });
    });
    await page.locator('.exam-lobby').waitFor();
    await page.getByLabel(/As training/).check();
    await begin(page);
    await page.clock.runFor(2 * MINUTE);
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await page.locator('.exam-options').count()).toBe(0);
    await page.clock.runFor(30 * MINUTE);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.clock.runFor(1000);
    expect(await page.locator('.exam-time').textContent()).toMatch(/^Time left (18:00|17:5\d)$/);
    await page.getByText('Show the answer').click();
    expect(await page.locator('.exam-answer').textContent()).toContain('It holds because it was tied.');
  });
});

describe.each([
  ['a phone', { viewport: { width: 360, height: 740 } }],
  ['a desk', { viewport: { width: 1440, height: 900 } }],
] as const)('on %s', (_, options) => {
  test.each(['light', 'dark'] as const)(
    'everything fits and can be used by everybody, in the %s',
    async (colorScheme) => {
      const page = await open({ ...options, colorScheme });
      const fits = (): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      expect(await violations(page)).toEqual([]);
      await begin(page);
      await page.keyboard.press('f');
      expect(await violations(page)).toEqual([]);
      expect(await fits()).toBe(true);
      await page.getByRole('button', { name: 'Hand in' }).click();
      await page.locator('.exam-result').waitFor();
      await page.locator('.exam-review summary').first().click();
      expect(await violations(page)).toEqual([]);
      expect(await fits()).toBe(true);
    },
  );
});

test('progress that is exported and imported has the sittings, and erasing takes them away', async () => {
  const page = await open();
  await begin(page);
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.locator('.exam-result').waitFor();
  await page.goto(site.address('progress/'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  const file = (await download.path()) ?? '';
  await page.getByRole('button', { name: 'Erase' }).click();
  await page.goto(site.address(EXAM));
  await page.locator('.exam-lobby').waitFor();
  expect(await page.locator('.exam-history').count()).toBe(0);
  await page.goto(site.address('progress/'));
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.goto(site.address(EXAM));
  await page.locator('.exam-history').waitFor();
});

test('a form that is thrown away in one tab does not come back from another', async () => {
  const page = await open();
  await begin(page);
  const other = await page.context().newPage();
  other.on('dialog', (dialog) => void dialog.accept());
  await other.goto(page.url());
  await other.locator('.exam-options').waitFor();
  await page.getByRole('button', { name: 'Throw it away' }).click();
  await page.locator('.exam-lobby').waitFor();
  await other.locator('.exam-lobby').waitFor();
  await other.getByText('This form was thrown away in another tab.').waitFor();
  await other.goto('about:blank');
  await page.reload();
  await page.locator('.exam-lobby').waitFor();
  expect(await page.locator('.exam-sitting').count()).toBe(0);
});
