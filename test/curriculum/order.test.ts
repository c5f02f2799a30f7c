import { describe, expect, test } from 'vitest';
import type { Edition } from '../../src/assembly/edition.ts';
import { formatMinutes, isoDuration } from '../../src/curriculum/durations.ts';
import type { Position } from '../../src/curriculum/model.ts';
import { assemble, loadTiny, paths, replace, withChange } from '../helpers/fixture.ts';

function positionOf(curriculum: Edition, id: string): Position {
  const position = curriculum.positions.get(id);
  if (!position) throw new Error(`${id} has no position`);
  return position;
}

function neighbours(curriculum: Edition): Record<string, [string | null, string | null]> {
  return Object.fromEntries(
    [...curriculum.positions].map(([id, { previous, next }]) => [id, [previous?.id ?? null, next?.id ?? null]]),
  );
}

describe('the order of a curriculum', () => {
  test('lessons come in the order of the lists, course after course', () => {
    expect([...loadTiny().lessons.keys()]).toEqual([
      'tie-a-bowline',
      'belay-a-cleat',
      'code-flags',
      'compass-course',
      'log-line',
    ]);
  });

  test('swapping two lines of module.yaml swaps two lessons, whatever their folders are called', () => {
    const swapped = withChange(
      paths.navigation,
      replace('  - compass-course\n  - log-line', '  - log-line\n  - compass-course'),
      withChange(paths.logLine, replace('prerequisites: [compass-course]', 'prerequisites: []')),
    );
    expect([...assemble(swapped).lessons.keys()].slice(-2)).toEqual(['log-line', 'compass-course']);
  });

  test('swapping two modules moves their lessons and renumbers them', () => {
    const swapped = assemble(
      withChange(
        paths.harbor,
        replace('  - mooring\n  - signals', '  - signals\n  - mooring'),
        withChange(paths.flags, replace('prerequisites: [belay-a-cleat]', 'prerequisites: []')),
      ),
    );
    expect([...swapped.lessons.keys()].slice(0, 3)).toEqual(['code-flags', 'tie-a-bowline', 'belay-a-cleat']);
    expect(positionOf(swapped, 'code-flags')).toMatchObject({ moduleNumber: 1, lessonNumber: 1, courseNumber: 1 });
    expect(positionOf(swapped, 'belay-a-cleat')).toMatchObject({ moduleNumber: 2, lessonNumber: 2, courseNumber: 3 });
  });

  test('previous and next run across modules and end with the course', () => {
    expect(neighbours(loadTiny())).toEqual({
      'tie-a-bowline': [null, 'belay-a-cleat'],
      'belay-a-cleat': ['tie-a-bowline', 'code-flags'],
      'code-flags': ['belay-a-cleat', null],
      'compass-course': [null, 'log-line'],
      'log-line': ['compass-course', null],
    });
  });

  test('a position numbers the module in its course and the lesson in its module and its course', () => {
    const position = positionOf(loadTiny(), 'code-flags');
    expect(position).toMatchObject({ moduleNumber: 2, lessonNumber: 1, courseNumber: 3 });
    expect([position.course.id, position.module.id]).toEqual(['harbor', 'signals']);
  });

  test('a module of which nothing is published is kept, and takes no number', () => {
    const curriculum = assemble(
      withChange(
        paths.bowline,
        replace('status: published', 'status: draft'),
        withChange(
          paths.cleat,
          (text) => text.replace('status: published', 'status: draft').replace('(lesson:tie-a-bowline#tie-it)', '(#)'),
          withChange(paths.flags, replace('prerequisites: [belay-a-cleat]', 'prerequisites: []')),
        ),
      ),
    );
    expect(curriculum.courses[0]?.modules.map((module) => [module.id, module.lessons.length])).toEqual([
      ['mooring', 0],
      ['signals', 1],
    ]);
    expect(positionOf(curriculum, 'code-flags')).toMatchObject({ moduleNumber: 1, courseNumber: 1 });
  });
});

describe('drafts', () => {
  test('are hidden from lessons, modules and neighbors, and known as drafts', () => {
    const curriculum = loadTiny();
    expect(curriculum.lessons.has('night-lights')).toBe(false);
    expect(curriculum.positions.has('night-lights')).toBe(false);
    expect([...curriculum.drafts]).toEqual(['night-lights']);
    expect(curriculum.courses[0]?.modules[1]?.lessons.map((lesson) => lesson.id)).toEqual(['code-flags']);
  });

  test('are shown to authors, at their place', () => {
    const curriculum = loadTiny({ drafts: true });
    expect([...curriculum.drafts]).toEqual([]);
    expect(neighbours(curriculum)).toMatchObject({
      'code-flags': ['belay-a-cleat', 'night-lights'],
      'night-lights': ['code-flags', null],
    });
  });

  test('add nothing to durations until they are published', () => {
    const published = withChange(paths.lights, replace('status: draft', 'status: published'));
    expect(loadTiny().courses[0]?.minutes).toEqual({ reading: 18, lab: 10 });
    expect(assemble(published).courses[0]?.minutes).toEqual({ reading: 27, lab: 10 });
  });

  test('deprecated lessons stay where they were', () => {
    const lesson = loadTiny().lessons.get('log-line');
    expect(lesson?.status).toBe('deprecated');
    expect(positionOf(loadTiny(), 'log-line').courseNumber).toBe(2);
  });
});

describe('durations', () => {
  test('of modules and courses are sums, reading and lab apart', () => {
    const [harbor, openSea] = loadTiny().courses;
    expect(harbor?.modules.map((module) => module.minutes)).toEqual([
      { reading: 12, lab: 10 },
      { reading: 6, lab: 0 },
    ]);
    expect(openSea?.minutes).toEqual({ reading: 12, lab: 0 });
  });

  test.each([
    [0, 0, 'PT0M', '0 min'],
    [35, 0, 'PT35M', '35 min'],
    [45, 15, 'PT1H', '1 h'],
    [90, 60, 'PT2H30M', '2 h 30 min'],
  ])('%i minutes of reading and %i of lab are %s for machines and "%s" for people', (reading, lab, iso, words) => {
    expect(isoDuration({ reading, lab })).toBe(iso);
    expect(formatMinutes(reading + lab)).toBe(words);
  });
});
