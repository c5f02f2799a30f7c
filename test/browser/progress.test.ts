import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { answerFirst, QUIZ_LESSON } from '../helpers/quiz.ts';
import { openSite, type Site } from '../helpers/site.ts';

const NEXT_LESSON = 'lessons/first-cluster-and-kubectl/';
const COURSE = 'courses/introduction/';

let site: Site;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'progress-'));
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** State of each lesson on the route line that the page shows. */
function states(page: Page): Promise<Record<string, string>> {
  return page
    .locator('.route > [data-lesson]')
    .evaluateAll((all) => Object.fromEntries(all.map((one) => [one.dataset.lesson, one.dataset.state ?? 'open'])));
}

const LESSONS = [...getCurriculum().lessons.values()].filter((lesson) => lesson.courseId === 'introduction');
const TOTAL = LESSONS.length;
const OPEN: Readonly<Record<string, string>> = Object.fromEntries(LESSONS.map(({ id }) => [id, 'open']));

describe('where a learner is', () => {
  test('a lesson that was opened is marked in the passage and on the page of its course', async () => {
    const page = await site.visit(COURSE);
    expect(await states(page)).toEqual(OPEN);
    await page.goto(site.address(QUIZ_LESSON));
    expect(await states(page)).toEqual({ ...OPEN, 'cluster-anatomy': 'visited' });
    await page.goto(site.address(COURSE));
    expect(await states(page)).toEqual({ ...OPEN, 'cluster-anatomy': 'visited' });
    expect(await page.getByText(`0 of ${TOTAL} done`).isVisible()).toBe(true);
  });

  test('marking a lesson as done is shown at once and everywhere, and can be undone', async () => {
    const page = await site.visit(QUIZ_LESSON);
    const button = page.locator('lesson-done button');
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await states(page)).toEqual({ ...OPEN, 'cluster-anatomy': 'completed' });
    await page.goto(site.address(COURSE));
    expect(await states(page)).toEqual({ ...OPEN, 'cluster-anatomy': 'completed' });
    expect(await page.getByText(`1 of ${TOTAL} done`).isVisible()).toBe(true);
    expect(await page.getByRole('progressbar', { name: `1 of ${TOTAL} done` }).getAttribute('max')).toBe(String(TOTAL));

    await page.goto(site.address(QUIZ_LESSON));
    await page.getByRole('button', { name: 'Done. Undo?' }).click();
    expect(await page.getByRole('button', { name: 'Mark as done' }).isVisible()).toBe(true);
    expect(await states(page)).toEqual({ ...OPEN, 'cluster-anatomy': 'visited' });
  });

  test('the course page leads to the first lesson that is not done', async () => {
    const page = await site.visit(COURSE);
    const start = page.locator('course-progress a');
    expect(await start.textContent()).toBe('Start the course');
    for (const { id } of LESSONS.slice(0, 2)) {
      await page.goto(site.address(`lessons/${id}/`));
      await page.getByRole('button', { name: 'Mark as done' }).click();
    }
    await page.goto(site.address(COURSE));
    expect(await start.textContent()).toBe('Continue');
    await start.click();
    await page.waitForURL(site.address(`lessons/${LESSONS[2]?.id}/`));
  });

  test('the home page offers the lesson that was read last, and offers nothing to a newcomer', async () => {
    const page = await site.visit('');
    const card = page.locator('continue-card');
    expect(await card.isVisible()).toBe(false);
    await page.goto(site.address(NEXT_LESSON));
    await page.goto(site.address(QUIZ_LESSON));
    await page.goto(site.address());
    expect(await card.textContent()).toBe('Continue where you left offCluster anatomy');
    await card.getByRole('link').click();
    await page.waitForURL(site.address(QUIZ_LESSON));
  });

  test('another tab that shows the same course follows', async () => {
    const page = await site.open(COURSE);
    const other = await page.context().newPage();
    await other.goto(site.address(QUIZ_LESSON));
    await other.getByRole('button', { name: 'Mark as done' }).click();
    await page.getByText(`1 of ${TOTAL} done`).waitFor();
    expect((await states(page))['cluster-anatomy']).toBe('completed');
  });
});

interface Exported {
  version: number;
  lessons: Record<string, { visited: string; completed?: string; quiz?: Record<string, unknown> }>;
}

