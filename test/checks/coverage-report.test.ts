import { expect, test } from 'vitest';
import { coverageReport } from '../../src/checks/coverage-report.ts';
import { assemble, loadTiny, paths, readTiny, replace, withChange } from '../helpers/fixture.ts';

const REPORT = `TCS  Tiny Certified Sailor (2026-01)
  4/5 competencies are taught, 87 % by weight
  0/5 are trained: taught, practiced by a judged task, and asked about by 6 quiz items
  TCS-ROPE    2/2   60 %  Ropes
  TCS-NAV     2/3   40 %  Navigation
  Not taught:
    TCS-NAV-2  Steer by the stars
  Taught, but not trained:
    TCS-ROPE-1  0 judged tasks, 1 quiz items
    TCS-ROPE-2  0 judged tasks, 0 quiz items
    TCS-NAV-1  0 judged tasks, 0 quiz items
    TCS-NAV-3  0 judged tasks, 0 quiz items
  Taught, but named by no quiz item:
    TCS-ROPE-2  Make a boat fast (belay-a-cleat)
    TCS-NAV-1  Steer by compass (compass-course)
    TCS-NAV-3  Read the singals of other vessels (code-flags)
`;

test('the coverage report tells what is taught of an exam, what is missing, and what no quiz asks', () => {
  expect(coverageReport(loadTiny())).toBe(REPORT);
});

test('drafts teach nothing yet, also where they are shown', () => {
  expect(coverageReport(loadTiny({ drafts: true }))).toBe(REPORT);
});

test('what is tested, and an exam of which nothing is missing, needs no list', () => {
  const asked = withChange(
    paths.bowlineQuiz,
    replace('competencies: [TCS-ROPE-1]', 'competencies: [TCS-ROPE-1, TCS-ROPE-2, TCS-NAV-1, TCS-NAV-3]'),
    withChange(paths.bowline, replace('competencies: [TCS-ROPE-1]', 'competencies: [TCS-ROPE-1, TCS-NAV-2]')),
  );
  expect(coverageReport(assemble(asked))).toBe(`TCS  Tiny Certified Sailor (2026-01)
  5/5 competencies are taught, 100 % by weight
  0/5 are trained: taught, practiced by a judged task, and asked about by 6 quiz items
  TCS-ROPE    2/2   60 %  Ropes
  TCS-NAV     3/3   40 %  Navigation
  Taught, but not trained:
    TCS-ROPE-1  0 judged tasks, 1 quiz items
    TCS-ROPE-2  0 judged tasks, 1 quiz items
    TCS-NAV-1  0 judged tasks, 1 quiz items
    TCS-NAV-2  0 judged tasks, 0 quiz items
    TCS-NAV-3  0 judged tasks, 1 quiz items
  Taught, but named by no quiz item:
    TCS-NAV-2  Steer by the stars (tie-a-bowline)
`);
});

test('an exam of which nothing is taught is told in its numbers', () => {
  const exam = readTiny().get(paths.exam)?.replaceAll('TCS', 'OTH') ?? '';
  const report = coverageReport(assemble(new Map(readTiny()).set('content/exams/oth.yaml', exam)));
  expect(report).toContain('  0/5 competencies are taught, 0 % by weight\n');
  expect(report).not.toContain('OTH-NAV-1');
});
