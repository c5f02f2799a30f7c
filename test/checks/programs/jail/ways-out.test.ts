import { describe, expect, test } from 'vitest';
import { jailState } from '../../../../src/checks/programs/jail/state.ts';
import { attempt, attemptInLesson, opened } from './attempt.ts';
import { ways } from './ways.ts';

/** Generous: nothing here is judged by its time. */
const LONGEST = 300_000;

test('this machine has a jail, and it is closed', async () => {
  expect(await jailState()).toEqual({ closed: true });
});

test('there are enough ways to try', () => {
  expect(new Set(ways.map(({ name }) => name)).size).toBe(ways.length);
  expect(ways.length).toBeGreaterThanOrEqual(60);
});

describe('code in a jail, with every module and right of Node', () => {
  test.concurrent.each(ways)('cannot $name', { timeout: LONGEST }, async (way) => {
    expect(await attempt(way)).toEqual({ got: undefined, happened: [], how: 'ended' });
  });
});

describe('code of a lesson', () => {
  test.concurrent.each(ways)('cannot $name', { timeout: LONGEST }, async (way) => {
    expect(await attemptInLesson(way)).toEqual({ got: undefined, happened: [], how: 'ended' });
  });
});

test('code that gets hold of something is noticed', { timeout: LONGEST }, async () => {
  const way = { name: 'succeed', code: "return 'everything'" };
  expect((await attempt(way)).got).toBe('got out: everything');
  expect((await attemptInLesson(way)).got).toBe('got out: everything.');
});

describe('in an open jail it is noticed that code can', () => {
  const open = ways.filter(({ notOpenly }) => notOpenly === undefined);

  test('most of it is tried there', () => {
    expect(open.length).toBeGreaterThanOrEqual(50);
  });

  test.concurrent.each(open)('$name', { timeout: LONGEST }, async (way) => {
    const { got, happened } = await attempt(way, opened);
    expect([got, ...happened]).not.toEqual([undefined]);
  });
});
