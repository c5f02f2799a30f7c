import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { isLong } from '../helpers/long.ts';
import { QUIZ_LESSON, quizItem, verdict } from '../helpers/quiz.ts';
import { eventually, inView } from '../helpers/screen.ts';
import { definitionsOf, openSite, type Site } from '../helpers/site.ts';

const PHONE = { width: 360, height: 780 };
const LONG_TITLE = 'lessons/inside-a-container-image/';
const WIDE_CODE = 'lessons/deployments/';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

describe('on a phone', () => {
  const lessons = [...getCurriculum().lessons.keys()].map((id) => `lessons/${id}/`);
  test.each(isLong ? lessons : [LONG_TITLE, WIDE_CODE])('the text of %s begins on the first screen', async (path) => {
    const page = await site.visit(path, PHONE);
    const top = await page
      .locator('.prose p')
      .first()
      .evaluate((node) => node.getBoundingClientRect().top + scrollY);
    expect(top).toBeLessThanOrEqual(700);
    expect(await page.locator('.about > summary').textContent()).toMatch(/^\d+ min to read/);
    await page.locator('.about > summary').click();
    expect(await page.getByText('You will be able to').isVisible()).toBe(true);
  });

  test('contents and search stay at hand wherever one reads', async () => {
    const page = await site.visit(WIDE_CODE, PHONE);
    await page.evaluate(() => scrollTo({ top: 4000, behavior: 'instant' }));
    for (const name of ['Contents', 'Search'])
      expect(await inView(page.locator('.lesson-tools').getByRole('button', { name }))).toBe(true);
    await page.locator('.lesson-tools').getByRole('button', { name: 'Search' }).click();
    await page.locator('dialog[open]').waitFor();
  });

  test('code that is cut off can be wrapped, code that fits has no button for it, and a desk needs none', async () => {
    const page = await site.visit(WIDE_CODE, PHONE);
    const cut = await page.locator('figure.code > pre').evaluateAll((all) =>
      all
        .filter((pre) => pre.checkVisibility())
        .map((pre) => ({
          cut: pre.scrollWidth > pre.clientWidth + 1,
          button: pre.parentElement?.querySelector('.wrap-lines')?.checkVisibility() ?? false,
        })),
    );
    expect(cut.filter((one) => one.cut).length).toBeGreaterThan(5);
    expect(cut.filter((one) => one.cut !== one.button)).toEqual([]);
    const button = page.getByRole('button', { name: 'Wrap lines' }).first();
    const pre = page.locator('figure.code', { has: button }).first().locator('pre');
    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await pre.evaluate((node) => node.scrollWidth <= node.clientWidth + 1)).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.reload();
    expect(await page.getByRole('button', { name: 'Wrap lines' }).count()).toBe(0);
  });

  test('what goes on beyond an edge has a shade there', async () => {
    const page = await site.visit(WIDE_CODE, PHONE);
    for (const box of ['figure.code > pre', '.scroll:has(table)'])
      expect(
        await page
          .locator(box)
          .first()
          .evaluate((node) => getComputedStyle(node).backgroundAttachment),
      ).toBe('local, local, scroll, scroll');
  });

  test('both buttons that move a step of an order stand beside each other', async () => {
    const page = await site.visit(QUIZ_LESSON, PHONE);
    const tops = await quizItem(page, 'order-of-creation')
      .locator('.moves')
      .evaluateAll((all) =>
        all.map((moves) => new Set([...moves.children].map((one) => one.getBoundingClientRect().top)).size),
      );
    expect(new Set(tops)).toEqual(new Set([1]));
  });

  test('a competency says what it is when it is touched, and leads to its exam when it is touched again', async () => {
    const page = await site.open(QUIZ_LESSON, { viewport: PHONE, hasTouch: true, isMobile: true });
    await page.locator('.about > summary').tap();
    const chip = page.locator('.tags a').first();
    await chip.tap();
    expect(await page.locator('#pageDefinition').textContent()).toBe(
      (await definitionsOf(site, QUIZ_LESSON))[(await chip.getAttribute('href')) ?? ''],
    );
    await chip.tap();
    await page.waitForURL('**/exams/kcna/#*');
  });
});

test('the glossary shows the terms whose names have the typed words, then those that speak of them, and says how many', async () => {
  const page = await site.visit('glossary/', PHONE);
  const shown = (): Promise<string[]> => page.locator('.glossary h3:visible').allTextContents();
  const all = (await shown()).length;
  const field = page.getByLabel('Find a term');
  await field.fill('Persistent volume');
  expect(await shown()).toEqual((await shown()).filter((name) => /persistent-?\s?volume/i.test(name)));
  await field.fill('container image');
  expect(await shown()).toContain('Container image');
  await field.fill('tar archive');
  expect((await shown()).length).toBeLessThan(all / 4);
  await field.fill('qqqq');
  expect(await page.getByRole('status').textContent()).toContain('No term has these words');
  await field.fill('');
  expect((await shown()).length).toBe(all);
});

test('the sections of a lesson take as long together as its head says', async () => {
  const page = await site.visit(WIDE_CODE);
  const times = await page
    .locator('.scale a')
    .evaluateAll((links) => links.map((link) => Number(/(\d+) min$/.exec(link.getAttribute('aria-label') ?? '')?.[1])));
  const { reading, lab } = getCurriculum().lessons.get('deployments')?.minutes ?? { reading: 0, lab: 0 };
  expect(times.reduce((sum, one) => sum + one, 0)).toBe(reading + lab);
});

describe('a question', () => {
  /** What assistive technology calls the group of an item. */
  const groupName = (page: Page, id: string): Promise<string> => quizItem(page, id).locator('fieldset').ariaSnapshot();

  test('names the group of its options and of its field', async () => {
    const page = await site.visit(QUIZ_LESSON);
    for (const [id, words] of [
      ['who-picks-the-node', 'needs a node with 2 GiB'],
      ['seconds-to-eviction', ''],
      ['order-of-creation', 'Put what happens into order'],
    ] as const) {
      const name = /^- group "([^"]*)"/.exec(await groupName(page, id))?.[1] ?? '';
      expect(name, id).toMatch(/^Question \d of 8 ./);
      expect(name, id).toContain(words);
    }
  });

  test('that is partly right says how many answers are missing or wrong, is not red, and its feedback is said once', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const item = quizItem(page, 'needed-on-the-node');
    const choose = async (...options: number[]): Promise<void> => {
      for (const [index, box] of (await item.getByRole('checkbox').all()).entries())
        await box.setChecked(options.includes(index));
      await item.getByRole('button', { name: 'Check', exact: true }).click();
    };
    await choose(0);
    expect(await verdict(item).locator('b').textContent()).toBe('Partly right. Right answers that are missing: 1.');
    await choose(0, 1);
    expect(await verdict(item).locator('b').textContent()).toBe(
      'Partly right. Right answers that are missing: 1. Chosen, but wrong: 1.',
    );
    const color = (): Promise<string> =>
      verdict(item)
        .locator('b')
        .evaluate((node) => getComputedStyle(node).color);
    const partly = await color();
    await choose(1);
    expect(await color()).not.toBe(partly);
    await choose(0, 2);
    expect(await verdict(item).textContent()).toMatch(/^Right\.It watches for Pods/);
    const explained = item.locator('details li:visible');
    expect((await explained.allTextContents()).join('\n')).not.toContain('It watches for Pods');
    await eventually(() => explained.count()).toBe(2);
    // What was changed is explained in full again.
    await item.getByRole('checkbox').first().uncheck();
    expect(await explained.count()).toBe(4);
  });
});
