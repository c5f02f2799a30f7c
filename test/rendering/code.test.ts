import { describe, expect, test } from 'vitest';
import { parseFence } from '../../src/curriculum/text/fence-options.ts';
import { parseLines } from '../../src/rendering/code.ts';
import { languageOfFile } from '../../src/rendering/language.ts';
import { extractRegion, regionNames, withoutMarkers } from '../../src/rendering/region.ts';
import { forbidden, textOfHtml } from '../helpers/html.ts';
import { htmlOf, mistake, mistakes } from '../helpers/render.ts';

const fence = (info: string, code = 'a: 1\nb: "x"\nc: 3'): string => `\`\`\`${info}\n${code}\n\`\`\``;

describe('code fences', () => {
  test('show language, title and code', () => {
    const html = htmlOf(fence('yaml title="a < b.yaml"'));
    expect(html).toContain('<figcaption><b>a &lt; b.yaml</b><span>yaml</span></figcaption>');
    expect(textOfHtml(html)).toContain('a: 1\nb: "x"\nc: 3');
  });

  test('are colored by classes, without a style', () => {
    const html = htmlOf(fence('yaml', 'name: "x" # note\non: true'));
    expect(html).toMatch(/<i class="s">&quot;x&quot;\s*<\/i>/);
    expect(html).toMatch(/<i class="c"># note<\/i>/);
    expect(forbidden(html)).toEqual([]);
    expect(html).not.toMatch(/style|#[0-9a-f]{6}/i);
  });

  test.each([
    'bash',
    'yaml',
    'json',
    'go',
    'python',
    'dockerfile',
    'containerfile',
    'js',
    'ts',
    'toml',
    'ini',
    'diff',
    'http',
  ])('in %s are known', (language) => {
    expect(htmlOf(fence(language, 'x'))).toContain(`<span>${language}</span>`);
  });

  test('in plain text are shown as they are', () => {
    expect(htmlOf(fence('text', 'a <b> & "c"'))).toContain('<code>a &lt;b&gt; &amp; &quot;c&quot;</code>');
  });

  test('in an unknown language are refused, with the known ones', () => {
    const { rule, message, remedy } = mistake(fence('yamel'));
    expect([rule, message]).toEqual(['fence/unknown-language', 'The language "yamel" is not known here.']);
    expect(remedy).toMatch(/^Use one of: .*\bbash, .*\byaml\b/);
  });

  test('in a language with the name of what every object has are refused', () => {
    expect(mistakes(fence('constructor'))).toEqual([['fence/unknown-language', 1]]);
  });

  test('without a language are refused', () => {
    expect(mistake(`Text.\n\n${fence('')}`)).toMatchObject({
      rule: 'fence/no-language',
      line: 21,
      remedy: 'Write the language behind the backticks, such as ```yaml; use ```text if there is none.',
    });
  });

  test.each(['titel="x"', 'wrap', "title='x'"])('with the unknown option %s are refused', (option) => {
    const { rule, remedy } = mistake(fence(`yaml ${option}`));
    expect(rule).toBe('fence/unknown-option');
    expect(remedy).toMatch(/^Use one of: title="…", lines="…"/);
  });

  test('mark lines', () => {
    const html = htmlOf(fence('text lines="1,3"', 'one\ntwo\nthree'));
    expect(html).toContain('<mark>one\n</mark>two\n<mark>three\n</mark>');
    expect(htmlOf(fence('text lines="2-3"', 'one\ntwo\nthree'))).toContain(
      'one\n<mark>two\n</mark><mark>three\n</mark>',
    );
  });

  test('with lines that are no numbers are refused', () => {
    expect(mistake(fence('yaml lines="second"'))).toMatchObject({
      rule: 'fence/lines',
      message: 'lines="second" names no lines.',
      remedy: 'Write numbers and ranges, such as lines="2,4-6".',
    });
  });

  test('cannot mark lines beyond their end', () => {
    expect(mistakes(fence('text lines="2-4"', 'one\ntwo\nthree'))).toEqual([['fence/lines', 1]]);
  });
});

describe('line numbers', () => {
  test.each([
    ['2', [2]],
    ['1,3', [1, 3]],
    [' 2 - 4 , 9', [2, 3, 4, 9]],
  ])('"%s" are %j', (text, lines) => {
    expect([...(parseLines(text) ?? [])]).toEqual(lines);
  });

  test.each(['', '0', '3-2', 'a', '1-', '-1', '1;2', '1.5'])('"%s" are none', (text) => {
    expect(parseLines(text)).toBeUndefined();
  });
});

describe('options of a fence', () => {
  test('are names with text in quotes; words that are none come apart', () => {
    expect(parseFence('title="a b" lines="2" wrap x=1')).toEqual({
      options: new Map([
        ['title', 'a b'],
        ['lines', '2'],
      ]),
      unknown: ['wrap', 'x=1'],
    });
  });
});

describe('the language of a file', () => {
  test.each([
    ['pod.yaml', 'yaml'],
    ['a/b/Containerfile', 'docker'],
    ['Dockerfile.slim', 'docker'],
    ['run.sh', 'bash'],
    ['main.go', 'go'],
    ['server.mjs', 'js'],
    ['notes', 'text'],
    ['a.unknown', 'text'],
  ])('%s is %s', (name, language) => {
    expect(languageOfFile(name)).toBe(language);
  });
});

describe('regions of a file', () => {
  const text = 'top: 1\n# region a\n  x:\n    y: 2\n  # region b\n  z: 3\n  # endregion b\n# endregion a\n';

  test('are the lines between their markers, without common indentation and without markers', () => {
    expect(extractRegion(text, 'a')).toBe('x:\n  y: 2\nz: 3');
    expect(extractRegion(text, 'b')).toBe('z: 3');
  });

  test.each([
    '// region r\nx\n// endregion r',
    '<!-- region r -->\nx\n<!-- endregion r -->',
    '/* region r */\nx\n/* endregion r */',
  ])('may be marked in the comments of other languages: %j', (code) => {
    expect(extractRegion(code, 'r')).toBe('x');
    expect(withoutMarkers(code)).toBe('x');
  });

  test('have names, and a file without markers is whole', () => {
    expect(regionNames(text)).toEqual(['a', 'b']);
    expect(withoutMarkers(text)).toBe('top: 1\n  x:\n    y: 2\n  z: 3\n');
    expect(extractRegion(text, 'c')).toBeUndefined();
  });
});

describe('a difference', () => {
  const lines = (code: string): string => {
    const [, inside = ''] = /<code>([\s\S]*)<\/code>/.exec(htmlOf(`\`\`\`diff\n${code}\n\`\`\``)) ?? [];
    return inside;
  };

  test.each([
    ['@@ -1 +1 @@\n-old: 1\n+new: 1', '<i class="c">@@ -1 +1 @@</i>\n<del>-old: 1</del>\n<ins>+new: 1</ins>'],
    ['--- a.yaml\n+++ b.yaml\n same', '<i class="k">--- a.yaml</i>\n<i class="k">+++ b.yaml</i>\n same'],
    [
      'diff --git a/x b/x\nindex 1..2 100644',
      '<i class="k">diff --git a/x b/x</i>\n<i class="k">index 1..2 100644</i>',
    ],
    ['2c2\n< old\n---\n> new', '<i class="c">2c2</i>\n<del>&lt; old</del>\n<i class="c">---</i>\n<ins>&gt; new</ins>'],
    [
      '-  replicas: 1\n+  replicas: 3\n\\ No newline at end of file',
      '<del>-  replicas: 1</del>\n<ins>+  replicas: 3</ins>\n<i class="c">\\ No newline at end of file</i>',
    ],
    ['+<b>', '<ins>+&lt;b&gt;</ins>'],
    ['> quoted\n- item', '&gt; quoted\n<del>- item</del>'],
  ])('marks what was removed and what was added, with the signs as well: %j', (code, html) => {
    expect(lines(code)).toBe(html);
  });

  test('is one in a file, too, by its ending', () => {
    const files = { 'a.diff': '+a\n', 'b.patch': '-b\n' };
    expect(htmlOf('<File name="a.diff" />\n\n<File name="b.patch" />', files)).toMatch(
      /<ins>\+a<\/ins>[\s\S]*<del>-b<\/del>/,
    );
  });
});

describe('a heading of level 1', () => {
  test.each([
    '# Charts of edition <Version of="chart" />\n\nText.',
    '# Charts {/* which? */}\n\nText.',
    '# *a* `b` [c](#d) <Term id="cleat">e</Term>',
    'Title\n=====',
  ])('is the only mistake of %j, at its line', (text) => {
    expect(mistakes(text)).toEqual([['lesson/heading-one', 1]]);
  });

  test('hides no mistake of what stands in it, or behind it', () => {
    expect(mistakes('# A <Version of="no-such" />\n\n<Nope />')).toEqual([
      ['lesson/heading-one', 1],
      ['version/unknown', 1],
      ['component/unknown', 3],
    ]);
  });
});
