import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { eventually, isRendered } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

const PAGES = {
  rollout: 'lessons/deployments/',
  taints: 'lessons/choosing-a-workload/',
  requests: 'lessons/scheduling/',
  layers: 'lessons/inside-a-container-image/',
} as const;
/** A phone, so long that nothing that stays at the edges of its window lies on a figure. */
const PHONE = { viewport: { width: 360, height: 2400 }, hasTouch: true, isMobile: true };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

interface Opened {
  page: Page;
  figure: Locator;
  now: () => Promise<string | null>;
  says: () => Promise<string | null>;
  /** How Pods are, in order. */
  pods: () => Promise<string[]>;
  text: () => Promise<string | null>;
}

async function open(name: keyof typeof PAGES, options: BrowserContextOptions = {}): Promise<Opened> {
  const page = await site.open(PAGES[name], { reducedMotion: 'reduce', ...options });
  const figure = page.locator('.explore');
  await figure.scrollIntoViewIfNeeded();
  return {
    page,
    figure,
    now: () => figure.locator('.explore-now').textContent(),
    says: () => figure.locator('.explore-says').textContent(),
    pods: () =>
      figure.locator('.explore-pod').evaluateAll((pods) => pods.map((pod) => pod.getAttribute('data-state') ?? '')),
    text: () => figure.getByRole('img').getAttribute('aria-label'),
  };
}

/** Waits for the script of figures, which comes with the first touch of one; their cluster comes with the next. */
const figureScript = (page: Page): Promise<unknown> =>
  page.waitForEvent('requestfinished', (request) => /\/figure\.[^/]*\.js$/.test(request.url()));

describe.each(Object.keys(PAGES) as (keyof typeof PAGES)[])('the figure %s', (name) => {
  test('is a still with its text where no scripts run, and in print', async () => {
    const { page, figure, pods, now, text } = await open(name, { javaScriptEnabled: false });
    for (const media of ['screen', 'print'] as const) {
      await page.emulateMedia({ media });
      expect(await isRendered(figure.locator('.explore-desk'))).toBe(false);
      for (const part of ['.explore-scene', '.explore-now', 'figcaption'])
        expect(await isRendered(figure.locator(part)), part).toBe(true);
    }
    const steps = await figure.locator('.explore-steps li').count();
    expect((await pods()).length + steps).toBeGreaterThan(4);
    expect(await text()).toContain(await now());
  });
});

