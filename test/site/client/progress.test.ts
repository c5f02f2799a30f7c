import { describe, expect, test } from 'vitest';
import { mergeProgress, underPresentIds } from '../../../src/site/client/every-page/merge-progress.ts';
import { type Progress, parseProgress, storedForm } from '../../../src/site/client/every-page/progress.ts';

const lesson = { visited: '2026-01-31T10:00:00.000Z', quiz: { 'first-item': [2, 1] } };
const whole = {
  version: 2,
  lessons: {
    pods: lesson,
    deployments: {
      visited: '2026-02-01',
      completed: '2026-02-02T08:00:00.000Z',
      sections: ['', 'why'],
      tasks: ['scale'],
      quiz: { 'second-item': [1, 0, 'three nodes'] },
    },
    services: { visited: '2026-02-01', reopened: true },
  },
  last: {
    id: 'pods',
    title: 'Pods',
    path: '/school/lessons/pods/',
    section: { id: 'probes', title: 'Probes' },
    next: { id: 'deployments', title: 'Deployments' },
  },
};
const parse = (value: unknown) => parseProgress(value, '/school/');
const read = (value: unknown): Progress => {
  const progress = parse(value);
  if (typeof progress === 'string') throw new Error(progress);
  return progress;
};
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('progress from storage or a file', () => {
  test('is stored as it was read', () => {
    expect(plain(storedForm(read(whole)))).toEqual(whole);
    expect(plain(storedForm(read({ version: 2, lessons: {} })))).toEqual({ version: 2, lessons: {} });
  });

  test('of version 1 is understood, and stored in the form of today', () => {
    const first = {
      version: 1,
      lessons: {
        pods: { visited: '2026-01-31T10:00:00.000Z', quiz: { 'first-item': { right: true, tries: 2 } } },
        deployments: {
          visited: '2026-02-01',
          completed: '2026-02-02',
          quiz: { 'second-item': { right: false, tries: 1 } },
        },
        services: { visited: '2026-02-01' },
      },
      last: { id: 'pods', title: 'Pods', path: '/school/lessons/pods/' },
    };
    expect(plain(storedForm(read(first)))).toEqual({
      version: 2,
      lessons: {
        pods: lesson,
        deployments: { visited: '2026-02-01', completed: '2026-02-02', quiz: { 'second-item': [1, 0] } },
        services: { visited: '2026-02-01' },
      },
      last: first.last,
    });
    const { last: _, ...begun } = first;
    expect(read(begun)).not.toHaveProperty('last');
    expect(read({ version: 1, lessons: {} })).toEqual({ lessons: {} });
    // What version 1 never wrote is not taken from it, and its results are not those of version 2.
    expect(read({ version: 1, lessons: { a: { visited: '2026-01-01', reopened: true } } }).lessons.a).toEqual({
      visited: '2026-01-01',
    });
    expect(parse({ version: 1, lessons: { pods: lesson } })).toBe('invalid');
    expect(parse({ ...first, version: 2 })).toBe('invalid');
  });

  test.each([
    'javascript:alert(1)',
    '//evil.example/',
    'https://evil.example/school/lessons/pods/',
    '/other-site/',
    '\\\\evil.example',
    '/school/../other/',
  ])('leads to a lesson of this site, whatever its path says: %s', (path) => {
    expect(read({ ...whole, last: { ...whole.last, path } }).last?.path).toBe('/school/lessons/pods/');
  });

  test.each(['../../evil', 'pods/?x', 'javascript:alert(1)', 'PODS', '', '__proto__', `${'a'.repeat(3)} `])(
    'is refused if the lesson that was read last is %j',
    (id) => {
      expect(parse({ ...whole, last: { ...whole.last, id } })).toBe('invalid');
    },
  );

  test('keeps nothing that this version does not know', () => {
    const more = { ...whole, html: '<script>', lessons: { pods: { ...lesson, note: '<b>' } } };
    expect(plain(storedForm(read(more)))).toEqual({ ...whole, lessons: { pods: lesson } });
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
    [{ version: 2, lessons: { pods: { visited: 'yesterday' } } }],
    [{ version: 1, lessons: { pods: { visited: '2026-01-31', completed: 1 } } }],
    [{ version: 1, lessons: { pods: { visited: '2026-01-31', quiz: { 'a b': { right: true, tries: 1 } } } } }],
    [{ version: 1, lessons: { pods: { visited: '2026-01-31', quiz: { a: { right: 'yes', tries: 1 } } } } }],
    [{ version: 1, lessons: { pods: { visited: '2026-01-31', quiz: { a: { right: true, tries: 1e99 } } } } }],
    [{ version: 2, lessons: { pods: { ...lesson, completed: 1 } } }],
    [{ version: 2, lessons: { pods: { ...lesson, quiz: { a: [1, true] } } } }],
    [{ version: 2, lessons: { pods: { ...lesson, quiz: { a: [-1, 1] } } } }],
    [{ version: 2, lessons: { pods: { ...lesson, quiz: { a: [1, 1, 'x'.repeat(501)] } } } }],
    [{ version: 2, lessons: { pods: { ...lesson, quiz: [] } } }],
    [{ version: 2, lessons: { pods: { ...lesson, sections: [1] } } }],
    [{ version: 2, lessons: { pods: { ...lesson, tasks: 'all' } } }],
    [{ version: 1, lessons: {}, last: { id: 'pods', title: 'x'.repeat(501), path: '/' } }],
    [{ version: 2, lessons: {}, last: { ...whole.last, next: { id: '../evil', title: 'x' } } }],
    [{ version: 2, lessons: {}, last: { ...whole.last, section: 'probes' } }],
  ])('is refused if it is no progress: %j', (value) => {
    expect(parse(value)).toBe('invalid');
  });

  test('of a later version is told apart', () => {
    expect(parse({ version: 3, lessons: {} })).toBe('too-new');
  });
});

