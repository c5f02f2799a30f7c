import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isLong } from '../helpers/long.ts';
import { eventually, isRendered } from '../helpers/screen.ts';
import { openSite, pageKinds, type Site } from '../helpers/site.ts';

const LESSON = 'lessons/first-cluster-and-kubectl/';

/** A page of every kind; of the lessons, which are made alike, all in the long tests only. */
const KINDS = pageKinds().filter(({ path }) => isLong || !path.startsWith('lessons/') || path === LESSON);

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

/** What sticks out of the window sideways and can only be seen by scrolling the whole page; empty if it fits. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const scrolls = (node: Element): boolean => getComputedStyle(node).overflowX !== 'visible';
    const isContained = (node: Element): boolean => {
      let around = node.parentElement;
      while (around && around !== document.body && !scrolls(around)) around = around.parentElement;
      return around !== document.body;
    };
    const wide = [...document.body.querySelectorAll('*')].filter(
      (node) => node.getBoundingClientRect().right > root.clientWidth + 1 && !isContained(node),
    );
    const names = wide.map((node) => [node.tagName.toLowerCase(), ...node.classList].join('.'));
    const size = `the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth} px`;
    return [size, ...new Set(names)].slice(0, 9);
  });
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** The same at several widths of the window; each line says at which. */
async function stickingOutAt(page: Page, widths: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const lines = await stickingOut(page);
    if (lines.length > 0) found.push(`${width} px: ${lines.join(', ')}`);
  }
  return found;
}

async function doubleText(page: Page): Promise<void> {
  await page.evaluate(() => {
    const root = document.documentElement;
    root.style.fontSize = `${2 * Number.parseFloat(getComputedStyle(root).fontSize)}px`;
  });
}

/**
 * Words that the edge breaks where no part of them ends, as "first|second". Parts that alone are longer than a line cannot but be
 * broken, and so can what has no parts.
 */
function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const broken = new Set<string>();
    const range = document.createRange();
    const isEnd = (word: string, at: number): boolean =>
      /[-–—/.:=_,@'"[\](){}]/.test(word[at] ?? '-') || /[\p{Ll}\d]\p{Lu}/u.test(word.slice(at, at + 2));
    /** Whether a part of a word, with what ends it, is longer than a line. */
    const isTooLong = (node: Text, word: string, index: number, at: number): boolean => {
      let [first, last] = [at, at];
      while (first > 0 && !isEnd(word, first - 1)) first--;
      while (last < word.length - 1 && !isEnd(word, last)) last++;
      range.setStart(node, index + Math.max(0, first - 1));
      range.setEnd(node, index + last + 1);
      const inline = node.parentElement as Element;
      let block = inline;
      while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement as Element;
      const pixels = (of: Element): number => {
        const { paddingLeft, paddingRight } = getComputedStyle(of);
        return Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight);
      };
      const width = [...range.getClientRects()].reduce((sum, rect) => sum + rect.width, 0);
      return width + (inline === block ? 0 : pixels(inline)) > block.clientWidth - pixels(block);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      if (node.parentElement?.closest('pre, svg, script, .sr-only') || !node.parentElement?.checkVisibility()) continue;
      for (const { 0: word, index } of node.data.matchAll(/\S{2,}/g)) {
        if (word.split(/[-–—/.:=_,@'"[\](){}]|(?<=[\p{Ll}\d])(?=\p{Lu})/u).length < 2) continue;
        let before: DOMRect | undefined;
        for (let at = 0; at < word.length; at++) {
          range.setStart(node, index + at);
          range.setEnd(node, index + at + 1);
          const place = range.getBoundingClientRect();
          const isBreak = before !== undefined && place.top > before.top + place.height / 2;
          const [left = '', right = ''] = [word[at - 1], word[at]];
          const isWithin = /[\p{Ll}\d]/u.test(left) && /[\p{Ll}\d]/u.test(right);
          if (isBreak && isWithin && !isTooLong(node, word, index, at))
            broken.add(`${word.slice(0, at)}|${word.slice(at)}`);
          before = place;
        }
      }
    }
    return [...broken];
  });
}

