import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'promql-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

function promql(...words: string[]): { output: string; errors: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/promql.ts', ...words], { encoding: 'utf8' });
  return { output: stdout, errors: stderr, code: status };
}

const SERIES = `load 1m
  requests_total{path="/"} 0+60x10
  requests_total{path="/cart"} 0+30x10
`;

describe('npm run promql -- test', () => {
  test('counts what passed, failed and was skipped, by file and in all', () => {
    const good = file('good.test', `${SERIES}\neval instant at 5m sum(rate(requests_total[5m]))\n  {} 1.5\n`);
    const { output, code } = promql('test', good);
    expect(output.trimEnd().split('\n')).toEqual([
      `${good}: passed 1, failed 0, skipped 0`,
      'passed 1, failed 0, skipped 0',
    ]);
    expect(code).toBe(0);
  });

  test('says what failed with --verbose, and goes on behind files that cannot be read', () => {
    const bad = file(
      'bad.test',
      `${SERIES}\neval instant at 5m vector(1)\n  {} 2\n\neval instant at 0s start_timestamp(foo)\n`,
    );
    const none = join(folder, 'none.test');
    const { output, code } = promql('test', none, folder, bad, '--verbose');
    expect(output).toContain(`There is no file ${none}.`);
    expect(output).toContain(`${folder} is a folder.`);
    expect(output).toContain(`${bad}:5: vector(1)\n    expected: {} 2\n    got:      {} 1\n`);
    expect(output).toContain('  skipped 1: The experimental function start_timestamp() is not supported here.\n');
    expect(output.trimEnd().split('\n').at(-1)).toBe('passed 0, failed 1, skipped 1');
    expect(code).toBe(1);
  });
});

describe('npm run promql -- query', () => {
  test('prints what promtool prints', () => {
    const series = file('series.txt', SERIES);
    expect(promql('query', 'requests_total', '--series', series, '--at', '2m').output).toBe(
      'requests_total{path="/"} => 120 @[120]\nrequests_total{path="/cart"} => 60 @[120]\n',
    );
    expect(promql('query', 'sum(requests_total)', '--series', series, '--range', '0', '2m', '1m').output).toBe(
      '{} =>\n0 @[0]\n90 @[60]\n180 @[120]\n',
    );
    expect(promql('query', '1 + 1', '--series', series).output).toBe('scalar: 2 @[0]\n');
    expect(promql('query', '-sum(requests_total)', '--series', series, '--at', '60').output).toBe('{} => -90 @[60]\n');
  });

  test('reads series of promtool unit tests, and says warnings apart', () => {
    const series = file(
      'unit.yaml',
      'tests:\n- interval: 30s\n  input_series:\n  - {series: \'up{job="shop"}\', values: "1 2+1x3"}\n',
    );
    const { output, errors, code } = promql(
      'query',
      'rate(up[2m])',
      '--series',
      series,
      '--at',
      '1970-01-01T00:01:00Z',
    );
    expect(output).toBe('{job="shop"} => 0.020833333333333332 @[60]\n');
    expect(errors).toContain('PromQL info: metric might not be a counter');
    expect(code).toBe(0);
  });

  test('takes the series of the first test, and says that there are more', () => {
    const one = (value: number): string => `- input_series: [{series: up, values: ${value}}]\n`;
    const { output, errors } = promql('query', 'up', '--series', file('two.yaml', `tests:\n${one(1)}${one(2)}`));
    expect(output).toBe('up => 1 @[0]\n');
    expect(errors).toContain('two.yaml has 2 tests with series; those of the first one are used.');
  });

  test.each([
    [['query'], 'Write the query'],
    [['query', 'up'], 'Name a file with series'],
    [['query', 'sum(up', '--series', 'SERIES'], '1:7: parse error: unclosed left parenthesis'],
    [['query', 'up', '--series', 'SERIES', '--at', 'soon'], '"soon" is no time'],
    [['query', 'up', '--series', 'SERIES', '--range', '0', '1m'], '--range wants three times'],
    [['query', 'up', '--series', 'BAD'], '/bad.txt:2: "1x" is no value of a series.'],
    [['query', 'up', '--series', 'OTHER'], 'There are no series in it.'],
    [['query', 'up', 'down', '--series', 'SERIES'], '"down" stands behind the query.'],
    [['test'], 'Name the tests'],
    [['tset'], '"tset" is neither'],
  ])('says what is wrong with %j', (words, sentence) => {
    const files: Record<string, string> = {
      SERIES: file('series.txt', SERIES),
      BAD: file('bad.txt', 'load 1m\n  up 1x\n'),
      OTHER: file('other.yaml', 'tests: []\n'),
    };
    const { output, errors, code } = promql(...words.map((word) => files[word] ?? word));
    expect(errors).toContain(sentence);
    expect(errors).not.toMatch(/\n {4}at /);
    expect(output).toBe('');
    expect(code).toBe(1);
  });
});
