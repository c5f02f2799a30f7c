import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pathsOf } from '../../src/assembly/addresses.ts';
import { creditFor } from '../../src/attribution/credit.ts';
import { hiddenAnywhere, invisibleAttribution, sampledWidths } from '../../src/checks/browser/attribution.ts';
import { breakpoints } from '../../src/checks/browser/breakpoints.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { isLong } from '../helpers/long.ts';
import { openSite, type Site } from '../helpers/site.ts';

const [id = ''] = getCurriculum().lessons.keys();
const path = `lessons/${id}/`;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
afterEach(async () => {
  await site.closePages();
  if (open?.isClosed()) open = undefined;
});

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

describe('the attribution of a course', () => {
  const [{ id: course } = { id: '' }] = getCurriculum().courses;
  const parts = ['creators', 'copyright', 'licence'] as const;

  test('can be seen in every view', async () => {
    const page = await site.open(`courses/${course}/`);
    expect(await hiddenAnywhere(page, undefined, parts)).toEqual([]);
  });

  test('is missed where a rule hides it', async () => {
    const page = await site.open(`courses/${course}/`, { bypassCSP: true });
    await page.addStyleTag({ content: '.colophon * { font-size: 0 !important }' });
    expect(await invisibleAttribution(page, undefined, { parts })).toHaveLength(parts.length);
  });
});

describe('the attribution can be seen in every view', () => {
  test('light and dark, at every width, and in print', async () => {
    const page = await site.open(path);
    expect(await hiddenAnywhere(page)).toEqual([]);
  });

  test('of which there is one at every breakpoint and one between each two', () => {
    expect(sampledWidths([])).toEqual([320, 1440, 2560]);
    expect(sampledWidths([640, 640.4, 200, 3000])).toEqual([320, 480, 640, 1600, 2560]);
  });

  test('also those of rules within other rules', async () => {
    const page = await styled('@supports (color: red) { .a { @media (300px < width <= 50em) { color: red } } }');
    expect(await page.evaluate(breakpoints)).toEqual(expect.arrayContaining([300, 800]));
  });
});

/** Every second of some cases; all of them in the long tests. */
const sampled = <T>(cases: readonly T[]): T[] => cases.filter((_, index) => isLong || index % 2 === 0);

let open: Page | undefined;
/** The page of a lesson with one more style sheet, which takes the place of the one before. */
async function styled(content: string): Promise<Page> {
  open ??= await site.browser.newPage({
    bypassCSP: true,
    colorScheme: 'light',
    viewport: { width: 1440, height: 800 },
  });
  const address = site.address(path);
  if (open.url() !== address) await open.goto(address);
  await open.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, content);
  return open;
}

const part = (name: string, rule: string): string => `[data-attribution="${name}"] { ${rule} }`;
const NAMES = {
  creators: 'the creators',
  copyright: 'the copyright notice',
  licence: 'the license with its link',
  disclaimer: 'the notice that refers to the disclaimer of warranties',
  source: 'the address of the material',
  changes: 'whether the material was modified',
};
const CUT = 'it is cut off or outside of the page';

