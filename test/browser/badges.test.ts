import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { workRecordSchema } from '../../src/curriculum/schema/work-record.ts';
import { violationsEverywhere } from '../helpers/axe.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { Repository } from '../helpers/fork.ts';
import { eventually } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

/** A fork that signs badges, and the site that it publishes. */
const folder = temporaryFolder();
const badges = join(folder.path, 'badges');
let fork: Repository;
let site: Site;

beforeAll(async () => {
  const original = await Repository.original(join(folder.path, 'original'), '1.2.0', '2026-05-17');
  fork = original.clone(join(folder.path, 'fork'));
  await fork.rebrand('quotes');
  const keys = join(folder.path, 'keys');
  await fork.must('badge', 'keys', '--out', keys);
  const key = join(keys, readdirSync(keys)[0] ?? '');
  await fork.must('badge', 'publish', '--key', key);
  const learners = join(folder.path, 'learners.csv');
  writeFileSync(
    learners,
    'name,email,date\nAda <b>Lovelace</b>,ada@example.org,2026-05-01\nGrace,grace@example.org,2026-05-01\n',
  );
  await fork.must('badge', 'issue', '--key', key, '--course', 'harbor', '--learners', learners, '--out', badges);
  await fork.must('badge', 'revoke', file('grace', '.jwt'), '--reason', 'Issued by mistake');
  const { code, output } = await fork.build();
  if (code !== 0) throw new Error(output);
  site = await openSite(join(fork.path, 'dist'), '/');
});
afterEach(() => site.closePages());
afterAll(async () => {
  await site.close();
  folder.remove();
});

const file = (name: string, ending: string): string =>
  join(badges, readdirSync(badges).find((one) => one.startsWith(name) && one.endsWith(ending)) ?? '');
const jwt = (name: string): string => readFileSync(file(name, '.jwt'), 'utf8');