describe('two records as one', () => {
  const one = { visited: '2026-01-02', sections: ['a'], quiz: { x: { right: false, tries: 3, answer: 'mine' } } };
  const other = {
    visited: '2026-01-01',
    completed: '2026-01-05',
    sections: ['b', 'a'],
    tasks: ['t'],
    quiz: { x: { right: true, tries: 1, answer: 'theirs' }, y: { right: false, tries: 1 } },
  };

  test('keep what was done in either of them, and the answers of the first', () => {
    expect(mergeProgress({ lessons: { pods: one } }, { lessons: { pods: other } }).lessons.pods).toEqual({
      visited: '2026-01-01',
      completed: '2026-01-05',
      sections: ['a', 'b'],
      tasks: ['t'],
      quiz: { x: { right: true, tries: 3, answer: 'mine' }, y: { right: false, tries: 1 } },
    });
  });

  test('leave a lesson open that was opened again in one and done in none', () => {
    const lessons = mergeProgress(
      { lessons: { a: one } },
      { lessons: { a: { visited: '2026-01-09', reopened: true } } },
    );
    expect(lessons.lessons.a).toMatchObject({ reopened: true });
  });

  test('become one where a lesson has another id now', () => {
    const former = new Map([
      ['needle', 'compass'],
      ['rose', 'compass'],
    ]);
    const last = { id: 'rose', title: 'Rose', path: '/lessons/rose/' };
    const { lessons, last: now } = underPresentIds({ lessons: { needle: one, rose: other, log: one }, last }, former);
    expect(Object.keys(lessons).sort()).toEqual(['compass', 'log']);
    expect(lessons.compass).toMatchObject({ completed: '2026-01-05', tasks: ['t'] });
    expect(now?.id).toBe('compass');
    const none: Progress = { lessons: { log: one } };
    expect(underPresentIds(none, former)).toBe(none);
  });
});
