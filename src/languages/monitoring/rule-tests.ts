import { schemaProblems } from '../../kubernetes/custom/schema.ts';
import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { type ObjectProblem, problem } from '../../kubernetes/object-problem.ts';
import { promqlProblems } from '../promql/problems.ts';

const DURATION = { type: 'string', format: 'prometheus-duration' };
const TEXTS = { type: 'object', additionalProperties: true };
const object = (properties: Data, required: readonly string[] = []): Data => ({ type: 'object', properties, required });
const list = (items: Data): Data => ({ type: 'array', items });

/** Unit tests of rules. Source: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/, Prometheus 3, November 2026. */
const SCHEMA = object({
  rule_files: list({ type: 'string' }),
  evaluation_interval: DURATION,
  fuzzy_compare: { type: 'boolean' },
  group_eval_order: list({ type: 'string' }),
  start_timestamp: {},
  tests: list(
    object({
      name: { type: 'string' },
      interval: DURATION,
      start_timestamp: {},
      input_series: list(object({ series: { type: 'string' }, values: {} }, ['series'])),
      alert_rule_test: list(
        object({
          eval_time: DURATION,
          alertname: { type: 'string' },
          exp_alerts: list(object({ exp_labels: TEXTS, exp_annotations: TEXTS })),
        }),
      ),
      promql_expr_test: list(
        object({
          expr: { type: 'string' },
          eval_time: DURATION,
          exp_samples: list(
            object({ labels: { type: 'string' }, value: { type: 'number' }, histogram: { type: 'string' } }),
          ),
        }),
      ),
      external_labels: TEXTS,
      external_url: { type: 'string' },
    }),
  ),
});

/** What is wrong with the form of a file of unit tests, and with the queries in it; what comes out of them only Prometheus tells. */
export function ruleTestProblems(value: unknown): ObjectProblem[] {
  const tests = asList(asRecord(value).tests);
  return [
    ...schemaProblems(value, SCHEMA),
    ...tests.flatMap(({ promql_expr_test }, index) =>
      asList(promql_expr_test).flatMap(({ expr }, number) =>
        typeof expr !== 'string'
          ? []
          : promqlProblems(expr).map(({ message, remedy }) =>
              problem('value', ['tests', index, 'promql_expr_test', number, 'expr'], message, remedy),
            ),
      ),
    ),
  ];
}
