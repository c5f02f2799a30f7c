import { describe, expect, test } from 'vitest';
import { judgeNumber, judgeText } from '../../src/curriculum/judge.ts';

describe('a text that was typed as keyboards make it', () => {
  test.each([
    ['—dry-run=client', '--dry-run=client'],
    ['–dry-run=client', '--dry-run=client'],
    ['--dry\u2011run=client', '--dry-run=client'],
    ['\u2212\u2212dry-run=client', '--dry-run=client'],
    ['`--dry-run=client`', '--dry-run=client'],
    ['"--dry-run=client"', '--dry-run=client'],
    ['“--dry-run=client”', '--dry-run=client'],
    ['--dry-run=client\u00a0', '--dry-run=client'],
    ['−−dry-run=client.', '--dry-run=client'],
    ['$ kubectl get pods', 'kubectl get pods'],
    ['don’t', "don't"],
    ["don't", 'don’t'],
    ['‘don’t’', "don't"],
    ['ｅｔｃｄ', 'etcd'],
    ['et\u200bcd', 'etcd'],
    ['etcd。', 'etcd'],
    ['  ETCD  ', 'etcd'],
    ['cafe\u0301', 'café'],
    ['"true"', '"true"'],
    ['.', '.'],
    ['kubectl apply -f .', 'kubectl apply -f .'],
    ['１２３', '123'],
    ['a–b', 'a-b'],
  ])('%j is %j', (typed, answer) => {
    expect(judgeText(typed, [answer], []).result).toBe('right');
  });

  test.each([
    ['-dry-run=client', '--dry-run=client'],
    ['dry-run=client', '--dry-run=client'],
    ['true', '"true"'],
    ['kubectl apply -f', 'kubectl apply -f .'],
    ['dont', "don't"],
    ['$', '$ a'],
  ])('%j is not %j', (typed, answer) => {
    expect(judgeText(typed, [answer], []).result).toBe('wrong');
  });

  test('is no try if nothing can be seen of it', () => {
    expect(judgeText('\u200b \u00a0', ['a'], [])).toEqual({ result: 'none', reasons: [] });
  });

  test('gives the feedback of a typical wrong one', () => {
    expect(judgeText('‘—force’', ['a'], ['b', '--force'])).toEqual({ result: 'wrong', reasons: [1] });
  });
});

describe('a number as people write it', () => {
  test.each([
    ['1000 MB', 1000, 'MB'],
    ['1000MB', 1000, 'MB'],
    ['1,000 mb', 1000, 'MB'],
    ['50 %', 50, '%'],
    ['50%', 50, '%'],
    ['5 min', 5, 'minutes'],
    ['5 minutes.', 5, 'minutes'],
    ['1 pod', 1, 'pods'],
    ['1,000', 1000, ''],
    ['1.000', 1000, ''],
    ['1.000', 1, ''],
    ['1,000,000', 1_000_000, ''],
    ['1.000.000', 1_000_000, ''],
    ['1,00,000', 100_000, ''],
    ['1 000 000', 1_000_000, ''],
    ['1\u202f000', 1000, ''],
    ["1'000", 1000, ''],
    ['1’000', 1000, ''],
    ['1_000', 1000, ''],
    ['1,234.5', 1234.5, ''],
    ['1.234,5', 1234.5, ''],
    ['1 234,5', 1234.5, ''],
    ['0,125', 0.125, ''],
    ['.5', 0.5, ''],
    ['5.', 5, ''],
    ['1e3', 1000, ''],
    ['\u22122', -2, ''],
    ['–2', -2, ''],
    ['+2', 2, ''],
    ['１２．５', 12.5, ''],
    ['٣٫٥', 3.5, ''],
    ['४२', 42, ''],
    ['`3`', 3, ''],
    ['  3\u00a0', 3, ''],
  ])('%j is %d', (typed, answer, unit) => {
    expect(judgeNumber(typed, answer, 0, [], unit).result).toBe('right');
  });

  test.each([
    ['1.5', 15],
    ['1,5', 15],
    ['1,000', 10],
    ['-2', 2],
    ['10000', 1000],
  ])('%j is not %d', (typed, answer) => {
    expect(judgeNumber(typed, answer, 0, []).result).toBe('wrong');
  });

  test.each([
    ['abc', ''],
    ['three', ''],
    ['1 GB', 'MB'],
    ['0x10', ''],
    ['1/2', ''],
    ['~5', ''],
    ['5 or 6', ''],
    ['3 4', ''],
    ['Infinity', ''],
    ['10²', ''],
    ['-', ''],
    ['MB', 'MB'],
    ['1.2.3', ''],
  ])('%j is no try: it is asked for in plain form', (typed, unit) => {
    expect(judgeNumber(typed, 3, 0, ['3'], unit)).toEqual({ result: 'none', reasons: [], ask: 'number' });
  });

  test('gives the feedback of a typical wrong one', () => {
    expect(judgeNumber('1,024 MB', 1000, 0, ['1', '1024'], 'MB')).toEqual({ result: 'wrong', reasons: [1] });
  });
});
