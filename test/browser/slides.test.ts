import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import type { Source } from '../../src/publications/publication.ts';
import { slides } from '../../src/publications/slides/slides.ts';
import { violations } from '../helpers/axe.ts';
import { longTest } from '../helpers/long.ts';
import { readPdf } from '../helpers/pdf.ts';
import { forkSources, realSources, tinySources } from '../helpers/publication-sources.ts';
import { eventually } from '../helpers/screen.ts';

let browser: Browser;
let context: BrowserContext;
let folder: string;
beforeAll(async () => {
  browser = await launchBrowser();
  folder = mkdtempSync(join(tmpdir(), 'slides-'));
});
beforeEach(async () => {
  // Slides lie on a disk, and have no network.
  context = await browser.newContext({ viewport: { width: 1280, height: 720 }, offline: true, hasTouch: true });
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Writes the slides of lessons into files. */
async function filesOf(sources: readonly Source[]): Promise<string[]> {
  const addresses: string[] = [];
  for (const source of sources)
    for (const { name, content } of await slides.publish(source)) {
      writeFileSync(join(folder, name), content);
      addresses.push(pathToFileURL(join(folder, name)).href);
    }
  return addresses;
}

/** Opens slides, and notes what the browser complains about. */
async function open(address: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(address);
  return { page, complaints };
}

/** Slides of which something stands outside, by their numbers; where the script had to make text smaller counts, too. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    const found: string[] = [];
    const all = [...document.querySelectorAll<HTMLElement>('.slide')];
    for (const [index, slide] of all.entries()) {
      for (const one of all) one.classList.toggle('current', one === slide);
      const frame = slide.getBoundingClientRect();
      const body = slide.querySelector<HTMLElement>('.body');
      if (body?.dataset.fitted !== undefined) found.push(`${index + 1} was made smaller`);
      const foot = slide.querySelector('.foot')?.getBoundingClientRect();
      for (const part of slide.querySelectorAll('.body *, h2')) {
        if (part.closest('svg') && part.tagName !== 'svg') continue;
        const box = part.getBoundingClientRect();
        if (box.width === 0 || box.height === 0) continue;
        const isOut = box.left < frame.left || box.right > frame.right + 1 || box.top < frame.top;
        const isOver = foot && box.bottom > foot.top + 1 && box.right > foot.left && box.left < foot.right;
        if (isOut || isOver) found.push(`${index + 1} ${part.tagName} ${part.textContent?.slice(0, 40)}`);
        const isCut = part.tagName === 'PRE' && part.scrollWidth > part.clientWidth + 1;
        if (isCut) found.push(`${index + 1} is cut`);
      }
    }
    return found;
  });
}

async function expectRoom(sources: readonly Source[]): Promise<void> {
  const found: string[] = [];
  for (const address of await filesOf(sources)) {
    const { page, complaints } = await open(address);
    found.push(...[...(await overflowing(page)), ...complaints].map((one) => `${basename(address)}: ${one}`));
    await page.close();
  }
  expect(found).toEqual([]);
}

test('nothing stands outside of a slide: two lessons', () => expectRoom(realSources('pods', 'services-and-dns')));
longTest('nothing stands outside of a slide: the whole introduction', () => expectRoom(realSources()));
longTest('nothing stands outside of a slide: the tiny curriculum, and a fork with odd names', () =>
  expectRoom([...tinySources(), ...forkSources()]),
);

test('two windows go together, say what is late, and print a page for each slide', async () => {
  const [address = ''] = await filesOf(realSources('scheduling'));
  const { page, complaints } = await open(address);
  const count = await page.locator('.slide').count();
  const [presenter] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('p')]);
  await page.keyboard.press('ArrowRight');
  await eventually(() => presenter.evaluate(() => location.hash)).toBe('#2');
  expect(await presenter.locator('.slide.next').getAttribute('id')).toBe('slide-3');
  expect(((await presenter.locator('#panel').textContent()) ?? '').length).toBeGreaterThan(20);
  await presenter.keyboard.press('End');
  await eventually(() => page.evaluate(() => location.hash)).toBe(`#${count}`);
  const drift = presenter.locator('#bar output').last();
  await eventually(() => drift.textContent()).toMatch(/^\d+ min ahead$/);
  await presenter.keyboard.press('b');
  await eventually(() => page.locator('.deck').evaluate((deck) => getComputedStyle(deck).visibility)).toBe('hidden');
  expect(await presenter.locator('.slide.current').isVisible()).toBe(true);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const { pages, texts } = await readPdf(pdf);
  expect(pages).toBe(count);
  expect(texts.filter((text) => text.trim() === '')).toEqual([]);
  await page.reload();
  expect(await page.evaluate(() => location.hash)).toBe(`#${count}`);
  expect(complaints).toEqual([]);
});

test('keys, touch and the overview lead to every slide', async () => {
  const [address = ''] = await filesOf(tinySources());
  const { page } = await open(`${address}#2`);
  const place = () => page.evaluate(() => location.hash);
  await page.keyboard.press(' ');
  expect(await place()).toBe('#3');
  await page.keyboard.press('o');
  await page.locator('#slide-5').click();
  expect(await place()).toBe('#5');
  const swipe = (from: number, to: number) =>
    page.evaluate(
      ([x, end]) => {
        const touch = (clientX = 0) => new Touch({ identifier: 1, target: document.body, clientX, clientY: 300 });
        const send = (type: string, name: 'touches' | 'changedTouches', at = 0) =>
          dispatchEvent(new TouchEvent(type, { [name]: [touch(at)] }));
        send('touchstart', 'touches', x);
        send('touchend', 'changedTouches', end);
      },
      [from, to],
    );
  await swipe(900, 300);
  expect(await place()).toBe('#6');
  await swipe(300, 900);
  expect(await place()).toBe('#5');
  expect(await violations(page)).toEqual([]);
});
