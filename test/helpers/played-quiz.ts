import type { Frame, Page } from 'playwright-core';
import type { QuizItem } from '../../src/curriculum/schema/quiz.ts';

/** Moves the steps of a question into an order. @param places the right places of steps, in the order that is wanted */
async function order(item: ReturnType<Page['locator']>, places: readonly number[]): Promise<void> {
  for (const [index, place] of places.entries()) {
    const present = await item
      .locator('.order > li')
      .evaluateAll((steps) => steps.map((step) => Number((step as HTMLElement).dataset.step)));
    for (let at = present.indexOf(place); at > index; at--)
      await item.locator(`.order > [data-step="${place}"] .moves button`).first().click();
  }
}

/** Answers a question and checks the answer. */
export async function answer(page: Page | Frame, asked: QuizItem, right: boolean): Promise<void> {
  const item = page.locator(`#q-${asked.id}`);
  switch (asked.type) {
    case 'single':
    case 'multiple': {
      const chosen = asked.options.flatMap(({ correct }, index) => (correct === right ? [index] : []));
      const wanted = right ? chosen : chosen.slice(0, 1);
      const boxes = item.locator('.options input');
      if (asked.type === 'multiple')
        for (const index of asked.options.keys()) await boxes.nth(index).setChecked(wanted.includes(index));
      else await boxes.nth(wanted[0] ?? 0).check();
      break;
    }
    case 'numeric':
      await item.locator('.field input').fill(String(right ? asked.answer : asked.answer + asked.tolerance + 1));
      break;
    case 'text':
      await item.locator('.field input').fill(right ? (asked.accepted[0] ?? '') : 'none of it');
      break;
    case 'ordering': {
      const places = asked.steps.map((_, index) => index);
      await order(item, right ? places : [...places.slice(1), 0]);
      break;
    }
  }
  await item.locator('.quiz-actions .primary').click();
  await item.locator(`.verdict[data-result="${right ? 'right' : 'wrong'}"]`).waitFor();
}
