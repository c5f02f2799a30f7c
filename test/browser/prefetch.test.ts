import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { siteServer } from '../../src/site/server.ts';
import { eventually } from '../helpers/screen.ts';
import { DIST, openSite, realBase, type Site } from '../helpers/site.ts';

const LESSON = 'lessons/deployments/';
const NEXT = 'lessons/choosing-a-workload/';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

async function rest(page: Page): Promise<void> {
  const link = page.locator(`a[href$="/${NEXT}"]`).last();
  await link.scrollIntoViewIfNeeded();
  await link.hover();
}

test('a page whose link the pointer rests on is fetched by the rules of the browser, which the policy allows', async () => {
  const asked: string[] = [];
  const serve = siteServer(DIST, realBase());
  const server = createServer((request, response) => {
    if (request.headers['sec-purpose']?.includes('prefetch')) asked.push(request.url ?? '');
    serve.emit('request', request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    const violations: string[] = [];
    page.on('console', (message) => violations.push(message.text()));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${realBase()}${LESSON}`);
    await page.mouse.move(200, 200);
    await page.waitForSelector('script[type="speculationrules"]', { state: 'attached' });
    await rest(page);
    await eventually(async () => asked).toContain(`${realBase()}${NEXT}`);
    expect(asked.filter((path) => !path.endsWith('/'))).toEqual([]);
    expect(violations).toEqual([]);
    await context.close();
  } finally {
    server.close();
  }
});

test('where the browser knows no rules, a hint does the same, once for a page and for pages alone', async () => {
  const page = await site.open(LESSON, {}, (fresh) =>
    fresh.addInitScript(() => Object.assign(HTMLScriptElement, { supports: undefined })),
  );
  await rest(page);
  const hints = page.locator('link[rel="prefetch"]');
  await eventually(() => hints.count()).toBe(1);
  expect(await hints.first().getAttribute('href')).toBe(`${site.base}${NEXT}`);
  await page.mouse.move(0, 0);
  await rest(page);
  await page.waitForTimeout(300);
  expect(await hints.count()).toBe(1);
});

test('nothing is fetched ahead for readers who save data', async () => {
  const page = await site.open(LESSON, {}, (fresh) =>
    fresh.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } })),
  );
  await rest(page);
  await page.waitForTimeout(300);
  expect(await page.locator('link[rel="prefetch"], script[type="speculationrules"]').count()).toBe(0);
});
