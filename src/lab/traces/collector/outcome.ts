import type { SpanRecord } from '../run.ts';

/** What is wrong in collector.yaml, or what could be better. Lines count from 1. */
export interface CollectorProblem {
  line: number;
  message: string;
  /** The Collector starts all the same. */
  isWarning: boolean;
}

/** One of the counters with which the Collector tells of itself. */
export interface Counter {
  /** As its own metrics have it, such as `otelcol_exporter_sent_spans`. */
  name: string;
  /** The receiver, processor or exporter. */
  component: string;
  value: number;
}

/** A component in a pipeline: how many spans came in and went out, and how many were dropped for what reason. */
export interface Stage {
  id: string;
  kind: 'receiver' | 'processor' | 'exporter';
  input: number;
  output: number;
  dropped: readonly { count: number; why: string }[];
}

export interface Pipeline {
  id: string;
  stages: readonly Stage[];
}

/** What the Collector did in a run. */
export interface CollectorOutcome {
  /** Without mistakes it has started. */
  problems: readonly CollectorProblem[];
  pipelines: readonly Pipeline[];
  /** What arrived behind each exporter. */
  exported: Readonly<Record<string, readonly SpanRecord[]>>;
  counters: readonly Counter[];
  /** What it wrote to its own log. */
  log: readonly string[];
}
