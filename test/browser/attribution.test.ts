import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { invisibleAttribution } from '../../src/checks/browser/attribution.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { openSite, type Site } from '../helpers/site.ts';

const [lesson = ''] = getCurriculum().lessons.keys();
const path = `lessons/${lesson}/`;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
afterEach(() => site.closePages());

describe('the attribution of a lesson can be seen', () => {
  test.each([
    ['light', 360],
    ['light', 1440],
    ['dark', 360],
    ['dark', 1440],
  ] as const)('on a %s page, %d px wide', async (colorScheme, width) => {
    const page = await site.open(path, { colorScheme, viewport: { width, height: 800 } });
    expect(await invisibleAttribution(page)).toEqual([]);
  });

  test('when no script loads', async () => {
    const page = await site.open(path, { javaScriptEnabled: true, bypassCSP: true }, (opened) =>
      opened.route('**/*.js', (route) => route.abort()),
    );
    expect(await invisibleAttribution(page)).toEqual([]);
  });
});

describe('a style sheet that hides it is noticed', () => {
  test.each([
    ['.colophon { display: none }', 'the creators: it is hidden'],
    ['.colophon { visibility: hidden }', 'the creators: it is hidden'],
    ['[data-attribution="licence"] { opacity: 0.05 }', 'the license with its link: it is faint (opacity 0.05)'],
    [
      '[data-attribution="source"], [data-attribution="source"] * { font-size: 2px }',
      'the address of the material: its letters are 2.0 px high; at least 11 are needed',
    ],
    ['[data-attribution="copyright"] { color: #f4eddd }', 'the copyright notice: its contrast is 1.'],
    ['[data-attribution="changes"] { color: transparent }', 'whether the material was modified: its contrast is 1.00'],
    [
      '[data-attribution="changes"] { position: absolute; left: -9999px }',
      'whether the material was modified: it is cut off or outside of the page',
    ],
    [
      '[data-attribution="disclaimer"] { display: block; height: 1px; overflow: hidden }',
      'the notice that refers to the disclaimer of warranties: it is cut off or outside of the page',
    ],
    [
      '.colophon { position: relative } .colophon::after { content: ""; position: absolute; inset: 0; background: white }',
      'something covers it',
    ],
  ])('%s', async (content, problem) => {
    const page = await site.open(path, {
      bypassCSP: true,
      colorScheme: 'light',
      viewport: { width: 1440, height: 800 },
    });
    await page.addStyleTag({ content });
    const found = await invisibleAttribution(page);
    expect(found.join('\n')).toContain(problem);
  });
});