describe('no page has to be scrolled sideways:', () => {
  test('what is too wide is noticed', async () => {
    const page = await site.visit('contributors/');
    expect(await stickingOutAt(page, [320, 1440])).toEqual([]);
    await page.evaluate(() => {
      const wide = document.createElement('p');
      wide.style.width = '500px';
      wide.textContent = 'Too wide for a phone.';
      document.querySelector('main')?.append(wide);
    });
    expect(await stickingOutAt(page, [320, 1440])).toEqual([expect.stringMatching(/^320 px: .*, p$/)]);
  });

  test('what breaks in the middle is noticed, as long as nobody has mended it', async () => {
    const page = await (await site.browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
    await page.goto(site.address('lessons/persistent-storage/'));
    await doubleText(page);
    expect(await brokenWords(page)).not.toEqual([]);
    await page.mouse.move(100, 100);
    await eventually(() => brokenWords(page)).toEqual([]);
    expect(await page.locator('main').textContent()).toContain('persistentVolumeReclaimPolicy');
  });

  test.each(pageKinds())('the $name, from the smallest phone to the desk', async ({ path }) => {
    const page = await site.visit(path);
    await unfold(page);
    expect(await stickingOutAt(page, [320, 360, 768, 1440])).toEqual([]);
  });

  test.each(KINDS)('the $name, with text twice as large, on a tablet and at the desk', async ({ path }) => {
    const page = await site.visit(path);
    await unfold(page);
    await doubleText(page);
    expect(await stickingOutAt(page, [768, 1440])).toEqual([]);
  });

  test.each(KINDS)('the $name, with text twice as large, on a phone', async ({ path }) => {
    const page = await site.visit(path);
    await unfold(page);
    await doubleText(page);
    expect(await stickingOutAt(page, [360])).toEqual([]);
    await eventually(() => brokenWords(page)).toEqual([]);
  });
});

describe('with forced colors', () => {
  test.each(KINDS)('the $name shows its text, its links and where the focus is', async ({ path }) => {
    const page = await site.visit(path);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
    expect(await isRendered(page.getByRole('heading', { level: 1 }))).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focus = page.locator(':focus');
    expect(await focus.evaluate((node) => getComputedStyle(node).outlineStyle)).not.toBe('none');
    const unseen = await page.locator('main a, main button').evaluateAll((nodes) =>
      nodes
        .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.textContent.trim() !== '')
        .filter((node) => {
          let ground: Element | null = node;
          const paint = (of: Element): string => getComputedStyle(of).backgroundColor;
          while (ground && /rgba\(.*, 0\)/.test(paint(ground))) ground = ground.parentElement;
          return ground !== null && getComputedStyle(node).color === paint(ground);
        })
        .map((node) => node.textContent),
    );
    expect(unseen).toEqual([]);
  });

  test('the sections on the scale bar, the chosen answer and how far the learner is can still be told', async () => {
    const page = await site.open(LESSON, { forcedColors: 'active', viewport: { width: 1440, height: 900 } });
    const style = (selector: string, property: string, pseudo?: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((node, [name = '', part]) => getComputedStyle(node, part).getPropertyValue(name), [property, pseudo]);
    expect(await style('.scale a', 'border-top-style', '::before')).toBe('solid');
    const option = page.locator('quiz-item .options input').first();
    await option.check();
    expect(await style('.options label:has(:checked)', 'outline-style')).toBe('solid');
    const open = await style('#pagePassage .route > li:not([data-state])', 'background-color', '::after');
    await page.getByRole('button', { name: 'Mark as done' }).click();
    expect(await style('#pagePassage [data-state="completed"]', 'background-color', '::after')).not.toBe(open);
  });
});

describe('with reduced motion', () => {
  test.each(['', LESSON, 'courses/'])('nothing on "%s" moves of its own accord or glides', async (path) => {
    const page = await site.visit(path);
    // Who arrives is there at once; who follows a link on the page sees where it leads.
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto');
    await page.locator('main a').first().focus();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('smooth');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto');
    const running = await page.evaluate(() =>
      document
        .getAnimations()
        .filter((animation) => animation.timeline instanceof DocumentTimeline && animation.playState === 'running')
        .map((animation) => (animation as CSSAnimation).animationName),
    );
    expect(running).toEqual([]);
    expect(await isRendered(page.getByRole('heading', { level: 1 }))).toBe(true);
  });
});
