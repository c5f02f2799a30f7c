import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isLong } from '../helpers/long.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';

const QUIZ = 'content/courses/open-sea/navigation/compass-course/quiz.yaml';
const LESSON = 'content/courses/open-sea/navigation/compass-course/lesson.mdx';
const PATH = 'lessons/compass-course/';
const ITEMS = `
  - id: north
    type: single
    objective: convert
    question: Which north does the needle know?
    options:
      - {text: Magnetic north, correct: true}
      - {text: True north, feedback: The chart knows it.}
      - {text: The pole star, feedback: It is a star.}
    explanation: The needle follows the field of the earth.
  - id: corrections
    type: multiple
    objective: convert
    question: What is corrected?
    options:
      - {text: Variation, correct: true}
      - {text: Deviation, correct: true}
      - {text: Height, feedback: Of tides only.}
      - {text: Drift, correct: true}
    explanation: Three corrections.
  - id: degrees
    type: numeric
    objective: steer
    question: How many degrees has the rose?
    answer: 360
    explanation: A full circle.
  - id: word
    type: text
    objective: steer
    question: Who holds the wheel?
    accepted: [helm]
    explanation: The helm.
`;
const ALL = ['sequence', 'north', 'corrections', 'degrees', 'word'];

let site: TinySite;
beforeAll(async () => {
  site = await openTinySite((content) => {
    content.edit(QUIZ, (text) => text.trimEnd() + ITEMS);
    content.edit(LESSON, (text) => text.replace('aliases: [steer-by-needle]', 'aliases: [steer-by-needle, needle]'));
  }, '/sea/');
});
afterEach(() => site.closePages());
afterAll(() => site?.close());

/** Every kind is tried each time, further inputs of it in the long tests: each costs a page. */
const some = <T>(...cases: T[]): T[] => (isLong ? cases : cases.slice(0, 2));
const result = (right: boolean) => ({ right, tries: 1 });
const quizOf = (right: readonly string[], wrong: readonly string[] = []) => ({
  ...Object.fromEntries(right.map((id) => [id, result(true)])),
  ...Object.fromEntries(wrong.map((id) => [id, result(false)])),
});
const visited = '2026-01-01T00:00:00Z';

/** Opens a page with something in its storage. */
function openWith(path: string, entries: Readonly<Record<string, unknown>>): Promise<Page> {
  return site.open(path, { viewport: { width: 1440, height: 900 } }, (page) =>
    page.addInitScript((stored) => {
      for (const [key, value] of Object.entries(stored))
        if (localStorage.getItem('begun') === null)
          localStorage.setItem(key, typeof value === 'string' ? value : JSON.stringify(value));
      localStorage.setItem('begun', '1');
    }, entries),
  );
}

const version1 = (lessons: unknown, last?: unknown) => ({ 'progress:/sea/': { version: 1, lessons, last } });
const item = (page: Page, id: string): Locator => page.locator(`#q-${id}`);
const verdict = (page: Page, id: string): Locator => item(page, id).locator('.verdict');
const check = (page: Page, id: string) => item(page, id).getByRole('button', { name: 'Check', exact: true }).click();
const score = (page: Page): Promise<string | null> => page.locator('.score').textContent();
const done = (page: Page): Promise<string | null> => page.locator('lesson-done button').getAttribute('aria-pressed');

describe('results of items that a lesson does not have any more', () => {
  test.each(
    some(
      ['some of its own and two that were removed', ['north', 'word'], '2 of 5 right', false],
      ['five that were removed', ['a', 'b', 'c', 'd', 'e'], '', false],
      ['all of its own and two that were removed', [...ALL, 'a', 'b'], '5 of 5 right', true],
      ['all but one of its own and one that was removed', [...ALL.slice(1), 'a'], '4 of 5 right', false],
    ) as [string, string[], string, boolean][],
  )('do not count: %s', async (_name, right, text, complete) => {
    const page = await openWith(PATH, version1({ 'compass-course': { visited, quiz: quizOf(right) } }));
    await page.locator('quiz-item button').first().waitFor();
    expect(await score(page)).toBe(text);
    expect(await done(page)).toBe(String(complete));
  });

  test('do not count when another one is answered, and the last one of its own makes the lesson done', async () => {
    const quiz = quizOf(['a', 'b', ...ALL.slice(0, 3)], ['degrees']);
    const page = await openWith(PATH, version1({ 'compass-course': { visited, quiz } }));
    await item(page, 'degrees').getByRole('textbox').fill('360');
    await check(page, 'degrees');
    expect(await score(page)).toBe('4 of 5 right');
    expect(await done(page)).toBe('false');
    await item(page, 'word').getByRole('textbox').fill('helm');
    await check(page, 'word');
    expect(await done(page)).toBe('true');
    // Who says that it is not done is believed, whatever the quiz says.
    await page.getByRole('button', { name: 'Done. Undo?' }).click();
    await page.reload();
    expect(await score(page)).toBe('5 of 5 right');
    expect(await done(page)).toBe('false');
  });
});

