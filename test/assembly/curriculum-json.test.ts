import { describe, expect, test } from 'vitest';
import { curriculumJson, wholeAddresses } from '../../src/assembly/to-json.ts';
import { publishedPaths } from '../../src/curriculum/addresses.ts';
import { loadTiny } from '../helpers/fixture.ts';

interface Json {
  courses: { id: string; modules: { id: string; lessons: Record<string, unknown>[]; planned: { id: string }[] }[] }[];
  exams: { coverage: unknown; domains: { competencies: { id: string; lessons: string[] }[] }[] }[];
  aliases: Record<string, string>;
}

/** The data as another program reads it. */
function published(): Json & Record<string, unknown> {
  const data = curriculumJson(loadTiny(), wholeAddresses(publishedPaths({ url: 'https://tiny.example/' })));
  return JSON.parse(JSON.stringify(data)) as Json & Record<string, unknown>;
}

describe('the curriculum as data', () => {
  test('says what it is, whose it is and under which license', () => {
    expect(published()).toMatchObject({
      format: 2,
      name: 'Tiny Harbor',
      version: '1.2.0',
      copyright: '© 2026 The Tiny Harbor Authors',
      licences: [{ spdx: 'CC-BY-4.0' }],
      aliases: { 'steer-by-needle': 'compass-course' },
    });
  });

  test('has courses, modules and lessons in order, with their neighbors, and no drafts', () => {
    const lessons = published().courses.flatMap((course) => course.modules.flatMap((module) => module.lessons));
    expect(lessons.map(({ id, previous, next }) => [id, previous, next])).toEqual([
      ['tie-a-bowline', null, 'belay-a-cleat'],
      ['belay-a-cleat', 'tie-a-bowline', 'code-flags'],
      ['code-flags', 'belay-a-cleat', null],
      ['compass-course', null, 'log-line'],
      ['log-line', 'compass-course', null],
    ]);
  });

  test('names what a lesson has, without its answers', () => {
    const lesson = published().courses[0]?.modules[0]?.lessons[0];
    expect(lesson).toMatchObject({
      url: 'https://tiny.example/lessons/tie-a-bowline/',
      files: ['count.txt', 'mooring.yaml'],
      lab: { title: 'Ropes of your own', environment: 'shell', tasks: ['tie-it', 'write-it', 'watch-it'] },
    });
    expect(lesson?.quiz).toEqual([
      { id: 'loop-size', type: 'single', objective: 'tie', competencies: ['TCS-ROPE-1'] },
      { id: 'good-uses', type: 'multiple', objective: 'choose', competencies: [] },
    ]);
  });

  test('keeps planned lessons and uncovered competencies in sight', () => {
    const { courses, exams } = published();
    expect(courses[1]?.modules[0]?.planned.map((lesson) => lesson.id)).toEqual(['by-the-stars']);
    expect(exams[0]?.coverage).toEqual({ covered: 4, total: 5 });
    expect(exams[0]?.domains[1]?.competencies.map(({ id, lessons }) => [id, lessons])).toEqual([
      ['TCS-NAV-1', ['compass-course']],
      ['TCS-NAV-2', []],
      ['TCS-NAV-3', ['code-flags']],
    ]);
  });
});
