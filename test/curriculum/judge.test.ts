import { describe, expect, test } from 'vitest';
import { judgeChoice, judgeNumber, judgeOrder, judgeText } from '../../src/curriculum/judge.ts';

describe('a choice', () => {
  test.each([
    ['the right one', [1], [1], 'right'],
    ['a wrong one', [0], [1], 'wrong'],
    ['none', [], [1], 'none'],
    ['all right ones', [2, 0], [0, 2], 'right'],
    ['some of the right ones', [0], [0, 2], 'partly'],
    ['all right ones and a wrong one', [0, 1, 2], [0, 2], 'partly'],
    ['only wrong ones of several', [1, 3], [0, 2], 'wrong'],
  ] as const)('of %s', (_, chosen, right, result) => {
    expect(judgeChoice(chosen, right).result).toBe(result);
  });

  test('gives feedback for what was chosen, and for nothing else', () => {
    expect(judgeChoice([2, 0], [0]).reasons).toEqual([2, 0]);
    expect(judgeChoice([], [0]).reasons).toEqual([]);
  });
});

describe('a number', () => {
  test.each([
    ['3', 3, 0, 'right'],
    ['3.0', 3, 0, 'right'],
    [' 3 ', 3, 0, 'right'],
    ['1 000', 1000, 0, 'right'],
    ['1,5', 1.5, 0, 'right'],
    ['-2', -2, 0, 'right'],
    ['0', 0, 0, 'right'],
    ['4', 3, 0, 'wrong'],
    ['3.1', 3, 0, 'wrong'],
    ['95', 100, 5, 'right'],
    ['105', 100, 5, 'right'],
    ['94.9', 100, 5, 'wrong'],
    ['', 0, 0, 'none'],
    ['  ', 0, 0, 'none'],
  ] as const)('"%s" for %d within %d is %s', (input, answer, tolerance, result) => {
    expect(judgeNumber(input, answer, tolerance, []).result).toBe(result);
  });

  test.each([
    ['0.4', 0.3, 0.1],
    ['0.2', 0.3, 0.1],
    ['1.1', 1, 0.1],
  ] as const)('"%s" is within %d ± %d, whatever binary fractions say', (input, answer, tolerance) => {
    expect(judgeNumber(input, answer, tolerance, []).result).toBe('right');
  });

  test('gives feedback for typical wrong numbers', () => {
    expect(judgeNumber('4,0', 3, 0, ['2', '4'])).toEqual({ result: 'wrong', reasons: [1] });
    expect(judgeNumber('5', 3, 0, ['2', '4'])).toEqual({ result: 'wrong', reasons: [] });
    expect(judgeNumber('3', 3, 0, ['3'])).toEqual({ result: 'right', reasons: [] });
  });
});

describe('a text', () => {
  test.each([
    ['Alfa', 'right'],
    [' alfa ', 'right'],
    ['FLAG   a', 'right'],
    ['bravo', 'wrong'],
    ['alf', 'wrong'],
    ['', 'none'],
    [' \t', 'none'],
  ] as const)('"%s" is %s', (input, result) => {
    expect(judgeText(input, ['Alfa', 'Flag A'], []).result).toBe(result);
  });

  test('gives feedback for typical wrong texts', () => {
    expect(judgeText('QUEBEC', ['Alfa'], ['bravo', 'Quebec'])).toEqual({ result: 'wrong', reasons: [1] });
  });
});

describe('an order', () => {
  test('is right when every step is at its place', () => {
    expect(judgeOrder([0, 1, 2])).toEqual({ result: 'right', reasons: [] });
    expect(judgeOrder([0, 2, 1])).toEqual({ result: 'wrong', reasons: [0] });
    expect(judgeOrder([2, 1, 0])).toEqual({ result: 'wrong', reasons: [0] });
  });
});
