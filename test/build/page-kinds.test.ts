import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { build, copyProject, editFile, TINY, temporaryFolder } from '../helpers/build.ts';
import { builtFiles, pageFacts } from '../helpers/built.ts';
import { body } from '../helpers/fixture.ts';
import { longTest } from '../helpers/long.ts';
import { eventually, inView } from '../helpers/screen.ts';
import { searchDialog, searchField } from '../helpers/search.ts';
import { openSite, type Site } from '../helpers/site.ts';

const BASE = '/boats/';
const LESSON = 'lessons/log-line/';
const PHONE = { viewport: { width: 360, height: 740 } };

const TEXT = `
## Main

[Pine](#about-pine), [the answer](#in-the-answer), [step two](#in-step-two).

## Passage

Routes.

## Definition

A <Term id="cleat">cleat</Term>.

## Tab 1

<Tabs>
<Tab label="Oak">

### About oak

Hard.

</Tab>
<Tab label="Pine">

### About pine

Soft.

</Tab>
</Tabs>

## ⚓

<Tabs>
<Tab label="Elm">

Elm.

</Tab>
<Tab label="Pine">

Pine again.

</Tab>
</Tabs>

<Checkpoint question="Why?">

### In the answer

Because.[^a]

</Checkpoint>

<Stepped label="A boat sinks">

<Step title="It floats">

\`\`\`diff
-old: 1
+new: 1
\`\`\`

</Step>

<Step title="It sinks">

### In step two

Glug.

</Step>

</Stepped>

## Code

\`\`\`yaml title="sail.yaml"
mainsail: 1
\`\`\`

<File name="cargo.yaml" />

\`\`\`terminal ran="real-cluster"
$ kubectl patch deployment sail -p '{
  "spec": {"replicas": 2}
}'
deployment.apps/sail patched
$ for n in 1 2; do
>   echo $n
> done
1
2
\`\`\`

\`\`\`console
root@deck:~# hoistctl get sails
NAME
\`\`\`

<Figure src="plan.svg" alt="A plan" />

<Language tag="ar">

مرساة \`kubectl get pods\`

</Language>

[^a]: A note.
`;

const SECTIONS = Array.from({ length: 12 }, (_, index) => `\n## Part ${index + 1}\n\nText.\n`).join('');

const folder = temporaryFolder();
const content = join(folder.path, 'tiny');
const dist = join(folder.path, 'dist');
const project = join(folder.path, 'project');
const lessonFolder = join(content, 'content/courses/open-sea/navigation/log-line');

const buildSite = () =>
  build({ project, content, dist, cache: join(folder.path, 'cache'), address: `http://localhost${BASE}` });

let site: Site;
beforeAll(async () => {
  copyProject(project);
  cpSync(TINY, content, { recursive: true });
  editFile(join(lessonFolder, 'lesson.mdx'), body(TEXT + SECTIONS));
  mkdirSync(join(lessonFolder, 'files'), { recursive: true });
  writeFileSync(join(lessonFolder, 'files/cargo.yaml'), 'keelboat: 1\n');
  writeFileSync(
    join(lessonFolder, 'files/plan.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0,0,360,200"><rect width="360" height="200" fill="#fff"/><text x="9" y="20" font-size="11" fill="#0f172a">Bow</text></svg>',
  );
  const { code, output } = await buildSite();
  expect(output.trim()).toBe('');
  expect(code).toBe(0);
  site = await openSite(dist, BASE);
});
afterEach(() => site.closePages());
afterAll(async () => {
  await site?.close();
  folder.remove();
});

describe('ids', () => {
  test('are there once on every page, and everything that names one is right', async () => {
    const facts = await pageFacts(site.browser, builtFiles(dist, '.html'));
    expect(
      facts.flatMap(({ path, ids }) => ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${path}#${id}`)),
    ).toEqual([]);
    const page = await site.visit(LESSON);
    await page.getByRole('tab', { name: 'Oak' }).waitFor();
    await page.locator('.term').focus();
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll('[aria-controls], [aria-labelledby], [aria-describedby], [popovertarget]')].flatMap(
        (node) =>
          ['aria-controls', 'aria-labelledby', 'aria-describedby', 'popovertarget'].flatMap((name) =>
            (node.getAttribute(name) ?? '')
              .split(' ')
              .filter((id) => id !== '' && document.querySelectorAll(`[id="${CSS.escape(id)}"]`).length !== 1),
          ),
      ),
    );
    expect(wrong).toEqual([]);
    const described = await page.locator('.term').getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toMatch(/rope/);
    const tab = page.getByRole('tab', { name: 'Oak' });
    const panel = page.locator(`[id="${await tab.getAttribute('aria-controls')}"]`);
    expect(await panel.getAttribute('role')).toBe('tabpanel');
  });

  test('let every entry of the contents lead to its heading', async () => {
    const page = await site.visit(LESSON);
    for (const name of ['Main', 'Passage', 'Definition', 'Tab 1', '⚓']) {
      await page.locator('.soundings a', { hasText: name }).click();
      const heading = page.locator('article h2').filter({ hasText: new RegExp(`^${name}`) });
      await eventually(() => inView(heading)).toBe(true);
    }
  });
});