describe('progress under a former id', () => {
  const other = { 'compass-course': { visited: '2026-02-01', quiz: quizOf(['word']) } };
  test.each([
    ['alone', { 'steer-by-needle': { visited, quiz: quizOf(['north']) } }, '1 of 5 right'],
    ['beside the present one', { needle: { visited, quiz: quizOf(['north']) }, ...other }, '2 of 5 right'],
    [
      'two of them',
      { needle: { visited, quiz: quizOf(['north']) }, 'steer-by-needle': { visited, quiz: quizOf(['word']) } },
      '2 of 5 right',
    ],
  ])('is that of the lesson: %s', async (_name, lessons, text) => {
    const page = await openWith(PATH, version1(lessons));
    await page.locator('quiz-item button').first().waitFor();
    expect(await score(page)).toBe(text);
  });

  test('counts on the page of the course and on the home page, whichever is opened first', async () => {
    const lessons = { needle: { visited, completed: visited } };
    const page = await openWith('courses/open-sea/', version1(lessons, { id: 'needle', title: 'x', path: '/' }));
    expect(await page.locator('[data-state="completed"]').getAttribute('data-lesson')).toBe('compass-course');
    expect(await page.getByRole('progressbar').getAttribute('aria-label')).toContain('1 of 2');
    await page.goto(site.address());
    expect(await page.getByText('1 of 2 done').isVisible()).toBe(true);
  });
});

test.each(
  some(
    ['lessons/steer-by-needle/?a=1#footnote', '#footnote'],
    ['lessons/needle/#q-north', '#q-north'],
    ['lessons/needle/#%C3%A9t%C3%A9', '#%C3%A9t%C3%A9'],
    ['lessons/steer-by-needle/', ''],
  ),
)('a former address leads to the place that was asked for: %s', async (path, fragment) => {
  const page = await site.open(path);
  await page.waitForURL(site.address(`${PATH}${fragment}`));
});

