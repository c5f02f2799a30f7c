import { describe, expect, test } from 'vitest';
import { htmlOf, mistake, mistakes, renderText } from '../helpers/render.ts';

describe('props', () => {
  test('an unknown one is named with the one that was meant', () => {
    expect(mistake('<Callout kind="note" tittle="x">\n\nA\n\n</Callout>')).toMatchObject({
      rule: 'component/unknown-prop',
      message: '<Callout> has no prop "tittle". Did you mean "title"?',
      why: 'A prop that nobody reads does nothing.',
      remedy: 'Use one of: kind, title.',
    });
  });

  test('of a component that takes none are to be removed', () => {
    expect(mistake('<Steps kind="x">\n\n1. A\n\n</Steps>').remedy).toBe('Remove it: this component takes no props.');
  });

  test('a missing one is named with its values', () => {
    expect(mistake('<Callout>\n\nA\n\n</Callout>')).toMatchObject({
      rule: 'component/missing-prop',
      message: '<Callout> needs the prop "kind".',
      remedy: 'Add kind="…". Use one of: note, tip, warning, exam, real-cluster.',
    });
  });

  test('a value that does not fit is named with those that do', () => {
    expect(mistake('<Callout kind="danger">\n\nA\n\n</Callout>')).toMatchObject({
      rule: 'component/prop-value',
      message: 'The prop kind="danger" of <Callout> does not fit. Use one of: note, tip, warning, exam, real-cluster.',
      remedy: 'Correct the value of "kind".',
    });
  });

  test.each([
    ['Tab', '<Tabs>\n\n<Tab>\n\nA\n\n</Tab>\n\n<Tab label="b">\n\nB\n\n</Tab>\n\n</Tabs>', 'label'],
    ['Side', '<Compare>\n\n<Side>\n\nA\n\n</Side>\n\n<Side title="b">\n\nB\n\n</Side>\n\n</Compare>', 'title'],
    ['Checkpoint', '<Checkpoint>\n\nA\n\n</Checkpoint>', 'question'],
    ['File', '<File />', 'name'],
    ['Figure', '<Figure alt="x" />', 'src'],
    ['Figure', '<Figure src="a.svg" />', 'alt'],
    ['Term', 'A <Term>rope</Term>', 'id'],
    ['Version', 'A <Version />', 'of'],
    ['Terminal', '<Terminal ran="here" />', 'file'],
    ['Terminal', '<Terminal file="x.txt" />', 'ran'],
  ])('<%s> in %j needs %s', (name, text, prop) => {
    const { rule, message } = mistake(text);
    expect([rule, message]).toEqual(['component/missing-prop', `<${name}> needs the prop "${prop}".`]);
  });

  test('an empty one does not fit where text is needed', () => {
    expect(mistake('<Checkpoint question="">\n\nA\n\n</Checkpoint>').rule).toBe('component/prop-value');
  });

  test('two mistakes in one component are two findings', () => {
    expect(mistakes('Text.\n\n<Callout kin="note" titel="x">\n\nA\n\n</Callout>')).toEqual([
      ['component/missing-prop', 3],
      ['component/unknown-prop', 3],
      ['component/unknown-prop', 3],
    ]);
  });

  test('mistakes inside of a component with a wrong prop are found as well', () => {
    expect(mistakes('<Callout kind="note" titel="x">\n\n<Foo />\n\n</Callout>')).toEqual([
      ['component/unknown-prop', 1],
      ['component/unknown', 3],
    ]);
  });

  test('parts of a component with a wrong prop still stand in it', () => {
    const tabs = '<Tab label="a">\n\nA\n\n</Tab>\n\n<Tab label="b">\n\nB\n\n</Tab>';
    expect(mistakes(`<Tabs kind="x">\n\n${tabs}\n\n</Tabs>`)).toEqual([['component/unknown-prop', 1]]);
  });

  test('mistakes inside of an unknown component are found as well', () => {
    expect(mistakes('<Calout kind="note">\n\nA <Term id="cleet">cleat</Term>.\n\n</Calout>')).toEqual([
      ['component/unknown', 1],
      ['term/unknown', 3],
    ]);
  });

  test('a term inside of a component with a wrong prop counts as linked', () => {
    const { findings } = renderText(
      '<Callout kind="note" titel="x">\n\nA <Term id="cleat">cleat</Term>.\n\n</Callout>',
    );
    expect(findings.map((entry) => entry.rule)).toEqual(['component/unknown-prop']);
  });
});

