import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { isInGoDuration, isPrometheusDuration, meantDuration } from '../durations.ts';
import { type ObjectProblem, problem, type TypeRule, type TypeRules } from '../object-problem.ts';

function duration(is: (text: string) => boolean): TypeRule {
  return (value: unknown, path: DataPath): ObjectProblem[] =>
    typeof value !== 'string' || value === '' || is(value)
      ? []
      : [
          problem(
            'value',
            path,
            `"${pathName(path)}" is "${value}", which is not a duration.`,
            `Write ${meantDuration(value) ?? '30s, 5m or 1h'}.`,
          ),
        ];
}

/** What the definitions of the Prometheus Operator ask. Source: https://prometheus-operator.dev/docs/api-reference/api/. */
export const monitoringRules: TypeRules = {
  'monitoring.coreos.com/v1/Duration': duration(isPrometheusDuration),
  'monitoring.coreos.com/v1/NonEmptyDuration': duration(isPrometheusDuration),
  'monitoring.coreos.com/v1/GoDuration': duration(isInGoDuration),
};
