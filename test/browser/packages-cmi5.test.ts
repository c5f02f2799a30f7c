import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import type { QuizItem } from '../../src/curriculum/schema/quiz.ts';
import { LearningPlatform, read, scrolled } from '../helpers/learning-platform.ts';
import { oddFork } from '../helpers/odd-fork.ts';
import { answer } from '../helpers/played-quiz.ts';
import { publish, sourceFrom } from '../helpers/publish.ts';
import { RecordStore } from '../helpers/record-store.ts';

const BOWLINE = 'tie-a-bowline';

let browser: Browser;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
afterAll(() => browser.close());

const odd = sourceFrom(oddFork());
const [one, ...others] = (odd.lessons.find(({ id }) => id === BOWLINE)?.quiz ?? []) as [QuizItem, ...QuizItem[]];

async function platformWith(format: string): Promise<LearningPlatform> {
  const [made] = await publish(format, odd);
  const platform = await LearningPlatform.with(made?.content ?? new Uint8Array(), browser);
  open.push(platform);
  return platform;
}

async function recordStore(platform: LearningPlatform): Promise<RecordStore> {
  const store = await RecordStore.open();
  open.push(store);
  platform.store = store.origin;
  return store;
}

describe('a package of cmi5', () => {
  const launched = async (platform: LearningPlatform, query: string): Promise<{ page: Page; problems: string[] }> => {
    const opened = await platform.open(`/lessons/${BOWLINE}.html?${query}`);
    await opened.page.locator('.result').waitFor();
    return opened;
  };
  test('keeps answers, place and score by the rules, and sends what has changed', async () => {
    const platform = await platformWith('cmi5');
    const store = await recordStore(platform);
    const first = await launched(platform, store.launch());
    await expect.poll(() => store.changes).toEqual(['initialized']);
    await answer(first.page, one, true);
    await expect.poll(() => store.changes.length).toBe(3);
    expect(store.changes.map((change) => change.split(' ')[0])).toEqual(['initialized', 'answered', 'state']);
    for (const item of others) await answer(first.page, item, false);
    await expect.poll(() => store.statements.length).toBe(7);
    const left = await read(first.page);
    await first.page.goto('about:blank');
    await expect.poll(() => store.statements.length).toBe(9);
    const said = [...store.statements];
    const answers = [one, ...others].map(() => 'answered');
    expect(store.verbs()).toEqual(['initialized', ...answers, 'completed', 'failed', 'terminated']);
    expect(said[2]?.result).toMatchObject({ success: false });
    expect(said[7]?.result).toMatchObject({ success: false, score: { scaled: 0.2 } });

    store.changes.splice(0);
    const again = await launched(platform, store.launch('Normal', { returnURL: `${platform.origin}/platform-2004` }));
    await expect.poll(() => store.changes).toEqual(['initialized']);
    expect(Math.abs((await scrolled(again.page)) - left)).toBeLessThan(4);
    expect(await again.page.locator('.verdict[data-result="wrong"]').count()).toBe(others.length);
    for (const item of others) await answer(again.page, item, true);
    await expect.poll(() => store.statements.length).toBe(6);
    for (const box of await again.page.locator('[data-task] input').all()) await box.check();
    await expect.poll(() => store.statements.length).toBe(7);
    await again.page.getByRole('button', { name: 'Leave the lesson' }).click();
    await again.page.waitForURL('**/platform-2004');
    await expect.poll(() => store.statements.length).toBe(8);
    const passed = store.statements.find(({ verb }) => verb.id.endsWith('passed'));
    expect(passed?.result).toMatchObject({ success: true, score: { scaled: 0.8 } });
    expect(passed?.context.extensions).toMatchObject({
      'https://w3id.org/xapi/cmi5/context/extensions/masteryscore': 0.8,
    });
    const wanted = 'initialized answered answered answered passed answered completed terminated'.split(' ');
    expect(store.verbs()).toEqual(wanted);
    expect(store.faults).toEqual([]);
    const notFound = (problem: string): boolean => problem.includes('404');
    expect([...first.problems, ...again.problems].filter((problem) => !notFound(problem))).toEqual([]);
  });

  test('goes on after a reload, and says what was done in the next session', async () => {
    const platform = await platformWith('cmi5');
    const store = await recordStore(platform);
    const { page } = await launched(platform, store.launch());
    await answer(page, one, true);
    await page.reload();
    await page.locator('.verdict[data-result="right"]').waitFor();
    expect(await page.locator('.notice').textContent()).toMatch(/ended when this page was loaded again/);
    for (const item of others) await answer(page, item, true);
    await expect.poll(() => store.changes.at(-1)).toMatch(/^state .*"completed":false/);
    await page.close();
    expect(store.verbs()).toEqual(['initialized', 'answered', 'terminated']);
    await launched(platform, store.launch());
    await expect.poll(() => store.statements.length).toBe(3);
    expect(store.verbs()).toEqual(['initialized', 'completed', 'passed']);
    expect(store.faults).toEqual([]);
  });

  test('records nothing where learners look back, and sends again what was not taken', async () => {
    const platform = await platformWith('cmi5');
    const store = await recordStore(platform);
    const review = await launched(platform, store.launch('Review'));
    await answer(review.page, one, true);
    await review.page.goto('about:blank');
    await expect.poll(() => store.changes).toEqual(['initialized', 'terminated']);
    store.verbs();

    const { page } = await launched(platform, store.launch());
    store.failsWith = 503;
    await answer(page, one, true);
    await page.locator('.unsaved').waitFor();
    expect(await page.locator('.unsaved').textContent()).toMatch(/HTTP 503/);
    store.failsWith = undefined;
    await answer(page, others[0] as QuizItem, true);
    await expect.poll(() => store.statements.length).toBe(3);
    expect(store.verbs()).toEqual(['initialized', 'answered', 'answered']);
    await page.locator('.unsaved').waitFor({ state: 'hidden' });
    expect(store.faults).toEqual([]);
  });
});
