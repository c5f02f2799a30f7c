import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { press } from '../helpers/quiz.ts';
import { eventually, inView } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

const FIRST = 'lessons/why-orchestration/';
const MIDDLE = 'lessons/cluster-anatomy/';
const PHONE = { width: 360, height: 800 };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

describe('moving on', () => {
  test('] leads to the next lesson and [ to the one before', async () => {
    const place = getCurriculum().positions.get('cluster-anatomy');
    expect([place?.previous, place?.next]).not.toContain(undefined);
    const page = await site.visit(MIDDLE);
    await press(page, ']');
    await page.waitForURL(site.address(`lessons/${place?.next?.id}/`));
    await press(page, '[');
    await page.waitForURL(site.address(MIDDLE));
    await press(page, '[');
    await page.waitForURL(site.address(`lessons/${place?.previous?.id}/`));
  });

  test('[ on the first lesson leads nowhere, and there is no link to a lesson before it', async () => {
    const page = await site.visit(FIRST);
    expect(await page.locator('[rel="prev"]').count()).toBe(0);
    await press(page, '[');
    await page.waitForLoadState('networkidle');
    expect(page.url()).toBe(site.address(FIRST));
  });

  test('a bracket typed into an answer stays there', async () => {
    const page = await site.visit(MIDDLE);
    const field = page.locator('quiz-item[data-type="text"] input');
    await field.focus();
    await page.keyboard.type('[a]');
    expect(await field.inputValue()).toBe('[a]');
    expect(page.url()).toBe(site.address(MIDDLE));
  });

  test('every segment of the scale bar leads to its section, which is then in view below the bar', async () => {
    const page = await site.visit(MIDDLE);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const segments = page.getByRole('navigation', { name: 'Sections of this lesson' }).getByRole('link');
    const names = await segments.evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''));
    const headings = await page.locator('.prose > h2').allTextContents();
    expect(names.length).toBeGreaterThanOrEqual(6);
    expect(names.every((name) => /, about .*\d+ min$/.test(name))).toBe(true);
    for (const [index, name] of names.entries()) {
      await segments.nth(index).click();
      const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
      const target = page.locator(`[id="${id}"]`);
      if (id !== 'pageMain') {
        expect(name).toContain((await target.textContent()) ?? '?');
        expect(headings).toContain(await target.textContent());
      }
      // The name of the segment under the pointer hangs over the text.
      await page.mouse.move(640, 600);
      await eventually(() => inView(target)).toBe(true);
    }
  });

  test('Tab first offers to skip to the text, and Enter does so', async () => {
    const page = await site.visit(MIDDLE);
    await press(page, 'Tab');
    const skip = page.getByRole('link', { name: 'Skip to the text' });
    expect(await skip.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await inView(skip)).toBe(true);
    await press(page, 'Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('pageText');
    await press(page, 'Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.prose') !== null)).toBe(true);
  });
});