describe('a link into something hidden', () => {
  const cases = [
    ['about-pine', 'About pine'],
    ['in-the-answer', 'In the answer'],
    ['in-step-two', 'In step two'],
  ] as const;

  test.each(cases)('#%s opens it, when the page is opened and when it is clicked', async (id, heading) => {
    const opened = await site.open(`${LESSON}#${id}`);
    await eventually(() => inView(opened.getByRole('heading', { name: heading }))).toBe(true);
    const page = await site.open(LESSON);
    await page.locator(`a[href="#${id}"]`).click();
    await eventually(() => inView(page.getByRole('heading', { name: heading }))).toBe(true);
    // The address is the same already, and the link still leads there.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = false;
      scrollTo(0, 0);
    });
    await page.locator(`a[href="#${id}"]`).click();
    await eventually(() => inView(page.getByRole('heading', { name: heading }))).toBe(true);
  });
});

describe('tabs', () => {
  test('that were chosen once are chosen everywhere: on the page, on the next one, in other tabs', async () => {
    const page = await site.open(LESSON);
    const chosen = (shown: Page): Promise<string[]> => shown.getByRole('tab', { selected: true }).allTextContents();
    expect(await chosen(page)).toEqual(['Oak', 'Elm']);
    const other = await page.context().newPage();
    await other.goto(site.address(LESSON));
    await page.getByRole('tab', { name: 'Pine' }).first().click();
    expect(await chosen(page)).toEqual(['Pine', 'Pine']);
    await eventually(() => chosen(other)).toEqual(['Pine', 'Pine']);
    await page.reload();
    await eventually(() => chosen(page)).toEqual(['Pine', 'Pine']);
    await page.getByRole('tab', { name: 'Elm' }).click();
    expect(await chosen(page)).toEqual(['Pine', 'Elm']);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('tabs')))).toEqual([
      'tabs:/boats/',
    ]);
  });
});

describe('a figure in steps', () => {
  test('goes on and back by buttons and by keys, says where it is, and is printed whole', async () => {
    const page = await site.open(LESSON);
    const figure = page.getByRole('group', { name: 'A boat sinks' });
    const place = figure.getByRole('status');
    expect(await place.textContent()).toBe('Step 1 of 2: It floats');
    await figure.getByRole('button', { name: 'Next' }).click();
    expect(await place.textContent()).toBe('Step 2 of 2: It sinks');
    expect(await figure.getByText('Glug.').isVisible()).toBe(true);
    expect(await figure.locator('del').isVisible()).toBe(false);
    await page.keyboard.press('ArrowLeft');
    expect(await place.textContent()).toBe('Step 1 of 2: It floats');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    expect(await place.textContent()).toBe('Step 2 of 2: It sinks');
    await page.emulateMedia({ media: 'print' });
    expect(await figure.locator('del').isVisible()).toBe(true);
    expect(await figure.getByText('Glug.').isVisible()).toBe(true);
    expect(await figure.getByRole('button').count()).toBe(0);
  });

  test('does not move where readers ask for less motion', async () => {
    const page = await site.open(LESSON, { reducedMotion: 'reduce' });
    const figure = page.locator('lesson-stepped.ready');
    expect(
      await figure
        .locator('li')
        .first()
        .evaluate((step) => getComputedStyle(step).animationName),
    ).toBe('none');
  });
});