describe('a style sheet that hides it is noticed', () => {
  test.each(
    sampled([
      ['.colophon { display: none }', `${NAMES.creators}: it is hidden`],
      ['.colophon { visibility: hidden }', `${NAMES.creators}: it is hidden`],
      ['.colophon { content-visibility: hidden }', `${NAMES.creators}: it is hidden`],
      [part('changes', 'content-visibility: hidden'), `${NAMES.changes}: it is hidden`],
      [part('licence', 'opacity: 0.05'), `${NAMES.licence}: it is faint (opacity 0.05)`],
      ['main { opacity: 0.8 } .colophon { opacity: 0.8 }', `${NAMES.source}: it is faint (opacity 0.64)`],
      [
        '[data-attribution="source"], [data-attribution="source"] * { font-size: 2px }',
        `${NAMES.source}: its letters are 2.0 px high; at least 11 are needed`,
      ],
      [part('creators', 'font-size: 0'), `${NAMES.creators}: its letters are 0.0 px high; at least 11 are needed`],
      [part('copyright', 'transform: scale(0.3)'), `${NAMES.copyright}: its lines are `],
      [part('copyright', 'zoom: 0.2'), NAMES.copyright],
      [part('copyright', 'letter-spacing: -1em'), `${NAMES.copyright}: ${CUT}`],
      [part('copyright', 'color: #f4eddd'), `${NAMES.copyright}: its contrast is 1.`],
      [part('copyright', 'color: var(--paper)'), `${NAMES.copyright}: its contrast is 1.00`],
      [
        part('copyright', 'color: color-mix(in oklch, var(--ink) 4%, var(--paper))'),
        `${NAMES.copyright}: its contrast is 1.`,
      ],
      [part('copyright', '-webkit-text-fill-color: transparent'), `${NAMES.copyright}: its contrast is 1.00`],
      [part('copyright', '-webkit-text-security: disc'), `${NAMES.copyright}: its letters are replaced by dots`],
      [part('copyright', 'background: currentColor'), `${NAMES.copyright}: its contrast is 1.00`],
      [
        part('copyright', 'background: linear-gradient(90deg, transparent, var(--ink))'),
        `${NAMES.copyright}: its contrast is 1.00`,
      ],
      [part('copyright', 'background: url(/social.png)'), `${NAMES.copyright}: it stands on a picture`],
      [part('changes', 'color: transparent'), `${NAMES.changes}: its contrast is 1.00`],
      [part('changes', 'position: absolute; left: -9999px'), `${NAMES.changes}: ${CUT}`],
      [part('changes', 'position: absolute; top: -9999px'), `${NAMES.changes}: ${CUT}`],
      [part('changes', 'transform: translateX(-200vw)'), `${NAMES.changes}: ${CUT}`],
      [part('changes', 'translate: 200vw'), `${NAMES.changes}: ${CUT}`],
      [part('changes', 'position: fixed; top: 200vh'), `${NAMES.changes}: ${CUT}`],
      ['[data-attribution="changes"] p { text-indent: -9999px }', `${NAMES.changes}: ${CUT}`],
      ['[data-attribution="changes"] p { display: none }', `${NAMES.changes}: it is hidden`],
      [part('disclaimer', 'display: block; height: 1px; overflow: hidden'), `${NAMES.disclaimer}: ${CUT}`],
      [part('disclaimer', 'max-height: 0; overflow: clip'), `${NAMES.disclaimer}: ${CUT}`],
      [part('disclaimer', 'display: block; height: 0; overflow: auto'), `${NAMES.disclaimer}: ${CUT}`],
      [
        part('disclaimer', 'display: block; flex: none; width: 0; overflow: hidden; white-space: nowrap'),
        `${NAMES.disclaimer}: ${CUT}`,
      ],
      ['.colophon { clip-path: inset(50%) }', `${NAMES.creators}: a shape cuts it out (clip-path or mask)`],
      [part('source', 'position: absolute; clip: rect(0 0 0 0)'), `${NAMES.source}: a shape cuts it out (clip)`],
      [
        part('source', 'mask-image: linear-gradient(transparent, transparent)'),
        `${NAMES.source}: a shape cuts it out (clip-path or mask)`,
      ],
      ['.colophon { filter: opacity(0) }', `${NAMES.creators}: a filter changes how it looks`],
      [part('source', 'user-select: none'), `${NAMES.source}: it cannot be selected and copied`],
      [
        '.colophon { position: relative } .colophon::after { content: ""; position: absolute; inset: 0; background: white }',
        'something covers it',
      ],
      [
        '.colophon { position: relative } .colophon::after { content: ""; position: absolute; inset: 0; background: white; pointer-events: none }',
        'something covers it',
      ],
      [
        '.colophon dl { position: relative; z-index: -1 } .sheet, .sheet-main, .colophon { background: var(--paper) }',
        'something covers it',
      ],
    ]),
  )('%s', async (content, problem) => {
    const found = await invisibleAttribution(await styled(content));
    expect(found.join('\n')).toContain(problem);
  });

  test('and what only looks like it is not', async () => {
    const page = await styled(
      '.colophon { overflow: hidden; background: linear-gradient(var(--paper), var(--land)) } .colophon dd { transform: none; opacity: 0.99 }',
    );
    expect(await invisibleAttribution(page)).toEqual([]);
  });

  test('in one view only, which is named', async () => {
    const page = await styled(`
      @media print { ${part('creators', 'display: none')} ${part('copyright', 'color: #ddd')} }
      @media (prefers-color-scheme: dark) and (1500px < width < 1502px) { ${part('licence', 'display: none')} }
      @media (width <= 330px) { ${part('disclaimer', 'font-size: 5px')} }
      @media (width >= 2500px) { ${part('source', 'translate: -300vw')} }`);
    const found = await hiddenAnywhere(page);
    expect(found).toEqual([
      expect.stringMatching(
        /^the notice .*: its letters are 5\.0 px high; .* \(light, 320 px; dark, 320 px; light, 325 px/,
      ),
      `${NAMES.licence}: it is hidden (dark, 1501 px)`,
      expect.stringMatching(/^the address .*: it is cut off .* \(light, 2500 px;/),
      `${NAMES.creators}: it is hidden (in print)`,
      expect.stringMatching(/^the copyright notice: its contrast is 1\.\d+; .* \(in print\)/),
    ]);
  });
});

describe.each(Object.entries(NAMES))('the line of %s', (name, words) => {
  test('is missed when a script removes it or writes something else', async () => {
    const page = await site.open(path);
    const lesson = getCurriculum().lessons.get(id);
    if (!lesson) throw new Error('there is no lesson');
    const credit = creditFor(lesson, getCurriculum(), pathsOf(getCurriculum().identity).absolute(`/${path}`));
    const element = `[data-attribution="${name}"]`;
    expect(await invisibleAttribution(page, credit)).toEqual([]);
    await page.evaluate((selector) => {
      const found = document.querySelector(selector);
      const text = [...(found?.querySelectorAll('a, p') ?? [])].at(-1) ?? found;
      if (text) text.textContent = 'Something else';
    }, element);
    expect(await invisibleAttribution(page, credit)).toEqual([
      `${words}: it says something else once the page is open`,
    ]);
    await page.evaluate((selector) => document.querySelector(selector)?.remove(), element);
    expect(await invisibleAttribution(page, credit)).toEqual([`${words}: it is not there`]);
  });
});
