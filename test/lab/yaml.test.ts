import { expect, test } from 'vitest';
import { readYaml } from '../../src/lab/yaml/values.ts';

/** What kubectl v1.36.3 makes of values: `kubectl label --local -f FILE -o json a=b`. */
test.each<[text: string, value: unknown]>([
  ['[1, 2.5, 0x1F, 010, 0o17, 1_000, 1e3, .5, +1, -0b11, 08]', [1, 2.5, 31, 8, 15, 1000, 1000, 0.5, 1, -3, 8]],
  ['[y, No, on, OFF, True, ~, null, "yes", .5.6]', [true, false, true, false, true, null, null, 'yes', '.5.6']],
  ['[2001-01-01, 12:30:45, 1.2.3, 0x, --1]', ['2001-01-01', '12:30:45', '1.2.3', '0x', '--1']],
  ['[!!str 5, !!int "7", !foo bar, !!binary aGk=, !!float 1]', ['5', 7, 'bar', 'hi', 1]],
  [
    'a: |\n  x\n    y\n\n  z\nb: >-\n  x\n  y\n\n  z\n   q\nc: |+\n  x\n\n',
    { a: 'x\n  y\n\nz\n', b: 'x y\nz\n q', c: 'x\n\n' },
  ],
  [
    "a: \"x\\\n  y \\u00e9\n\n  z\"\nb: 'it''s\n  so'\nc: plain\n  goes\n\n  on # not this",
    { a: 'xy é\nz', b: "it's so", c: 'plain goes\non' },
  ],
  [
    '- - a\n  - b: c\n-\n  - d\n- {e: [f, g: h], "i": , j}',
    [['a', { b: 'c' }], ['d'], { e: ['f', { g: 'h' }], i: null, j: null }],
  ],
  ['k:\n- a\n- b\nl: []', { k: ['a', 'b'], l: [] }],
  [
    'a: &x {k: 1, l: 2}\nb:\n  k: 0\n  <<: *x\n  l: 3\nc: *x',
    { a: { k: 1, l: 2 }, b: { k: 1, l: 3 }, c: { k: 1, l: 2 } },
  ],
  ['a: 1\na: 2\n1: x\ntrue: w\n1.5: z', { a: 2, 1: 'x', true: 'w', '1.5': 'z' }],
  ['? complex\n: value\n? alone', { complex: 'value', alone: null }],
  ['url: http://x:80/y?z#f\nrange: a - b', { url: 'http://x:80/y?z#f', range: 'a - b' }],
  ['# nothing\n', null],
])('reads %j', (text, value) => {
  expect(readYaml(text)).toEqual(value);
});

test('words of YAML 1.1 are text where a reader knows YAML 1.2 only', () => {
  expect(readYaml('[yes, off, true, ~]', false)).toEqual(['yes', 'off', true, null]);
});

test('a text that would become a huge one by its aliases is refused', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 8; at++)
    lines.push(
      `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    );
  expect(() => readYaml(lines.join('\n'))).toThrow('yaml: document contains excessive aliasing');
});

test('what is nested too deeply is refused', () => {
  expect(() => readYaml('['.repeat(20_000))).toThrow('exceeded max depth');
});
