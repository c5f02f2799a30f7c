import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { xxHash64 } from '../../../src/lab/metrics/promql/aggregate/hash.ts';
import { Engine } from '../../../src/lab/metrics/promql/engine.ts';
import { general, plain } from '../../../src/lab/metrics/promql/format.ts';
import { Labels } from '../../../src/lab/metrics/promql/labels.ts';
import { printResult } from '../../../src/lab/metrics/promql/print.ts';
import { QueryError } from '../../../src/lab/metrics/promql/problem.ts';
import { compileExpression, expand } from '../../../src/lab/metrics/promql/regular-expression.ts';
import { AppendError } from '../../../src/lab/metrics/promql/storage/series.ts';
import { MetricStore } from '../../../src/lab/metrics/promql/storage/store.ts';
import { TestRun } from '../../../src/lab/metrics/promql/testlanguage/run.ts';

const FOLDER = 'test/fixtures/promql';
const read = (name: string): string => readFileSync(`${FOLDER}/${name}`, 'utf8');
/** Tests in which everything is as it should be; the others are there for what is wrong in them. */
const RIGHT = readdirSync(FOLDER).filter((name) => /\.test$/.test(name) && !/^(?:wrong|unreadable)\./.test(name));

describe('what queries give', () => {
  test.each(RIGHT)('is what %s expects', (name) => {
    const { cases, problems } = new TestRun().run(read(name));
    expect(problems).toEqual([]);
    expect(cases.length).toBeGreaterThan(5);
    expect(cases.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  });
});

describe('the test language', () => {
  test('finds each case that is wrong', () => {
    const { cases, problems } = new TestRun().run(read('wrong.test'));
    expect(problems).toEqual([]);
    expect(cases.length).toBe((read('wrong.test').match(/^eval/gm) ?? []).length);
    expect(cases.filter(({ outcome }) => outcome !== 'failed')).toEqual([]);
  });

  test('says what cannot be read with its line, and runs the rest', () => {
    const { cases, problems } = new TestRun().run(read('unreadable.test'));
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '3: "up{job="shop" 1 2" is no series: unexpected end of input inside braces.',
      '11: "2x" is no value of a series.',
      '21: "soon" is no duration; write one such as 5m or 1h30m.',
      '25: "up{{ 1" is no series: unexpected end of input inside braces.',
      expect.stringMatching(/^27: invalid evaluation command/),
      '32: Commands are divided by empty lines: put one before this line.',
      '40: invalid expect lines, warn and no_warn cannot be used together',
      expect.stringMatching(/^44: An instant query gives one value for each series/),
      '47: invalid range vector definition "expect range vector 0s to 1m"',
    ]);
    expect(cases.map(({ line, outcome, reason }) => `${line} ${outcome}${reason ? `: ${reason}` : ''}`)).toEqual([
      '5 skipped: line 3 cannot be read',
      '13 skipped: line 11 cannot be read',
      '21 failed',
      '24 failed',
      '30 passed',
      '32 passed',
      '35 skipped: The experimental function start_timestamp() is not supported here.',
      '38 failed',
      '43 failed',
      '46 failed',
    ]);
  });
});

describe('series in memory', () => {
  const shop = Labels.of([
    ['__name__', 'up'],
    ['job', 'shop'],
  ]);

  test('can be appended to while queries are evaluated', () => {
    const store = new MetricStore();
    const engine = new Engine(store);
    store.append(shop, 0, 1);
    expect(printResult(engine.instant('up', 0))).toBe('up{job="shop"} => 1 @[0]');
    store.append(shop, 15_000, 0);
    expect(printResult(engine.instant('up', 20_000))).toBe('up{job="shop"} => 0 @[20]');
    store.append(shop, 30_000, 'stale');
    expect(printResult(engine.instant('up', 30_000))).toBe('');
    expect(printResult(engine.range('up', 0, 30_000, 15_000))).toBe('up{job="shop"} =>\n1 @[0]\n0 @[15]');
  });

  test('take nothing that is older than their last sample', () => {
    const store = new MetricStore();
    store.append(shop, 1000, 1);
    store.append(shop, 1000, 1);
    expect(() => store.append(shop, 1000, 2)).toThrow(AppendError);
    expect(() => store.append(shop, 500, 2)).toThrow('out of order sample');
  });

  test('drop names at once, or at the end of the query if that is wanted', () => {
    const store = new MetricStore();
    store.append(shop, 0, 1);
    const query = 'count by (__name__) (-up)';
    expect(printResult(new Engine(store).instant(query, 0))).toBe('{} => 1 @[0]');
    const delayed = new Engine(store, { delayedNameRemoval: true });
    expect(printResult(delayed.instant('label_replace(-up, "name", "$1", "__name__", "(.*)")', 0))).toBe(
      '{job="shop", name="up"} => -1 @[0]',
    );
  });

  test.each([
    ['mad_over_time(up[5m])', '1:1: parse error: function "mad_over_time" is not enabled'],
    ['1 + limitk(1, up)', 'limitk() is experimental and must be enabled'],
    ['sum(rate(up[5m] anchored))', 'anchored modifier is experimental and not enabled'],
    ['up + fill(0) up', 'binop fill modifiers are experimental and not enabled'],
  ])('can be asked as a server without experiments is: %s', (query, message) => {
    const store = new MetricStore();
    expect(() => new Engine(store, { experiments: false }).instant(query, 0)).toThrow(message);
    expect(new Engine(store).instant(query, 0).value).toEqual({ type: 'vector', samples: [] });
  });

  test('are never more than a query may hold', () => {
    const store = new MetricStore();
    store.append(shop, 0, 1);
    const engine = new Engine(store, { maxSamples: 1000 });
    expect(() => engine.instant('max_over_time(up[1d:1s])', 0)).toThrow(QueryError);
    expect(() => engine.range('up', 0, 1e9, 1)).toThrow('query processing would load too many samples');
  });
});

