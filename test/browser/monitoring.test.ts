import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { labFiles, withMonitoringLab } from '../helpers/monitoring.ts';
import { MonitoringPage } from '../helpers/monitoring-page.ts';
import { eventually } from '../helpers/screen.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';

const LESSON = 'lessons/tie-a-bowline/';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 } };
const RATE = 'sum by (route) (rate(http_requests_total[5m]))';

let site: TinySite;
beforeAll(async () => {
  site = await openTinySite(withMonitoringLab);
});
afterEach(() => site.closePages());
afterAll(() => site.close());

async function begin(options: object = DESK): Promise<MonitoringPage> {
  const lab = new MonitoringPage(await site.open(LESSON, options));
  await lab.open();
  return lab;
}

describe.each([
  ['a phone', PHONE],
  ['a desk', DESK],
])('a lab on monitoring on %s', (_, options) => {
  test('is asked, configured and alerted, and goes on after a reload', async () => {
    const lab = await begin(options);
    await lab.ask('sum by (route) (http_requests_total)');
    await eventually(() => lab.answer.textContent()).toContain('{route="/api/cart"}');
    expect(await lab.done()).toEqual([]);
    await lab.ask(RATE);
    await eventually(() => lab.done()).toEqual(['ask']);

    await lab.write(
      'record.yml',
      'groups:\n- name: rates\n  rules:\n  - record: job:http_requests:rate5m\n    expr: sum by (job) (rate(http_requests_total[5m]))\n',
    );
    await lab.write(
      'prometheus.yml',
      (labFiles.get('prometheus.yml') ?? '').replace('  - rules.yml', '  - rules.yml\n  - record.yml'),
    );
    await lab.page.getByRole('button', { name: '+1 min' }).click();
    await eventually(() => lab.done()).toEqual(['ask', 'record']);

    await lab.page.locator('.monitoring-faults summary').click();
    await lab.page.getByLabel('shop-api-2 does not answer').check();
    await lab.page.getByRole('button', { name: '+10 min' }).click();
    await eventually(() => lab.done()).toEqual(['ask', 'record', 'page']);
    await lab.show('Alerts');
    await eventually(() => lab.page.locator('.monitoring-alerts').textContent()).toContain('shop-api-2:8080');
    await lab.show('Routing');
    await eventually(() => lab.page.locator('.monitoring-routing').textContent()).toMatch(
      /to on-call: firing \(first notification\)/,
    );
    await lab.show('Targets');
    await eventually(() => lab.page.locator('.monitoring-targets').textContent()).toContain('connection refused');

    await eventually(() => lab.kept()).toBeGreaterThan(10 * 60_000);
    await lab.page.reload();
    await lab.ready();
    expect(await lab.done()).toEqual(['ask', 'record', 'page']);
    await lab.show('Alerts');
    await eventually(() => lab.page.locator('.monitoring-alerts').textContent()).toContain('firing');
  });
});

test('what is wrong in a file is said at its line, and the old one goes on', async () => {
  const lab = await begin();
  await lab.write('prometheus.yml', 'global:\n  scrape_intervall: 15s\n');
  await eventually(() => lab.page.locator('.monitoring-problems').textContent()).toContain(
    'prometheus.yml, line 2: field scrape_intervall not found in type config.plain (global)',
  );
  await lab.show('Targets');
  await eventually(() => lab.page.locator('.monitoring-targets').textContent()).toContain('2 of 2 targets are up');
});

test('a file is deleted by two presses, and not by one', async () => {
  const lab = await begin();
  await lab.show('Files');
  await lab.page.getByRole('button', { name: 'Delete: rules.yml' }).click();
  await lab.page.getByRole('button', { name: 'Delete: prometheus.yml' }).click();
  expect(await lab.page.locator('.practice-file').count()).toBe(3);
  await lab.page.getByRole('button', { name: 'Really delete: prometheus.yml' }).click();
  await eventually(() => lab.page.locator('.practice-file').count()).toBe(2);
  await eventually(() => lab.page.locator('.monitoring-problems').textContent()).toContain('no such file or directory');
});

test('a query can be typed before its editor has come, and where it never comes', async () => {
  const lab = new MonitoringPage(await site.open(LESSON, { ...DESK, serviceWorkers: 'block' }));
  const editor = '**/query-editor.*';
  await lab.page.route(editor, (route) => route.abort());
  await lab.open();
  await lab.line.focus();
  await lab.page.keyboard.type('count(up)');
  await lab.page.keyboard.press('Enter');
  await eventually(() => lab.answer.textContent()).toMatch(/\d/);
  expect(await lab.page.locator('.monitoring-plain').count()).toBe(1);

  await lab.page.unroute(editor);
  await lab.page.keyboard.press('Home');
  await lab.page.keyboard.type('1 + ');
  await lab.page.locator('.monitoring-line .cm-content').waitFor();
  await lab.page.keyboard.type('2 + ');
  expect(await lab.line.textContent()).toBe('1 + 2 + count(up)');
});

