import { describe, expect, test } from 'vitest';
import { quantityProblem, wrongByte } from '../../../src/lab/api/http/read-text.ts';

describe('base64 is read as Go reads it', () => {
  test.each([
    ['', undefined],
    ['YQ==', undefined],
    ['YWJj', undefined],
    ['YW\nJj\n', undefined],
    ['%%%', 0],
    ['YQ', 0],
    ['YQ=', 3],
    ['YQ==YQ==', 4],
    ['secret', 4],
    ['pass word', 4],
  ])('%j: wrong at %s', (text, at) => {
    expect(wrongByte(text)).toBe(at);
  });
});

describe('quantities are read as the server reads them', () => {
  test.each(['1', '0.5', '.5', '5.', '-1', '100m', '64Mi', '1e3', '1E-2', '2E', ' 1 '])('%j is one', (text) => {
    expect(quantityProblem(text)).toBeUndefined();
  });
  test.each([
    ['', /must match/],
    ['64MB', /must match/],
    ['1 Gi', /must match/],
    ['much', /must match/],
    [true, /must match/],
    ['1mi', /suffix/],
    ['1kk', /suffix/],
    ['Mi', /numeric part/],
  ])('%j is none', (text, why) => {
    expect(quantityProblem(text)).toMatch(why);
  });
});
