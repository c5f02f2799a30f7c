import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { PracticePage } from '../helpers/practice-page.ts';
import { eventually } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

const LESSON = 'lessons/deployments/';
const TITLE = 'One ReplicaSet for each version of the Pod template';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 } };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

test.each([
  ['a phone', PHONE],
  ['a desk', DESK],
])('a session of the lesson is tried on %s', async (_, options) => {
  const page = await site.open(LESSON, options);
  const figure = page.locator('figure.terminal', { hasText: TITLE });
  expect(await figure.textContent()).toContain('Recorded in the practice cluster');
  const shown = (await figure.locator('samp').first().textContent()) ?? '';
  await figure.getByRole('button', { name: `Try it: ${TITLE}` }).click();
  const session = new PracticePage(page);
  await session.ready();
  await page.getByRole('button', { name: 'Put it into the terminal' }).first().click();
  await page.keyboard.press('Enter');
  // The names of the ReplicaSets are those of the lesson.
  const hash = /shop-web-[a-z0-9]{8,10}/.exec(shown)?.[0] ?? 'no name';
  await eventually(() => session.printed()).toContain(hash);
  expect(await page.getByRole('tab', { name: /^Commands/ }).textContent()).toBe('Commands 1/1');
  await session.show('Commands');
  expect(await violations(page)).toEqual([]);

  // What was done in it is still there after the page was loaded again, and is not the lab.
  await page.reload();
  await session.ready();
  await eventually(() => session.printed()).toContain(hash);
  await page.getByRole('button', { name: 'Close the practice cluster' }).click();
  await session.open();
  expect(await page.getByRole('tab', { name: /^Tasks/ }).count()).toBe(1);
  expect(await session.run('kubectl get deployments')).toContain('No resources found in rollouts namespace.');
});

test('what it means, and where the practice cluster is simpler, is said', async () => {
  const page = await site.open(LESSON, DESK);
  await page.getByRole('link', { name: 'Recorded in the practice cluster' }).first().click();
  await page.waitForURL('**/practice-cluster/');
  const list = await page.locator('main li').allInnerTexts();
  expect(list.join('\n')).toMatch(/There is no Helm\.[\s\S]*Time is the cluster/);
});
