import type { Lab } from '../../curriculum/schema/lab.ts';
import type { MonitoringLab } from '../../lab/metrics/attempt/attempt.ts';

/** Files of the lesson that a lab on monitoring needs: those of the folder first, then those that only the judge reads. */
export function monitoringFiles({ monitoring, tasks }: Pick<Lab, 'monitoring' | 'tasks'>): string[] {
  const judged = tasks.flatMap(({ check }) =>
    check.kind !== 'monitoring'
      ? []
      : check.conditions.flatMap((condition) => {
          if (condition.kind === 'rule-tests') return [condition.tests];
          return condition.kind === 'own-tests' ? condition.catches : [];
        }),
  );
  return [...new Set([...(monitoring?.files ?? []), ...judged])];
}

/** What an attempt at a lab on monitoring needs of it; undefined if the lab is none. Texts of tasks stand in the page. */
export function monitoringLab(
  lesson: string,
  lab: Lab,
  files: ReadonlyMap<string, string>,
): Omit<MonitoringLab, 'digest'> | undefined {
  if (!lab.monitoring) return undefined;
  return {
    lesson,
    monitoring: lab.monitoring,
    tasks: lab.tasks.map(({ id, title, check }) => ({
      id,
      title,
      conditions: check.kind === 'monitoring' ? check.conditions : [],
    })),
    files: Object.fromEntries(monitoringFiles(lab).map((name) => [name, files.get(name) ?? ''])),
  };
}
