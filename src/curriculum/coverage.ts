import type { CoveredCompetency, Lesson } from './model.ts';
import type { Exam } from './schema/exam.ts';

/** Every competency of every exam with the lessons that teach it, in reading order; none is left out. */
export function computeCoverage(exams: readonly Exam[], lessons: Iterable<Lesson>): Map<string, CoveredCompetency> {
  const teaching = new Map<string, Lesson[]>();
  for (const lesson of lessons) {
    for (const id of lesson.competencies) {
      const others = teaching.get(id);
      if (others) others.push(lesson);
      else teaching.set(id, [lesson]);
    }
  }
  return new Map(
    exams.flatMap((exam) =>
      exam.domains.flatMap((domain) =>
        domain.competencies.map(
          (competency) =>
            [
              competency.id,
              { ...competency, examId: exam.id, domainId: domain.id, lessons: teaching.get(competency.id) ?? [] },
            ] as const,
        ),
      ),
    ),
  );
}

/** How many competencies of an exam are taught by at least one published lesson. */
export function countCovered(
  exam: Exam,
  competencies: ReadonlyMap<string, CoveredCompetency>,
): { covered: number; total: number } {
  const ids = exam.domains.flatMap((domain) => domain.competencies.map((competency) => competency.id));
  return { covered: ids.filter((id) => (competencies.get(id)?.lessons.length ?? 0) > 0).length, total: ids.length };
}
