import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parseExposition } from '../../../src/lab/metrics/exposition/parse.ts';

const lines = (...all: string[]): string => `${all.join('\n')}\n`;
const samplesOf = (text: string): string[] =>
  parseExposition(text).samples.map(
    ({ labels, value, time }) => `${labels.toMetric()} ${value}${time === undefined ? '' : ` @${time}`}`,
  );

describe('the text format', () => {
  test('has samples, labels, times, and what is said of metrics', () => {
    const text = lines(
      '# HELP orders_total Orders, with a \\\\ and a\\nbreak.',
      '# TYPE orders_total counter',
      'orders_total{shop="north",path="C:\\\\x \\"y\\"\\n"} 1027 1395066363000',
      '',
      '# a comment',
      '#another',
      ' up  { a = "1" , } 1e3 ',
      'limit +Inf',
      'nothing NaN',
      '{"my.metric", "a.b"="c"} -Inf',
    );
    const { metadata, problems, complaints } = parseExposition(text);
    expect(problems).toEqual([]);
    expect(complaints).toEqual([]);
    expect(metadata.get('orders_total')).toEqual({ type: 'counter', help: 'Orders, with a \\ and a\nbreak.' });
    expect(samplesOf(text)).toEqual([
      'orders_total{path="C:\\\\x \\"y\\"\\n", shop="north"} 1027 @1395066363000',
      'up{a="1"} 1000',
      'limit Infinity',
      'nothing NaN',
      '{"my.metric", "a.b"="c"} -Infinity',
    ]);
  });

  test.each([
    ['up', /^The value is missing: the line ends/],
    ['up one', /^"one" is no value/],
    ['up 1\r', /Windows/],
    ['up 1 now', /^Behind the value only a time/],
    ['up 1 1.5', /^Behind the value only a time/],
    ['up{job="a} 1', /quotes of the value of the label job are not closed/],
    ["up{job='a'} 1", /not in double quotes/],
    ['up{job} 1', /equals sign is expected/],
    ['up{job="a",job="b"} 1', /^The label job is there twice/],
    ['up{1job="a"} 1', /name of a label/],
    ['{job="a"} 1', /^The metric has no name/],
    ['up{"other"} 1', /two names/],
    ['9up 1', /^A line begins with the name/],
    ['# TYPE up counters', /^"counters" is no type of metrics/],
    ['up 0x10', /is no value/],
  ])('refuses %j with its line, and reads the rest', (wrong, message) => {
    const { samples, problems } = parseExposition(lines('before 1', wrong, 'after 2'));
    expect(problems).toEqual([{ line: 2, message: expect.stringMatching(message) }]);
    expect(samples.map(({ line }) => line)).toEqual([1, 3]);
  });

  test.each([
    [['# TYPE a gauge', '# TYPE a gauge', 'a 1'], /second "# TYPE"/],
    [['a 1', '# TYPE a gauge'], /behind its samples/],
    [['a_bucket{le="1"} 1', '# TYPE a histogram'], /behind its samples/],
    [['a{x="\\t"} 1'], /means nothing/],
    [['a{x="1" y="2"} 1'], /no comma/],
  ])('says what Prometheus takes and promtool does not: %j', (text, message) => {
    const { problems, complaints } = parseExposition(lines(...text));
    expect(problems).toEqual([]);
    expect(complaints.map((complaint) => complaint.message)).toEqual([expect.stringMatching(message)]);
  });
});

describe('OpenMetrics', () => {
  test('has times in seconds, units, exemplars and an end', () => {
    const text = lines(
      '# TYPE latency_seconds histogram',
      '# UNIT latency_seconds seconds',
      'latency_seconds_bucket{le="1"} 3 1520879607.789 # {trace_id="a"} 0.67 1520879606',
      '# EOF',
    );
    const { samples, problems } = parseExposition(text, 'openmetrics');
    expect(problems).toEqual([]);
    expect(samples.map(({ value, time }) => [value, time])).toEqual([[3, 1520879607789]]);
  });

  test.each([
    [['up 1'], /does not end with "# EOF"/],
    [['# EOF', 'up 1'], /behind "# EOF"/],
    [['', '# EOF'], /no empty lines/],
    [['# only a comment', '# EOF'], /no comments/],
    [['# TYPE a untyped', '# EOF'], /no type of metrics/],
    [['a 1 # {x="1"}', '# EOF'], /exemplar/],
  ])('refuses %j', (text, message) => {
    const { problems } = parseExposition(lines(...text), 'openmetrics');
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
  });
});

