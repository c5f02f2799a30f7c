import type { DataPath } from '../../findings/yaml.ts';
import { schemaProblems } from '../../kubernetes/custom/schema.ts';
import { asList, asText, type Data, isSet } from '../../kubernetes/data.ts';
import { type ObjectProblem, problem } from '../../kubernetes/object-problem.ts';
import { promqlProblems } from '../promql/problems.ts';

const DURATION = { type: 'string', format: 'prometheus-duration' };
const LABELS = { type: 'object', additionalProperties: { type: 'string' } };

/** Files of rules. Source: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/, Prometheus 3, November 2026. */
const SCHEMA: Data = {
  type: 'object',
  properties: {
    namespace: { type: 'string' },
    groups: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'rules'],
        properties: {
          name: { type: 'string' },
          interval: DURATION,
          query_offset: DURATION,
          limit: { type: 'integer' },
          // Of Thanos, whose rules the Prometheus Operator has as well.
          partial_response_strategy: { type: 'string' },
          labels: LABELS,
          rules: {
            type: 'array',
            items: {
              type: 'object',
              required: ['expr'],
              properties: {
                record: { type: 'string' },
                alert: { type: 'string' },
                // A number alone is an expression as well.
                expr: { 'x-kubernetes-int-or-string': true },
                for: DURATION,
                keep_firing_for: DURATION,
                labels: LABELS,
                annotations: LABELS,
              },
            },
          },
        },
      },
    },
  },
};

function ruleProblems(rule: Data, path: DataPath): ObjectProblem[] {
  const { record, alert, expr } = rule;
  const found: ObjectProblem[] = [];
  const say = (kind: ObjectProblem['rule'], inside: DataPath, message: string, remedy: string): void =>
    void found.push(problem(kind, inside, message, remedy));
  if (isSet(record) && isSet(alert))
    say('conflict', [...path, 'alert'], 'A rule cannot have both record and alert.', 'Make two rules of it.');
  if (!isSet(record) && !isSet(alert))
    say('missing-field', path, 'The rule has neither record nor alert.', 'Name what it records, or the alert.');
  if (isSet(record)) {
    for (const key of ['for', 'keep_firing_for', 'annotations']) {
      if (isSet(rule[key]))
        say(
          'conflict',
          [...path, key],
          `A recording rule has no "${key}".`,
          'Remove it, or make an alert of the rule.',
        );
    }
  }
  if (typeof record === 'string' && /[{}\s"]/.test(record)) {
    say(
      'value',
      [...path, 'record'],
      `"${record}" cannot be the name of a metric.`,
      'Use letters, digits, underscores and colons.',
    );
  }
  const query = typeof expr === 'string' ? expr : undefined;
  for (const { message, remedy } of query === undefined ? [] : promqlProblems(query))
    say('value', [...path, 'expr'], message, remedy);
  return found;
}

/** What is wrong with rules of Prometheus 3. @param path where the groups stand: in the spec of an object, or on the first level. */
export function rulesProblems(value: unknown, path: DataPath = []): ObjectProblem[] {
  const groups = asList((value as Data | undefined)?.groups);
  const seen = new Set<unknown>();
  return [
    ...schemaProblems(value, SCHEMA, path),
    ...groups.flatMap((group, index) => {
      const inside = [...path, 'groups', index];
      const name = asText(group.name);
      const again = name !== undefined && seen.has(name);
      seen.add(name);
      return [
        ...(again
          ? [
              problem(
                'conflict',
                [...inside, 'name'],
                `Two groups are called "${name}".`,
                'Give each group a name of its own.',
              ),
            ]
          : []),
        ...asList(group.rules).flatMap((rule, number) => ruleProblems(rule, [...inside, 'rules', number])),
      ];
    }),
  ];
}
