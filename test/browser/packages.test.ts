import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import type { QuizItem } from '../../src/curriculum/schema/quiz.ts';
import type { Source } from '../../src/publications/publication.ts';
import { violations } from '../helpers/axe.ts';
import { tinyRoot } from '../helpers/fixture.ts';
import { type Call, LearningPlatform, read, scrolled } from '../helpers/learning-platform.ts';
import { longTest } from '../helpers/long.ts';
import { oddFork } from '../helpers/odd-fork.ts';
import { answer } from '../helpers/played-quiz.ts';
import { publish, sourceFrom, sourceOf } from '../helpers/publish.ts';

/** As strict platforms have it: nothing inline, nothing from elsewhere. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:";

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

async function platformWith(format: string, source = odd, policy?: string): Promise<LearningPlatform> {
  const [made] = await publish(format, source);
  const platform = await LearningPlatform.with(made?.content ?? new Uint8Array(), browser, policy);
  open.push(platform);
  return platform;
}

/** What was set, by element. */
const settings = (calls: readonly Call[]): Record<string, string> =>
  Object.fromEntries(calls.filter(([name]) => /Set/.test(name ?? '')).map(([, element, value]) => [element, value]));

const names = (calls: readonly Call[]): string[] => calls.map(([name = '', element = '']) => element || name);

/** Answers, leaves, comes again, finishes and comes again: what platforms of SCORM 1.2 have to keep. */
async function playThrough(source: Source, id: string): Promise<void> {
  const quiz = source.lessons.find((lesson) => lesson.id === id)?.quiz ?? [];
  expect(new Set(quiz.map(({ type }) => type)).size).toBe(5);
  const platform = await platformWith('scorm-1.2', source, POLICY);
  const first = await platform.launch('1.2', id);
  expect(names(await platform.changes(first.page))).toEqual([
    'LMSInitialize',
    'cmi.core.exit',
    'cmi.core.lesson_status',
    'LMSCommit',
  ]);
  const [one, ...others] = quiz as [QuizItem, ...QuizItem[]];
  await answer(first.lesson, one, false);
  const changes = await platform.changes(first.page);
  expect(names(changes)).toEqual([
    'cmi.interactions.0.id',
    'cmi.interactions.0.time',
    'cmi.interactions.0.type',
    'cmi.interactions.0.student_response',
    'cmi.interactions.0.result',
    'cmi.suspend_data',
    'cmi.core.lesson_location',
    'LMSCommit',
  ]);
  expect(changes.every((call) => call.at(-1) === 'true')).toBe(true);
  for (const item of others.slice(0, 3)) await answer(first.lesson, item, true);
  await first.lesson.locator('[data-task] input').first().check();
  expect((await platform.changes(first.page)).filter((call) => call.at(-1) !== 'true')).toEqual([]);
  const left = await read(first.lesson);
  const last = await platform.leave(first.page);
  expect(names(last)).toEqual(['cmi.core.lesson_location', 'cmi.core.session_time', 'LMSFinish']);
  expect(last.every((call) => call.at(-1) === 'true')).toBe(true);

  const again = await platform.launch('1.2', id);
  expect(names(await platform.changes(again.page))).toEqual(['LMSInitialize', 'cmi.core.exit', 'LMSCommit']);
  expect(Math.abs((await scrolled(again.lesson)) - left)).toBeLessThan(4);
  expect(await again.lesson.locator('.verdict[data-result="wrong"]').count()).toBe(1);
  expect(await again.lesson.locator('.verdict[data-result="right"]').count()).toBe(3);
  expect(await again.lesson.locator('[data-task] input').first().isChecked()).toBe(true);
  for (const item of others.slice(3)) await answer(again.lesson, item, true);
  expect(settings(await platform.changes(again.page))).toMatchObject({
    'cmi.core.lesson_status': 'passed',
    'cmi.core.score.raw': String(Math.round((100 * others.length) / quiz.length)),
  });
  await answer(again.lesson, one, true);
  for (const box of await again.lesson.locator('[data-task] input').all()) await box.check();
  expect(settings(await platform.changes(again.page))).toMatchObject({
    'cmi.core.score.raw': '100',
    'cmi.objectives.0.id': 'lab',
    'cmi.objectives.0.status': 'completed',
  });
  await platform.leave(again.page);

  const third = await platform.launch('1.2', id);
  expect(names(await platform.changes(third.page))).toEqual(['LMSInitialize', 'cmi.core.exit', 'LMSCommit']);
  await platform.leave(third.page);
  const { core } = (JSON.parse(platform.commits.at(-1) ?? '') as { cmi: { core: Record<string, unknown> } }).cmi;
  expect(core).toMatchObject({ lesson_status: 'passed', score: { raw: '100' } });
  expect([...first.problems, ...again.problems, ...third.problems]).toEqual([]);
}

