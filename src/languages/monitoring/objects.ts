import { type Data, isRecord } from '../../kubernetes/data.ts';
import type { ObjectProblem } from '../../kubernetes/object-problem.ts';
import { collectorProblems } from './collector.ts';
import { rulesProblems } from './rules.ts';

/** What is wrong with the rules of a PrometheusRule, or the pipelines of a collector, that their definitions do not tell. */
export function monitoringProblems(object: Data, own: readonly ObjectProblem[]): ObjectProblem[] {
  if (!isRecord(object.spec)) return [];
  if (object.kind === 'OpenTelemetryCollector' && isRecord(object.spec.config))
    return collectorProblems(object.spec.config).map((found) => ({
      ...found,
      path: ['spec', 'config', ...found.path],
    }));
  if (object.kind !== 'PrometheusRule') return [];
  const known = new Set(own.map(({ path }) => JSON.stringify(path)));
  return rulesProblems({ groups: object.spec.groups }, ['spec']).filter(({ path }) => !known.has(JSON.stringify(path)));
}
