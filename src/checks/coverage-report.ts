import { countTrained, isTrained, TRAINING_ITEMS } from '../curriculum/coverage.ts';
import type { CoveredCompetency, Curriculum } from '../curriculum/model.ts';
import type { Exam } from '../curriculum/schema/exam.ts';

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`;

/** Ids of the competencies that a quiz item of a published lesson names. */
function tested({ lessons }: Curriculum): Set<string> {
  const published = [...lessons.values()].filter(({ status }) => status !== 'draft');
  return new Set(published.flatMap(({ quiz }) => quiz.flatMap((item) => item.competencies)));
}

function examReport(exam: Exam, competencies: ReadonlyMap<string, CoveredCompetency>, asked: Set<string>): string[] {
  const teaching = (id: string): string[] =>
    (competencies.get(id)?.lessons ?? []).filter(({ status }) => status !== 'draft').map((lesson) => lesson.id);
  const domains = exam.domains.map((domain) => ({
    ...domain,
    covered: domain.competencies.filter(({ id }) => teaching(id).length > 0).length,
  }));
  const all = domains.flatMap((domain) => domain.competencies);
  const covered = domains.reduce((sum, domain) => sum + domain.covered, 0);
  // A domain counts as much as the exam weighs it.
  const weighed = domains.reduce(
    (sum, domain) => sum + (domain.weight * domain.covered) / domain.competencies.length,
    0,
  );
  const weight = domains.reduce((sum, domain) => sum + domain.weight, 0);
  const missing = all.filter(({ id }) => teaching(id).length === 0);
  const untested = all.filter(({ id }) => teaching(id).length > 0 && !asked.has(id));
  const untrained = all.flatMap(({ id }) => {
    const found = competencies.get(id);
    return found && teaching(id).length > 0 && !isTrained(found) ? [found] : [];
  });
  const count = `${covered}/${all.length}`;
  const width = Math.max(...domains.map(({ id }) => id.length));
  return [
    `${exam.id}  ${exam.name} (${exam.curriculum_version})`,
    `  ${count} competencies are taught, ${percent(weighed, weight)} by weight`,
    `  ${countTrained(exam, competencies)}/${all.length} are trained: taught, practiced by a judged task, and asked about by ${TRAINING_ITEMS} quiz items`,
    ...domains.map(
      ({ id, name, weight: share, covered: some, competencies: list }) =>
        `  ${id.padEnd(width)}  ${`${some}/${list.length}`.padStart(5)}  ${`${share} %`.padStart(5)}  ${name}`,
    ),
    ...(missing.length === 0 || covered === 0
      ? []
      : ['  Not taught:', ...missing.map(({ id, text }) => `    ${id}  ${text}`)]),
    ...(untrained.length === 0
      ? []
      : [
          '  Taught, but not trained:',
          ...untrained.map(
            ({ id, tasks, items }) => `    ${id}  ${tasks.length} judged tasks, ${items.length} quiz items`,
          ),
        ]),
    ...(untested.length === 0
      ? []
      : [
          '  Taught, but named by no quiz item:',
          ...untested.map(({ id, text }) => `    ${id}  ${text} (${teaching(id).join(', ')})`),
        ]),
  ];
}

/**
 * What the published lessons teach of each exam: covered and total competencies by domain, with the weights of the exam,
 * those that are missing, and those that no quiz item names. Exams of which nothing is taught are not listed in detail.
 */
export function coverageReport(curriculum: Curriculum): string {
  const asked = tested(curriculum);
  return `${curriculum.exams.map((exam) => examReport(exam, curriculum.competencies, asked).join('\n')).join('\n\n')}\n`;
}
