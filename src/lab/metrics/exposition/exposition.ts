import type { Labels } from '../promql/labels.ts';

/** The text format 0.0.4 of Prometheus, or OpenMetrics 1.0. */
export type ExpositionFormat = 'text' | 'openmetrics';

/** A sample as a program exposes it; `time` is there only if the program says it, in milliseconds. */
export interface ExposedSample {
  line: number;
  labels: Labels;
  /** Names of labels that are written with an empty value, as the Pushgateway does: they keep those of the target away. */
  empties?: readonly string[];
  value: number;
  time?: number;
}

/** What is said of a metric in lines that begin with "#". */
export interface MetricMetadata {
  type?: string;
  help?: string;
  unit?: string;
}

/** What is wrong in a line (from 1), and what to do. */
export interface ExpositionProblem {
  line: number;
  message: string;
}

/** An exposition that was read. */
export interface Exposition {
  samples: ExposedSample[];
  metadata: Map<string, MetricMetadata>;
  /** Lines that cannot be read: a scrape fails at the first of them. */
  problems: ExpositionProblem[];
  /** What Prometheus takes, although the format does not allow it or it is hardly meant; "promtool check metrics" refuses most of it. */
  complaints: ExpositionProblem[];
}
