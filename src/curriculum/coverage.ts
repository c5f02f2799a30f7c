import type { AskingItem, CoveredCompetency, Lesson, PracticingTask } from './model.ts';
import type { Exam } from './schema/exam.ts';

/** So many items of quizzes train a competency: fewer ask about too little of it. */
export const TRAINING_ITEMS = 6;

/** Checks that a lab does by itself. */
const JUDGED: ReadonlySet<string> = new Set(['conditions', 'monitoring', 'tracing']);

/** Puts a value to the others of a key. */
function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const others = map.get(key);
  if (others) others.push(value);
  else map.set(key, [value]);
}

/** Every competency of every exam with the lessons that teach it, in reading order, and what trains it, which no draft does; none is left out. */
export function computeCoverage(exams: readonly Exam[], lessons: Iterable<Lesson>): Map<string, CoveredCompetency> {
  const teaching = new Map<string, Lesson[]>();
  const practicing = new Map<string, PracticingTask[]>();
  const asking = new Map<string, AskingItem[]>();
  for (const lesson of lessons) {
    for (const id of lesson.competencies) add(teaching, id, lesson);
    if (lesson.status === 'draft') continue;
    for (const task of lesson.lab?.tasks ?? [])
      if (!task.isOptional && JUDGED.has(task.check.kind))
        for (const id of task.competencies) add(practicing, id, { lesson, task });
    for (const item of lesson.quiz) for (const id of item.competencies) add(asking, id, { lesson, item });
  }
  return new Map(
    exams.flatMap((exam) =>
      exam.domains.flatMap((domain) =>
        domain.competencies.map(
          (competency) =>
            [
              competency.id,
              {
                ...competency,
                examId: exam.id,
                domainId: domain.id,
                lessons: teaching.get(competency.id) ?? [],
                tasks: practicing.get(competency.id) ?? [],
                items: asking.get(competency.id) ?? [],
              },
            ] as const,
        ),
      ),
    ),
  );
}

const competenciesOf = (exam: Exam): string[] =>
  exam.domains.flatMap((domain) => domain.competencies.map((competency) => competency.id));

/** How many competencies of an exam are taught by at least one published lesson. */
export function countCovered(
  exam: Exam,
  competencies: ReadonlyMap<string, CoveredCompetency>,
): { covered: number; total: number } {
  const ids = competenciesOf(exam);
  return { covered: ids.filter((id) => (competencies.get(id)?.lessons.length ?? 0) > 0).length, total: ids.length };
}

/** Whether a competency is trained: a lesson teaches it, a judged task of a lab practices it, and enough items of quizzes ask about it. */
export function isTrained({ lessons, tasks, items }: Pick<CoveredCompetency, 'lessons' | 'tasks' | 'items'>): boolean {
  return lessons.length > 0 && tasks.length > 0 && items.length >= TRAINING_ITEMS;
}

/** The lesson that trains a competency most: of those that teach it, the one with most items about it; the first of several. */
export function mainLesson({ lessons, items }: Pick<CoveredCompetency, 'lessons' | 'items'>): Lesson | undefined {
  const counts = new Map<Lesson, number>();
  for (const { lesson } of items) counts.set(lesson, (counts.get(lesson) ?? 0) + 1);
  const count = (lesson: Lesson): number => counts.get(lesson) ?? 0;
  return lessons.reduce<Lesson | undefined>((main, one) => (main && count(main) >= count(one) ? main : one), undefined);
}

/** How many competencies of an exam are trained. */
export function countTrained(exam: Exam, competencies: ReadonlyMap<string, CoveredCompetency>): number {
  return competenciesOf(exam).filter((id) => {
    const found = competencies.get(id);
    return found !== undefined && isTrained(found);
  }).length;
}
