import type { Locator, Page } from 'playwright-core';

/** The dialog in which one searches. */
export function searchDialog(page: Page): Locator {
  return page.locator('dialog.search');
}

/** Field of the search dialog. */
export function searchField(page: Page): Locator {
  return searchDialog(page).getByRole('searchbox');
}

/** Opens search with "/", types a word and waits for the results: those that say what they are, which take the place of the first ones. */
export async function searchFor(page: Page, word: string): Promise<void> {
  await page.keyboard.press('/');
  await searchField(page).fill(word);
  await searchDialog(page)
    .locator('.search-results[aria-busy="false"]:has(.search-kind) .search-link')
    .first()
    .waitFor();
}
