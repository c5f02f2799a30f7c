/** A value of an attribute, as OTLP has it; lists hold values of one kind. */
export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** A span that has arrived. Times are in milliseconds since the run began. */
export interface SpanRecord {
  traceId: string;
  spanId: string;
  /** Undefined in a root. */
  parentId: string | undefined;
  name: string;
  kind: SpanKind;
  service: string;
  /** The instrumentation scope: name and version. */
  scope: string;
  start: number;
  end: number;
  status: { code: 'unset' | 'ok' | 'error'; message: string };
  attributes: Attributes;
  events: readonly { name: string; at: number; attributes: Attributes }[];
  links: readonly { traceId: string; spanId: string; attributes: Attributes }[];
  resource: Attributes;
}

/** A request from one service to another one, as it was on the wire. */
export interface Hop {
  /** When it was sent and when its answer was there, in milliseconds since the run began. */
  at: number;
  until: number;
  from: string;
  to: string;
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Status of the answer; 0 if there was none. */
  status: number;
  /** Which request of the scenario it belongs to, from 1. */
  request: number;
}

/** A line that a service wrote to its console. */
export interface ConsoleLine {
  at: number;
  service: string;
  level: 'log' | 'error';
  text: string;
}

/** What is wrong in the code of a service. Lines count from 1; 0 where none is known. */
export interface CodeProblem {
  service: string;
  file: string;
  line: number;
  message: string;
}

/** What a service has sent by OTLP over HTTP. */
export interface Export {
  at: number;
  from: string;
  signal: 'traces' | 'metrics' | 'logs';
  /** Text of the request: JSON of OTLP. */
  body: string;
}

/** A scenario as the runtime needs it. @see `../../curriculum/schema/lab-tracing.ts` */
export interface Scenario {
  name: string;
  requests: number;
  to: string;
  request: string;
  headers: Readonly<Record<string, string>>;
  every: number;
  fails?: string | undefined;
  slow?: string | undefined;
  share: number;
}

/** All that a run depends on. */
export interface RunInput {
  /** Files of the learner's folder, by their paths. */
  files: Readonly<Record<string, string>>;
  scenario: Scenario;
  /** Of random numbers. */
  seed: number;
  /** When it begins, in milliseconds since 1970. */
  start: number;
  /** Whether anybody listens where spans are sent to. */
  hasCollector: boolean;
}

/** What came of a run. */
export interface RunResult {
  hops: readonly Hop[];
  lines: readonly ConsoleLine[];
  problems: readonly CodeProblem[];
  exports: readonly Export[];
  /** Spans of MockTracer of OpenTracing, which sends nothing. */
  mock: readonly SpanRecord[];
}
