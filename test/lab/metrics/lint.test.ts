import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lintExposition } from '../../../src/lab/metrics/exposition/lint.ts';
import { parseExposition } from '../../../src/lab/metrics/exposition/parse.ts';

const metric = (name: string, type: string, samples = `${name} 1\n`): string =>
  `# HELP ${name} Something.\n# TYPE ${name} ${type}\n${samples}`;

const TEXTS = [
  metric('things_total', 'counter'),
  metric('things', 'counter'),
  metric('things_total', 'gauge'),
  metric('things_total', 'untyped'),
  'things_total 1\n',
  '# HELP a_things Help.\na_things 1\n',
  metric('a_count', 'gauge'),
  metric('a_sum', 'gauge'),
  metric('a_bucket', 'gauge'),
  metric('a_things', 'gauge', 'a_things{le="1"} 1\n'),
  metric('a_things', 'gauge', 'a_things{quantile="1"} 1\n'),
  metric(
    'a_duration_seconds',
    'histogram',
    'a_duration_seconds_bucket{le="1"} 1\na_duration_seconds_bucket{le="+Inf"} 1\na_duration_seconds_sum 1\na_duration_seconds_count 1\n',
  ),
  metric(
    'a_duration_seconds',
    'summary',
    'a_duration_seconds{quantile="0.5"} 1\na_duration_seconds_sum 1\na_duration_seconds_count 1\n',
  ),
  metric('a_duration_milliseconds', 'gauge'),
  metric('a_age_minutes', 'gauge'),
  metric('a_size_kibibytes', 'gauge'),
  metric('a_size_bits', 'gauge'),
  metric('a_weight_pounds', 'gauge'),
  metric('a_duration_ms', 'gauge'),
  metric('a_size_kb', 'gauge'),
  metric('a_gauge_things', 'gauge'),
  metric('a_things_counter', 'gauge'),
  metric('aThings', 'gauge'),
  metric('a:things', 'gauge'),
  metric('a_things', 'gauge', 'a_things{aLabel="b"} 1\n'),
  metric('a_MemTotal_bytes', 'gauge'),
];

const has = spawnSync('promtool', ['--version']).status === 0;

test.runIf(has).each(TEXTS)('promtool says the same of %j', (input) => {
  const { stderr, stdout } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
  expect(
    lintExposition(parseExposition(input))
      .map(({ message }) => message)
      .sort(),
  ).toEqual(said.sort());
});

test('each is said at the line of its metric', () => {
  expect(lintExposition(parseExposition(`${metric('a', 'gauge')}${metric('b_total', 'gauge')}`))).toEqual([
    { line: 6, message: 'b_total non-counter metrics should not have "_total" suffix' },
  ]);
});
