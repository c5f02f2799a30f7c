import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violationsEverywhere } from '../helpers/axe.ts';
import { DAY, directoryFiles } from '../helpers/directory.ts';
import { eventually } from '../helpers/screen.ts';
import { searchDialog, searchFor } from '../helpers/search.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';

const ALL = ['becalmed', 'ebb-and-flow', 'harbor-school', 'odd', 'two-hands'];
const PLAIN = { javaScriptEnabled: false };

let site: TinySite;
beforeAll(async () => {
  site = await openTinySite(
    (content) => {
      for (const [path, text] of directoryFiles()) content.write(path, text);
    },
    '/boats/',
    undefined,
    { DIRECTORY_DATE: DAY },
  );
});
afterEach(() => site.closePages());
afterAll(() => site?.close());

/** Ids of the entries that are shown. */
async function shown(page: Page): Promise<string[]> {
  const links = page.locator('.provider-card:visible h3 a');
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href')?.split('/').at(-2) ?? ''));
}

describe.each([
  ['with script', undefined],
  ['without script', PLAIN],
] as const)('the list, %s,', (_, options) => {
  test('is filtered by every field, by several together, and shown whole again', async () => {
    const page = await site.open('providers/', options);
    expect(await shown(page)).toEqual(ALL);
    await page.getByLabel('Kind').selectOption({ label: 'Training provider' });
    await eventually(() => shown(page)).toEqual(['becalmed', 'harbor-school', 'two-hands']);
    await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
    await eventually(() => shown(page)).toEqual(['harbor-school']);
    await page.getByLabel('Language').selectOption({ label: 'Dutch' });
    await eventually(() => shown(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await eventually(() => shown(page)).toEqual(ALL);
  });

  test('is filtered by keyboard', async () => {
    const page = await site.open('providers/', options);
    await page.getByLabel('Country').focus();
    await page.keyboard.type('Eg');
    await eventually(() => shown(page)).toEqual(['odd']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await eventually(() => shown(page)).toEqual(ALL);
  });
});

test('a choice is counted, kept in the address, and found there again', async () => {
  const page = await site.open('providers/');
  await page.getByLabel('Country').selectOption('DE');
  await eventually(() => page.getByRole('status').textContent()).toBe('1 of 5 entries');
  expect(new URL(page.url()).search).toBe('?country=DE');
  const again = await site.open('providers/?country=DE&kind=training&language=xx');
  await eventually(() => again.locator('provider-filter [role=status]').textContent()).toBe('1 of 5 entries');
  expect(await shown(again)).toEqual(['harbor-school']);
  await again.getByLabel('Language').selectOption('nl');
  await eventually(() => again.locator('provider-filter [role=status]').textContent()).toBe(
    'No entry has all of this. Show all, or choose less.',
  );
});

describe('the page of a provider', () => {
  test('says state, day and proofs of each requirement', async () => {
    const page = await site.open('providers/becalmed/', PLAIN);
    const of = (id: string) => page.locator(`li:has(> #${id})`);
    expect(await of('community-activity').locator('.requirement-state').textContent()).toMatch(
      /^Not met\s+0 of 1 needed$/,
    );
    expect(await of('certified-engineers').locator('.requirement-state').textContent()).toMatch(
      /^Met, expires on Jan 20, 2027\s+3 of 3 needed$/,
    );
    expect(await of('certified-engineers').locator('.proofs > li').count()).toBe(3);
    expect(await page.locator('.as-of').textContent()).toBe('Computed for Nov 30, 2026 from the proofs below.');
    expect(await page.locator('.verdict-text').allTextContents()).toEqual(['Not qualified', 'Not qualified']);
  });

  test('with an odd name is a page like others', async () => {
    const problems: string[] = [];
    const page = await site.open('providers/odd/', undefined, async (opened) => {
      opened.on('dialog', (dialog) => problems.push(dialog.message()));
      opened.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('A<b>&amp;‘');
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(problems).toEqual([]);
  });

  test('is found by search, as what it is', async () => {
    const page = await site.visit('providers/');
    await searchFor(page, 'becalmed');
    const result = searchDialog(page).getByRole('link', { name: 'Becalmed' });
    await result.first().waitFor();
    expect(await searchDialog(page).textContent()).toContain('Provider');
  });
});

describe('nothing keeps anybody from using, in light and dark, on a phone and on a desk,', () => {
  test.each(['providers/', 'providers/harbor-school/', 'providers/odd/'])('%s', async (path) => {
    expect(await violationsEverywhere(await site.visit(path))).toEqual([]);
  });
});

test('feeds are served where the page says, and are what they are called', async () => {
  const page = await site.visit('providers/');
  const links = await page
    .locator('section:has(> h2:text("Follow")) > p a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(links.map((link) => link.split('/').at(-1))).toEqual([
    'feed.json',
    'expiring.ics',
    'expiring.xml',
    'expiring.json',
  ]);
  const texts = await Promise.all(links.map(async (link) => (await fetch(link)).text()));
  expect(JSON.parse(texts[0] ?? '').items).toHaveLength(5);
  expect(texts[1]).toMatch(/^BEGIN:VCALENDAR\r\n/);
  const parsed = await page.evaluate(
    (text) => new DOMParser().parseFromString(text, 'text/xml').querySelectorAll('item').length,
    texts[2] ?? '',
  );
  expect(parsed).toBe(4);
  expect(JSON.parse(texts[3] ?? '').expiring).toHaveLength(4);
});