describe('the choice of colors', () => {
  test.each<[string, Record<string, string>]>(
    some<[string, Record<string, string>]>(
      ['another site of the origin chose', { theme: 'dark' }],
      ['there is a word of another site', { theme: 'auto', 'theme:/sea/': 'auto' }],
      ['there is JSON', { theme: '"dark"', 'theme:/sea/': '"dark"' }],
      ['a site below this one, and one above it, chose', { 'theme:/sea/old/': 'dark', 'theme:/': 'dark' }],
    ),
  )('is that of the system where %s', async (_name, entries) => {
    const page = await openWith('', entries);
    expect(await page.getByRole('combobox', { name: 'Colors' }).inputValue()).toBe('');
    expect(await page.locator('html').getAttribute('data-theme')).toBeNull();
  });

  test('stays with the site, and other tabs and pages that are come back to follow', async () => {
    const page = await openWith('', { theme: 'light' });
    const other = await page.context().newPage();
    await other.goto(site.address(PATH));
    const colors = (tab: Page) => tab.getByRole('combobox', { name: 'Colors' });
    await colors(page).selectOption('dark');
    await other.locator('html[data-theme="dark"]').waitFor();
    expect(await colors(other).inputValue()).toBe('dark');
    expect(await page.evaluate(() => localStorage.theme as string)).toBe('light');
    await other.evaluate(() => {
      localStorage.removeItem('theme:/sea/');
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    expect(await other.locator('html').getAttribute('data-theme')).toBeNull();
    expect(await colors(other).inputValue()).toBe('');
  });
});

/** Answers one item of each kind, rightly but for the choice of several, and checks it. */
async function answerAll(page: Page): Promise<void> {
  await item(page, 'north').getByText('True north').click();
  for (const text of ['Variation', 'Height']) await item(page, 'corrections').getByText(text, { exact: true }).click();
  await item(page, 'degrees').getByRole('textbox').fill('360');
  await item(page, 'word').getByRole('textbox').fill('helm');
  await item(page, 'sequence').getByRole('button', { name: 'Move up' }).nth(1).click();
  for (const id of ALL) await check(page, id);
}

/** What the quiz shows: answers and verdicts. */
async function shown(page: Page): Promise<unknown> {
  await page.locator('quiz-item button').first().waitFor();
  return page.locator('quiz-item').evaluateAll((items) =>
    items.map((one) => ({
      chosen: [...one.querySelectorAll<HTMLInputElement>('.options :checked')].map(({ value }) => value),
      typed: one.querySelector<HTMLInputElement>('.field input')?.value,
      order: [...one.querySelectorAll<HTMLElement>('.order > li')].map(({ dataset }) => dataset.step),
      verdict: one.querySelector('.verdict')?.textContent,
    })),
  );
}

describe('answers and verdicts', () => {
  test('come back, item by item, and other tabs and pages that are come back to show them', async () => {
    const page = await site.open(PATH);
    const other = await page.context().newPage();
    await other.goto(site.address(PATH));
    await answerAll(page);
    const before = await shown(page);
    expect(JSON.stringify(before)).toMatch(/Not yet\..*Partly right\. .*missing: 2.*wrong: 1.*Right\..*Right\./);
    await page.reload();
    expect(await shown(page)).toEqual(before);
    expect(await shown(other)).toEqual(before);
    await item(page, 'word').getByRole('button', { name: 'Try again' }).click();
    await page.reload();
    expect(await item(page, 'word').getByRole('textbox').inputValue()).toBe('');
    expect(await verdict(page, 'word').textContent()).toBe('');
    expect(await score(page)).toMatch(/^[23] of 5 right$/);
    expect(await item(other, 'word').getByRole('textbox').inputValue()).toBe('');
    await other.evaluate(() => {
      localStorage.clear();
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    expect(await score(other)).toBe('');
    expect(await verdict(other, 'degrees').textContent()).toBe('');
  });

  test('part as soon as the answer is changed, however it is changed', async () => {
    const page = await site.open(PATH);
    await answerAll(page);
    const changes: Record<string, () => Promise<void>> = {
      north: () => item(page, 'north').getByText('The pole star').click(),
      corrections: () => item(page, 'corrections').getByText('Drift').click(),
      degrees: () => item(page, 'degrees').getByRole('textbox').press('5'),
      word: () => item(page, 'word').getByRole('textbox').press('s'),
      sequence: () => item(page, 'sequence').getByRole('button', { name: 'Move down' }).first().click(),
    };
    for (const [id, change] of Object.entries(changes)) {
      expect(await verdict(page, id).textContent(), id).not.toBe('');
      await change();
      expect(await verdict(page, id).textContent(), id).toBe('');
      expect(await item(page, id).getByRole('button', { name: 'Try again' }).isVisible(), id).toBe(false);
    }
  });

  test('are shown of options that the question still has, wherever they stand now', async () => {
    const page = await site.open(PATH);
    await answerAll(page);
    await site.rebuild((content) => {
      content.edit(QUIZ, (text) =>
        text
          .replace('      - {text: Magnetic north, correct: true}\n', '')
          .replace('The pole star, feedback: It is a star.}', '$&\n      - {text: Magnetic north, correct: true}')
          .replace('text: Height, feedback', 'text: Altitude, feedback')
          .replace('accepted: [helm]', 'accepted: [skipper]'),
      );
    });
    await page.reload();
    await page.locator('quiz-item button').first().waitFor();
    expect(await item(page, 'north').getByRole('radio', { name: 'True north' }).isChecked()).toBe(true);
    expect(await verdict(page, 'north').textContent()).toBe('Not yet.The chart knows it.');
    // What was chosen is gone: nothing else is taken for it.
    expect(await item(page, 'corrections').locator(':checked').count()).toBe(0);
    expect(await verdict(page, 'corrections').textContent()).toBe('');
    // The verdict is that of today.
    expect(await verdict(page, 'word').textContent()).toBe('Not yet.');
  });
});

test('what an older version of the site set aside in another tab comes back', async () => {
  const lessons = { 'log-line': { visited, completed: visited } };
  const page = await openWith('courses/open-sea/', {
    'progress:/sea/': { version: 1, lessons: { 'compass-course': { visited } } },
    'progress:/sea/:unreadable': { version: 2, lessons },
  });
  expect(await page.locator('[data-state="completed"]').getAttribute('data-lesson')).toBe('log-line');
  expect(await page.evaluate(() => localStorage.getItem('progress:/sea/:unreadable'))).toBeNull();
});