async function exportFrom(page: Page): Promise<Exported> {
  await page.goto(site.address('courses/'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  return JSON.parse(readFileSync(await download.path(), 'utf8')) as Exported;
}

async function importInto(page: Page, text: string): Promise<void> {
  const file = join(folder, 'import.json');
  writeFileSync(file, text);
  await page.goto(site.address('courses/'));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import' }).click(),
  ]);
  await chooser.setFiles(file);
}

describe('progress that is taken along', () => {
  test('export gives a file with what was read, done and answered', async () => {
    const page = await site.visit(QUIZ_LESSON);
    await answerFirst(page, true);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    const data = await exportFrom(page);
    expect(data.version).toBe(2);
    expect(Object.keys(data.lessons)).toEqual(['cluster-anatomy']);
    expect(Number.isNaN(Date.parse(data.lessons['cluster-anatomy']?.completed ?? ''))).toBe(false);
    expect(data.lessons['cluster-anatomy']?.quiz).toEqual({ 'who-picks-the-node': [1, 1, expect.any(String)] });
  });

  test('a file that was exported in one browser is progress in another', async () => {
    const first = await site.open(QUIZ_LESSON);
    await first.getByRole('button', { name: 'Mark as done' }).click();
    const data = await exportFrom(first);
    const second = await site.open('courses/');
    await importInto(second, JSON.stringify(data));
    await second.getByText('Imported: progress of 1 lessons.').waitFor();
    expect(await second.getByText(`1 of ${TOTAL} done`).isVisible()).toBe(true);
    await second.goto(site.address());
    // Cluster anatomy is done: what comes next is offered.
    const next = getCurriculum().positions.get('cluster-anatomy')?.next;
    expect(await second.locator('continue-card').textContent()).toBe(`Next lesson${next?.title}`);
  });

  test('import adds to what is there', async () => {
    const page = await site.visit(QUIZ_LESSON);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    const lessons = { 'why-orchestration': { visited: '2026-01-01T00:00:00Z', completed: '2026-01-02T00:00:00Z' } };
    await importInto(page, JSON.stringify({ version: 1, lessons }));
    await page.getByText(`2 of ${TOTAL} done`).waitFor();
    await page.goto(site.address(COURSE));
    expect(await states(page)).toEqual({
      ...OPEN,
      'why-orchestration': 'completed',
      'cluster-anatomy': 'completed',
    });
  });

  test('import of an older file takes nothing away that has been done since', async () => {
    const page = await site.visit(QUIZ_LESSON);
    await answerFirst(page, true);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    const lessons = { 'cluster-anatomy': { visited: '2026-01-01T00:00:00Z' } };
    await importInto(page, JSON.stringify({ version: 1, lessons }));
    await page.getByText('Imported').waitFor();
    const { lessons: after } = await exportFrom(page);
    expect(after['cluster-anatomy']?.completed).toBeDefined();
    expect(after['cluster-anatomy']?.quiz).toEqual({ 'who-picks-the-node': [1, 1, expect.any(String)] });
  });

  test.each([
    ['no JSON', 'this is no JSON', 'not a progress file'],
    ['other JSON', '{"version":1,"lessons":{"cluster-anatomy":{"visited":5}}}', 'not a progress file'],
    ['a list', '[]', 'not a progress file'],
    ['a file of a later version', '{"version":3,"lessons":{}}', 'newer version of this site'],
  ])('import of %s changes nothing and says why', async (_name, text, reason) => {
    const page = await site.visit(QUIZ_LESSON);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await importInto(page, text);
    await page.getByText('This file could not be imported').waitFor();
    expect(await page.locator('.toast').and(page.getByRole('status')).textContent()).toContain(reason);
    expect(await page.getByText(`1 of ${TOTAL} done`).isVisible()).toBe(true);
  });

  test('erase asks first: no keeps everything, yes erases it and says so', async () => {
    const page = await site.open(QUIZ_LESSON);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.goto(site.address('courses/'));
    const questions: string[] = [];
    let answer = false;
    page.on('dialog', (dialog) => {
      questions.push(dialog.message());
      void (answer ? dialog.accept() : dialog.dismiss());
    });
    await page.getByRole('button', { name: 'Erase' }).click();
    expect(questions).toEqual(['Erase your progress in all courses? This cannot be undone.']);
    expect(await page.getByText(`1 of ${TOTAL} done`).isVisible()).toBe(true);
    answer = true;
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByText('Your progress was erased.').waitFor();
    expect(await page.getByText(`of ${TOTAL} done`).isVisible()).toBe(false);
    await page.goto(site.address(COURSE));
    expect(await states(page)).toEqual(OPEN);
  });
});