test('a figure loads nothing of the cluster until it is touched, and nothing moves when scripts come', async () => {
  const asked: string[] = [];
  const { page, figure } = await open('rollout', { ...PHONE, reducedMotion: 'no-preference' });
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const still = await figure.evaluate((element) => element.outerHTML);
  const box = await figure.boundingBox();
  const button = figure.getByRole('button', { name: 'Step' });
  const script = figureScript(page);
  await button.focus();
  await script;
  expect(asked.filter((path) => /worker-|practice/.test(path))).toEqual([]);
  expect(await figure.evaluate((element) => element.outerHTML)).toBe(still);
  await button.tap();
  await eventually(() => figure.locator('.explore-time').textContent()).toMatch(/^\+\d/);
  expect(asked.some((path) => /worker-/.test(path))).toBe(true);
  expect(await figure.boundingBox()).toMatchObject({ x: box?.x, width: box?.width });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test.each([
  ['taints', 360],
  ['taints', 768],
  ['layers', 360],
  ['layers', 600],
  ['layers', 768],
  ['layers', 1440],
  ['rollout', 768],
] as const)('whatever is chosen can be read: %s, %i pixels wide', async (name, width) => {
  const { figure } = await open(name, { viewport: { width, height: 1000 } });
  for (const select of await figure.locator('select').all()) {
    for (const option of await select.locator('option').allTextContents()) {
      const { room, needed } = await select.evaluate((element, text) => {
        const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(element);
        const ruler = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
        ruler.font = font;
        const padding = Number.parseFloat(paddingInlineStart) + Number.parseFloat(paddingInlineEnd);
        // An arrow stands in each, as wide as a letter is high.
        const arrow = Number.parseFloat(getComputedStyle(element).fontSize);
        return { room: element.clientWidth - padding - arrow, needed: ruler.measureText(text).width };
      }, option);
      expect(needed, option).toBeLessThanOrEqual(room);
    }
  }
});

/** Expects controls that thumbs can use, and no barrier that a machine finds. */
async function expectUsable({ page, figure }: Opened): Promise<void> {
  for (const control of await figure.locator('button, select, label.explore-switch, input[type="range"]').all()) {
    const { height = 0, width = 0 } = (await control.boundingBox()) ?? {};
    expect([height >= 44, width >= 44], await control.evaluate((element) => element.outerHTML)).toEqual([true, true]);
  }
  expect(await violations(page, '.explore')).toEqual([]);
}

describe('a rolling update', () => {
  test('is released with the keyboard, its text keeps up, and what is announced is no flood', async () => {
    const { page, figure, now, text, pods } = await open('rollout');
    const live = figure.getByRole('status');
    /** What was announced, and the texts of all pictures that were shown. */
    const heard = () =>
      page.evaluate(() => (globalThis as unknown as { heard: { told: string[]; shown: string[] } }).heard);
    await figure.evaluate((element) => {
      const found = { told: [] as string[], shown: [] as string[] };
      Object.assign(globalThis, { heard: found });
      const observe = (part: string, list: string[], read: (node: Element) => string | null): void => {
        const node = element.querySelector(part);
        const note = (): void => {
          const text = node && read(node);
          if (text && list.at(-1) !== text) list.push(text);
        };
        if (node) new MutationObserver(note).observe(node, { attributes: true, childList: true, subtree: true });
      };
      observe('.explore-live', found.told, ({ textContent }) => textContent);
      observe('.explore-scene', found.shown, (node) => node.getAttribute('aria-label'));
    });
    await figure.getByRole('slider', { name: 'replicas' }).focus();
    await page.keyboard.press('End');
    await eventually(now).toContain('8 of 8 Pods are available, and there are 8 in total.');
    expect(await text()).toContain('ReplicaSet 1.1 wants 8: 8 ready.');
    for (const _ of ['maxSurge', 'maxUnavailable']) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-valuetext'))).toBe('50%');
    }
    await eventually(now).toContain('at least 4 available, at most 12 in total');
    const before = await heard();
    await figure.getByRole('button', { name: 'Release' }).focus();
    await page.keyboard.press('Enter');
    await eventually(() => figure.getByRole('button', { name: 'Pause' }).count()).toBe(1);
    await eventually(text).toContain('ReplicaSet 1.1 wants 0: no Pods. ReplicaSet 1.2 wants 8: 8 ready.');
    const after = await heard();
    const pictures = after.shown.length - before.shown.length;
    expect(pictures).toBeGreaterThan(4);
    expect(after.told.length - before.told.length).toBeLessThan(pictures);
    expect(after.told.at(-1)).toBe(await now());
    // Step by step it is the same, as often as one likes.
    await figure.getByRole('button', { name: 'From the start' }).click();
    await eventually(now).toContain('8 of 8 Pods are available, and there are 8 in total.');
    await figure.getByRole('button', { name: 'Step' }).click();
    await eventually(pods).toContain('starting');
    await eventually(() => live.textContent()).toBe(await now());
  });

  test('shows what the API server refuses, and a release that breaks', async () => {
    const opened = await open('rollout', PHONE);
    const { figure, says, now } = opened;
    await expectUsable(opened);
    await figure.getByRole('slider', { name: 'maxSurge' }).fill('0');
    await figure.getByRole('slider', { name: 'maxUnavailable' }).fill('0');
    await eventually(says).toContain('may not be 0 when `maxSurge` is 0');
    expect(await now()).toContain('refuses');
    await figure.getByRole('slider', { name: 'maxUnavailable' }).fill('1');
    await figure.getByRole('checkbox').check();
    // What is pressed at once holds for what was set before.
    await figure.getByRole('button', { name: 'Release' }).click();
    await eventually(() => figure.getByRole('button', { name: 'Pause' }).count()).toBe(1);
    await eventually(async () => {
      await figure.getByRole('button', { name: 'Step' }).click();
      return says();
    }).toMatch(/^The Deployment reports: ReplicaSet "shop-web-\w+" has timed out progressing\.$/);
    expect(await now()).toContain('3 of 4 Pods are available');
  });

  test('moves only for those who want it', async () => {
    const { page, figure, pods } = await open('rollout');
    await page.evaluate(() => {
      const { animate } = Element.prototype;
      Element.prototype.animate = function (...how) {
        document.body.dataset.moved = 'true';
        return animate.apply(this, how);
      };
    });
    const moved = (): Promise<boolean> => page.evaluate(() => document.body.dataset.moved === 'true');
    const again = async (): Promise<void> => {
      await figure.getByRole('button', { name: 'From the start' }).click();
      await eventually(pods).toEqual(['ready', 'ready', 'ready', 'ready']);
      await figure.getByRole('button', { name: 'Step' }).click();
      await eventually(pods).toContain('starting');
    };
    await again();
    expect(await moved()).toBe(false);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await again();
    expect(await moved()).toBe(true);
  });
});

test('taints are changed by touch, one after the other: Pods are evicted, and wait', async () => {
  const opened = await open('taints', PHONE);
  const { figure, says, text } = opened;
  await expectUsable(opened);
  for (const node of ['node-1', 'node-2', 'node-3'])
    await figure.getByRole('combobox', { name: `Taint on ${node}` }).selectOption('NoExecute');
  await eventually(text).toMatch(/node-3: no Pods.*Without a node: 4 shop-web waiting\./);
  expect(await says()).toContain('0/3 nodes are available: 3 node(s) had untolerated taint(s).');
  expect(await text()).toContain('node-1: no Pods. Its taint is repair=soon:NoExecute.');
  await figure.locator('label', { hasText: 'shop-web tolerates it' }).tap();
  await eventually(text).toContain('Without a node: no Pods.');
  expect(await says()).toBe('');
});

test('a change of files shows which layers are built again, in either order', async () => {
  const opened = await open('layers', PHONE);
  const { figure, now, text } = opened;
  await expectUsable(opened);
  expect(await now()).toBe('2 of 6 steps ran again. From the cache: 4.');
  await figure.getByLabel('Changed since the last build').selectOption('package.json');
  await eventually(now).toBe('4 of 6 steps ran again. From the cache: 2.');
  await figure.getByLabel('Order of the steps').selectOption('copy-all');
  await eventually(now).toBe('3 of 5 steps ran again. From the cache: 2.');
  expect(await text()).toContain('COPY . .: runs again: what it takes has changed.');
  await figure.getByRole('button', { name: 'Build again' }).tap();
  await eventually(now).toBe('1 of 5 steps are done.');
  await eventually(now).toBe('3 of 5 steps ran again. From the cache: 2.');
});

test('requests place Pods, and real use does not', async () => {
  const opened = await open('requests', PHONE);
  const { figure, now, says, pods } = opened;
  await expectUsable(opened);
  expect(await says()).toContain('3 Insufficient cpu.');
  await figure.getByRole('slider', { name: 'CPU request' }).fill('600');
  await eventually(now).toBe('Pods on nodes: 7. Pods that wait for a node: 0.');
  expect(await says()).toBe('');
  const before = await pods();
  await figure.getByRole('slider', { name: 'Really used' }).fill('100');
  const used = figure.locator('.explore-bar .used').first();
  await eventually(async () => Number(await used.getAttribute('width'))).toBe(90);
  expect(await pods()).toEqual(before);
  await figure.getByRole('button', { name: 'From the start' }).tap();
  await eventually(pods).toEqual([]);
  await figure.getByRole('button', { name: 'Step' }).tap();
  await eventually(async () => (await pods()).length).toBeGreaterThan(0);
});

test.each([
  ['its script', false],
  ['its cluster', true],
])('a figure says that it cannot be loaded, and can be tried again: %s', async (_, hasScript) => {
  const { page, figure, says, now } = await open('rollout');
  const release = figure.getByRole('button', { name: 'Release' });
  const script = hasScript ? figureScript(page) : undefined;
  if (hasScript) await release.focus();
  await script;
  await site.goOffline();
  try {
    await release.click();
    await eventually(says).toContain('cannot be loaded');
  } finally {
    await site.goOnline();
  }
  await figure.getByRole('button', { name: 'From the start' }).click();
  await eventually(now).toContain('4 of 4');
});
