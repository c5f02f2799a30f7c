import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ruleNames } from '../../src/findings/catalog.ts';
import { eventually } from '../helpers/screen.ts';
import { searchDialog, searchFor } from '../helpers/search.ts';
import { openSite, type Site } from '../helpers/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

test('the footer leads to how one contributes, and from there to every rule', async () => {
  const page = await site.visit('');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Contribute' }).click();
  await page.getByRole('heading', { level: 1, name: 'Contributing' }).waitFor();
  await page.getByRole('link', { name: 'Rules of the check' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Rules of the check' }).waitFor();
  const listed = await page.locator('.rules code').allTextContents();
  expect(listed.toSorted()).toEqual([...ruleNames]);
});

test('every rule has a page', () => {
  const missing = ruleNames.filter((rule) => !existsSync(join(site.folder, 'contribute/rules', rule, 'index.html')));
  expect(missing).toEqual([]);
});

test('links of the guide lead to pages of the site', async () => {
  const page = await site.visit('contribute/');
  await page.getByRole('main').getByRole('link', { name: 'GOVERNANCE.md' }).click();
  await page.getByRole('heading', { level: 1, name: 'Governance' }).waitFor();
});

test('rules are found by what they say and by their name', async () => {
  const page = await site.visit('');
  await searchFor(page, 'restartPolcy');
  // No lesson has the word, which is known once the last part of the index is there.
  const first = (of: Page): Promise<string | null> => searchDialog(of).locator('.search-link').first().textContent();
  await eventually(() => first(page)).toContain('A manifest has a field that Kubernetes does not know');
  await page.keyboard.press('Escape');
  const guide = await site.visit('');
  await searchFor(guide, 'signoff');
  await eventually(() => first(guide)).toContain('Contributing');
});

test.each(['readiness probe', 'selector', 'restart policy'])(
  'learners who search for "%s" find lessons first, not rules for authors',
  async (words) => {
    const page = await site.visit('');
    await searchFor(page, words);
    const results = searchDialog(page).locator('.search-link');
    const addresses = await results.evaluateAll((links) => links.slice(0, 3).map((link) => link.getAttribute('href')));
    expect(addresses.filter((address) => address?.includes('/contribute/'))).toEqual([]);
  },
);
