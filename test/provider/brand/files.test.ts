import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentOf } from '../../../src/curriculum/read.ts';
import { analyticsOf } from '../../../src/provider/brand/analytics.ts';
import { makeIcons } from '../../../src/provider/brand/icons.ts';
import { aspectRatio, imageProblem } from '../../../src/provider/brand/image.ts';
import { themeProblems } from '../../../src/provider/brand/theme.ts';
import { BRAND, brandWith, forkProblems, LOGO } from '../../helpers/layer.ts';

const svg = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inside}</svg>`;

describe('a logo', () => {
  test('may be an SVG or a PNG', () => {
    expect(imageProblem('logo.svg', `<?xml version="1.0"?>\n<!-- made by hand -->\n${LOGO}\n`)).toBeUndefined();
    expect(imageProblem('logo.svg', svg('<image href="data:image/png;base64,AA=="/><use href="#a"/>'))).toBeUndefined();
    expect(imageProblem('logo.png', contentOf(readFileSync('public/icon-192.png')))).toBeUndefined();
  });

  test.each([
    ['logo.svg', svg('<script>alert(1)</script>'), 'logo.svg contains a <script>.'],
    ['logo.svg', svg('<circle onload="alert(1)"/>'), 'logo.svg contains an event handler.'],
    ['logo.svg', svg('<a href="javascript:alert(1)"/>'), 'logo.svg contains a javascript: link.'],
    ['logo.svg', svg('<foreignObject/>'), 'logo.svg contains a <foreignObject>.'],
    [
      'logo.svg',
      svg('<image href="https://elsewhere.example/a.png"/>'),
      'logo.svg contains a link to something outside.',
    ],
    [
      'logo.svg',
      svg('<style>@import "https://elsewhere.example/a.css"</style>'),
      'logo.svg contains a style that loads something from outside.',
    ],
    ['logo.svg', '<html><body>404</body></html>', 'logo.svg is not an SVG image, whatever its name says.'],
    ['logo.png', 'GIF89a', 'logo.png is not a PNG image, whatever its name says.'],
    ['logo.gif', '', 'logo.gif is neither SVG nor PNG.'],
  ])('%s is refused if it is %s', (path, content, message) => {
    expect(imageProblem(path, content)?.message).toBe(message);
  });

  test('has the proportions that its file says', () => {
    expect(aspectRatio('a.svg', '<svg viewBox="0 0 300 100"></svg>')).toBe(3);
    expect(aspectRatio('a.svg', '<svg width="40px" height="20px"></svg>')).toBe(2);
    expect(aspectRatio('a.png', contentOf(readFileSync('public/icon-192.png')))).toBe(1);
  });

  test('is reported at its line in brand.yaml', () => {
    expect(forkProblems({ 'provider/assets/logo.svg': svg('<script/>') })[0]).toContain(
      'brand/file provider/brand.yaml:4: provider/assets/logo.svg contains a <script>.',
    );
    expect(forkProblems({ 'provider/brand.yaml': BRAND.replace('logo.svg', 'lgo.svg') })[0]).toContain(
      'brand/file provider/brand.yaml:4: provider/assets/lgo.svg does not exist.',
    );
  });

  test('becomes icons of every size', async () => {
    const icons = await makeIcons({ path: 'logo.svg', bytes: Buffer.from(LOGO) }, 'white');
    const size = (name: string): number => icons.get(name)?.readUInt32BE(16) ?? 0;
    expect([
      size('apple-touch-icon.png'),
      size('icon-192.png'),
      size('icon-512.png'),
      size('icon-maskable-512.png'),
    ]).toEqual([180, 192, 512, 512]);
    expect(icons.get('favicon.ico')?.subarray(0, 8).toString('hex')).toBe('0000010001002020');
    expect(imageProblem('favicon.svg', icons.get('favicon.svg')?.toString() ?? '')).toBeUndefined();
  });
});

describe('a theme', () => {
  test('may set custom properties', () => {
    expect(
      themeProblems(
        '/* ours */\n:root { --measure: 60ch; --radius: 8px }\n:root[data-theme="dark"] { --line: #333; }\n',
      ),
    ).toEqual([]);
  });

  test.each([
    ['.colophon { display: none }', 1, '".colophon" is not :root, and theme.css may set nothing else.'],
    [
      ':root {\n  --radius: 8px;\n  display: none;\n}',
      3,
      '"display" is not a custom property; their names begin with two dashes.',
    ],
    [':root { --a: url(https://elsewhere.example/a.png) }', 1, '"--a" loads something; a theme holds values only.'],
    [
      '@import "https://elsewhere.example/a.css";',
      1,
      '"@import "https://elsewhere.example/a.css";" is no rule that theme.css may have.',
    ],
    ['@media print { :root { --a: 1 } }', 1, '"@media print {" is no rule that theme.css may have.'],
  ])('%s is refused', (css, line, message) => {
    const [problem] = themeProblems(css);
    expect(problem?.line).toBe(line);
    expect(problem?.message ?? '').toBe(message);
  });

  test('may not set what there is not, nor one color that cannot be read on both kinds of pages', () => {
    expect(forkProblems({ 'provider/theme.css': ':root { --radus: 3px }\n' })[0]).toContain(
      'brand/theme provider/theme.css:1: There is no custom property "--radus". Did you mean "--radius"?',
    );
    expect(forkProblems({ 'provider/theme.css': ':root {\n  --overprint: #ffe000;\n}\n' })[0]).toContain(
      'brand/contrast provider/theme.css:2: --overprint on --paper has a contrast of 1.',
    );
  });

  test('may name in a comment what there is not', () => {
    expect(forkProblems({ 'provider/theme.css': ':root { /* --radus: 3px; */ --radius: 3px }\n' })).toEqual([]);
  });

  test('is reported at its line, and so is a color in it that nobody can read', () => {
    expect(forkProblems({ 'provider/theme.css': ':root {}\n.colophon { opacity: 0 }\n' })[0]).toContain(
      'brand/theme provider/theme.css:2: ".colophon" is not :root',
    );
    expect(
      forkProblems({ 'provider/theme.css': ':root {\n  --muted: light-dark(#eeeeee, #aaaaaa);\n}\n' })[0],
    ).toContain('brand/contrast provider/theme.css:2: --muted on --paper has a contrast of 1.');
  });
});

describe('a slot', () => {
  test.each([
    ['<script>alert(1)</script>', 'a script'],
    ['<p style="color: red">x</p>', 'a style attribute'],
    ['<button onclick="x()">x</button>', 'an event handler'],
    ['<img src="https://elsewhere.example/a.png">', 'an image of another site'],
    ['<iframe src="https://elsewhere.example/"></iframe>', 'a frame'],
    ['<svg/onload=alert(1)>', 'an event handler'],
    ['<img src=x\tonerror=alert(1)>', 'an event handler'],
    ['<link rel=stylesheet href=//elsewhere.example/a.css>', 'a style sheet, or another file'],
    ['<meta http-equiv=refresh content="0;url=//elsewhere.example/">', 'a <meta>'],
    ['<base href="https://elsewhere.example/">', 'a <base>'],
    ['<img src=//elsewhere.example/a.png>', 'an image of another site'],
    ['<img src="\\\\elsewhere.example/a.png">', 'an image of another site'],
    ['<img src="/a.png" srcset="/a.png 1x, //elsewhere.example/b.png 2x">', 'an image of another site'],
    ['<video poster="//elsewhere.example/a.png"></video>', 'a file of another site'],
    ['<a href="java\tscript:alert(1)">x</a>', 'a javascript: link'],
    ['<a href="&#106;avascript:alert(1)">x</a>', 'a javascript: link'],
    ['<button formaction="javascript:alert(1)">x</button>', 'a javascript: link'],
    ['<math><mtext></mtext></math>', '<math>'],
    ['<template><script></script></template>', '<template>'],
    ['<svg><use href="//elsewhere.example/a.svg#b"/></svg>', 'a file of another site'],
  ])('with %s is refused', (html, name) => {
    expect(forkProblems({ 'provider/slots/footer.html': `<p>Hello</p>\n${html}\n` })[0]).toContain(
      `brand/slot provider/slots/footer.html:2: The slot contains ${name}, which the site's Content-Security-Policy blocks.`,
    );
  });

  test('may say and show what a page says and shows', () => {
    const html =
      '<section><h2>Classes</h2><p>Write to <a href="mailto:a@b.example">us</a>.</p><img src="/brand/assets/a.webp" alt="A room"><form action="https://b.example/"><input name="q"></form></section>';
    expect(forkProblems({ 'provider/slots/footer.html': html })).toEqual([]);
  });

  test('in MDX is checked like a lesson', () => {
    expect(forkProblems({ 'provider/slots/footer.mdx': 'Hello <Nobody />\n' })[0]).toContain(
      'component/unknown provider/slots/footer.mdx:1',
    );
    expect(forkProblems({ 'provider/slots/footer.mdx': 'Write to <Brand of="contact" />.\n' })).toEqual([]);
    expect(forkProblems({ 'provider/slots/footer.mdx': 'See the [classes](/classes/).\n' })).toEqual([]);
    expect(forkProblems({ 'provider/slots/sidebar.mdx': 'Hello\n' })[0]).toContain(
      'file/stray provider/slots/sidebar.mdx',
    );
  });
});

