import { mdxToHast } from 'satteri';
import { describe, expect, test } from 'vitest';
import { lessonHeadingIds } from '../../../src/curriculum/text/heading-ids.ts';
import type { Node } from '../../../src/rendering/context.ts';
import { assignHeadingIds } from '../../../src/rendering/headings.ts';
import { lesson, quiz } from './read.ts';

/** Links of a body, with what stands where each begins and where its address does. */
function linksOf(body: string): string[] {
  const { links, text } = lesson(body);
  return links.map(
    ({ text: label, address, start, end, addressStart }) =>
      `${label} → ${address} | ${text.slice(start, end)} | ${text.slice(addressStart, addressStart + 6)}`,
  );
}

describe('links', () => {
  test.each([
    ['[a *b*](https://x.org/a_(b) "t")', 'a b → https://x.org/a_(b) | [a *b*](https://x.org/a_(b) "t") | https:'],
    ["[`a`](<#b c> 't')", "`a` → #b c | [`a`](<#b c> 't') | #b c> "],
    ['[😀\n漢](\n  #b)', '😀\n漢 → #b | [😀\n漢](\n  #b) | #b)'],
    ['[a][b]\n\n[b]: <https://x.org> "t"', 'a → https://x.org | [a][b] | https:'],
    ['[B][]\n\n[b]:\n  https://x.org', 'B → https://x.org | [B][] | https:'],
    ['[b]\n\n[b]: #c\n[b]: #d', 'b → #c | [b] | #c\n[b]'],
    ['https://x.org/a).', 'https://x.org/a → https://x.org/a | https://x.org/a | https:'],
    ['www.x.org!', 'www.x.org → http://www.x.org | www.x.org | www.x.'],
    ['to me@x.org.', 'me@x.org → mailto:me@x.org | me@x.org | me@x.o'],
    ['[![a flag](a.svg)](#b)', 'a flag → #b | [![a flag](a.svg)](#b) | #b)'],
    ['[](#b)', ' → #b | [](#b) | #b)'],
    ['[<Brand of="name" />](#b)', '\uFFFC → #b | [<Brand of="name" />](#b) | #b)'],
    ['[a](#caf%C3%A9&amp;\\_)', 'a → #caf%C3%A9&_ | [a](#caf%C3%A9&amp;\\_) | #caf%C'],
    ['> [a\n> b](#c)', 'a\nb → #c | [a\n> b](#c) | #c)'],
    ['| [a](#b) |\n| - |\n| c |', 'a → #b | [a](#b) | #b) |\n'],
  ])('of %j', (body, link) => {
    expect(linksOf(body)).toEqual([link]);
  });

  test.each(['![a](b.png)', '`[a](b)`', '```text\n[a](b)\n```', '[a][nowhere]', '\\[a](b)', '{/* [a](b) */}'])(
    'none of %j',
    (body) => {
      expect(linksOf(body)).toEqual([]);
    },
  );

  test('of data are those of each value', () => {
    const { links, text } = quiz(
      'question: "\\"[a]\\" [b](#c) <https://x.org> <me@x.org>"\nhints:\n  - |\n    [d\n    e][f]\n\n    [f]: #g\n',
    );
    expect(links.map(({ text: label, address, start }) => [label, address, text.slice(start, start + 2)])).toEqual([
      ['b', '#c', '[b'],
      ['https://x.org', 'https://x.org', '<h'],
      ['me@x.org', 'mailto:me@x.org', '<m'],
      ['d\ne', '#g', '[d'],
    ]);
  });
});

const NO_DATA = { quiz: [], lab: undefined };

/** Ids of everything in the tree that is rendered, in its order. */
function renderedIds(body: string): string[] {
  const tree = mdxToHast(body);
  const nodes = tree.type === 'root' ? (tree.children as Node[]) : [];
  assignHeadingIds(nodes);
  const ids = (node: Node): string[] => [
    ...(node.type === 'element' && typeof node.properties.id === 'string' ? [node.properties.id] : []),
    ...('children' in node ? (node.children as Node[]).flatMap(ids) : []),
  ];
  return nodes.flatMap(ids);
}

describe('headings', () => {
  test.each([
    '## One\n\n## One\n\n### One `code` & *two*\n\n# Title\n\n##### Deep\n\n#### Four',
    '## Key points\n\nSetext *with*\nlines\n---\n\n<Callout kind="note">\n\n### In it\n\n</Callout>\n\n> ## Quoted\n\n- ## Listed',
    '## 😀 漢字 &amp; <Term id="a">term</Term> <Version of="b" />\n\n## [link](#a) ![image](b) `a<b>`',
    '## Footnote label\n\n## User content fn a\n\n## ⚓\n\n## ???\n\n## `--`\n\n## Section\n\nText.[^a]\n\n[^a]: A.',
    '## With a note[^b]\n\nText[^a] and[^b].\n\n[^a]: A.\n\n[^b]: B.',
  ])('have the ids that are rendered: %j', (body) => {
    const { headings, footnoteIds } = lesson(body);
    const ids = [...lessonHeadingIds({ headings, footnoteIds }, NO_DATA), ...footnoteIds];
    const rendered = renderedIds(body);
    // A footnote that is named twice has two marks; nobody links to the second.
    expect(new Set(ids)).toEqual(new Set(rendered.filter((id) => !/fnref-.*-\d$/.test(id))));
    expect(lessonHeadingIds({ headings, footnoteIds }, NO_DATA)).toEqual(
      rendered.filter((id) => !footnoteIds.includes(id) && !/fnref-.*-\d$/.test(id)),
    );
  });
});

describe('components', () => {
  test('are known with their attributes and where these stand', () => {
    const body =
      '<Figure\n  src="a.svg"\n  alt=\'it "is" > that\'\n  wide\n  n={1 > {a: "}"}.a}\n  caption="b &amp; c"\n/>\n\nA <Term id="d">`e`</Term>.\n';
    const { uses, text } = lesson(body);
    expect(
      uses.map(({ name, attributes, start }) => [
        name,
        text.slice(start, start + 3),
        [...attributes].map(([key, { value, start: at }]) => [key, value, at !== undefined && text.slice(at, at + 4)]),
      ]),
    ).toEqual([
      [
        'Figure',
        '<Fi',
        [
          ['src', 'a.svg', 'a.sv'],
          ['alt', 'it "is" > that', 'it "'],
          ['caption', 'b & c', 'b &a'],
        ],
      ],
      ['Term', '<Te', [['id', 'd', 'd">`']]],
    ]);
  });

  test('and code in sentences', () => {
    expect(lesson('A `kubectl get pods` and ``a`b``.').codes.map(({ value }) => value)).toEqual([
      'kubectl get pods',
      'a`b',
    ]);
  });
});
