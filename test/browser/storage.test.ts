import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerFirst, QUIZ_LESSON } from '../helpers/quiz.ts';
import { openSite, type Site } from '../helpers/site.ts';
import { type Watched, watch } from '../helpers/watch.ts';

const DESK = { viewport: { width: 1440, height: 900 } };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

/** What a page says at its lower edge, to screen readers as well. */
function message(page: Page): Promise<string | null> {
  return page.locator('.toast').and(page.getByRole('status')).textContent();
}

/** Reads a lesson, answers a question, marks it as done, and looks at the course; nothing may break. */
async function learn(page: Page, watched: Watched | undefined): Promise<void> {
  await answerFirst(page, true);
  expect(await page.locator('lesson-quiz .score').textContent()).toBe('1 of 8 right');
  await page.getByRole('button', { name: 'Mark as done' }).click();
  expect(await page.getByRole('button', { name: 'Done. Undo?' }).isVisible()).toBe(true);
  expect(await page.locator('#pagePassage [data-state="completed"]').getAttribute('data-lesson')).toBe(
    'cluster-anatomy',
  );
  await page.getByRole('combobox', { name: 'Colors' }).selectOption('dark');
  await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
  for (const path of ['courses/introduction/', 'courses/', '', 'glossary/']) {
    await page.goto(site.address(path));
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
  }
  expect(watched?.problems).toEqual([]);
}

describe('storage that is blocked', () => {
  /** As browsers do that block cookies and site data: touching the property fails. */
  const block = (): void => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  };

  test('is named, and a lesson works until the page is left', async () => {
    let watched: Watched | undefined;
    const page = await site.open(QUIZ_LESSON, DESK, async (fresh) => {
      await fresh.addInitScript(block);
      watched = await watch(fresh);
    });
    expect(await message(page)).toContain('does not let this page store anything');
    await learn(page, watched);
  });

  test('does not stop anybody from exporting what was done on the page or from erasing it', async () => {
    let watched: Watched | undefined;
    const page = await site.open('courses/', {}, async (fresh) => {
      await fresh.addInitScript(block);
      watched = await watch(fresh);
    });
    page.on('dialog', (dialog) => dialog.accept());
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(await download.failure()).toBeNull();
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.locator('.toast').waitFor();
    expect(watched?.problems).toEqual([]);
  });
});

describe('storage that is full', () => {
  test('is named, and a lesson works until the page is left', async () => {
    let watched: Watched | undefined;
    const page = await site.open(QUIZ_LESSON, DESK, async (fresh) => {
      await fresh.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        };
      });
      watched = await watch(fresh);
    });
    expect(await message(page)).toContain('The storage of your browser is full');
    await learn(page, watched);
  });

  test('that has room again later keeps what was done in between', async () => {
    const page = await site.open(QUIZ_LESSON, DESK, (fresh) =>
      fresh.addInitScript(() => {
        const write = Storage.prototype.setItem;
        Storage.prototype.setItem = function (this: Storage, key: string, value: string): void {
          if (document.documentElement.dataset.room !== 'yes')
            throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
          write.call(this, key, value);
        };
      }),
    );
    await answerFirst(page, true);
    await page.evaluate(() => {
      document.documentElement.dataset.room = 'yes';
    });
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.reload();
    expect(await page.locator('lesson-quiz .score').textContent()).toBe('1 of 8 right');
    expect(await page.getByRole('button', { name: 'Done. Undo?' }).isVisible()).toBe(true);
  });
});

describe('stored progress that cannot be read', () => {
  const damaged: [name: string, text: string][] = [
    ['half of a record', '{"version":1,"lessons":{"cluster-ana'],
    ['another kind of data', '"hello"'],
    ['null', 'null'],
    ['lessons that are a list', '{"version":1,"lessons":[1,2]}'],
    ['a result that is no result', '{"version":1,"lessons":{"cluster-anatomy":{"visited":"x","quiz":{"a":1}}}}'],
    ['a record of a later version', '{"version":99,"lessons":{}}'],
  ];

  /** Stores a text where the site keeps progress. */
  async function damage(page: Page, text: string): Promise<void> {
    await answerFirst(page, true);
    const key = await page.evaluate(() => Object.keys(localStorage).find((name) => name.startsWith('progress')) ?? '');
    await page.evaluate(([name = '', value = '']) => localStorage.setItem(name, value), [key, text]);
  }

  test.each(damaged)('(%s) is named, set aside and never lost, and a new record is begun', async (_name, text) => {
    const page = await site.visit(QUIZ_LESSON);
    await damage(page, text);
    await page.reload();
    expect(await message(page)).toBe(
      'The stored progress could not be read. It was set aside, and a new record begun.',
    );
    expect(await page.evaluate(() => Object.values(localStorage) as string[])).toContain(text);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.reload();
    expect(await page.getByRole('button', { name: 'Done. Undo?' }).isVisible()).toBe(true);
    expect(await page.evaluate(() => Object.values(localStorage) as string[])).toContain(text);
  });

  test('breaks no page', async () => {
    let watched: Watched | undefined;
    const page = await site.open(QUIZ_LESSON, DESK, async (fresh) => {
      watched = await watch(fresh);
    });
    await damage(page, '{{{');
    await page.reload();
    await learn(page, watched);
  });

  test('is named on a page without a lesson as well', async () => {
    const page = await site.visit(QUIZ_LESSON);
    await damage(page, '{{{');
    await page.goto(site.address('courses/'));
    expect(await message(page)).toContain('could not be read');
  });

  test('is named once and not on every page', async () => {
    const page = await site.visit(QUIZ_LESSON);
    await damage(page, '{{{');
    await page.reload();
    await page.locator('.toast').waitFor();
    await page.reload();
    expect(await page.locator('.toast').count()).toBe(0);
  });
});
