import type { Fields } from '../../../metrics/config/fields.ts';
import type { MakeProcessor } from '../parts.ts';

const bytesOf = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/** FNV-1a with 32 bits. @see https://www.rfc-editor.org/rfc/rfc9923 */
function hash32(bytes: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

const BUCKETS = 0x4000;
const RANDOM_BITS = 56n;
const MODES = ['proportional', 'equalizing', 'hash_seed'];

/**
 * The processor `probabilistic_sampler`: decides for each span by its trace ID alone, so that all spans of a trace share a fate. Without a mode it
 * is proportional, unless there is a hash_seed.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/probabilisticsamplerprocessor/sampler_mode.go as of August 2026
 */
export function readProbabilistic(fields: Fields): MakeProcessor {
  const percentage = fields.number('sampling_percentage');
  const seed = fields.number('hash_seed') ?? 0;
  const mode = fields.text('mode') ?? (seed === 0 ? 'proportional' : 'hash_seed');
  const known = ['fail_closed', 'sampling_precision', 'attribute_source', 'from_attribute', 'sampling_priority'];
  fields.finish('the processor probabilistic_sampler', known);
  if (percentage === undefined) fields.say('The processor probabilistic_sampler has no sampling_percentage.');
  else if (percentage < 0) fields.say('sampling rate is negative', fields.lineOf('sampling_percentage'));
  if (!MODES.includes(mode)) fields.say(`unsupported sampler mode "${mode}"`, fields.lineOf('mode'));
  const ratio = Math.min(100, percentage ?? 0) / 100;
  const threshold = BigInt(Math.round((1 - ratio) * 2 ** 53)) << (RANDOM_BITS - 53n);
  const seedBytes = [0, 8, 16, 24].map((shift) => (seed >>> shift) & 0xff);
  const isSampled = (traceId: string): boolean => {
    if (ratio === 0) return false;
    if (mode === 'hash_seed')
      return (hash32([...seedBytes, ...bytesOf(traceId)]) & (BUCKETS - 1)) < Math.trunc(ratio * BUCKETS);
    return BigInt(`0x${traceId.slice(-14)}`) >= threshold;
  };
  return ({ next, drop, count }) =>
    (spans) => {
      const kept = spans.filter(({ traceId, attributes }) => {
        const priority = attributes['sampling.priority'];
        return priority === undefined ? isSampled(traceId) : Number(priority) !== 0;
      });
      const dropped = spans.filter((span) => !kept.includes(span));
      count('otelcol_processor_probabilistic_sampler_count_traces_sampled{sampled="true"}', kept.length);
      count('otelcol_processor_probabilistic_sampler_count_traces_sampled{sampled="false"}', dropped.length);
      if (dropped.length > 0) drop(dropped, 'not sampled');
      next(kept);
    };
}
