import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { firstSearch } from '../../scripts/bench/first-search.ts';
import { eventually, inView } from '../helpers/screen.ts';
import { searchDialog, searchField, searchFor } from '../helpers/search.ts';
import { openSite, type Site } from '../helpers/site.ts';

/** Stands under the third-level heading "When a node falls silent" of a lesson. */
const WORD = 'heartbeat';
const LESSON = 'lessons/cluster-anatomy/';
const HEADING = 'when-a-node-falls-silent';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

describe('opening search', () => {
  test.each(['/', 'Control+k', 'Meta+k'])('%s opens search with the field ready to type in', async (key) => {
    const page = await site.visit('courses/');
    await page.keyboard.press(key);
    await searchField(page).waitFor();
    await eventually(() => searchField(page).evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test('the button in the header opens search and has the focus again afterwards', async () => {
    const page = await site.visit('');
    const button = page.getByRole('banner').getByRole('button', { name: 'Search' });
    await button.focus();
    await page.keyboard.press('Enter');
    await searchField(page).waitFor();
    await page.keyboard.press('Escape');
    await searchDialog(page).waitFor({ state: 'hidden' });
    expect(await button.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  test('a slash typed into a text field is a slash', async () => {
    const page = await site.visit(LESSON);
    const field = page.locator('quiz-item[data-type="text"] input');
    await field.focus();
    await page.keyboard.type('a/b');
    expect(await field.inputValue()).toBe('a/b');
    expect(await page.locator('dialog.search').count()).toBe(0);
  });

  test('nothing of the search engine is loaded before it is asked for', async () => {
    const requested: string[] = [];
    const page = await site.open(LESSON, {}, async (fresh) => {
      fresh.on('request', (request) => requested.push(request.url()));
    });
    await page.waitForLoadState('networkidle');
    expect(requested.filter((url) => url.includes('/pagefind/'))).toEqual([]);
    await searchFor(page, WORD);
    expect(requested.filter((url) => url.includes('/pagefind/'))).not.toEqual([]);
  });
});

test('a first search loads at most 120 KB as hosts send it', async () => {
  expect(await firstSearch(site.folder, site.base, 'Deployment')).toBeLessThan(120_000);
});

describe('searching', () => {
  test('a word that stands deep in a lesson finds the lesson and the heading above the word', async () => {
    const page = await site.visit('');
    await searchFor(page, WORD);
    const result = searchDialog(page).locator('.search-result', { hasText: 'Cluster anatomy' });
    expect(await result.locator('.search-link').getAttribute('href')).toBe(`${site.base}${LESSON}`);
    expect(await result.locator(`.search-heading[href$="#${HEADING}"]`).count()).toBe(1);
    expect(await result.locator('mark').first().textContent()).toContain(WORD);
  });

  test('following a result below a heading leads to that heading of that lesson, in view', async () => {
    const page = await site.visit('glossary/');
    await searchFor(page, WORD);
    await searchDialog(page).locator(`.search-heading[href$="#${HEADING}"]`).click();
    await page.waitForURL(`**/${LESSON}#${HEADING}`);
    const heading = page.locator(`#${HEADING}`);
    expect(await heading.textContent()).toBe('When a node falls silent');
    await eventually(() => inView(heading)).toBe(true);
  });

  test('a result on the page that is being read closes search and leads to the heading', async () => {
    const page = await site.visit(LESSON);
    await searchFor(page, WORD);
    await searchDialog(page).locator(`.search-heading[href$="#${HEADING}"]`).click();
    await page.waitForURL(`**/${LESSON}#${HEADING}`);
    await searchDialog(page).waitFor({ state: 'hidden' });
    await eventually(() => inView(page.locator(`#${HEADING}`))).toBe(true);
  });

  test('a glossary term is found and leads to its entry', async () => {
    const page = await site.visit('');
    await searchFor(page, 'hypervisor');
    const entry = searchDialog(page).locator('.search-heading[href$="glossary/#hypervisor"]');
    await entry.click();
    await page.waitForURL('**/glossary/#hypervisor');
    await eventually(() => inView(page.locator('#hypervisor'))).toBe(true);
  });

  test('the words of the interface, the colophon and what surrounds a lesson are not found as results', async () => {
    const page = await site.visit('');
    await page.keyboard.press('/');
    await searchField(page).fill('"Report a problem"');
    await eventually(() => searchDialog(page).locator('.search-summary').textContent()).toMatch(/^(No|0) results/i);
  });
});

describe('search as learners ask', () => {
  /** Addresses of the results, in their order. */
  const results = (page: Page): Promise<string[]> =>
    searchDialog(page)
      .locator('.search-link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  /** Opens search unless it is open, asks, and waits for the answer. */
  const ask = async (page: Page, word: string): Promise<void> => {
    if (!(await searchField(page).isVisible())) await page.keyboard.press('/');
    await searchField(page).waitFor();
    await hint(page).waitFor({ state: 'attached' });
    await searchField(page).fill(word);
    await eventually(() => searchDialog(page).locator('.search-summary').textContent()).toContain(`for ${word}`);
    // Results come one by one, each in its place: the first is not the one that comes first.
    await searchDialog(page).locator('.search-results[aria-busy="false"] > :first-child .search-link').waitFor();
  };
  const kinds = (addresses: readonly string[]): string[] => addresses.map((address) => address.split('/')[1] ?? '');
  const hint = (page: Page) => searchDialog(page).locator('.search-hint');

  test('lists lessons before all others, and exams before what contributors need', async () => {
    const page = await site.visit('');
    for (const word of ['readinessProbe', '--dry-run=client', 'governance', 'rolling update']) {
      await ask(page, word);
      const found = kinds(await results(page));
      const rank = (kind: string): number =>
        ['lessons', 'glossary', 'courses', 'exams'].indexOf(kind === 'practice' ? 'exams' : kind);
      expect(found[0], word).toBe('lessons');
      const places = found.map((kind) => (rank(kind) < 0 ? 9 : rank(kind) === 2 ? 1 : rank(kind)));
      expect(places, word).toEqual(places.toSorted((one, other) => one - other));
    }
  });

  test('finds the same with hyphens and with blanks, and says what each result is', async () => {
    const page = await site.visit('');
    const found: string[][] = [];
    for (const word of ['container-image', 'container image', 'Container‑Image']) {
      await ask(page, word);
      const count = await searchDialog(page).locator('.search-summary').textContent();
      found.push([count?.split(' ')[0] ?? '', (await results(page))[0] ?? '']);
    }
    expect(Number(found[0]?.[0])).toBeGreaterThan(2);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
    await ask(page, 'hypervisor');
    const labels = searchDialog(page).locator('.search-result', { has: page.locator('[href$="/glossary/"]') });
    expect(await labels.locator('.search-kind').first().textContent()).toBe('Glossary');
  });

  test('does not let a word that occurs nowhere, or nowhere beside the others, empty the list', async () => {
    const page = await site.visit('');
    await ask(page, 'heartbeat recreate');
    expect((await results(page))[0]).toContain('/lessons/');
    expect(await hint(page).textContent()).toContain('without “heartbeat”');
    await ask(page, 'ingress vs gateway');
    expect((await results(page))[0]).toContain('/lessons/');
    await ask(page, 'ingress zzyzx');
    expect((await results(page)).length).toBeGreaterThan(0);
  });

  test('proposes terms for a word that was mistyped, or in another script, and searches for the one that is chosen', async () => {
    const page = await site.visit('');
    await page.keyboard.press('/');
    await searchField(page).fill('容器');
    await eventually(() => hint(page).textContent()).toMatch(/^This site is in English/);
    await searchField(page).fill('deploiment');
    await hint(page).getByRole('button', { name: 'Deployment' }).click();
    await eventually(async () => kinds(await results(page))).toContain('lessons');
  });

  test('finds the first word of every block of code, and shows no labels of blocks in excerpts', async () => {
    const page = await site.visit('');
    for (const word of ['mkdir', 'apiVersion']) {
      await ask(page, word);
      expect((await results(page))[0], word).toContain('/lessons/');
      const excerpts = await searchDialog(page).locator('.search-excerpt').allTextContents();
      expect(excerpts.join(' ')).not.toMatch(
        /Waypoint|yamlDownload|Not run here|Run for this lesson|Recorded in the practice cluster|Try it|[a-z]Copy\b/,
      );
    }
  });
});

describe('moving in search with the keyboard', () => {
  test('arrow keys move through the results, and Enter follows the one that is reached', async () => {
    const page = await site.visit('');
    await searchFor(page, WORD);
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.getAttribute('href') ?? document.activeElement?.tagName ?? '');
    await page.keyboard.press('ArrowDown');
    const first = await focused();
    expect(first).toBe(`${site.base}${LESSON}`);
    await page.keyboard.press('ArrowDown');
    const second = await focused();
    expect(second).toContain(`${LESSON}#`);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('INPUT');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${second}`);
  });

  test('Escape closes search, and the page underneath can be used again', async () => {
    const page = await site.visit(LESSON);
    await searchFor(page, WORD);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await searchDialog(page).waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await searchField(page).waitFor();
  });

  test('brackets typed in search do not lead away from the lesson', async () => {
    const page = await site.visit(LESSON);
    await searchFor(page, WORD);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(']');
    await page.keyboard.press('[');
    expect(page.url()).toBe(site.address(LESSON));
    expect(await searchDialog(page).evaluate((dialog: HTMLDialogElement) => dialog.open)).toBe(true);
  });
});

describe('searching from the page for addresses that lead nowhere', () => {
  test('the button on the page opens search, and a result leads to its page', async () => {
    const page = await site.visit('somewhere/that/never/was/');
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
    await searchField(page).fill(WORD);
    await searchDialog(page).locator(`.search-heading[href$="#${HEADING}"]`).click();
    await page.waitForURL(site.address(`${LESSON}#${HEADING}`));
    expect(await page.locator('h1').textContent()).toBe('Cluster anatomy');
  });

  test('the address is answered with status 404', async () => {
    const page = await site.visit('');
    const answer = await page.goto(site.address('somewhere/that/never/was/'));
    expect(answer?.status()).toBe(404);
  });
});
