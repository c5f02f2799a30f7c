import type { Fields } from '../../../metrics/config/fields.ts';
import { durationOf } from '../duration.ts';
import type { MakeProcessor } from '../parts.ts';

/** What the Collector of a lab has: memory of its machine, what its process needs by itself, and what a span takes. Round numbers of ours. */
const MACHINE_MIB = 512;
const PROCESS_MIB = 40;
const SPAN_MIB = 2 / 1024;

/**
 * The processor `memory_limiter`: above its soft limit it refuses what comes.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/processor/memorylimiterprocessor/README.md as of 21 August 2026
 */
export function readMemoryLimiter(fields: Fields): MakeProcessor {
  const interval = durationOf(fields, 'check_interval', 0);
  const percentage = fields.number('limit_percentage') ?? 0;
  const limit = fields.number('limit_mib') || (percentage / 100) * MACHINE_MIB;
  const spikePercentage = fields.number('spike_limit_percentage');
  const spike =
    fields.number('spike_limit_mib') ??
    (spikePercentage === undefined ? limit * 0.2 : (spikePercentage / 100) * MACHINE_MIB);
  fields.finish('the processor memory_limiter', [
    'min_gc_interval_when_soft_limited',
    'min_gc_interval_when_hard_limited',
  ]);
  if (interval <= 0) fields.say("'check_interval' must be greater than zero", fields.lineOf('check_interval'));
  if (limit <= 0) fields.say("'limit_mib' or 'limit_percentage' must be greater than zero", fields.lineOf('limit_mib'));
  else if (spike >= limit)
    fields.say("'spike_limit_mib' must be smaller than 'limit_mib'", fields.lineOf('spike_limit_mib'));
  const soft = limit - spike;
  return ({ agenda, next, drop, count, held }) => {
    let checked = Number.NEGATIVE_INFINITY;
    let isLimited = false;
    return (spans) => {
      if (agenda.now - checked >= interval) {
        checked = agenda.now;
        isLimited = PROCESS_MIB + held() * SPAN_MIB > soft;
      }
      if (isLimited) {
        count('otelcol_processor_memory_limiter_refused_spans', spans.length);
        drop(spans, 'refused: memory is above the soft limit');
        return;
      }
      count('otelcol_processor_memory_limiter_accepted_spans', spans.length);
      next(spans);
    };
  };
}
