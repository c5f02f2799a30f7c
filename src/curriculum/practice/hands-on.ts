import type { Blueprint } from './forms.ts';

/** How a task of a hands-on form was graded. */
export interface Grade {
  /** Id of the task. */
  id: string;
  /** Its share of the form, in percent, when it was graded. */
  weight: number;
  /** Which share of it was done, 0 to 1. */
  credit: number;
  /** Whether each of its conditions held, in their order. */
  met: readonly boolean[];
}

/** Points that were reached, of so many; all tasks of a form together have 100. */
export interface Points {
  points: number;
  of: number;
}

/** What came out of a hands-on form. */
export interface HandsOnResult extends Points {
  /** By domains and competencies, in the order of the blueprint; those without a task are left out. */
  domains: readonly (Points & {
    id: string;
    name: string;
    competencies: readonly (Points & { id: string; text: string })[];
  })[];
}

/** Points of a task. */
const pointsOf = ({ weight, credit }: Grade): Points => ({ points: weight * credit, of: weight });

function sum(parts: readonly Points[]): Points {
  return {
    points: parts.reduce((total, { points }) => total + points, 0),
    of: parts.reduce((total, { of }) => total + of, 0),
  };
}

/** Points as they are shown: with one decimal at most, and never more than were reached. */
export const shownPoints = (points: number): number => Math.floor(points * 10 + 1e-6) / 10;

/** Whether points are enough. @param passing percent */
export const isPassed = ({ points }: Points, passing: number): boolean => points + 1e-9 >= passing;

/** What came out of a form: points of all tasks, by domains and competencies. @param competencyOf the competency of a task; undefined if the form has it no more */
export function handsOnResult(
  grades: readonly Grade[],
  competencyOf: (task: string) => string | undefined,
  { domains }: Blueprint,
): HandsOnResult {
  const byCompetency = Map.groupBy(grades, ({ id }) => competencyOf(id));
  return {
    ...sum(grades.map(pointsOf)),
    domains: domains.flatMap(({ id, name, competencies }) => {
      const parts = competencies.flatMap((competency) => {
        const own = byCompetency.get(competency.id) ?? [];
        return own.length === 0 ? [] : [{ id: competency.id, text: competency.text, ...sum(own.map(pointsOf)) }];
      });
      return parts.length === 0 ? [] : [{ id, name, competencies: parts, ...sum(parts) }];
    }),
  };
}
