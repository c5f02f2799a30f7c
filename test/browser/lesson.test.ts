import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { press } from '../helpers/quiz.ts';
import { eventually, inView } from '../helpers/screen.ts';
import { definitionsOf, openSite, type Site } from '../helpers/site.ts';

const LESSON = 'lessons/first-cluster-and-kubectl/';
const MIDDLE = 'lessons/cluster-anatomy/';
const PHONE = { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

describe('the definition of a term', () => {
  const term = (page: Page) => page.locator('.term', { hasText: 'kubectl' }).first();
  const definition = (page: Page) => page.getByRole('tooltip');
  const TEXT = /command-line/;

  async function isInside(page: Page): Promise<boolean> {
    return definition(page).evaluate((box) => {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
    });
  }

  test('shows under the pointer, stays while the pointer is on it, and goes with the pointer', async () => {
    const page = await site.visit(LESSON);
    expect(await definition(page).isVisible()).toBe(false);
    await term(page).hover();
    expect(await definition(page).isVisible()).toBe(true);
    expect(await definition(page).textContent()).toMatch(TEXT);
    expect(await isInside(page)).toBe(true);
    await definition(page).hover();
    await page.mouse.move(0, 0);
    await definition(page).waitFor({ state: 'hidden' });
  });

  test('shows with the keyboard focus, is read out with the term, and goes with the focus', async () => {
    const page = await site.visit(LESSON);
    await term(page).focus();
    expect(await definition(page).isVisible()).toBe(true);
    const described = await term(page).getAttribute('aria-describedby');
    expect(await page.locator(`#${described}`).textContent()).toMatch(TEXT);
    await press(page, 'Tab');
    expect(await term(page).getAttribute('aria-describedby')).toBeNull();
    await press(page, 'Shift+Tab', 'Escape');
    expect(await definition(page).isVisible()).toBe(false);
    expect(await term(page).evaluate((node) => node === document.activeElement)).toBe(true);
  });

  test('fits into the window for every term of the lesson', async () => {
    const page = await site.open(LESSON, { viewport: { width: 360, height: 800 } });
    const definitions = await definitionsOf(site, LESSON);
    for (const one of await page.locator('.term').all()) {
      if (!(await one.isVisible())) continue;
      await one.focus();
      expect(await definition(page).textContent()).toBe(definitions[(await one.getAttribute('href')) ?? '']);
      await eventually(() => isInside(page)).toBe(true);
    }
  });

  test('shows at the first touch, and the second one leads to the glossary', async () => {
    const page = await site.open(LESSON, PHONE);
    await term(page).tap();
    expect(await definition(page).isVisible()).toBe(true);
    expect(page.url()).toBe(site.address(LESSON));
    await term(page).tap();
    await page.waitForURL(site.address('glossary/#kubectl'));
    await eventually(() => inView(page.locator('#kubectl'))).toBe(true);
  });

  test('that was touched closes with Escape and with a touch elsewhere, and shows again at the next touch', async () => {
    const page = await site.open(LESSON, PHONE);
    await term(page).tap();
    await press(page, 'Escape');
    expect(await definition(page).isVisible()).toBe(false);
    await term(page).tap();
    expect(await definition(page).isVisible()).toBe(true);
    await page.locator('h1').tap();
    await definition(page).waitFor({ state: 'hidden' });
    await term(page).tap();
    expect(await definition(page).isVisible()).toBe(true);
    expect(page.url()).toBe(site.address(LESSON));
  });
});

describe('tabs', () => {
  test('are reached as one stop, and changed by arrow keys, Home and End', async () => {
    const page = await site.visit(LESSON);
    const tabs = page.locator('lesson-tabs', { has: page.getByRole('tab', { name: 'yaml', exact: true }) });
    await tabs.waitFor();
    const chosen = (): Promise<string | null> => tabs.getByRole('tab', { selected: true }).textContent();
    const shown = (): Promise<string[]> =>
      tabs
        .getByRole('tabpanel')
        .evaluateAll((panels) => panels.map((panel) => panel.getAttribute('aria-labelledby') ?? ''));
    await tabs.getByRole('tab').first().focus();
    for (const [key, name] of [
      ['ArrowRight', 'kyaml'],
      ['End', 'name'],
      ['ArrowRight', 'yaml'],
      ['ArrowLeft', 'name'],
      ['Home', 'yaml'],
    ] as const) {
      await press(page, key);
      expect(await chosen()).toBe(name);
      const focused = page.locator(':focus');
      expect(await focused.textContent()).toBe(name);
      expect(await shown()).toEqual([await focused.getAttribute('id')]);
    }
    await press(page, 'Tab');
    expect(await page.locator(':focus').getAttribute('role')).not.toBe('tab');
  });

  test('can be clicked', async () => {
    const page = await site.visit(LESSON);
    await page.getByRole('tab', { name: 'minikube' }).click();
    expect(await page.getByRole('tabpanel', { name: 'minikube' }).isVisible()).toBe(true);
    expect(await page.getByRole('tabpanel', { name: 'kind', exact: true }).count()).toBe(0);
  });
});

describe('the copy button', () => {
  async function copied(page: Page, title: string): Promise<string> {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const block = page.locator('figure.code', { has: page.locator('figcaption b', { hasText: title }) });
    await block.getByRole('button').click();
    await block.getByRole('button', { name: 'Copied' }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  }

  test('of a terminal session copies the commands and neither prompts nor output', async () => {
    const page = await site.open(LESSON);
    expect(await copied(page, 'use-context edits the file')).toBe(
      'kubectl config use-context prod-view\nkubectl config current-context\ngrep current-context kubeconfig.yaml',
    );
  });

  test('of a session keeps the lines of a command that goes on', async () => {
    const page = await site.open(LESSON);
    expect(await copied(page, 'A cluster with kind')).toMatch(
      /^kind create cluster --name shop-dev --wait 2m \\\n +--image kindest\/node:\S+$/,
    );
  });

  test('of a file copies all that is shown of it', async () => {
    const page = await site.open(LESSON);
    const code = page.locator('figure.code', { hasText: 'kubeconfig.yaml: contexts' }).locator('code');
    const text = await copied(page, 'kubeconfig.yaml: contexts');
    expect(text).toBe(await code.textContent());
    expect(text).toContain('contexts:');
    expect(text).not.toContain('region');
  });

  test('of the citation copies the citation', async () => {
    const page = await site.open('attribution/');
    expect(await copied(page, 'Markdown')).toMatch(/^“\[.+\]\(https:.+\)” by /);
  });
});

describe('the choice of colors', () => {
  test.each([
    ['dark', 'light'],
    ['light', 'dark'],
  ] as const)('%s holds against a %s system, and is there before anything is painted', async (choice, system) => {
    const page = await site.open(MIDDLE, { colorScheme: system });
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const before = await ground();
    await page.getByRole('combobox', { name: 'Colors' }).selectOption(choice);
    await eventually(ground).not.toBe(before);
    const chosen = await ground();
    await page.addInitScript(() => {
      new MutationObserver((_changes, observer) => {
        if (!document.body) return;
        observer.disconnect();
        sessionStorage.setItem('seen', document.documentElement.dataset.theme ?? 'none');
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    expect(await page.evaluate(() => sessionStorage.getItem('seen'))).toBe(choice);
    expect(await ground()).toBe(chosen);
    expect(await page.getByRole('combobox', { name: 'Colors' }).inputValue()).toBe(choice);
    await page.getByRole('combobox', { name: 'Colors' }).selectOption('Like the system');
    await page.reload();
    expect(await ground()).toBe(before);
  });
});
