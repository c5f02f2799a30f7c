import type { CollectorOutcome } from './collector/outcome.ts';
import type { RunResult, SpanRecord } from './run.ts';

/** What came of a run, as it is shown and judged. */
export interface Outcome {
  scenario: string;
  result: RunResult;
  /** Spans that the services have sent, and those of MockTracer; by their beginning. */
  spans: readonly SpanRecord[];
  /** What the Collector did with them; undefined in a lab without collector.yaml. */
  collector: CollectorOutcome | undefined;
}

/** Where an attempt is: the files, and what came of the runs. */
export interface TracingState {
  files: Readonly<Record<string, string>>;
  /** The last run of each scenario. */
  outcomes: ReadonlyMap<string, Outcome>;
  /** The last run of all. */
  last: Outcome | undefined;
}
