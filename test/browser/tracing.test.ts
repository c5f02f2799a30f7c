import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { eventually } from '../helpers/screen.ts';
import type { Site } from '../helpers/site.ts';
import { openTinySite } from '../helpers/tiny-site.ts';

const LESSON = 'lessons/whole-trace/';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 } };

let site: Site;
beforeAll(async () => {
  site = await openTinySite(() => {}, '/', resolve('test/fixtures/tracing'));
});
afterEach(() => site.closePages());
afterAll(() => site.close());

/** What the browser complained of, in pages that were opened. */
let complaints: string[] = [];

async function open(options: object = DESK): Promise<Page> {
  complaints = [];
  const page = await site.open(LESSON, options, async (one) => {
    one.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    one.on('pageerror', ({ message }) => complaints.push(message));
  });
  await page.getByRole('button', { name: 'Open the lab' }).click();
  await page.locator('.tracing-run').waitFor({ state: 'attached' });
  return page;
}

async function show(page: Page, name: string): Promise<void> {
  const tab = page.getByRole('tab', { name: new RegExp(`^${name}`) });
  if (await tab.isVisible()) await tab.click();
}

/** Runs a scenario. Gives what is said of it. */
async function run(page: Page, scenario: string): Promise<string> {
  await show(page, 'Run');
  await page.locator(`[data-scenario="${scenario}"]`).click();
  await page.locator('.tracing-run[data-busy]').waitFor({ state: 'detached' });
  await eventually(() => page.locator('.tracing-status').textContent()).toContain('spans: ');
  return (await page.locator('.tracing-status').textContent()) ?? '';
}

const done = (page: Page): Promise<string[]> =>
  page
    .locator('.practice-tasks [data-task][data-done]')
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.task ?? ''));

