import type { Fields } from '../../../metrics/config/fields.ts';
import type { SpanRecord } from '../../run.ts';
import { durationOf } from '../duration.ts';
import type { MakeProcessor, Spans } from '../parts.ts';
import { type Decision, type Policy, readPolicy } from './policies.ts';

interface Trace {
  spans: SpanRecord[];
  /** Undefined while it is waited for. */
  isSampled: boolean | undefined;
  cancel: () => void;
}

const NAME = 'otelcol_processor_tail_sampling';

/** What all policies say together: one that drops outweighs all others. */
function decided(policies: readonly Policy[], traceId: string, spans: Spans): boolean {
  const decisions = policies.map(({ decide }): Decision => decide(traceId, spans));
  return !decisions.includes('dropped') && decisions.includes('sampled');
}

/**
 * The processor `tail_sampling`: keeps the spans of a trace until `decision_wait` after the first one, and decides then. What comes later follows
 * the decision as long as the trace is remembered.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/tailsamplingprocessor/README.md as of August 2026
 */
export function readTailSampling(fields: Fields): MakeProcessor {
  const wait = durationOf(fields, 'decision_wait', 30_000);
  const most = fields.number('num_traces') ?? 50_000;
  const policies = fields.maps('policies').map(readPolicy);
  fields.finish('the processor tail_sampling', [
    'expected_new_traces_per_sec',
    'decision_cache',
    'sample_on_first_match',
    'drop_pending_traces_on_shutdown',
    'block_on_overflow',
    'num_workers',
  ]);
  if (policies.length === 0) fields.say('The processor tail_sampling has no policies: it drops everything.');
  return ({ agenda, next, drop, count, hold }) => {
    const traces = new Map<string, Trace>();
    const decide = (traceId: string, trace: Trace): void => {
      trace.isSampled = decided(policies, traceId, trace.spans);
      for (const { name, decide: one } of policies)
        if (one(traceId, trace.spans) === 'sampled')
          count(`${NAME}_count_traces_sampled{policy="${name}",sampled="true"}`, 1);
      count(`${NAME}_global_count_traces_sampled{sampled="${trace.isSampled}"}`, 1);
      hold(-trace.spans.length);
      const { spans } = trace;
      trace.spans = [];
      if (trace.isSampled) next(spans);
      else drop(spans, 'not sampled by any policy');
    };
    const forgetOldest = (): void => {
      const [[id, oldest] = []] = traces;
      if (id === undefined || !oldest) return;
      traces.delete(id);
      if (oldest.isSampled !== undefined) return;
      oldest.cancel();
      count(`${NAME}_sampling_trace_dropped_too_early`, 1);
      hold(-oldest.spans.length);
      drop(oldest.spans, 'dropped before the decision: more than num_traces');
    };
    const begin = (traceId: string): Trace => {
      const trace: Trace = { spans: [], isSampled: undefined, cancel: () => {} };
      trace.cancel = agenda.after(wait, () => decide(traceId, trace));
      traces.set(traceId, trace);
      count(`${NAME}_new_trace_id_received`, 1);
      if (traces.size > most) forgetOldest();
      return trace;
    };
    return (spans) => {
      for (const [traceId, own] of Map.groupBy(spans, (span) => span.traceId)) {
        const trace = traces.get(traceId) ?? begin(traceId);
        if (trace.isSampled === undefined) {
          trace.spans.push(...own);
          hold(own.length);
        } else if (trace.isSampled) next(own);
        else drop(own, 'late, and its trace was not sampled');
      }
    };
  };
}
