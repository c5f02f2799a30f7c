import { describe, expect, test } from 'vitest';
import { countCovered, countTrained, isTrained } from '../../src/curriculum/coverage.ts';
import type { Curriculum } from '../../src/curriculum/model.ts';
import { assemble, loadTiny, paths, replace, withChange } from '../helpers/fixture.ts';

function taughtBy(curriculum: Curriculum): Record<string, string[]> {
  return Object.fromEntries(
    [...curriculum.competencies].map(([id, { lessons }]) => [id, lessons.map((lesson) => lesson.id)]),
  );
}

describe('coverage of an exam', () => {
  test('names the lessons of every competency, and shows those that no lesson teaches', () => {
    expect(taughtBy(loadTiny())).toEqual({
      'TCS-ROPE-1': ['tie-a-bowline'],
      'TCS-ROPE-2': ['belay-a-cleat'],
      'TCS-NAV-1': ['compass-course'],
      'TCS-NAV-2': [],
      'TCS-NAV-3': ['code-flags'],
    });
  });

  test('counts a draft only where drafts are shown', () => {
    expect(taughtBy(loadTiny({ drafts: true }))['TCS-NAV-2']).toEqual(['night-lights']);
  });

  test('lists several lessons in reading order', () => {
    const files = withChange(
      paths.bowline,
      replace('competencies: [TCS-ROPE-1]', 'competencies: [TCS-ROPE-1, TCS-NAV-1]'),
    );
    expect(taughtBy(assemble(files))['TCS-NAV-1']).toEqual(['tie-a-bowline', 'compass-course']);
  });

  test('says how many competencies are taught, of how many', () => {
    const { exams, competencies } = loadTiny();
    expect(exams.map((exam) => [exam.id, countCovered(exam, competencies)])).toEqual([
      ['TCS', { covered: 4, total: 5 }],
    ]);
  });

  test('keeps domain, exam and the errors of the source', () => {
    expect(loadTiny().competencies.get('TCS-NAV-3')).toMatchObject({
      examId: 'TCS',
      domainId: 'TCS-NAV',
      text: 'Read the singals of other vessels',
      sic: true,
    });
  });
});

describe('what trains a competency', () => {
  const [lesson] = loadTiny().lessons.values();
  const one = { lesson, task: undefined } as never;
  const items = (count: number) => Array.from({ length: count }, () => one);

  test('is a lesson, a judged task and six items together, and none of them alone', () => {
    const lessons = lesson ? [lesson] : [];
    expect(isTrained({ lessons, tasks: [one], items: items(6) })).toBe(true);
    expect(isTrained({ lessons, tasks: [one], items: items(5) })).toBe(false);
    expect(isTrained({ lessons, tasks: [], items: items(6) })).toBe(false);
    expect(isTrained({ lessons: [], tasks: [one], items: items(6) })).toBe(false);
  });

  test('is counted from labs and quizzes, whatever they are said to train', () => {
    const { exams, competencies } = loadTiny();
    expect(exams.map((exam) => countTrained(exam, competencies))).toEqual(exams.map(() => 0));
    expect(competencies.get('TCS-ROPE-1')).toMatchObject({ tasks: [], items: [{ item: { id: expect.any(String) } }] });
  });
});
