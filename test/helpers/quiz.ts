import type { Locator, Page } from 'playwright-core';

/** A lesson whose quiz has items of every type. */
export const QUIZ_LESSON = 'lessons/cluster-anatomy/';

/** An item of the quiz. */
export function quizItem(page: Page, id: string): Locator {
  return page.locator(`#q-${id}`);
}

/** Where an item says what it thinks of the answer: a live region. */
export function verdict(item: Locator): Locator {
  return item.locator('.verdict').and(item.getByRole('status'));
}

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Name or text of the element that has the focus. */
export function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? '';
  });
}

/** Answers the item "who-picks-the-node", rightly or wrongly. */
export async function answerFirst(page: Page, right: boolean): Promise<void> {
  const item = quizItem(page, 'who-picks-the-node');
  await item
    .getByRole('radio')
    .nth(right ? 2 : 0)
    .check();
  await item.getByRole('button', { name: 'Check', exact: true }).click();
  await verdict(item).locator('b').waitFor();
}