test('a query says where its warnings belong', () => {
  const store = new MetricStore();
  store.append(Labels.of([['__name__', 'temperature']]), 0, 20);
  store.append(Labels.of([['__name__', 'temperature']]), 15_000, 21);
  const { annotations, infos } = new Engine(store).instant('1 +\n  rate(temperature[1m])', 15_000);
  expect(annotations).toEqual([
    { severity: 'info', text: expect.stringContaining('metric might not be a counter'), place: { from: 11, to: 26 } },
  ]);
  expect(infos).toEqual([
    expect.stringMatching(/^PromQL info: metric might not be a counter, .*: "temperature" \(2:8\)$/),
  ]);
});

describe('regular expressions of RE2', () => {
  const matches = (source: string, text: string): boolean => compileExpression(source).test(text);

  test.each([
    ['a.c', 'a\nc'],
    ['(?i)shop|BANK', 'bank'],
    ['(?i:s)hop', 'Shop'],
    ['a(?i)b|c', 'aB'],
    ['(?P<name>a+)b', 'aab'],
    ['[[:alpha:]]+[^[:digit:]]', 'ab-'],
    ['\\Qa.b\\E.', 'a.bc'],
    ['\\pL+\\d', 'ä1'],
    ['\\x41\\x{1F600}', 'A😀'],
    ['a{2}{', 'aa{'],
    ['[a\\]b-]+', ']-'],
    ['\\/api\\-v1_\\.', '/api-v1_.'],
  ])('%s matches %s', (source, text) => expect(matches(source, text)).toBe(true));

  test.each([
    ['[[:alpha:]]', '1'],
    ['\\Qa.b\\E', 'axb'],
    ['shop', 'shops'],
    ['(?i)a', 'b'],
  ])('%s does not match %s', (source, text) => expect(matches(source, text)).toBe(false));

  test.each(['(a', 'a)', '[a', '(?=a)', 'a**', '\\1x', 'a{1001}', 'a\\'])('%s is refused', (source) =>
    expect(() => compileExpression(source)).toThrow(/^error parsing regexp: /),
  );

  test('replacements name groups as Go does', () => {
    const match = compileExpression('(?P<host>[^:]+):(\\d+)').exec('shop:8080');
    expect(match && expand(['$host/$', '{2}/$1x/$', '{1}x/$$/$'].join(''), match)).toBe('shop/8080//shopx/$/$');
  });
});

test.each([
  ['', 0xef46db3751d8e999n],
  ['a', 0xd24ec4f1a98c6e5bn],
  ['asdf', 0x415872f599cea71en],
  ['Call me Ishmael. Some years ago--never mind how long precisely-', 0x02a2e85470d6fd96n],
])('labels are hashed by XXH64: %j', (text, hash) => expect(xxHash64(new TextEncoder().encode(text))).toBe(hash));

test('numbers are printed as Go prints them', () => {
  expect([1e6, 123456, 0.0001, 0.00001, -0, 1e21, Number.NaN, Number.NEGATIVE_INFINITY].map(general)).toEqual([
    '1e+06',
    '123456',
    '0.0001',
    '1e-05',
    '-0',
    '1e+21',
    'NaN',
    '-Inf',
  ]);
  expect([1e21, 1.5e-7, 1e6, -2.5e22].map(plain)).toEqual([
    '1000000000000000000000',
    '0.00000015',
    '1000000',
    '-25000000000000000000000',
  ]);
});