describe('brand.yaml', () => {
  test.each([
    [
      BRAND.replace('contact: hello@academy.example', 'contact: hello'),
      3,
      '"contact" is the text "hello", but should be an e-mail address.',
    ],
    [BRAND.replace('name: Harbor Academy\n', ''), 1, '"name" is missing.'],
    [`${BRAND}corner: round\n`, 6, 'Unknown key "corner". Did you mean "corners"?'],
    [BRAND.replace('"#0a6e5c"', 'greenish'), 5, '"greenish" is not a color.'],
    [
      `${BRAND}palette:\n  overprint: {light: "#ffe600", dark: "#f0c0e8"}\n`,
      7,
      '--overprint on --paper has a contrast of 1.21',
    ],
    [
      `${BRAND}navigation:\n  - {label: Shop, url: "javascript:alert(1)"}\n`,
      7,
      'an https address, a mailto: address, or a path of the site',
    ],
  ])('is refused with the line and the remedy: %s', (text, line, message) => {
    const [problem = ''] = forkProblems({ 'provider/brand.yaml': text });
    expect(problem).toContain(`provider/brand.yaml:${line}: `);
    expect(problem).toContain(message);
  });
});

describe('analytics', () => {
  test('are none by default', () => {
    expect(analyticsOf(brandWith({ kind: 'none' }))).toBeUndefined();
  });
});