/** Puts a line behind the line of a file that begins with a text, by the keys of the editor, and saves. */
async function addLine(page: Page, file: string, behind: string, line: string): Promise<void> {
  await show(page, 'Files');
  await page.getByRole('button', { name: file }).click();
  const text = page.getByRole('textbox', { name: new RegExp(`^Text of ${file}`) });
  await text.locator('.cm-line', { hasText: behind }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(line);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}

const SENT = 'propagation.inject(context.active(), headers);';

describe.each([
  ['a phone', PHONE],
  ['a desk', DESK],
])('a lab on tracing on %s', (_, options) => {
  test('shows a trace that breaks off, lets one mend it, and keeps what was done', async () => {
    const page = await open(options);
    expect(await done(page)).toEqual([]);
    expect(await run(page, 'checkout')).toBe('Send a checkout. Requests: 1, spans: 5, traces: 3. Answers: 1 × 200.');
    await eventually(() => done(page)).toEqual(['see-it']);
    await addLine(page, 'api.js', 'const headers = {}', SENT);
    expect(await run(page, 'checkout')).toContain('spans: 5, traces: 1');
    await eventually(() => done(page)).toEqual(['see-it', 'pass-it-on']);

    await page.reload();
    await eventually(() => done(page)).toEqual(['see-it', 'pass-it-on']);
    await show(page, 'Traces');
    expect(await page.getByRole('treeitem').count()).toBe(5);
    await show(page, 'Files');
    await page.getByRole('button', { name: 'api.js' }).click();
    await eventually(() => page.locator('.cm-content').textContent()).toContain(SENT);
    expect(complaints).toEqual([]);
  });
});

describe('a lab on tracing', () => {
  test('is used with the keyboard alone: its spans are a tree, with details', async () => {
    const page = await open();
    await page.locator('[data-scenario="checkout"]').focus();
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('.tracing-status').textContent()).toContain('spans: ');
    await page.getByRole('tab', { name: /^Tasks/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator(':focus').textContent()).toBe('Traces');
    const chosen = page.locator('[role="treeitem"][aria-selected="true"]');
    await chosen.focus();
    expect(await chosen.textContent()).toMatch(/^web GET \/checkout server · [\d.]+ ms$/);
    await page.keyboard.press('ArrowDown');
    expect(await chosen.textContent()).toMatch(/^web POST client/);
    await page.keyboard.press('ArrowLeft');
    expect(await chosen.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('End');
    expect(await chosen.textContent()).toMatch(/^web POST client/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('End');
    expect(await chosen.textContent()).toMatch(/^api checkout server/);
    const details = await page.locator('.tracing-details').textContent();
    expect(details).toContain('Span checkout');
    expect(details).toMatch(/Trace ID[0-9a-f]{32}/);
  });

  test('shows what was on the wire, taken apart', async () => {
    const page = await open();
    await run(page, 'checkout');
    await show(page, 'Wire');
    expect(await page.locator('.tracing-hops > li').count()).toBe(4);
    await page.locator('.tracing-hops summary').nth(1).click();
    expect(await page.locator('.tracing-hops details[open]').textContent()).toMatch(
      /version00trace ID[0-9a-f]{32}.*flags01 \(sampled\)/,
    );
  });

  test('says what is wrong in the code, and leads there', async () => {
    const page = await open();
    await addLine(page, 'api.js', 'const headers = {}', 'headers.user = nobody.name;');
    await run(page, 'checkout');
    const problem = page.locator('.tracing-problems');
    expect(await problem.textContent()).toContain('ReferenceError: nobody is not defined');
    await problem.getByRole('button', { name: 'api.js, line 9' }).click();
    await eventually(() => page.locator('.cm-activeLine').textContent()).toContain('nobody.name');
  });

  test('ends code that never ends, and goes on', async () => {
    const page = await open();
    await addLine(page, 'api.js', 'const headers = {}', 'for (;;);');
    await page.locator('[data-scenario="checkout"]').click();
    await page.locator('.tracing-problems').waitFor({ timeout: 60_000 });
    expect(await page.locator('.tracing-problems').textContent()).toContain('do not come to an end');
  });

  test('shows the Collector: its pipeline, what it counts, and why it does not start', async () => {
    const page = await open();
    await run(page, 'rush');
    await show(page, 'Collector');
    const boxes = await page.locator('.tracing-pipeline li').allInnerTexts();
    expect(boxes.map((text) => text.split('\n')[0])).toEqual(['otlp', 'batch', 'otlp_http/backend']);
    expect(boxes[2]).toMatch(/(\d+) in, \1 out/);
    expect(await page.locator('.tracing-counters').textContent()).toContain('otelcol_exporter_sent_spans');
    await show(page, 'Traces');
    await page.getByLabel('Spans shown').selectOption('otlp_http/backend');
    expect(await page.getByRole('treeitem').count()).toBeGreaterThan(0);
    await addLine(page, 'collector.yaml', 'batch:', 'bach:');
    await run(page, 'checkout');
    await show(page, 'Collector');
    expect(await page.locator('.tracing-collector').textContent()).toMatch(
      /does not start[\s\S]*Line \d+: .*"bach".*Did you mean "batch"/,
    );
  });

  test('begins anew, and is exported and imported', async () => {
    const page = await open();
    await run(page, 'checkout');
    await page.getByRole('button', { name: 'Lab', exact: true }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export what I did' }).click();
    const file = await (await saved).path();
    await page.getByRole('button', { name: 'Lab', exact: true }).click();
    await page.getByRole('button', { name: 'Begin anew' }).click();
    await page.getByRole('button', { name: 'Remove it and begin anew' }).click();
    await eventually(() => done(page)).toEqual([]);
    await page.locator('.practice-menu-place input[type="file"]').setInputFiles(file);
    await eventually(() => done(page)).toEqual(['see-it']);
  });

  test.each(['light', 'dark'] as const)('is accessible in the %s scheme', async (colorScheme) => {
    const page = await open({ ...DESK, colorScheme });
    await addLine(page, 'api.js', 'const headers = {}', 'if (request.user) throw new Error(1);');
    await run(page, 'rush');
    for (const pane of ['Tasks', 'Files', 'Traces', 'Wire', 'Collector']) {
      await show(page, pane);
      if (pane === 'Wire') await page.locator('.tracing-hops summary').nth(1).click();
      expect(await violations(page, '.practice'), pane).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  test('fits a phone', async () => {
    const page = await open(PHONE);
    await run(page, 'checkout');
    for (const pane of ['Tasks', 'Files', 'Run', 'Traces', 'Wire', 'Collector']) {
      await show(page, pane);
      const wide = await page
        .locator('.practice, .practice-panes, .tracing-output')
        .evaluateAll((nodes) => Math.max(...nodes.map((node) => node.scrollWidth - node.clientWidth)));
      expect(wide, pane).toBeLessThanOrEqual(0);
    }
  });
});
