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
  /** The last run of each scenario since a service or the Collector was changed last: the runs that are judged. */
  outcomes: ReadonlyMap<string, Outcome>;
  /** The last run of all, to be shown: perhaps of files that have changed since. */
  last: Outcome | undefined;
}
