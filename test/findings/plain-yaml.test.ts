import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { random } from '../../scripts/bench/synthetic.ts';
import { plainYaml } from '../../src/findings/plain-yaml.ts';
import { readYaml } from '../../src/findings/yaml.ts';
import { isLong } from '../helpers/long.ts';

/** What a parser of all of YAML says of a text: its value, or that it is wrong. */
function judged(text: string): { value: unknown } | undefined {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : { value: document.toJS() };
}

/** Expects that a text is left to the whole parser, or read as it reads it. @returns whether it was read */
function compare(text: string): boolean {
  const found = plainYaml(text);
  if (found) expect({ value: found.value }, JSON.stringify(text)).toEqual(judged(text));
  return found !== undefined;
}

const texts = ['content', 'test/fixtures/tiny/content'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => readFileSync(join(root, path), 'utf8')),
);

const UNKNOWN = [
  'a: b: c',
  'a: &x 1',
  'a: *x',
  'a: !!str 1',
  '? a',
  'a: b # why',
  'a: 0o17',
  'a: .inf',
  'a: 012',
  'a: [b',
  'a: {b}',
  'a: "b\\x41"',
  'a:\n\tb: c',
  'a: 1\na: 2',
  'a:\n  b\n\n  c',
  'a: >\n  b\n\n  c',
  '--- a',
  'a: b\n c: d',
  '- a\nb: c',
  'true: a',
  '',
];

describe('plain YAML is read as a whole parser reads it', () => {
  test('in all files of the curriculum, most of which are plain', () => {
    const read = texts.filter(compare).length;
    expect(read).toBeGreaterThan(texts.length / 2);
  });

  test.each([
    ['an empty entry', 'a:\n  - \n  - b\n'],
    ['an entry below its dash', '- \n  c\n'],
    ['a list that ends with a dash', '- a\n- '],
    ['a no-break space before a text', '- \u00a0a\n'],
    ['a wide blank that looks like indentation', 'a:\n\u3000 b: c\n'],
    ['a wide blank within a folded text', 'a: b\n  \u3000c\n'],
    ['a number that is none', 'a: .nan\nb: [.inf, -.INF]\n'],
    [
      'numbers of all kinds',
      'a: [1e3, -1.5E-4, 1., +1, 0x1f, 0o7, 1_000, 1e400, 08]\nb: 0.8.0\nc: 008b73c0\nd: 12e5f\n',
    ],
    ['a text in quotation marks on several lines', 'a: "b\n  c: d\n  e"\nf:\n  - \'g #\n    h\'\n'],
    ['a text in quotation marks that ends before its line', 'a: "b\n  c" d\n'],
    ['a no-break space by its name', 'a: "b\\_c"\n'],
    ['a block that says how far it is indented', 'a: |2\n    b\n   c\nd:\n  - |1-\n\n     e\n    f\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a key of every object', '__proto__: 1\n'],
  ])('with %s', (_, text) => {
    compare(text);
  });

  test.each(UNKNOWN)('and %j is left to that one', (text) => {
    expect(plainYaml(text)).toBeUndefined();
  });

  test('whatever is typed into it', () => {
    const next = random(20);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
    const typed =
      ' |  |\n|\n  |:|: |- |-|#| #c|\'|"|[|]|{|}|,|, |>|&a|*a|!!str |~|null|yes|0x1F|1e3|.5|1_000|-0|.nan|?|@|%|`|\\|007|<<: |é|😀|\u00a0|\u3000|\t|\r';
    const pieces = [...typed.split('|'), '|', '|-\n', '|2\n', '|1-\n', '"b\n  c"', "'\n   ", '\\_', '1e-4', '0.8.0'];
    const small = [
      'a: 1\nb:\n  - x\n  - y: 2\n    z: "q"\n',
      'a: |\n  b\nc: >-\n  d\n  e\nf: [1, {g: h}]\n',
      "k:\n- a\n- 'b'\n",
    ];
    let read = 0;
    for (let round = isLong ? 200_000 : 5000; round > 0; round--) {
      let text = pick(small);
      if (next() < 0.3) {
        const lines = pick(texts).split('\n');
        const first = Math.floor(next() * lines.length);
        text = lines.slice(first, first + 8).join('\n');
      }
      for (let edit = 1 + Math.floor(next() * 3); edit > 0; edit--) {
        const at = Math.floor(next() * (text.length + 1));
        const cut = next() < 0.3 ? 1 + Math.floor(next() * 3) : 0;
        text = text.slice(0, at) + (cut > 0 ? '' : pick(pieces)) + text.slice(at + cut);
      }
      if (compare(text)) read++;
    }
    expect(read).toBeGreaterThan(0);
  });
});

test.each(['{a: b}: c', '? [a]\n: b', 'a:\n  ? - b\n  : c'])(
  '%j is refused, at its place and in words: its names are no text',
  (text) => {
    const { value, findings } = readYaml('content/a.yaml', text);
    expect(value).toBeUndefined();
    expect(findings.map(({ rule, file, line, message }) => ({ rule, file, line, message }))).toEqual([
      {
        rule: 'yaml/syntax',
        file: 'content/a.yaml',
        line: text.includes('- b') ? 2 : 1,
        message: 'This is not valid here: the name of an entry is a list or a map.',
      },
    ]);
  },
);