describe('what is no data is refused, with its line', () => {
  test.each([
    ['an import', 'Text.\n\nimport x from "y"', 'lesson/import', 3],
    ['an export', 'Text.\n\nexport const x = 1', 'lesson/import', 3],
    ['an expression', 'Text.\n\n{1 + 1}', 'lesson/expression', 3],
    ['an expression in a sentence', 'Text.\n\nOne\nand {1 + 1}.', 'lesson/expression', 4],
    ['an HTML tag', 'Text.\n\nA <b>bold</b> word', 'component/html-tag', 3],
    ['an HTML block', 'Text.\n\n<div>\n\nx\n\n</div>', 'component/html-tag', 3],
    ['a script', 'Text.\n\n<script>alert(1)</script>', 'component/html-tag', 3],
    ['a fragment', 'Text.\n\n<>x</>', 'component/unknown', 3],
    ['a prop in braces', 'Text.\n\n<Callout kind={"note"}>\n\nA\n\n</Callout>', 'component/expression', 3],
    ['spread props', 'Text.\n\n<Callout {...x}>\n\nA\n\n</Callout>', 'component/expression', 3],
    ['an image in Markdown', 'Text.\n\n![a](b.png)', 'lesson/image', 3],
    ['a heading of level 1', 'Text.\n\n# Title', 'lesson/heading-one', 3],
    ['a brace that is not closed', 'Text.\n\nA { brace', 'lesson/syntax', 3],
    ['an autolink', 'Text.\n\n<https://x.example>', 'lesson/syntax', 3],
  ])('%s', (_, text, rule, line) => {
    expect(mistakes(text)).toEqual([[rule, line]]);
  });

  test('and nothing of it reaches the page', () => {
    const { html } = renderText(
      'import x from "y"\n\n{x}\n\n<script>alert(1)</script>\n\n<img src="x" onerror="alert(1)" />',
    );
    expect(html.trim()).toBe('');
  });

  test('characters that are meant as such can be written', () => {
    expect(htmlOf('A \\{ and \\< and `{x} <b>`')).toBe('<p>A { and &#x3C; and <code>{x} &#x3C;b></code></p>');
  });

  test('a comment is no mistake, and is not shown', () => {
    expect(htmlOf('A{/* note to authors */}.')).toBe('<p>A.</p>');
  });
});

describe('blocks', () => {
  test('cannot stand inside of a line', () => {
    expect(mistake('A <Callout kind="note">x</Callout> line')).toMatchObject({
      rule: 'component/placement',
      message: '<Callout> stands inside a line of text.',
      remedy: 'Put <Callout> on a line of its own, with a blank line before and after it.',
    });
  });

  test.each(['note', 'tip', 'warning', 'exam', 'real-cluster'])('a callout of kind %s says so', (kind) => {
    const html = htmlOf(`<Callout kind="${kind}" title="A & B">\n\nText.\n\n</Callout>`);
    expect(html).toContain(`<aside class="callout ${kind}">`);
    expect(html).toMatch(/<span>\w[\w ]+<\/span> <b>A &amp; B<\/b>/);
    expect(html).toContain('<p>Text.</p>');
  });

  test('steps are one ordered list', () => {
    expect(htmlOf('<Steps>\n\n1. A\n2. B\n\n</Steps>')).toMatch(/^<div class="steps"><ol>\s*<li>A<\/li>\s*<li>B/);
    for (const inside of ['- A', 'A', '1. A\n\nText.', '1. A\n\n- B']) {
      expect(mistake(`<Steps>\n\n${inside}\n\n</Steps>`).rule).toBe('component/steps');
    }
  });

  test('key points and checkpoints show what stands in them', () => {
    expect(htmlOf('<KeyPoints>\n\n- A\n\n</KeyPoints>')).toMatch(
      /<h2 id="key-points">Key points<\/h2><ul>\s*<li>A<\/li>/,
    );
    expect(htmlOf('<Checkpoint question="Is `a` < b?">\n\nYes.\n\n</Checkpoint>')).toMatch(
      /Is <code>a<\/code> &#x3C; b\?<\/p><details\b[^>]*><summary>Show the answer<\/summary><p>Yes\.<\/p><\/details>/,
    );
  });
});

