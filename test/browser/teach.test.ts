import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { eventually } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

test('a class is planned with each change of the form, and saved as a calendar', async () => {
  const page = await site.open('teach/', { viewport: { width: 360, height: 740 } });
  const plan = page.locator('class-plan').first();
  await eventually(() => plan.locator('.plan-day').count()).toBe(2);
  const atHome = plan.locator('.plan > ul > li');
  expect(await atHome.count()).toBeGreaterThan(5);
  await plan.getByLabel('Days').fill('5');
  await eventually(() => plan.locator('.plan-day').count()).toBe(5);
  expect(await atHome.count()).toBe(0);
  await plan.getByLabel('With labs').uncheck();
  await eventually(() => atHome.count()).toBeGreaterThan(10);
  await plan.getByLabel('First day').fill('2027-01-04');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    plan.getByRole('button', { name: 'Save as calendar' }).click(),
  ]);
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(await download.path(), 'utf8')));
  const planned = await plan.locator('.plan-day tr:not(.pause) a').allTextContents();
  expect(calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).summary)).toEqual(planned);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await violations(page)).toEqual([]);
});

test('without scripts there are the usual plans', async () => {
  const page = await site.open('teach/', { javaScriptEnabled: false });
  const examples = page.locator('.plan-example');
  const ofEach = ['2 × 6 hours', '4 × 3 hours', '10 × 1.5 hours'];
  const courses = await page.locator('class-plan').count();
  expect(await examples.locator('summary').allTextContents()).toEqual(Array(courses).fill(ofEach).flat());
  await examples.first().locator('summary').click();
  expect(await examples.first().locator('.plan-day').count()).toBe(2);
});

test('exported progress of learners becomes a table, and a file that is none is named', async () => {
  const page = await site.open('teach/');
  const progress = {
    version: 2,
    lessons: { pods: { visited: '2026-11-30', completed: '2026-11-30', quiz: { 'after-a-restart': [2, 1] } } },
  };
  await page.locator('class-results input').setInputFiles([
    { name: 'ada.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(progress)) },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no progress') },
  ]);
  const results = page.locator('class-results .results');
  await eventually(() => results.locator('tbody td').allTextContents()).toEqual(['ada (1)', '1', '1 / 1', '0']);
  expect(await results.textContent()).toContain('notes.txt is no exported progress');
  expect(await results.locator('li a').getAttribute('href')).toMatch(/teach\/pods\/#q-after-a-restart$/);
});

test('a page for teachers says what wrong answers tell, names who made the lesson, and is in no search', async () => {
  const page = await site.open('teach/pods/', { viewport: { width: 360, height: 740 } });
  expect(await page.locator('.teach-question').count()).toBe(8);
  expect(await page.locator('.teach-question .right').count()).toBeGreaterThanOrEqual(6);
  expect(await page.locator('.teach-credit').textContent()).toContain('licensed under');
  expect(await page.locator('[data-pagefind-body]').count()).toBe(0);
  expect(await page.locator('meta[name="robots"]').getAttribute('content')).toBe('noindex');
  expect(await violations(page)).toEqual([]);
});

test('a link with ?here marks the section in which the class is', async () => {
  const page = await site.open('lessons/pods/?here#read-the-status-of-a-pod');
  const mark = page.locator('.we-are-here');
  await mark.waitFor();
  expect(await mark.textContent()).toBe('We are here');
  expect(await mark.evaluate((element) => element.nextElementSibling?.id)).toBe('read-the-status-of-a-pod');
});
