import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { askedEngines, launchEngine } from '../helpers/engine.ts';
import { answerFirst, QUIZ_LESSON, quizItem, verdict } from '../helpers/quiz.ts';
import { eventually, inView } from '../helpers/screen.ts';
import { searchDialog, searchFor } from '../helpers/search.ts';
import { DIST, openSite, pageKinds, realBase, type Site } from '../helpers/site.ts';
import { type Watched, watch } from '../helpers/watch.ts';

const LESSON = 'lessons/first-cluster-and-kubectl/';
const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 } };

const engines = askedEngines();

test.skipIf(engines.length > 0)('other engines are asked for with ENGINES=firefox,webkit', () => {
  expect(engines).toEqual([]);
});

describe.each(engines)('in %s', (engine) => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite(DIST, realBase(), () => launchEngine(engine));
  });
  afterEach(() => site.closePages());
  afterAll(() => site?.close());

  test('every page opens without an error, and none is wider than a phone', async () => {
    for (const { name, path } of pageKinds()) {
      let watched: Watched | undefined;
      const page = await site.open(path, PHONE, async (fresh) => {
        watched = await watch(fresh);
      });
      expect(await page.getByRole('heading', { level: 1 }).isVisible(), name).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360);
      const problems = (watched?.problems ?? []).filter((problem) => !problem.includes('no-such-page'));
      expect(problems, name).toEqual([]);
      await page.context().close();
    }
  });

  test('a learner reads, looks words up, answers, and finds it all again after a reload', async () => {
    const page = await site.open(QUIZ_LESSON, DESK);
    await page.locator('.term').first().hover();
    await page.getByRole('tooltip').waitFor();
    await answerFirst(page, true);
    expect(await verdict(quizItem(page, 'who-picks-the-node')).textContent()).toMatch(/^Right/);
    await page.getByRole('combobox', { name: 'Colors' }).selectOption('dark');
    await page.reload();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await eventually(() => page.locator('lesson-quiz .score').textContent()).toMatch(/^1 of/);
  });

  test('tabs are chosen by pointer and by keys', async () => {
    const page = await site.open(LESSON, DESK);
    await page.getByRole('tab', { name: 'minikube' }).click();
    expect(await page.getByRole('tabpanel', { name: 'minikube' }).isVisible()).toBe(true);
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByRole('tabpanel', { name: 'kind', exact: true }).isVisible()).toBe(true);
  });

  test('search finds a word and leads to the heading above it', async () => {
    const page = await site.open('', DESK);
    await searchFor(page, 'heartbeat');
    await searchDialog(page).locator('.search-heading[href$="#when-a-node-falls-silent"]').first().click();
    await eventually(() => inView(page.locator('#when-a-node-falls-silent'))).toBe(true);
  });
});
