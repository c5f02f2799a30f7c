import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerFirst, focusedText, press, QUIZ_LESSON, quizItem, verdict } from '../helpers/quiz.ts';
import { isRendered } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

describe('with the keyboard alone', () => {
  test('a choice of one: a wrong option says why, another try is offered, the right one explains', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const item = quizItem(page, 'who-picks-the-node');
    await item.getByRole('radio').first().focus();
    await press(page, 'Space', 'Tab');
    expect(await focusedText(page)).toBe('Check');
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toMatch(/^Not yet\..*The scheduler has no connection to any kubelet/);
    expect(await verdict(item).textContent()).not.toContain('Two kubelets never take the same Pod');
    expect(await item.locator('details').getAttribute('open')).toBeNull();

    await press(page, 'Tab');
    expect(await focusedText(page)).toBe('Try again');
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toBe('');
    expect(await item.getByRole('button', { name: 'Try again' }).isVisible()).toBe(false);
    expect(
      await item
        .getByRole('radio')
        .first()
        .evaluate((node) => node === document.activeElement),
    ).toBe(true);

    await press(page, 'ArrowDown', 'ArrowDown', 'Tab', 'Enter');
    expect(await verdict(item).textContent()).toMatch(/^Right\.The choice is stored through the API server/);
    const explanation = item.getByText('Components do not pass work to each other.');
    expect(await isRendered(explanation)).toBe(true);
  });

  test('a choice of several: half of the answer is partly right, and only what was chosen is explained', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const item = quizItem(page, 'needed-on-the-node');
    await item.getByRole('checkbox').first().focus();
    await press(page, 'Space', 'Tab', 'Space', 'Enter');
    expect(await verdict(item).textContent()).toMatch(/^Partly right\./);
    expect(await verdict(item).textContent()).toContain('a node does not have a scheduler of its own');
    expect(await verdict(item).textContent()).not.toContain('It pulls the image');
    await press(page, 'Space', 'Tab', 'Space', 'Enter');
    expect(await verdict(item).textContent()).toMatch(/^Right\./);
    expect(await isRendered(item.getByText('the container runtime does it.'))).toBe(true);
  });

  test('a number: a typical mistake is explained, a number within the tolerance is right', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const item = quizItem(page, 'seconds-to-eviction');
    await item.getByRole('textbox').focus();
    await page.keyboard.type('50');
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toMatch(/^Not yet\.After about 50 seconds the node counts as lost/);
    await press(page, 'ControlOrMeta+a');
    await page.keyboard.type('12345');
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toBe('Not yet.');
    await press(page, 'ControlOrMeta+a');
    await page.keyboard.type('345,5');
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toBe('Right.');
    expect(await isRendered(item.getByText('First the grace period of the node controller passes'))).toBe(true);
  });

  test('a word: a typical mistake is explained, case and blanks do not matter', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const item = quizItem(page, 'pending-without-node');
    await item.getByRole('textbox').focus();
    await page.keyboard.type('kubelet');
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toMatch(/^Not yet\.A kubelet acts only on Pods/);
    await press(page, 'ControlOrMeta+a');
    await page.keyboard.type('  The   SCHEDULER ');
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toBe('Right.');
  });

  test('an order: every move is announced, the wrong order gives a hint, the right one explains', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const item = quizItem(page, 'order-of-creation');
    const steps = item.locator('.order > li');
    const order = (): Promise<number[]> => steps.evaluateAll((all) => all.map((step) => Number(step.dataset.step)));
    await steps.first().getByRole('button', { name: 'Move up' }).waitFor();
    const total = (await order()).length;
    expect(await order()).not.toEqual([...Array(total).keys()]);

    await item.getByRole('button', { name: 'Check', exact: true }).focus();
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toMatch(/^Not yet\.Ask for each step what it needs to see/);

    for (let place = 0; place < total; place++) {
      const step = item.locator(`.order > [data-step="${place}"]`);
      await step.getByRole('button', { name: 'Move up' }).focus();
      while ((await order()).indexOf(place) > place) await press(page, 'Enter');
      expect(await focusedText(page)).toMatch(/^Move up: /);
    }
    expect(await order()).toEqual([...Array(total).keys()]);
    const announced = item.getByRole('status').filter({ hasText: 'now at place' });
    expect(await announced.textContent()).toMatch(/: now at place \d of 6$/);
    await item.getByRole('button', { name: 'Check', exact: true }).focus();
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toBe('Right.');
    expect(await isRendered(item.getByText('The chain is Deployment, ReplicaSet, Pod'))).toBe(true);
  });

  test('a first step cannot be moved above the list, nor a last one below it', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const steps = quizItem(page, 'order-of-creation').locator('.order > li');
    await steps.first().getByRole('button', { name: 'Move up' }).waitFor();
    const before = await steps.evaluateAll((all) => all.map((step) => step.dataset.step));
    await steps.first().getByRole('button', { name: 'Move up' }).press('Enter');
    await steps.last().getByRole('button', { name: 'Move down' }).press('Enter');
    expect(await steps.evaluateAll((all) => all.map((step) => step.dataset.step))).toEqual(before);
  });

  test('nothing chosen is not an answer: it asks for one and does not count', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const item = quizItem(page, 'who-picks-the-node');
    await item.getByRole('button', { name: 'Check', exact: true }).focus();
    await press(page, 'Enter');
    expect(await verdict(item).textContent()).toBe('Choose an answer first.');
    expect(await item.getByRole('button', { name: 'Try again' }).isVisible()).toBe(false);
    expect(await page.locator('lesson-quiz .score').textContent()).toBe('');
  });
});

