import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isLong } from '../helpers/long.ts';
import { focusedText, press } from '../helpers/quiz.ts';
import { eventually, inView } from '../helpers/screen.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1280, height: 800 } };
const LESSONS = ['tie-a-bowline', 'belay-a-cleat', 'code-flags'];

let site: TinySite;
beforeAll(async () => {
  site = await openTinySite(() => undefined, '/sea/');
});
afterEach(() => site.closePages());
afterAll(() => site?.close());

const done = (page: Page) => page.getByRole('button', { name: 'Done. Undo?' });
const at = (page: Page, path: string) => page.waitForURL(site.address(path));
const marks = (page: Page): Promise<string[]> => page.locator('.learned li').allTextContents();

/** Looks at the beginning of a section and then at its end for as long as it takes to have read it. */
async function read(page: Page, title: string, behind: string, count: string): Promise<void> {
  await page.getByRole('heading', { name: title }).evaluate((node) => node.scrollIntoView({ behavior: 'instant' }));
  await page.waitForTimeout(1100);
  await page
    .getByRole('heading', { name: behind })
    .evaluate((node) => node.scrollIntoView({ block: 'end', behavior: 'instant' }));
  await eventually(async () => (await marks(page))[0]).toBe(count);
}

test('a learner on a phone comes, reads, comes back, has two tabs, no network, and finishes the course', async () => {
  const page = await site.open('', PHONE);
  await page.getByRole('link', { name: 'Begin the introduction' }).tap();
  await at(page, 'courses/harbor/');
  await page.getByRole('link', { name: 'Start the course' }).tap();
  await at(page, 'lessons/tie-a-bowline/');
  expect(
    await page
      .locator('.prose > p')
      .first()
      .evaluate((node) => node.getBoundingClientRect().top + scrollY),
  ).toBeLessThanOrEqual(700);

  // A jump over a section is not taken for reading it.
  await page.getByRole('button', { name: 'Contents' }).tap();
  await page.locator('.soundings').getByRole('link', { name: 'Write it down' }).tap();
  await eventually(() => inView(page.getByRole('heading', { name: 'Write it down' }))).toBe(true);
  await page.waitForTimeout(1200);
  expect((await marks(page))[0]).toBe('Read: 0 of 5 sections');
  await read(page, 'Tie a bowline', 'Tie it', 'Read: 1 of 5 sections');
  await read(page, 'Tie it', 'Write it down', 'Read: 2 of 5 sections');
  await page.goto(site.address());
  const hero = page.locator('continue-card');
  expect(await hero.textContent()).toBe('Continue where you left offWrite it downTie a bowline');
  expect(await hero.getByRole('link').evaluate((node) => node.getBoundingClientRect().bottom)).toBeLessThan(780);
  await hero.getByRole('link').tap();
  await at(page, 'lessons/tie-a-bowline/#write-it-down');
  await page.goto(site.address('lessons/tie-a-bowline/'));
  await page.getByRole('link', { name: 'Continue with “Write it down”' }).tap();
  await at(page, 'lessons/tie-a-bowline/#write-it-down');

  // Answers, tasks and a reload.
  await page.locator('#q-loop-size').getByText('It keeps its size', { exact: true }).tap();
  await page.locator('#q-loop-size').getByRole('button', { name: 'Check', exact: true }).tap();
  await page.getByRole('checkbox', { name: 'I have done this task' }).first().tap();
  await page.reload();
  expect(await page.locator('#q-loop-size .verdict').textContent()).toMatch(/^Right\./);
  expect(await page.getByRole('checkbox', { name: 'I have done this task' }).first().isChecked()).toBe(true);
  expect(await marks(page)).toEqual(['Read: 2 of 5 sections', 'Lab: 1 of 3 tasks', 'Quiz: 1 of 2 right']);

  // A second tab follows, and saves the course.
  const other = await page.context().newPage();
  await other.goto(site.address('courses/harbor/'));
  await page.getByRole('button', { name: 'Mark as done' }).tap();
  await other.getByText('1 of 3 done').waitFor();
  await other.getByRole('button', { name: /^Save this course/ }).tap();
  await other.getByText('is saved on this device').waitFor();
  await other.close();

  await site.goOffline();
  await page.goto(site.address());
  expect(await hero.textContent()).toBe('Next lessonBelay a cleat');
  await hero.getByRole('link').tap();
  await at(page, 'lessons/belay-a-cleat/');
  // The quiz alone makes the lesson done, and the marks say so.
  await page.locator('#q-horns').getByRole('textbox').fill('2');
  await page.locator('#q-horns').getByRole('button', { name: 'Check', exact: true }).tap();
  await done(page).waitFor();
  expect((await marks(page)).at(-1)).toBe('Quiz: 1 of 1 right');
  await page.getByRole('link', { name: /^Next/ }).tap();
  await at(page, 'lessons/code-flags/');
  await page.getByRole('button', { name: 'Mark as done' }).tap();
  await page.getByRole('link', { name: /^See what you have done/ }).tap();
  await at(page, 'courses/harbor/summary/');
  expect(await page.getByText('3 of 3 done').isVisible()).toBe(true);
  expect(await page.locator('learned-state').allTextContents()).toContain(
    'Lessons: 1 of 1 doneRead: 2 of 5 sectionsLab: 1 of 3 tasksQuiz: 1 of 2 right',
  );

  await site.goOnline();
  await page.goBack();
  await done(page).waitFor();
  await page.goto(site.address());
  expect(await hero.textContent()).toBe('All lessons of this course are doneSee what you have done');
  await page.goto(site.address('courses/harbor/'));
  expect(await page.locator('course-progress a').textContent()).toBe('See what you have done');
});