test('a query is completed from the series that there are, and its mistakes and warnings stand in plain sight', async () => {
  const lab = await begin();
  await lab.line.click();
  await lab.page.keyboard.type('shop_ca');
  await lab.page.locator('.cm-tooltip-autocomplete').waitFor();
  // What has just come is not taken by a key that was meant for what was there before.
  await eventually(async () => {
    await lab.page.keyboard.press('Enter');
    return lab.line.textContent();
  }).toBe('shop_cart_items');
  await lab.page.keyboard.press('Enter');
  await eventually(() => lab.answer.textContent()).toContain('shop_cart_items{instance="shop-api-1:8080", job="api"}');
  await lab.ask('rate(shop_cart_items[5m])');
  await eventually(() => lab.answer.textContent()).toContain('metric might not be a counter');
  await lab.ask('sum(rate(');
  await eventually(() => lab.answer.textContent()).toContain('parse error');
  await lab.line.fill('a');
  await lab.line.press('Shift+Enter');
  await lab.page.keyboard.type('b');
  expect(await lab.page.locator('.monitoring-line .cm-line').count()).toBe(2);
});

test('a graph has a legend that keys reach, and stands there as a table', async () => {
  const lab = await begin();
  const refused: string[] = [];
  lab.page.on(
    'console',
    (message) => message.text().includes('Content Security Policy') && refused.push(message.text()),
  );
  await lab.ask(RATE);
  await lab.page.getByRole('button', { name: 'Graph', exact: true }).click();
  await lab.page.locator('.monitoring-canvas canvas').waitFor();
  const entry = lab.page.getByRole('button', { name: '{route="/api/cart"}' });
  expect(await entry.getAttribute('aria-pressed')).toBe('true');
  await entry.focus();
  await lab.page.keyboard.press('Enter');
  expect(await entry.getAttribute('aria-pressed')).toBe('false');
  await lab.page.getByLabel('Range of the graph').selectOption({ label: '1 h' });
  await lab.page.getByText('The graph as a table').click();
  expect(await lab.page.locator('.monitoring-graph tbody tr').count()).toBe(3);
  expect(refused).toEqual([]);
});

test('a silence is added and expires, and one that is none says so', async () => {
  const lab = await begin();
  await lab.show('Routing');
  const matchers = lab.page.getByLabel('Matchers of a new silence');
  await matchers.fill('severity=~"("');
  await lab.page.getByRole('button', { name: 'Add the silence' }).click();
  await lab.page.locator('.monitoring-routing .monitoring-error').waitFor();
  await matchers.fill('severity="page"');
  await lab.page.getByRole('button', { name: 'Add the silence' }).click();
  await eventually(() => lab.page.locator('.monitoring-routing').textContent()).toContain(
    'silence-1 {severity="page"}',
  );
  await lab.page.getByRole('button', { name: 'Expire' }).click();
  await eventually(() => lab.page.locator('.monitoring-routing').textContent()).toContain('expired, until');
});

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test.each([
    ['a phone', PHONE],
    ['a desk', DESK],
  ])('everybody can use it, and nothing is too wide or too small, on %s', async (_, options) => {
    const lab = await begin({ ...options, colorScheme });
    await lab.ask(RATE);
    for (const view of ['Tasks', 'Targets', 'Rules', 'Alerts', 'Routing', 'Files', 'Query']) {
      await lab.show(view);
      expect(await violations(lab.page, '.practice'), view).toEqual([]);
      expect(
        await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        view,
      ).toBeLessThanOrEqual(0);
    }
    await lab.page.getByRole('button', { name: 'Graph', exact: true }).click();
    await lab.page.locator('.monitoring-canvas canvas').waitFor();
    expect(await violations(lab.page, '.practice')).toEqual([]);
    if (options === DESK) return;
    const low = await lab.page.locator('.practice :is(button, select, summary)').evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility() && !one.closest('.practice-tasks'))
        .filter((one) => one.getBoundingClientRect().height < 44)
        .map((one) => one.textContent),
    );
    expect(low).toEqual([]);
  });
});

test('brackets and slashes of a query are typed, and lead nowhere', async () => {
  const lab = await begin();
  const address = lab.page.url();
  await lab.line.click();
  await lab.page.keyboard.type('rate(http_requests_total[5m]) / 2');
  await lab.page.keyboard.press('Escape');
  expect(await lab.line.textContent()).toBe('rate(http_requests_total[5m]) / 2');
  expect(lab.page.url()).toBe(address);
  expect(await lab.page.locator('dialog[open]').count()).toBe(0);
});