describe('the passage', () => {
  test('opens on a phone from the keyboard, takes the focus, and Escape gives it back', async () => {
    const page = await site.visit(MIDDLE, PHONE);
    const drawer = page.getByRole('navigation', { name: 'Lessons of this course' });
    const button = page.getByRole('button', { name: 'Contents' });
    expect(await drawer.isVisible()).toBe(false);
    await button.focus();
    await press(page, 'Enter');
    expect(await drawer.isVisible()).toBe(true);
    await press(page, 'Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('#pagePassage') !== null)).toBe(true);
    await press(page, 'Escape');
    expect(await drawer.isVisible()).toBe(false);
    expect(await button.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  test('leads to a lesson from the drawer on a phone', async () => {
    const page = await site.visit(MIDDLE, PHONE);
    await page.getByRole('button', { name: 'Contents' }).press('Enter');
    const drawer = page.getByRole('navigation', { name: 'Lessons of this course' });
    await drawer.getByRole('link', { name: 'From one server to thousands of containers' }).press('Enter');
    await page.waitForURL(site.address(FIRST));
    expect(await drawer.isVisible()).toBe(false);
  });

  test('leads to a section of the lesson from the drawer, which closes so that the section can be read', async () => {
    const page = await site.visit(MIDDLE, PHONE);
    await page.getByRole('button', { name: 'Contents' }).press('Enter');
    const drawer = page.getByRole('navigation', { name: 'Lessons of this course' });
    await drawer.getByRole('link', { name: 'Nobody gives orders' }).click();
    await page.waitForURL('**#nobody-gives-orders');
    await eventually(() => inView(page.locator('#nobody-gives-orders'))).toBe(true);
    expect(await drawer.isVisible()).toBe(false);
  });

  test('stands beside the text on a desk, names the present lesson, and shows no button', async () => {
    const page = await site.visit(MIDDLE);
    const nav = page.getByRole('navigation', { name: 'Lessons of this course' });
    expect(await nav.isVisible()).toBe(true);
    expect(await nav.locator('[aria-current="page"]').textContent()).toMatch(/Cluster anatomy/);
    expect(await page.getByRole('button', { name: 'Contents' }).count()).toBe(0);
  });

  test('and the bars of a phone never cover what has the keyboard focus', async () => {
    const page = await site.visit('lessons/first-cluster-and-kubectl/', PHONE);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const covered: string[] = [];
    for (let stops = 0; stops < 400; stops++) {
      await press(page, 'Tab');
      const stop = await page.evaluate(() => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return undefined;
        const there = [...focused.getClientRects()].flatMap(({ left, right, top, bottom }) =>
          [top + 2, (top + bottom) / 2, bottom - 2].map((y) => document.elementFromPoint((left + right) / 2, y)),
        );
        const seen = there.some((node) => node !== null && (focused.contains(node) || node.contains(focused)));
        const name = (node?: Element | null): string =>
          node ? `${node.tagName} ${node.id}${node.textContent.trim().slice(0, 30)}` : 'nothing';
        return { seen, text: `${name(focused)} is covered by ${name(there[0])}` };
      });
      if (!stop) break;
      if (!stop.seen) covered.push(stop.text);
    }
    expect(covered).toEqual([]);
  });

  test('lets everything be reached that the bar at the lower edge of a phone might cover', async () => {
    const page = await site.visit(MIDDLE, PHONE);
    await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
    const covered = await page.evaluate(() => {
      const bar = document.querySelector('.neighbours')?.getBoundingClientRect().top ?? 0;
      const last = [...document.querySelectorAll('.site-footer *')].at(-1)?.getBoundingClientRect().bottom ?? 0;
      return last > bar + 4;
    });
    expect(covered).toBe(false);
  });
});

describe('on paper', () => {
  /** Whether what is folded away is printed: facts of the lesson, and answers of all kinds. */
  const printed = (page: Page): Promise<Record<string, boolean[]>> =>
    page.evaluate(() => {
      const parts = { facts: '.about', answers: ':is(quiz-item, .checkpoint, .tasks) details' };
      return Object.fromEntries(
        Object.entries(parts).map(([name, details]) => [
          name,
          [
            ...new Set(
              [...document.querySelectorAll(details)].flatMap((one) =>
                [...one.children].filter((part) => part.tagName !== 'SUMMARY').map((part) => part.checkVisibility()),
              ),
            ),
          ],
        ]),
      );
    });

  test('a lesson has its facts and its colophon, no answers, no navigation and nothing to press', async () => {
    const page = await site.visit(MIDDLE);
    await page.emulateMedia({ media: 'print' });
    expect(await printed(page)).toEqual({ facts: [true], answers: [false] });
    for (const part of ['.site-header', '.site-footer', '.passage', '.scale', '.neighbours', '.actions', '.skip'])
      expect(await page.locator(part).isVisible(), part).toBe(false);
    expect(await page.locator('button:visible, summary:visible').allTextContents()).toEqual([]);
    expect(await page.locator('.colophon').isVisible()).toBe(true);
    expect(await page.locator('.colophon [data-attribution]:visible').count()).toBe(6);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
  });

  test('a lesson has its answers for those who ask for them, in the address or in the menu, or nothing else', async () => {
    const page = await site.visit(`${MIDDLE}?answers`);
    await page.emulateMedia({ media: 'print' });
    expect(await printed(page)).toEqual({ facts: [true], answers: [true] });
    expect(await page.locator('.prose > p').first().isVisible()).toBe(true);
    await page.goto(site.address(MIDDLE));
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await page.emulateMedia({ media: 'screen' });
    await page.getByText('Print this lesson').click();
    await page.getByRole('button', { name: 'Only answers' }).click();
    await page.emulateMedia({ media: 'print' });
    expect((await printed(page)).answers).toEqual([true]);
    expect(await page.locator('.prose > p').first().isVisible()).toBe(false);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect((await printed(page)).answers).toEqual([false]);
  });

  test('a lesson has every tab under its label', async () => {
    const page = await site.visit('lessons/first-cluster-and-kubectl/');
    await page.getByRole('tab').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    const panels = page.locator('lesson-tabs .tab');
    expect(await panels.evaluateAll((all) => all.filter((one) => !one.checkVisibility()).length)).toBe(0);
  });

  test('a lesson is dark on white, even for those who read it in the dark', async () => {
    const page = await site.visit(MIDDLE);
    await page.getByRole('combobox', { name: 'Colors' }).selectOption('dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const lightness = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.documentElement);
      const first = (value: string): number => Number(/[\d.]+/.exec(value)?.[0]);
      return { ink: first(color), paper: first(backgroundColor) };
    });
    expect(lightness.paper).toBeGreaterThan(lightness.ink);
  });
});