/** Presses Tab until something of that name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stops = 0; stops < 150; stops++) {
    await press(page, 'Tab');
    const text = await focusedText(page);
    if (typeof name === 'string' ? text === name : name.test(text)) return;
  }
  throw new Error(`Tab reaches nothing that is called ${name}.`);
}

test('a learner with a keyboard alone comes from the first page to the end of the course', async () => {
  const page = await site.open('', DESK);
  await tabTo(page, 'Begin the introduction');
  await press(page, 'Enter');
  await at(page, 'courses/harbor/');
  await tabTo(page, 'Start the course');
  await press(page, 'Enter');
  for (const [index, id] of LESSONS.entries()) {
    await at(page, `lessons/${id}/`);
    // The skip link leads to the text: the next stop is in it.
    await press(page, 'Tab', 'Enter', 'Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.prose') !== null), id).toBe(true);
    if (index === 0) {
      await page.locator('#q-good-uses input').first().focus();
      await press(page, 'Space', 'Tab', 'Tab', 'Space');
      await tabTo(page, 'Check');
      await press(page, 'Enter');
      await eventually(() => page.locator('#q-good-uses .verdict').textContent()).toMatch(/^Right\./);
    }
    await tabTo(page, 'Mark as done');
    await press(page, 'Enter');
    await done(page).waitFor();
    if (index < LESSONS.length - 1) await press(page, ']');
  }
  await tabTo(page, /^See what you have done/);
  await press(page, 'Enter');
  await at(page, 'courses/harbor/summary/');
  expect(await page.getByText('3 of 3 done').isVisible()).toBe(true);
});

/** What each stop of the keyboard is called, in order; what leads where, if it is a link; and whether the order is that of the page. */
async function stopsOf(
  page: Page,
): Promise<{ name: string; role: string; href: string; inMain: boolean; back: boolean }[]> {
  const stops = [];
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  for (let count = 0; count < 400; count++) {
    await press(page, 'Tab');
    const stop = await page.evaluate(() => {
      const all = globalThis as unknown as { stopBefore?: Element };
      const node = document.activeElement;
      if (!node || node === document.body) return undefined;
      const before = all.stopBefore;
      all.stopBefore = node;
      const labelled = (node.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '');
      const label =
        node instanceof HTMLInputElement || node instanceof HTMLSelectElement
          ? (node.labels?.[0]?.querySelector('span')?.textContent ?? node.labels?.[0]?.textContent ?? '')
          : '';
      const name = node.getAttribute('aria-label') ?? (labelled.join(' ').trim() || label || node.textContent);
      return {
        name: name.replace(/\s+/g, ' ').trim(),
        role: node.tagName,
        href: node.getAttribute('href') ?? '',
        inMain: node.closest('main') !== null,
        back: before !== undefined && Boolean(node.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING),
      };
    });
    // Behind the last stop, a browser may begin again at once.
    if (!stop || (stops.length > 0 && stop.name === stops[0]?.name)) return stops;
    stops.push(stop);
  }
  throw new Error('Tab never leaves the page.');
}

describe('stops of the keyboard', () => {
  /** One of each kind that is made apart; the others are looked at by the long tests. */
  const FEW = ['', 'courses/harbor/', 'courses/harbor/summary/', 'lessons/code-flags/', 'practice/', 'glossary/'];
  const ALL = [
    '',
    'courses/',
    'courses/harbor/',
    'courses/harbor/summary/',
    'lessons/tie-a-bowline/',
    'lessons/code-flags/',
    'practice/',
    'progress/',
    'exams/',
    'exams/tcs/',
    'glossary/',
    'attribution/',
    'contributors/',
    'privacy/',
    'accessibility/',
    'offline/',
    'no-such-page/',
  ];
  const KINDS = isLong ? ALL : FEW;
  test('are in the order of the page, have names, and begin and end alike on a page of every kind', async () => {
    const page = await site.open('', DESK);
    const footers = new Set<string>();
    for (const path of KINDS) {
      await page.goto(site.address(path));
      const stops = await stopsOf(page);
      const names = stops.map(({ name }) => name);
      expect(names.slice(0, 8), path).toEqual([
        'Skip to the text',
        'Tiny Harbor',
        'Courses',
        'Practice',
        'Glossary',
        'My progress',
        'Search',
        'Colors',
      ]);
      expect(stops.filter(({ name }) => name === '').map(({ role, href }) => `${path}: ${role} ${href}`)).toEqual([]);
      expect(stops.filter(({ back }) => back).map(({ name }) => `${path}: ${name}`)).toEqual([]);
      footers.add(
        stops
          .filter(({ inMain }, index) => !inMain && index >= 8)
          .map(({ name }) => name)
          .join(', '),
      );
      // Links of one name lead to one place.
      const places = new Map<string, Set<string>>();
      for (const { name, href, inMain } of stops)
        if (inMain && href !== '')
          places.set(name, (places.get(name) ?? new Set()).add(new URL(href, page.url()).href));
      const unclear = [...places].filter(([, addresses]) => addresses.size > 1).map(([name]) => `${path}: ${name}`);
      expect(unclear).toEqual([]);
    }
    expect([...footers]).toHaveLength(1);
  });
});