describe('alternatives', () => {
  const tab = (label: string): string => `<Tab label="${label}">\n\nText ${label}.\n\n</Tab>`;
  const side = (title: string): string => `<Side title="${title}">\n\nText ${title}.\n\n</Side>`;

  test('tabs are all there, in order, with their labels', () => {
    const html = htmlOf(`<Tabs>\n\n${tab('a')}\n\n${tab('b')}\n\n</Tabs>`);
    expect([...html.matchAll(/class="tab-label">(\w)<\/p><p>Text (\w)/g)].map((match) => match[1])).toEqual(['a', 'b']);
  });

  test.each([
    ['Tab', tab('a'), 'Tabs'],
    ['Side', side('a'), 'Compare'],
    [
      'Tab in a Compare',
      `<Compare>\n\n${side('a')}\n\n${side('b').replace('Text b.', tab('c'))}\n\n</Compare>`,
      'Tabs',
    ],
  ])('a %s outside of its parent is refused', (_, text, parent) => {
    const { rule, remedy } = mistake(text);
    expect([rule, remedy]).toEqual(['component/parent', `Put it into <${parent}> … </${parent}>.`]);
  });

  test('one tab is no alternative', () => {
    expect(mistake(`<Tabs>\n\n${tab('a')}\n\n</Tabs>`).rule).toBe('component/tabs');
  });

  test('text between tabs would be lost, and is refused', () => {
    expect(mistake(`<Tabs>\n\nLost.\n\n${tab('a')}\n\n${tab('b')}\n\n</Tabs>`).rule).toBe('component/tabs');
  });

  test('two or three sides are compared', () => {
    expect(htmlOf(`<Compare>\n\n${side('a')}\n\n${side('b')}\n\n</Compare>`)).toContain('<div class="compare c2">');
    expect(htmlOf(`<Compare>\n\n${side('a')}\n\n${side('b')}\n\n${side('c')}\n\n</Compare>`)).toContain('compare c3');
    expect(mistake(`<Compare>\n\n${side('a')}\n\n</Compare>`).message).toBe('<Compare> holds one <Side> element.');
  });

  test('text between sides would be lost, and is refused', () => {
    expect(mistake(`<Compare>\n\nLost.\n\n${side('a')}\n\n${side('b')}\n\n</Compare>`).rule).toBe('component/compare');
  });
});

describe('a mistake that ends a look early', () => {
  test.each([
    ['```mermaid\nflowchart LR\n  a[A --> b\n```', ['diagram/no-alt', 'diagram/syntax']],
    [
      '<Callout kind={1} titel="x" title="y">\n\n<Nope />\n\n</Callout>',
      ['component/expression', 'component/unknown-prop', 'component/unknown'],
    ],
    ['<File name={a} lines="x" />', ['component/expression', 'component/prop-value']],
    ['<Nope>\n\n<Version of="no-such" />\n\n</Nope>', ['component/unknown', 'version/unknown']],
    ['| <Version of="no-such" /> |\n| - |\n| <Nope /> |', ['version/unknown', 'component/unknown']],
  ])('hides none of the others: %j', (text, rules) => {
    expect(
      mistakes(text)
        .map(([rule]) => rule)
        .toSorted(),
    ).toEqual(rules.toSorted());
  });
});