describe('code', () => {
  test('of a session is copied as whole commands, without prompts and output', async () => {
    const page = await site.open(LESSON);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copied = async (block: ReturnType<Page['locator']>): Promise<string> => {
      await block.getByRole('button').click();
      await block.getByRole('button', { name: 'Copied' }).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const sessions = page.locator('figure.terminal');
    expect(await copied(sessions.first())).toBe(
      'kubectl patch deployment sail -p \'{\n  "spec": {"replicas": 2}\n}\'\nfor n in 1 2; do\n  echo $n\ndone',
    );
    expect(await copied(sessions.last())).toBe('hoistctl get sails');
    expect(
      await sessions
        .last()
        .locator('kbd')
        .evaluate((command) => getComputedStyle(command, '::before').content),
    ).toBe('"root@deck:~# "');
  });

  test('runs from left to right in every language', async () => {
    const page = await site.visit(LESSON);
    const arabic = page.locator('[lang="ar"]');
    expect(await arabic.evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
    expect(await arabic.locator('code').evaluate((node) => getComputedStyle(node).direction)).toBe('ltr');
  });

  test('is found by its first word, and its labels stand in no excerpt', async () => {
    const page = await site.visit('');
    await page.keyboard.press('/');
    for (const word of ['mainsail', 'keelboat', 'hoistctl']) {
      await searchField(page).fill(word);
      await eventually(() => searchDialog(page).locator('.search-summary').textContent()).toContain(`for ${word}`);
      const link = searchDialog(page).locator(`.search-link[href="${BASE}${LESSON}"]`);
      await link.waitFor();
      const excerpts = await searchDialog(page).locator('.search-excerpt').allTextContents();
      expect(excerpts.join(' ')).not.toMatch(/sail\.yaml|cargo\.yaml|Download|Not run here|Waypoint/);
    }
  });
});

describe('on a phone', () => {
  test('nothing is wider than the page, however many sections there are, and letters of figures are legible', async () => {
    for (const width of [320, 360]) {
      const page = await site.open(LESSON, { ...PHONE, viewport: { width, height: 740 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await page.locator('.scale').evaluate((bar) => bar.scrollWidth <= innerWidth)).toBe(true);
      const letters = await page
        .locator('.drawing text')
        .evaluate((text: SVGTextElement) => 11 * (text.getScreenCTM()?.a ?? 0));
      expect(letters).toBeGreaterThanOrEqual(10);
    }
  });

  test('a figure follows the colors of the page', async () => {
    const fill = async (colorScheme: 'light' | 'dark'): Promise<string[]> => {
      const page = await site.open(LESSON, { ...PHONE, colorScheme });
      const color = (selector: string): Promise<string> =>
        page
          .locator(selector)
          .first()
          .evaluate((node) => getComputedStyle(node).fill);
      return [await color('.drawing rect'), await color('.drawing text')];
    };
    const [light, dark] = [await fill('light'), await fill('dark')];
    expect(light[0]).not.toBe(dark[0]);
    expect(light[1]).not.toBe(dark[1]);
  });
});

longTest('a site in a language that runs from right to left says so, and its code does not', async () => {
  editFile(join(content, 'content/identity.yaml'), (text) => text.replace('language: en', 'language: ar'));
  expect((await buildSite()).code).toBe(0);
  expect(readFileSync(join(dist, 'index.html'), 'utf8')).toContain('<html lang="ar" dir="rtl">');
  const page = await site.open(LESSON);
  expect(
    await page
      .locator('pre')
      .first()
      .evaluate((node) => getComputedStyle(node).direction),
  ).toBe('ltr');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
