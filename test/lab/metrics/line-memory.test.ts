import { expect, test } from 'vitest';
import type { ExpositionFormat } from '../../../src/lab/metrics/exposition/exposition.ts';
import { LineMemory } from '../../../src/lab/metrics/exposition/line-memory.ts';
import { parseExposition } from '../../../src/lab/metrics/exposition/parse.ts';
import { randomFrom } from '../../../src/lab/random.ts';

/** Beginnings and ends of lines; any end may stand behind any beginning. */
const BEGINNINGS = [
  'up',
  'up ',
  'up  ',
  'up\t',
  ' up ',
  'up{} ',
  'up{a="1"}',
  'up{a="1"} ',
  'up{a="1", } ',
  'up{a="1" b="2"} ',
  'up{a="1",a="2"} ',
  'up{a=""} ',
  'up{a="x y\\"} 1"} ',
  'up{a="\\\\"} ',
  'up{a="\\\\\\" 1',
  'up{a="\\t"} ',
  'up{a="b 1',
  '{"my.metric", a="é 😀"} ',
  '{"my.metric"',
  'up{a="\ufffd"} ',
  'up 1 ',
  'up 1 # {trace="a"} ',
  '# TYPE up ',
  '# HELP up ',
  '#HELP up ',
  '# UNIT up ',
  '# EOF',
  '9up ',
  '',
];
const ENDS = [
  ...['1', '2.5', '-0', '1e-7', '.5', '5.', 'NaN', '+Inf', '-inf', 'Infinity', '1e400', '0x10', 'one', '"} 1', '}'],
  ...['', ' ', ' 1', '1 ', '1\t', '1\r', '1 2', '1 1395066363000', '1 1.5', '1{', '1 # {a="b"} 2 3', '1 # {a="b"}'],
  ...['counter', 'gauge', 'histogram', 'seconds', '# EOF'],
];

test('a text is read with a memory of any others as it is read without one', () => {
  const random = randomFrom(11);
  const pick = <Item>(all: readonly Item[]): Item => all[Math.floor(random() * all.length)] as Item;
  for (let round = 0; round < 300; round++) {
    const memory = new LineMemory();
    let lines = Array.from({ length: 8 }, () => [pick(BEGINNINGS), pick(ENDS)]);
    for (let scrape = 0; scrape < 12; scrape++) {
      // Mostly another end, at times another beginning, or a line that comes or goes.
      lines = lines.flatMap(([before = '', end = '']) => {
        const chance = random();
        if (chance < 0.1) return [[pick(BEGINNINGS), end]];
        if (chance < 0.14) return [];
        if (chance < 0.18)
          return [
            [before, end],
            [pick(BEGINNINGS), pick(ENDS)],
          ];
        return [[before, chance < 0.7 ? pick(ENDS) : end]];
      });
      const text = `${lines.map((line) => line.join('')).join('\n')}${random() < 0.9 ? '\n' : ''}`;
      const format: ExpositionFormat = random() < 0.5 ? 'text' : 'openmetrics';
      expect(parseExposition(text, format, memory), JSON.stringify(text)).toEqual(parseExposition(text, format));
    }
  }
});

test('labels that were read once are the same object at the next scrape, whatever the value is', () => {
  const memory = new LineMemory();
  const [first, second] = ['up{a="b"} 1\n', 'up{a="b"} -2.5e3\n'].map(
    (text) => parseExposition(text, 'text', memory).samples[0],
  );
  expect(second?.value).toBe(-2500);
  expect(second?.labels).toBe(first?.labels);
});