/** The page that verifies badges, with what it asks the network for. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; asked: string[] }> {
  const asked: string[] = [];
  const page = await site.open('verify/', options, async (fresh) => {
    fresh.on('request', (request) => asked.push(request.url()));
  });
  await page.locator('verify-badge:defined').waitFor();
  return { page, asked };
}

const verdict = (page: Page) => eventually(() => page.locator('.verdict-says').textContent());
const checks = (page: Page): Promise<string[]> =>
  page.locator('.verdict-checks li').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-state') ?? ''));

describe('the page that verifies badges', () => {
  test('says by keyboard alone that a badge is genuine, and asks nobody but its own site', async () => {
    const { page, asked } = await open();
    await page.getByLabel('The badge, as text').focus();
    await page.keyboard.insertText(jwt('ada'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ada@example.org');
    await page.keyboard.press('Enter');
    await verdict(page).toContain('This badge is genuine');
    expect(await checks(page)).toEqual(Array(6).fill('passed'));
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Result');
    expect(await page.locator('.verdict-of-badge b').allTextContents()).not.toContain('Lovelace');
    expect(await page.locator('.verdict-of-badge').textContent()).toContain('Ada <b>Lovelace</b>');
    expect(asked.filter((address) => !address.startsWith(site.origin))).toEqual([]);
    expect(await violationsEverywhere(page)).toEqual([]);
  });

  test('reads the image that carries a badge, and forgets it', async () => {
    const { page } = await open();
    await page.setInputFiles('#verify-files', file('ada', '.png'));
    await eventually(() => page.locator('.verify-added').textContent()).toContain('(badge)');
    await page.getByRole('button', { name: 'Verify' }).click();
    await verdict(page).toContain('This badge is genuine');
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await page.locator('.verify-result').textContent()).toBe('');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('ey');
  });

  test.each([
    ['that was revoked', () => jwt('grace'), 'This badge was revoked'],
    ['that was changed', () => jwt('ada').replace(/.{4}$/, 'AAAA'), 'Do not trust this badge'],
    ['without a signature', () => `eyJhbGciOiJub25lIn0.${jwt('ada').split('.')[1]}.`, 'Do not trust this badge'],
    ['that is none', () => '<img src=x onerror=alert(1)>', 'Do not trust this badge'],
  ])('refuses a badge %s', async (_, text, said) => {
    const { page } = await open();
    await page.getByLabel('The badge, as text').fill(text());
    await page.getByRole('button', { name: 'Verify' }).click();
    await verdict(page).toContain(said);
    expect(await checks(page)).toContain('failed');
  });

  test('does not say that a badge is valid while its list cannot be had', async () => {
    // A service worker would ask in the place of the page.
    const { page } = await open({ serviceWorkers: 'block' });
    await page.route('**/issuer/revocations.json', (route) => route.abort());
    await page.getByLabel('The badge, as text').fill(jwt('ada'));
    await page.getByRole('button', { name: 'Verify' }).click();
    await verdict(page).toContain('stays open');
    expect(await checks(page)).toContain('open');
  });

  test('shows no result of a badge beside another one, and lists only the file that it verifies', async () => {
    const { page } = await open();
    const listed = () => eventually(() => page.locator('.verify-added').textContent());
    await page.setInputFiles('#verify-files', [file('grace', '.jwt'), file('ada', '.jwt')]);
    await listed().toMatch(/^Added: ada[^ ]*\.jwt \(badge\)$/);
    await page.getByRole('button', { name: 'Verify' }).click();
    await verdict(page).toContain('This badge is genuine');
    await page.getByLabel('The badge, as text').fill(jwt('grace'));
    expect(await page.locator('.verify-result').textContent()).toBe('');
    await listed().toBe('');
    await page.getByRole('button', { name: 'Verify' }).click();
    await verdict(page).toContain('This badge was revoked');
    await page.setInputFiles('#verify-files', file('ada', '.png'));
    await listed().toContain('(badge)');
    expect(await page.locator('.verify-result').textContent()).toBe('');
  });

  test('takes no private key, and says what other files are', async () => {
    const { page } = await open();
    const [key = ''] = readdirSync(join(folder.path, 'keys'));
    const did = join(site.folder, '.well-known/did.json');
    await page.setInputFiles('#verify-files', [join(folder.path, 'keys', key), did, join(fork.path, 'README.md')]);
    await eventually(() => page.locator('.verify-added li').count()).toBe(3);
    const [first, second, third] = await page.locator('.verify-added li').allTextContents();
    expect(first).toContain('has a private key in it, and was not taken');
    expect(second).toContain('keys that call themselves those of did:web:mate.example');
    expect(third).toContain('is neither a badge nor keys');
  });
});

test('the page of badges has an image of each, and passes axe', async () => {
  const page = await site.open('badges/');
  const images = page.locator('.badge img');
  expect(await images.count()).toBe(5);
  for (const image of await images.all()) await image.scrollIntoViewIfNeeded();
  await eventually(() =>
    images.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth === 640)),
  ).toBe(true);
  expect(await violationsEverywhere(page)).toEqual([]);
});

test('the end of a course gives a record that says that nobody has verified it', async () => {
  const page = await site.open('courses/harbor/');
  await page.evaluate(() =>
    localStorage.setItem(
      'progress:/',
      JSON.stringify({
        version: 2,
        lessons: { 'tie-a-bowline': { visited: '2026-11-01', completed: '2026-11-02T10:00:00.000Z', quiz: {} } },
      }),
    ),
  );
  await page.goto(site.address('courses/harbor/summary/'));
  await page.getByLabel('Your name').fill('Ada <i>');
  expect(await page.locator('work-record').textContent()).toContain('Self-reported: nobody has verified this.');
  await eventually(() => page.locator('.record-sheet dl').textContent()).toContain('1 of 3');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const record = workRecordSchema.parse(JSON.parse(readFileSync(await download.path(), 'utf8')));
  expect(record).toMatchObject({ name: 'Ada <i>', verified: false, totals: { lessons: { done: 1, total: 3 } } });
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('Ada');
  expect(await violationsEverywhere(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.locator('.record-self').isVisible()).toBe(true);
});
