import { describe, expect, test } from 'vitest';
import { GAP } from '../../../src/curriculum/text/lesson-text.ts';
import { readText } from '../../../src/curriculum/text/read-text.ts';
import { lesson, quiz } from './read.ts';

/** The prose of a body, with "#" for gaps and white space as one blank. */
function proseOf(body: string): string {
  const { prose, bodyStart } = lesson(body);
  return prose.slice(bodyStart).replaceAll(GAP, '#').replace(/\s+/g, ' ').trim();
}

/** The passages of a body, each as it is read. */
function passagesOf(body: string): string[] {
  const { prose, passages, bodyStart } = lesson(body);
  return passages
    .filter(({ start }) => start >= bodyStart)
    .map(
      ({ kind, start, end }) => `${kind}: ${prose.slice(start, end).replaceAll(GAP, '#').replace(/\s+/g, ' ').trim()}`,
    );
}

describe('the prose of a lesson', () => {
  test.each([
    ['A **bold** and an *even `code`* word.', 'A bold and an even ###### word.'],
    ['😀 漢字 `x` é behind.', '😀 漢字 ### é behind.'],
    ['``a ` b`` and `two\nlines`.', '######### and #### ######.'],
    ['See [the page](https://x.example/a_(b) "title") and ![a flag](a.png).', 'See the page and a flag .'],
    ['See [the page][p], [p] and [p][].\n\n[p]: https://x.example "title"', 'See the page , p and p .'],
    [
      'See https://x.example/a. Or <Term id="a">me</Term> at me@x.example.',
      'See ###################. Or me at ############.',
    ],
    ['Of <Version of="chart" /> or <Brand of="name" />.', `Of ${'#'.repeat(22)} or ${'#'.repeat(19)}.`],
    ['A\u00A0knot &amp; a rope &#8212; and \\*stars\\*.', 'A knot a rope and \\*stars\\*.'],
    ['A {/* TODO */} word.\n\n{/* never\n\nshown */}', 'A word.'],
    ['Text.[^1]\n\n[^1]: The note.\n\n    Goes on.', 'Text. The note. Goes on.'],
    ['```yaml title="The file"\na: just text\n```', 'The file'],
    ['~~~~\njust\n```\ntext\n~~~~', ''],
    ['| a | `b` |\n| --- | --: |\n| c \\| d | [e](f) |', 'a ### c \\| d e'],
    ['> A quotation\n> > in a quotation\n> > that goes on.', 'A quotation in a quotation that goes on.'],
    ['1. One\n2. Two\n\n- [x] Three\n\n***', 'One Two Three'],
    ['Hard  \nbreak\\\nlines.', 'Hard break lines.'],
    ['Setext\n===', 'Setext'],
  ])('of %j', (body, prose) => {
    expect(proseOf(body)).toBe(prose);
  });

  test('keeps every word at its line and column', () => {
    const body =
      '> 😀 *The* [rope](https://x.example)\n> holds `it`.\n\n<Callout title="A tip">\n\n- **漢** ends\n\n</Callout>\n';
    const { text, prose } = lesson(body);
    expect(prose).toHaveLength(text.length);
    for (const word of ['😀', 'The', 'rope', 'holds', 'A tip', '漢', 'ends']) {
      expect(prose.indexOf(word), word).toBe(text.indexOf(word));
    }
    expect(prose.split('\n').map(({ length }) => length)).toEqual(text.split('\n').map(({ length }) => length));
  });

  test('reads the words of components, of fences and of their data', () => {
    expect(
      passagesOf(
        '<Tabs>\n\n<Tab label="With `code`">\n\nText <Term id="a" title="not \'this\'">b</Term> on.\n\n</Tab>\n\n</Tabs>\n\n```mermaid alt="A > B" caption=\'no\'\nx\n```\n\n<Figure src="just.svg" alt=\'Of it\' caption={`x`} title="End" />\n',
      ),
    ).toEqual([
      'attribute: With ######',
      'text: Text',
      "attribute: not 'this'",
      'text: b on.',
      'attribute: A > B',
      'attribute: Of it',
      'attribute: End',
    ]);
  });

  test('ends where a block ends', () => {
    expect(
      passagesOf('## The knot\nThe knot\n\n- a\n- b\n\n| c | d |\n| - | - |\n| e | f |\n\n<Callout>g</Callout>'),
    ).toEqual([
      'heading: The knot',
      'text: The knot',
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((text) => `text: ${text}`),
    ]);
  });

  test('is also that of its frontmatter', () => {
    const { prose, text } = lesson(
      'Body.',
      'title: A knot\nid: no\nobjectives:\n  - id: no\n    text: >-\n      Tie `it`\n      well\n',
    );
    expect(prose.replaceAll(GAP, '#').replace(/\s+/g, ' ').trim()).toBe('A knot Tie #### well Body.');
    expect(prose.indexOf('well')).toBe(text.indexOf('well'));
  });
});

describe('the prose of data', () => {
  test('is what stands under keys that people read', () => {
    const source =
      'items:\n  - id: just\n    question: "What does `a` \\"do\\",\\nand *why*?"\n    options:\n      - text: \'It\'\'s <b>\'\n        feedback: >\n          Folded\n          text,\n\n          with https://x.example and\n            more\n    steps: [one, "two"]\n    explanation: |\n      1. A list\n\n      ```bash title="In code"\n      just\n      ```\n';
    const { prose, text } = quiz(source);
    expect(prose).toHaveLength(text.length);
    expect(prose.replaceAll(GAP, '#').replace(/\s+/g, ' ').trim()).toBe(
      'What does ### "do ", and why ? It \'s <b> Folded text, with ################# and more one two A list In code',
    );
    for (const word of [
      'What',
      'do\\',
      'why',
      'Folded',
      'text,',
      'with',
      'and\n',
      'more',
      'one',
      'two',
      'A list',
      'In code',
    ]) {
      const at = text.indexOf(word);
      expect(prose.slice(at, at + 2), word).toBe(text.slice(at, at + 2));
    }
  });
});

describe('what cannot be parsed', () => {
  test.each([
    ['content/x/lesson.mdx', '---\ntitle: x\n---\n<Callout>\n\nNever closed\n'],
    ['content/x/lesson.mdx', '---\ntitle: x\n---\nA {brace\n'],
    ['content/x/quiz.yaml', 'items:\n\t- a: [\n'],
    ['content/x/files/lesson.mdx', '# A file that a lesson shows\n'],
    ['content/x/notes.yaml', 'text: nobody reads it\n'],
  ])('has no text: %s %j', (path, text) => {
    expect(readText(path, text)).toBeUndefined();
  });

  test('does not keep the body from being read where it is the frontmatter', () => {
    expect(lesson('Body.', 'title: [\n').prose.trim()).toBe('Body.');
  });
});

test('what a step of a lab writes into a file is code, and no prose', () => {
  const lab = `tasks:
  - title: A title
    text: A task.
    steps:
      - {do: replace, file: api.js, text: "/** teh old line */", by: a new line}
    mistakes:
      - name: a mistake
        steps:
          - {do: write, file: api.js, content: "teh code"}
`;
  const text = readText('content/courses/x/y/z/lab.yaml', lab);
  expect(text?.passages.map(({ start, end }) => text.prose.slice(start, end).trim())).toEqual(['A title', 'A task.']);
});
