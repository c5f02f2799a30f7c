import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { contentOf } from '../../src/curriculum/read.ts';
import { figureColor } from '../../src/rendering/figure-colors.ts';
import { imageSizeOf } from '../../src/rendering/image-size.ts';
import { forbidden, tagsOf } from '../helpers/html.ts';
import { htmlOf, mistake } from '../helpers/render.ts';

const svg = (attributes: string, inside = '<rect width="9" height="9" fill="#ffffff"/>'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;

/** Size of an image file by its name and content. */
const sizeOf = (name: string, text: string) => imageSizeOf({ name, path: name, text });

describe('the size of an SVG', () => {
  test.each([
    ['width="400" height="200"', 400, 200],
    ['viewBox="0,0,400,200"', 400, 200],
    ["viewBox='-10 -10 400 200'", 400, 200],
    ['viewBox="0 0 400.4 200.2"', 400, 200],
    ['viewBox=" 0  0 , 400 200 "', 400, 200],
    ['width="100%" viewBox="0 0 400 200"', 400, 200],
    ['width="200" viewBox="0 0 400 200"', 200, 100],
    ['height="50px" viewBox="0 0 400 200"', 100, 50],
    ['width="4in" height="2in"', 384, 192],
    ['width="10em" height="5em"', 160, 80],
    ['width="3pt" height="1.5pt"', 4, 2],
    ['viewBox="0 0 0.5 0.25"', 80, 40],
    ['viewBox="0 0 none 5"', 300, 150],
    ['', 300, 150],
  ])('with %s is %d × %d', (attributes, width, height) => {
    expect(sizeOf('a.svg', svg(attributes))).toEqual({ width, height });
    const [tag] = tagsOf(htmlOf('<Figure src="a.svg" alt="A" />', { 'a.svg': svg(attributes) })).filter(
      ({ name }) => name === 'svg',
    );
    expect(Number(tag?.attributes.width) / Number(tag?.attributes.height)).toBeCloseTo(width / height, 1);
  });
});

describe('the size of a picture', () => {
  const files: Record<string, string> = {};
  beforeAll(async () => {
    const picture = sharp({ create: { width: 80, height: 40, channels: 3, background: '#123456' } });
    for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const)
      files[`a.${format}`] = contentOf(await picture.clone().toFormat(format).toBuffer());
    files['turned.jpg'] = contentOf(await picture.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer());
  });

  test.each(['a.png', 'a.jpeg', 'a.webp', 'a.gif', 'a.avif'])('%s is what its bytes say', (name) => {
    expect(htmlOf(`<Figure src="${name}" alt="A" />`, files)).toContain(
      'alt="A" width="80" height="40" loading="lazy"',
    );
  });

  test('of a photo that lies on its side is that at which browsers show it', () => {
    expect(sizeOf('turned.jpg', files['turned.jpg'] ?? '')).toEqual({ width: 40, height: 80 });
  });
});