describe('the score', () => {
  const score = (page: Page) => page.locator('lesson-quiz .score').and(page.getByRole('status'));

  test('counts right answers once, is announced, and is still there after a reload', async () => {
    const page = await site.visit(QUIZ_LESSON);
    await answerFirst(page, false);
    expect(await score(page).textContent()).toBe('0 of 8 right');
    await answerFirst(page, true);
    await answerFirst(page, true);
    expect(await score(page).textContent()).toBe('1 of 8 right');
    const item = quizItem(page, 'pending-without-node');
    await item.getByRole('textbox').fill('scheduler');
    await item.getByRole('button', { name: 'Check', exact: true }).click();
    expect(await score(page).textContent()).toBe('2 of 8 right');
    await page.reload();
    expect(await score(page).textContent()).toBe('2 of 8 right');
  });

  test('does not take back what was right when a wrong answer is tried later', async () => {
    const page = await site.visit(QUIZ_LESSON);
    await answerFirst(page, true);
    await answerFirst(page, false);
    expect(await score(page).textContent()).toBe('1 of 8 right');
  });

  test('belongs to its lesson alone', async () => {
    const page = await site.visit(QUIZ_LESSON);
    await answerFirst(page, true);
    await page.goto(site.address('lessons/why-orchestration/'));
    expect(await score(page).textContent()).toBe('');
  });

  test('marks the lesson as done once every question was answered rightly', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const check = (id: string) => quizItem(page, id).getByRole('button', { name: 'Check', exact: true }).click();
    const done = page.getByRole('button', { name: 'Done. Undo?' });
    for (const item of await page.locator('quiz-item:is([data-type="single"], [data-type="multiple"])').all()) {
      const reasons = await item.locator('.reasons > li').evaluateAll((all) => all.map((one) => one.dataset.option));
      for (const [index, reason] of reasons.entries())
        if (reason === 'right') await item.locator('.options input').nth(index).check();
      await item.getByRole('button', { name: 'Check', exact: true }).click();
    }
    await quizItem(page, 'seconds-to-eviction').getByRole('textbox').fill('350');
    await check('seconds-to-eviction');
    await quizItem(page, 'pending-without-node').getByRole('textbox').fill('kube-scheduler');
    await check('pending-without-node');
    expect(await score(page).textContent()).toBe('7 of 8 right');
    expect(await done.count()).toBe(0);
    const order = quizItem(page, 'order-of-creation');
    for (let place = 0; place < 6; place++) {
      const up = order.locator(`.order > [data-step="${place}"]`).getByRole('button', { name: 'Move up' });
      while (!(await order.locator(`.order > li:nth-child(${place + 1})[data-step="${place}"]`).count()))
        await up.click();
    }
    await check('order-of-creation');
    expect(await score(page).textContent()).toBe('8 of 8 right');
    expect(await done.isVisible()).toBe(true);
  });
});

test('praise is set like every other text, while cells of tables may be aligned to the right', async () => {
  const page = await site.visit(QUIZ_LESSON);
  await answerFirst(page, true);
  const alignments = await page.evaluate(() => {
    const cell = document.createElement('td');
    cell.className = 'cell-end';
    document.querySelector('.prose table tr')?.append(cell);
    const texts = document.querySelectorAll(
      '.verdict[data-result="right"], .verdict[data-result="right"] *, .reasons [data-option="right"]',
    );
    return [...texts, cell].map((text) => `${text.tagName} ${getComputedStyle(text).textAlign}`);
  });
  expect(alignments.at(-1)).toBe('TD end');
  expect(alignments.length).toBeGreaterThan(4);
  expect([...new Set(alignments.slice(0, -1).map((text) => text.split(' ')[1]))]).toEqual(['start']);
});