describe('the name of the publisher', () => {
  const lesson = 'provider/lessons/our-lights/lesson.mdx';
  const settings = { 'provider/curriculum.yaml': 'insert: [{lesson: our-lights, module: signals}]\n' };
  const text = (prose: string): string =>
    `---\ntitle: Our lights\nsummary: Lights.\nminutes: {reading: 2, lab: 0}\nlevel: beginner\nobjectives:\n  - {id: a, text: Name a}\n  - {id: b, text: Name b}\nauthors: [ada]\nverified: {date: 2026-06-01, versions: {}}\nstatus: published\n---\n${prose}\n`;

  test('in the prose of a lesson is an error that points to the component', () => {
    const [problem = ''] = forkProblems({ ...settings, [lesson]: text('At Harbor Academy we sail.') });
    expect(problem).toContain(
      `brand/in-prose ${lesson}:13: The name "Harbor Academy" stands in the text of the lesson. | Write <Brand of="name" />`,
    );
  });

  test('is found over two lines, and behind the fences of a list', () => {
    const prose = '- One\n\n  ```text\n  ~~~\n  ```\n\nAt **Harbor\nAcademy** we sail.';
    const [problem = ''] = forkProblems({ ...settings, [lesson]: text(prose) });
    expect(problem).toContain(`brand/in-prose ${lesson}:19: The name "Harbor Academy" stands`);
  });

  test.each([
    'Run `harbor academy`.',
    '``Run `harbor academy` or\nharbor academy``.',
    '> ```text\n> Harbor Academy\n> ```',
    '{/* Harbor Academy */}',
    '[The sea][Harbor Academy]\n\n[Harbor Academy]: https://sea.example/',
    'See https://harbor academy/',
    '```text\nHarbor Academy\n```',
    'We sail at <Brand of="name" />.',
  ])('may stand in %s', (prose) => {
    expect(
      forkProblems({ ...settings, [lesson]: text(prose) }).filter((problem) => problem.startsWith('brand/')),
    ).toEqual([]);
  });
});