/** What the real promtool takes; its lint (exit code 3) does not concern the syntax. */
const promtool = (text: string): boolean =>
  [0, 3].includes(spawnSync('promtool', ['check', 'metrics'], { input: text }).status ?? 1);
const isThere = spawnSync('promtool', ['--version']).status === 0;

/** Texts made of parts that are right and wrong, one of each kind at a time. */
function variations(): string[] {
  const names = ['up', 'a:b', '_x', '9a', 'a-b', ''];
  const labels = [
    '',
    '{}',
    '{a="1"}',
    '{a="1",}',
    '{,}',
    '{a="1",b="2"}',
    '{a="1" b="2"}',
    '{a="1",a="2"}',
    '{a=1}',
    '{a="\\""}',
    '{a="\\n\\\\"}',
    '{a="\\q"}',
    '{a="ä}"}',
    '{a="1"',
    '{a:b="1"}',
    '{ a = "1" }',
    '{a=""}',
    '{a="1",,b="2"}',
  ];
  const values = [
    '1',
    '-1.5e3',
    '+Inf',
    'inf',
    'NaN',
    'nan',
    '.5',
    '5.',
    'one',
    '',
    '1e',
    '1,5',
    '--1',
    '1 1395066363000',
    '1 x',
    '1 1 1',
    '1e999',
  ];
  const comments = [
    '#',
    '# x',
    '# HELP',
    '# HELP up',
    '# HELP up some text',
    '# TYPE up gauge',
    '# TYPE up',
    '# TYPE up thing',
    '# TYPE',
    '#TYPE up thing',
    '# HELP 9a x',
    '# HELP up \\\\ \\n',
  ];
  return [
    ...names.map((name) => `${name} 1\n`),
    ...labels.map((label) => `up${label} 1\n`),
    ...labels.map((label) => `up ${label} 1\n`),
    ...values.map((value) => `up ${value}\n`),
    ...values.map((value) => `up{a="1"}${value}\n`),
    ...comments.map((comment) => `${comment}\nup 1\n`),
    ...comments.flatMap((one) => comments.slice(4, 6).map((other) => `${one}\n${other}\nup 1\n`)),
    '\n\nup 1\n',
    ' \t up 1\n',
    'up 1',
    'up 1\r\n',
    'up 1\n# TYPE up gauge\n',
    'up_sum 1\n# TYPE up summary\n',
  ];
}

/** Where promtool 2.42 and a scrape differ, or where we say more than promtool. */
const KNOWN_DIFFERENCES = [
  // A scrape fails: the type is empty.
  /^# TYPE up\n/m,
  // To promtool it is a line of metadata, to a scrape a comment, which is complained about.
  /^#TYPE /m,
  // promtool does not know that the sample belongs to the metric.
  /^up_sum 1\n# TYPE up summary/,
];

test.skipIf(!isThere)('promtool check metrics takes and refuses the same (skipped without promtool)', () => {
  const texts = variations().filter((text) => !KNOWN_DIFFERENCES.some((known) => known.test(text)));
  const differing = texts.filter((text) => {
    const { problems, complaints } = parseExposition(text);
    return promtool(text) !== (problems.length + complaints.length === 0);
  });
  expect(texts.length).toBeGreaterThan(100);
  expect(differing).toEqual([]);
});

test('texts that are mangled end in samples and problems, never in anything else', () => {
  const text =
    '# HELP a b\n# TYPE a histogram\na_bucket{le="1",x="ä\\n"} 1 1000\n{"m.n","o"="p"} +Inf # {t="1"} 2 3\n# EOF\n';
  let state = 11;
  const draw = (count: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % count;
  };
  const letters = ['"', '{', '}', '\\', '\n', ' ', '=', ',', '#', '1', 'e', '\ud800', '\u0000', '😀', ''];
  let read = 0;
  for (let round = 0; round < 3000; round++) {
    let mangled = text;
    for (let count = draw(4); count >= 0; count--) {
      const at = draw(mangled.length + 1);
      mangled = mangled.slice(0, at) + letters[draw(letters.length)] + mangled.slice(at + draw(3));
    }
    for (const format of ['text', 'openmetrics'] as const) {
      const { samples, problems } = parseExposition(mangled, format);
      if (samples.length + problems.length > 0) read++;
      expect(
        problems.every(({ line, message }) => line >= 1 && line <= mangled.split('\n').length && message.length > 10),
      ).toBe(true);
    }
  }
  expect(read).toBe(6000);
});