describe('a package of SCORM 1.2', () => {
  test('keeps answers, place and score, and sends what has changed', () => playThrough(odd, BOWLINE));

  longTest('does so with a real lesson', () =>
    playThrough(sourceOf(process.cwd(), ['cluster-anatomy']), 'cluster-anatomy'),
  );

  test('is readable in narrow frames and wide ones, light and dark, and accessible', async () => {
    const platform = await platformWith('scorm-1.2');
    const { page } = await platform.open(`/lessons/${BOWLINE}.html`);
    await page.locator('.result').waitFor();
    for (const [width, colorScheme] of [
      [320, 'dark'],
      [1024, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 700 });
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
    }
  });

  test('is complete without questions when the learner says so', async () => {
    const platform = await platformWith('scorm-1.2', sourceOf(tinyRoot, ['log-line']));
    const { page, lesson } = await platform.launch('1.2', 'log-line');
    await platform.changes(page);
    await lesson.getByRole('button', { name: 'Mark as done' }).click();
    expect(settings(await platform.changes(page))).toMatchObject({ 'cmi.core.lesson_status': 'completed' });
  });

  test('can be read without script', async () => {
    const platform = await platformWith('scorm-1.2');
    const { page } = await platform.open(`/lessons/${BOWLINE}.html`, { javaScriptEnabled: false });
    for (const part of await page.locator('main > *, .colophon').all()) expect(await part.isVisible()).toBe(true);
    await page.locator('quiz-item summary').first().click();
    expect(await page.locator('quiz-item .reasons').first().isVisible()).toBe(true);
    expect(await page.locator('.result').isVisible()).toBe(false);
  });
});

describe('a package of SCORM 2004', () => {
  test('keeps answers, place and score, and says what is passed', async () => {
    const platform = await platformWith('scorm-2004', odd, POLICY);
    const first = await platform.launch('2004', BOWLINE);
    expect(names(await platform.changes(first.page))).toEqual([
      'Initialize',
      'cmi.exit',
      'cmi.completion_status',
      'cmi.progress_measure',
      'Commit',
    ]);
    await answer(first.lesson, one, true);
    const changes = await platform.changes(first.page);
    expect(changes.filter((call) => call.at(-1) !== 'true')).toEqual([]);
    expect(settings(changes)).toMatchObject({ 'cmi.progress_measure': '0.2', 'cmi.interactions.0.result': 'correct' });
    expect(settings(changes)).not.toHaveProperty('cmi.score.scaled');
    expect(await first.lesson.locator('.result-next').textContent()).toBe('Go to question 2');
    for (const item of others) await answer(first.lesson, item, false);
    expect(settings(await platform.changes(first.page))).toMatchObject({
      'cmi.score.scaled': '0.2',
      'cmi.score.raw': '20',
      'cmi.completion_status': 'completed',
      'cmi.success_status': 'failed',
    });
    const left = await read(first.lesson);
    await platform.leave(first.page);

    const again = await platform.launch('2004', BOWLINE);
    expect(names(await platform.changes(again.page))).toEqual(['Initialize', 'cmi.exit', 'Commit']);
    expect(Math.abs((await scrolled(again.lesson)) - left)).toBeLessThan(4);
    for (const item of others) await answer(again.lesson, item, true);
    const better = settings(await platform.changes(again.page));
    expect(better).toMatchObject({ 'cmi.score.scaled': '1', 'cmi.success_status': 'passed' });
    expect(better).not.toHaveProperty('cmi.completion_status');
    const last = await platform.leave(again.page);
    expect(last.at(-1)).toEqual(['Terminate', '', 'true']);
    expect([...first.problems, ...again.problems]).toEqual([]);
  });

  longTest('comes back to what was touched last, where the platform scrolls around the lesson', async () => {
    const platform = await platformWith('scorm-2004');
    const first = await platform.launch('2004', BOWLINE, { isTall: true });
    await answer(first.lesson, one, true);
    await first.lesson.locator('[data-task] input').last().check();
    await platform.changes(first.page);
    await platform.leave(first.page);
    const again = await platform.launch('2004', BOWLINE, { isTall: true });
    const task = again.lesson.locator('[data-task]').last();
    expect((await task.boundingBox())?.y).toBeLessThan(700);
    expect(await scrolled(again.page)).toBeGreaterThan(500);
  });

  longTest('finds the platform behind the window that has opened the lesson', async () => {
    const platform = await platformWith('scorm-2004');
    const { page } = await platform.open('/platform-2004?page=about:blank');
    await page.waitForFunction(() => 'API_1484_11' in window);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate((address) => void window.open(address), `/lessons/${BOWLINE}.html`),
    ]);
    await popup.locator('.result').waitFor();
    expect(await popup.locator('.notice').isHidden()).toBe(true);
    expect(names(await platform.changes(page))[0]).toBe('Initialize');
  });

  test('says that there is no platform, and keeps answers in the browser', async () => {
    const platform = await platformWith('scorm-2004');
    const { page } = await platform.open(`/lessons/${BOWLINE}.html`);
    await page.locator('.result').waitFor();
    expect(await page.locator('.notice').textContent()).toMatch(/^No learning platform was found/);
    await answer(page, one, true);
    await page.reload();
    await page.locator('.verdict[data-result="right"]').waitFor();
  });

  test('says what the platform does not take', async () => {
    const platform = await platformWith('scorm-2004');
    const { page, lesson } = await platform.launch('2004', BOWLINE);
    await page.evaluate(() => {
      const { real } = window as unknown as { real: { SetValue: unknown; GetLastError: unknown } };
      real.SetValue = () => 'false';
      real.GetLastError = () => '391';
    });
    await answer(lesson, one, true);
    expect(await lesson.locator('.unsaved').textContent()).toMatch(/did not take what you did last \(.*391\)/);
  });
});
