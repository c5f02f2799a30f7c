import { describe, expect, test } from 'vitest';
import { contentOf } from '../../src/curriculum/read.ts';
import { textOfHtml } from '../helpers/html.ts';
import { htmlOf, mistake, mistakes } from '../helpers/render.ts';

const crew = 'boat: Petrel\n# region crew\n  mate: Ada\n  cook: Ben\n# endregion crew\n# region open\nflag: Q\n';
const files = {
  'crew.yaml': crew,
  'deep/er/a b.svg': '<svg viewBox="0 0 60.4 40"></svg>',
  'photo.png': contentOf(Buffer.from('\x89PNG\r\n\x1a\n\0', 'latin1')),
};
const folder = 'content/courses/open-sea/navigation/log-line/files/';

describe('<File>', () => {
  test('shows the file without its markers, and offers it for download', () => {
    const html = htmlOf('<File name="crew.yaml" />', files);
    expect(textOfHtml(html)).toContain('boat: Petrel\n  mate: Ada\n  cook: Ben\nflag: Q');
    expect(textOfHtml(html)).not.toContain('region');
    expect(html).toContain('<b>crew.yaml</b>');
    expect(html).toContain('<a href="/lessons/log-line/files/crew.yaml.txt" download="crew.yaml">Download</a>');
  });

  test('shows a region, with a title of its own', () => {
    const html = htmlOf('<File name="crew.yaml" region="crew" title="The crew" />', files);
    expect(html).toContain('<b>The crew</b>');
    const code = /<code>([\s\S]*)<\/code>/.exec(html)?.[1] ?? '';
    expect(textOfHtml(code)).toBe('mate: Ada\ncook: Ben');
  });

  test('marks lines, counted in what is shown', () => {
    const html = htmlOf('<File name="crew.yaml" region="crew" lines="2" />', files);
    expect(textOfHtml(/<mark>([\s\S]*?)<\/mark>/.exec(html)?.[1] ?? '')).toBe('cook: Ben\n');
  });

  test('refuses lines beyond what is shown', () => {
    expect(mistake('<File name="crew.yaml" region="crew" lines="2-3" />', files)).toMatchObject({
      rule: 'file/lines',
      message: 'lines="2-3" highlights line 3, but only 2 lines are shown.',
      remedy: 'Correct the numbers; they count within what is shown.',
    });
  });

  test('refuses lines that are no numbers', () => {
    expect(mistakes('<File name="crew.yaml" lines="last" />', files)).toEqual([['component/prop-value', 1]]);
  });

  test.each(['3-2', '0', ''])('refuses lines="%s", which names no line', (lines) => {
    expect(mistakes(`<File name="crew.yaml" lines="${lines}" />`, files)).toHaveLength(1);
  });

  test('refuses an unknown region, with the one that was meant', () => {
    expect(mistake('<File name="crew.yaml" region="crow" />', files)).toMatchObject({
      rule: 'file/unknown-region',
      message: '"crew.yaml" has no region "crow". Did you mean "crew"?',
      remedy: 'Correct the name, or put the lines "# region crow" and "# endregion crow" into the file.',
    });
  });

  test('does not suggest a region that has no end under its own name', () => {
    const { rule, message } = mistake('<File name="crew.yaml" region="open" />', files);
    expect(rule).toBe('file/unknown-region');
    expect(message).not.toContain('Did you mean "open"?');
  });

  test('refuses an unknown file, with the one that was meant', () => {
    expect(mistake('Text.\n\n<File name="crew.yml" />', files)).toMatchObject({
      rule: 'file/unknown',
      line: 21,
      message: 'The lesson has no file "crew.yml". Did you mean "crew.yaml"?',
      why: 'What is shown comes from a file, so that it can be checked and downloaded.',
      remedy: `Correct the name, or add ${folder}crew.yml.`,
    });
  });

  test.each(['../lesson.mdx', '../../module.yaml', '/etc/passwd'])('cannot reach %s', (name) => {
    expect(mistakes(`<File name="${name}" />`, files)).toEqual([['file/unknown', 1]]);
  });
});

describe('<Figure>', () => {
  test('shows an image with its size, text alternative and caption', () => {
    const html = htmlOf('<Figure src="deep/er/a b.svg" alt="A & B" caption="C < D" />', files);
    expect(html).toMatch(
      /^<figure class="image drawing"><div class="scroll" tabindex="0" role="img" aria-label="A &amp; B"><svg /,
    );
    expect(html).toContain('width="60" height="40"');
    expect(html).toMatch(/<\/div><figcaption>C &lt; D<\/figcaption><\/figure>$/);
  });

  test('shows an image of bytes without a size', () => {
    expect(htmlOf('<Figure src="photo.png" alt="A" />', files)).toBe(
      '<figure class="image"><img src="/lessons/log-line/files/photo.png" alt="A" loading="lazy"></figure>',
    );
  });

  test('refuses what is no image, whatever its name says', () => {
    for (const [name, content] of [
      ['crew.yaml', crew],
      ['crew.png', crew],
      ['page.html', contentOf(Buffer.from('<script>1</script>\0'))],
    ] as const)
      expect(mistake(`<Figure src="${name}" alt="A" />`, { [name]: content })).toMatchObject({
        rule: 'file/no-image',
        message: `"${name}" is no image that browsers show.`,
      });
  });

  test('refuses an SVG that does more than draw once, at its file, whoever shows it', () => {
    const active = { 'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script href="code.mjs"/></svg>' };
    for (const text of [
      '<Figure src="a.svg" alt="A" /><Figure src="a.svg" alt="A" />',
      '<File name="a.svg" />',
      'Text.',
    ])
      expect(mistake(text.replace('/><', '/>\n\n<'), active)).toMatchObject({
        rule: 'file/active-svg',
        file: `${folder}a.svg`,
        message: 'The image has a <script>.',
      });
  });

  test('refuses an SVG that is none', () => {
    expect(mistake('<Figure src="a.svg" alt="A" />', { 'a.svg': '<html></html>' })).toMatchObject({
      rule: 'file/active-svg',
      message: 'The file is no SVG image.',
    });
  });

  test('refuses an unknown file', () => {
    expect(mistake('<Figure src="photo.jpg" alt="A" />', files).message).toBe(
      'The lesson has no file "photo.jpg". Did you mean "photo.png"?',
    );
  });
});
