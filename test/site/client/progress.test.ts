import { describe, expect, test } from 'vitest';
import { parseProgress } from '../../../src/site/client/every-page/progress.ts';

const lesson = { visited: '2026-01-31T10:00:00.000Z', quiz: { 'first-item': { right: true, tries: 2 } } };
const whole = {
  version: 1,
  lessons: { pods: lesson, deployments: { visited: '2026-02-01', completed: '2026-02-02T08:00:00.000Z' } },
  last: { id: 'pods', title: 'Pods', path: '/school/lessons/pods/' },
};
const parse = (value: unknown) => parseProgress(value, '/school/');

describe('progress from storage or a file', () => {
  test('is read as it was written', () => {
    expect(parse(whole)).toEqual(whole);
    expect(parse({ version: 1, lessons: {} })).toEqual({ version: 1, lessons: {} });
  });

  test.each([
    'javascript:alert(1)',
    '//evil.example/',
    'https://evil.example/school/lessons/pods/',
    '/other-site/',
    '\\\\evil.example',
    '/school/../other/',
  ])('leads to a lesson of this site, whatever its path says: %s', (path) => {
    expect(parse({ ...whole, last: { ...whole.last, path } })).toEqual(whole);
  });

  test.each(['../../evil', 'pods/?x', 'javascript:alert(1)', 'PODS', '', '__proto__', `${'a'.repeat(3)} `])(
    'is refused if the lesson that was read last is %j',
    (id) => {
      expect(parse({ ...whole, last: { ...whole.last, id } })).toBe('invalid');
    },
  );

  test('keeps nothing that this version does not know', () => {
    const more = { ...whole, html: '<script>', lessons: { pods: { ...lesson, note: '<b>' } } };
    expect(parse(more)).toEqual({ ...whole, lessons: { pods: lesson } });
  });

  test('gives nobody a prototype', () => {
    const text = '{"version":1,"lessons":{"__proto__":{"visited":"2026-01-31"}}}';
    expect(parse(JSON.parse(text))).toBe('invalid');
    expect(({} as { visited?: string }).visited).toBeUndefined();
  });

  test.each([
    [null],
    [[]],
    ['{}'],
    [{ version: 1 }],
    [{ version: '1', lessons: {} }],
    [{ version: 1, lessons: [] }],
    [{ version: 1, lessons: { pods: { visited: 'yesterday' } } }],
    [{ version: 1, lessons: { pods: { ...lesson, completed: 1 } } }],
    [{ version: 1, lessons: { pods: { ...lesson, quiz: { 'a b': { right: true, tries: 1 } } } } }],
    [{ version: 1, lessons: { pods: { ...lesson, quiz: { a: { right: 'yes', tries: 1 } } } } }],
    [{ version: 1, lessons: { pods: { ...lesson, quiz: { a: { right: true, tries: 1e99 } } } } }],
    [{ version: 1, lessons: {}, last: { id: 'pods', title: 'x'.repeat(501), path: '/' } }],
  ])('is refused if it is no progress: %j', (value) => {
    expect(parse(value)).toBe('invalid');
  });

  test('of a later version is told apart', () => {
    expect(parse({ version: 2, lessons: {} })).toBe('too-new');
  });
});
