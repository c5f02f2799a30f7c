import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { random } from '../../scripts/bench/synthetic.ts';
import { plainYaml } from '../../src/findings/plain-yaml.ts';
import { isLong } from '../helpers/long.ts';

/** A whole parser of YAML 1.2 is the judge: what the plain one gives is what it gives, without a mistake. */
function expectSame(text: string): boolean {
  const plain = plainYaml(text);
  if (!plain) return false;
  const document = parseDocument(text, { logLevel: 'silent' });
  const mistakes = document.errors.map(({ message }) => message);
  expect(mistakes, text).toEqual([]);
  expect(plain.value, text).toEqual(document.toJS());
  return true;
}

/** YAML of the curriculum and of fixtures: data files, and frontmatter of lessons. */
const texts = ['content', 'test/fixtures'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$|lesson\.mdx$/.test(path))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .map((text) => (text.startsWith('---\n') ? (/^---\n([\s\S]*?\n)---/.exec(text)?.[1] ?? '') : text)),
);

const UNKNOWN = [
  'a: b: c',
  'a: &x 1',
  'a: *x',
  'a: !!str 1',
  '? a',
  'a: b # why',
  'a: 0o17',
  'a: 1e3',
  'a: .inf',
  'a: 012',
  'a: [b',
  'a: {b}',
  'a: "b\\x41"',
  'a:\n\tb: c',
  'a: 1\na: 2',
  'a:\n  b\n\n  c',
  'a: >\n  b\n\n  c',
  'a: |2\n    b',
  '--- a',
  'a: b\n c: d',
  '- a\nb: c',
  'true: a',
  '',
];

/** What is put into texts at random. */
const BITS = [
  ...[' ', '  ', '\n', '\n\n', '- ', '-', ': ', ':', '#', ' # x', '"', "'", '[', ']', '{', '}', ',', '|', '>-'],
  ...['&a', '*a', '!x', '? ', '~', 'null', 'true', '0x1f', '0o7', '1e3', '.5', '-1', '1_000', '12:30', '2026-11-22'],
  ...['\\n', '\t', 'a: b', 'a:', '%', '@', '`', '...', '---', 'é', '😀', '00', '-0', '1.0', '.inf'],
];

describe('plain YAML', () => {
  test('is what most files are, and is read as a whole parser reads it', () => {
    expect(texts.filter(expectSame).length).toBeGreaterThan(texts.length / 2);
  });

  test.each(UNKNOWN)('is not %j, which a whole parser has to judge', (text) => {
    expect(plainYaml(text)).toBeUndefined();
  });

  test('is never read otherwise than a whole parser reads it, whatever was changed in it', () => {
    const next = random(20261130);
    const pick = (length: number): number => Math.floor(next() * length);
    let compared = 0;
    for (let round = isLong ? 60_000 : 3_000; round > 0; round--) {
      const lines = texts[pick(texts.length)]?.split('\n') ?? [];
      const start = pick(lines.length);
      const some = lines.slice(start, start + 1 + pick(14));
      const indent = /^ */.exec(some[0] ?? '')?.[0].length ?? 0;
      let text = some.map((line) => line.slice(indent)).join('\n');
      for (let change = pick(4); change > 0; change--) {
        const at = pick(text.length + 1);
        text = text.slice(0, at) + (next() < 0.6 ? (BITS[pick(BITS.length)] ?? '') : '') + text.slice(at + pick(3));
      }
      if (expectSame(text)) compared++;
    }
    expect(compared).toBeGreaterThan(300);
  });
});
