import type { Sample } from '../promql/engine.ts';
import { Labels, NAME } from '../promql/labels.ts';

/** A rule that records the result of a query as a series. */
export interface RecordingRule {
  kind: 'record';
  name: string;
  expr: string;
  labels: Labels;
  line: number;
}

/** A rule that makes alerts of the result of a query; times in milliseconds. */
export interface AlertingRule {
  kind: 'alert';
  name: string;
  expr: string;
  for: number;
  keepFiringFor: number;
  /** Labels and annotations are templates. */
  labels: Labels;
  annotations: Labels;
  line: number;
}

export type Rule = RecordingRule | AlertingRule;

/** Rules that are evaluated one after the other; times in milliseconds. */
export interface RuleGroup {
  name: string;
  interval: number;
  queryOffset: number;
  /** Most series or alerts that a rule may give; 0 for any number. */
  limit: number;
  rules: Rule[];
}

/** A rule that cannot be evaluated, in Prometheus's words. */
export class RuleError extends Error {
  override name = 'RuleError';
}

/** The samples that a recording rule writes. @throws RuleError if two of them are the same series, or if they are too many */
export function recorded(rule: RecordingRule, samples: readonly Sample[], limit: number): Sample[] {
  const written = samples.map((sample) => ({
    ...sample,
    labels: Labels.of([...sample.labels.pairs(), [NAME, rule.name], ...rule.labels.pairs()]),
  }));
  if (new Set(written.map(({ labels }) => labels.key)).size < written.length)
    throw new RuleError('vector contains metrics with the same labelset after applying rule labels');
  if (limit > 0 && written.length > limit)
    throw new RuleError(`exceeded limit of ${limit} with ${written.length} series`);
  return written;
}