describe('an SVG in a page', () => {
  const shown = (inside: string): string =>
    htmlOf('<Figure src="a.svg" alt="A < B" />', { 'a.svg': svg('viewBox="0 0 360 200"', inside) });

  test('is a part of it: an image with its alternative, in colors of the page', () => {
    const html = shown(
      '<title>T</title><rect width="9" height="9" fill="#fff" stroke="#4a6fa5" class="c"/><text x="1.234" y="2" font-size="12" font-family="Menlo, monospace">a &lt; b</text>',
    );
    expect(html).toContain('role="img" aria-label="A &lt; B"');
    expect(html).toContain('fill="var(--paper)" stroke="var(--b3)"');
    expect(html).toContain('<text x="1.2" y="2" font-size="12" font-family="var(--code)">a &#x3C; b</text>');
    expect(html).not.toMatch(/<title|class="c"/);
    expect(html).toMatch(/<svg[^>]* class="w8"/);
  });

  test('has ids of its own, and what refers to them still does', () => {
    const drawing = svg(
      'viewBox="0 0 9 9"',
      '<defs><marker id="m"><path d="M0 0"/></marker><linearGradient id="g"/></defs><path marker-end="url(#m)" fill="url(\'#g\')" d="M0 0"/><use href="#m"/>',
    );
    const html = htmlOf('## M\n\n<Figure src="a.svg" alt="A" />\n\n<Figure src="a.svg" alt="B" />', {
      'a.svg': drawing,
    });
    const ids = tagsOf(html).flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id = ''] of html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
    for (const [, id = ''] of html.matchAll(/<use href="#([^"]+)"/g)) expect(ids).toContain(id);
  });

  test.each([
    [
      '<style>.a{fill:#dbe8ff}#b{stroke:red !important}text{font-size:9px}</style><rect class="a" id="b" width="1" height="1"/>',
      'fill="var(--b1)"',
    ],
    ['<rect style="fill:#86a06a;stroke-width:2" width="1" height="1"/>', 'fill="var(--g2)" stroke-width="2"'],
    ['<g fill="none"><path d="M0 0" stroke="currentColor"/></g>', 'stroke="currentColor"'],
  ])('keeps its looks without styles: %s', (inside, part) => {
    const html = shown(inside);
    expect(html).toContain(part);
    expect(forbidden(html)).toEqual([]);
  });

  test.each([
    '<style>@media (min-width: 1px) { rect { fill: red } }</style><rect width="1" height="1"/>',
    '<style>g > rect { fill: red }</style><rect width="1" height="1"/>',
    '<image href="data:image/png;base64,AAAA" width="1" height="1"/>',
  ])('that only an image can show stays one: %s', (inside) => {
    expect(shown(inside)).toMatch(/<img src="[^"]+a\.svg" alt="A &lt; B" width="360" height="200" loading="lazy">/);
  });

  test('does nothing in the page, whatever stands in it', () => {
    const html = shown(
      '<a href="#x" target="_top"><rect tabindex="0" name="forms" data-x="1" width="1" height="1"/></a>',
    );
    expect(html).not.toMatch(/<a |tabindex="0" name|target|data-x/);
  });

  test.each([
    ['#ffffff', 'paper'],
    ['#f4f5f7', 'n1'],
    ['#cbd5e1', 'line'],
    ['#475569', 'muted'],
    ['black', 'ink'],
    ['#dbe8ff', 'b1'],
    ['#7c93b8', 'b2'],
    ['rgb(29, 78, 216)', 'b3'],
    ['#86a06a', 'g2'],
    ['#b45309', 'y3'],
    ['#9f1239', 'r3'],
    ['#fbe3f0', 'p1'],
    ['hsl(270 60% 40%)', 'v3'],
  ])('the color %s becomes --%s', (color, token) => {
    expect(figureColor(color)).toBe(`var(--${token})`);
  });

  test.each(['none', 'currentColor', 'url(#a)', 'transparent', 'inherit'])('%s is no color', (value) => {
    expect(figureColor(value)).toBeUndefined();
  });
});

describe('<Stepped>', () => {
  const steps =
    '<Stepped label="A < B">\n\n<Step title="One">\n\nFirst.\n\n</Step>\n\n<Step title="Two">\n\nSecond.\n\n</Step>\n\n</Stepped>';
  test('shows all its steps in order, with what its script says', () => {
    expect(htmlOf(steps)).toBe(
      '<lesson-stepped role="group" aria-label="A &lt; B" data-back="Back" data-next="Next" data-place="Step {number} of 2"><ol>' +
        '<li><p class="step-title">One</p><p>First.</p></li><li><p class="step-title">Two</p><p>Second.</p></li></ol></lesson-stepped>',
    );
  });
  test('holds two steps or more, and nothing else', () => {
    expect(mistake(steps.replace(/<Step title="Two">[\s\S]*?<\/Step>/, '')).rule).toBe('component/stepped');
    expect(mistake(steps.replace('</Stepped>', 'Text.\n\n</Stepped>')).rule).toBe('component/stepped');
    expect(mistake('<Step title="One">\n\nA.\n\n</Step>').rule).toBe('component/parent');
  });
});
