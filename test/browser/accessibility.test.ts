import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations, violationsEverywhere, violationsInOneView } from '../helpers/axe.ts';
import { isLong } from '../helpers/long.ts';
import { searchDialog, searchField, searchFor } from '../helpers/search.ts';
import { openSite, pageKinds, type Site } from '../helpers/site.ts';

const LESSON = 'lessons/cluster-anatomy/';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

test('the checker finds a picture without a text alternative and text that is too pale', async () => {
  const page = await site.visit('contributors/');
  await page.evaluate(() => {
    document.querySelector('h1')?.append(document.createElement('img'));
    const lead = document.querySelector<HTMLElement>('.lead');
    if (lead) lead.style.color = '#ccc';
  });
  const found = (await violations(page)).join('\n');
  expect(found).toContain('image-alt');
  expect(found).toContain('color-contrast');
});

describe('nothing keeps anybody from using, in light and dark, on a phone and on a desk,', () => {
  test.each(pageKinds().map((kind, index) => ({ ...kind, index })))('the $name', async ({ path, index }) => {
    const page = await site.visit(path);
    // Lessons are many and made alike: each is looked at as the long tests do, or light on a phone, or dark at a desk.
    const isBrief = path.startsWith('lessons/') && path !== LESSON && !isLong;
    expect(
      await (isBrief ? violationsInOneView(page, index % 2 === 0 ? 'phone' : 'desk') : violationsEverywhere(page)),
    ).toEqual([]);
  });

  test('a lesson with everything unfolded', async () => {
    const page = await site.visit(LESSON);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await violationsEverywhere(page)).toEqual([]);
  });

  test('a lesson that shows the definition of a term', async () => {
    const page = await site.visit(LESSON);
    await page.locator('.term').first().focus();
    await page.locator('#pageDefinition:popover-open').waitFor();
    expect(await violationsEverywhere(page, '#pageDefinition')).toEqual([]);
    expect(await violations(page, '.prose > :first-child')).toEqual([]);
  });

  test('a quiz with right, wrong and missing answers, and a lesson that is done', async () => {
    const page = await site.visit(LESSON);
    const choose = async (item: string, option: number): Promise<void> => {
      const question = page.locator(`#q-${item}`);
      await question.locator('input').nth(option).check();
      await question.getByRole('button', { name: 'Check', exact: true }).click();
      await question.locator('.verdict b').waitFor();
    };
    await choose('who-picks-the-node', 0);
    await choose('created-means-stored', 0);
    await choose('needed-on-the-node', 0);
    await page.locator('#q-order-of-creation').getByRole('button', { name: 'Check', exact: true }).click();
    await page.locator('#q-pending-without-node').getByRole('button', { name: 'Check', exact: true }).click();
    await page.locator('#q-pending-without-node .verdict b').waitFor();
    await page.getByRole('button', { name: 'Mark as done' }).click();
    for (const part of ['lesson-quiz', 'lesson-done', '#pagePassage'])
      expect(await violationsEverywhere(page, part, part === '#pagePassage' ? [1440] : undefined)).toEqual([]);
  });

  test('the courses page with progress, and a message', async () => {
    const page = await site.open(LESSON);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.goto(site.address('courses/'));
    page.on('dialog', (dialog) => dialog.accept());
    await page.getByRole('progressbar').waitFor();
    expect(await violationsEverywhere(page, 'main')).toEqual([]);
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByText('Your progress was erased.').waitFor();
    expect(await violationsEverywhere(page, '.toast')).toEqual([]);
  });

  test('the home page with the lesson to continue', async () => {
    const page = await site.visit(LESSON);
    await page.goto(site.address());
    await page.getByText('Continue where you left off').waitFor();
    expect(await violationsEverywhere(page, 'continue-card')).toEqual([]);
  });

  test('the drawer with the passage', async () => {
    const page = await site.visit(LESSON, { width: 360, height: 900 });
    await page.getByRole('button', { name: 'Contents' }).click();
    await page.locator('#pagePassage:popover-open').waitFor();
    expect(await violationsEverywhere(page, '#pagePassage', [360])).toEqual([]);
  });

  test('search with results', async () => {
    const page = await site.visit(LESSON);
    await searchFor(page, 'heartbeat');
    expect(await violationsEverywhere(page, 'dialog.search')).toEqual([]);
  });

  test('search that finds nothing', async () => {
    const page = await site.visit('');
    await page.keyboard.press('/');
    await searchField(page).fill('qqqqzzzz');
    await searchDialog(page).locator('.search-summary', { hasText: 'No results' }).waitFor();
    expect(await violationsEverywhere(page, 'dialog.search')).toEqual([]);
  });
});

test.each(['light', 'dark'])(
  'the %s colors that a reader chooses against the system are as legible as those of the system',
  async (theme) => {
    const page = await site.visit(LESSON);
    await page.emulateMedia({ colorScheme: theme === 'dark' ? 'light' : 'dark' });
    await page.getByRole('combobox', { name: 'Colors' }).selectOption(theme);
    expect(await violations(page)).toEqual([]);
  },
);

test('every page names its language, has one main heading, one main part and a title of its own', async () => {
  const titles: string[] = [];
  for (const { name, path } of pageKinds()) {
    const page = await site.visit(path);
    expect(await page.locator('html').getAttribute('lang'), name).toBe('en');
    expect(await page.getByRole('heading', { level: 1 }).count(), name).toBe(1);
    expect(await page.getByRole('main').count(), name).toBe(1);
    titles.push(await page.title());
  }
  expect(new Set(titles).size).toBe(titles.length);
});

test('how far a learner is in the passage is said in words as well as drawn', async () => {
  const page = await site.visit(LESSON);
  await page.getByRole('button', { name: 'Mark as done' }).click();
  const waypoint = page.locator('#pagePassage .route > [data-lesson="cluster-anatomy"]');
  await page.locator('#pagePassage [data-state="completed"]').waitFor();
  expect(await waypoint.ariaSnapshot()).toMatch(/done/i);
});
