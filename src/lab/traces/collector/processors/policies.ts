import type { Fields } from '../../../metrics/config/fields.ts';
import type { Attributes, SpanRecord } from '../../run.ts';
import type { Spans } from '../parts.ts';

/** What a policy says of a trace. */
export type Decision = 'sampled' | 'not sampled' | 'dropped';

export interface Policy {
  name: string;
  decide: (traceId: string, spans: Spans) => Decision;
}

type Decide = Policy['decide'];

const sampledIf =
  (test: (traceId: string, spans: Spans) => boolean): Decide =>
  (traceId, spans) =>
    test(traceId, spans) ? 'sampled' : 'not sampled';

const MASK = (1n << 64n) - 1n;

/** FNV-1a with 64 bits of a salt and a trace ID. */
function hash64(salt: string, traceId: string): bigint {
  let hash = 0xcbf29ce484222325n;
  const bytes = (traceId.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  for (const byte of [...new TextEncoder().encode(salt), ...bytes])
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK;
  return hash;
}

/** Spans are looked at one after the other, and so is how long the trace is up to each. */
function latency(fields: Fields): Decide {
  const least = fields.number('threshold_ms') ?? 0;
  const most = fields.number('upper_threshold_ms') ?? 0;
  return sampledIf((_, spans) => {
    let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    return spans.some(({ start, end }) => {
      from = Math.min(from, start);
      until = Math.max(until, end);
      const long = Math.trunc(until - from);
      return most === 0 ? long >= least : least < long && long <= most;
    });
  });
}

function statusCode(fields: Fields): Decide {
  const codes = fields.texts('status_codes');
  for (const code of codes)
    if (!['OK', 'ERROR', 'UNSET'].includes(code))
      fields.say(`unknown status code "${code}", supported: OK, ERROR, UNSET`, fields.lineOf('status_codes'));
  if (codes.length === 0) fields.say('expected at least one status code to filter on');
  return sampledIf((_, spans) => spans.some(({ status }) => codes.includes(status.code.toUpperCase())));
}

function probabilistic(fields: Fields): Decide {
  const percentage = fields.number('sampling_percentage') ?? 0;
  const salt = fields.text('hash_salt') || 'default-hash-seed';
  const threshold = (MASK * BigInt(Math.round((percentage / 100) * 2 ** 52))) >> 52n;
  return sampledIf((traceId) => hash64(salt, traceId) <= threshold);
}

/** Attributes of the resource and of the span itself. */
const ofEither = (span: SpanRecord, test: (attributes: Attributes) => boolean): boolean =>
  test(span.resource) || test(span.attributes);

function stringAttribute(fields: Fields): Decide {
  const key = fields.text('key') ?? '';
  const values = fields.texts('values');
  const isRegular = fields.boolean('enabled_regex_matching') ?? false;
  const isInverted = fields.boolean('invert_match') ?? false;
  fields.number('cache_max_size');
  const patterns = values.flatMap((value) => {
    try {
      return isRegular ? [new RegExp(value)] : [];
    } catch {
      fields.say(`"${value}" is no regular expression.`, fields.lineOf('values'));
      return [];
    }
  });
  const matches = (value: unknown): boolean =>
    typeof value === 'string' && (isRegular ? patterns.some((pattern) => pattern.test(value)) : values.includes(value));
  return (_, spans) => {
    const isFound = spans.some((span) => ofEither(span, (attributes) => matches(attributes[key])));
    if (isInverted) return isFound ? 'dropped' : 'sampled';
    return isFound ? 'sampled' : 'not sampled';
  };
}

function numericAttribute(fields: Fields): Decide {
  const key = fields.text('key') ?? '';
  const least = fields.number('min_value') ?? Number.NEGATIVE_INFINITY;
  const most = fields.number('max_value') ?? Number.POSITIVE_INFINITY;
  return sampledIf((_, spans) =>
    spans.some((span) =>
      ofEither(span, ({ [key]: value }) => typeof value === 'number' && value >= least && value <= most),
    ),
  );
}

function booleanAttribute(fields: Fields): Decide {
  const key = fields.text('key') ?? '';
  const wanted = fields.boolean('value') ?? false;
  return sampledIf((_, spans) => spans.some((span) => ofEither(span, ({ [key]: value }) => value === wanted)));
}

function spanCount(fields: Fields): Decide {
  const least = fields.number('min_spans') ?? 0;
  const most = fields.number('max_spans') || Number.POSITIVE_INFINITY;
  return sampledIf((_, spans) => spans.length >= least && spans.length <= most);
}

/** All of several policies have to agree. */
function allOf(fields: Fields, list: string, agreed: Decision): Decide {
  const parts = fields.maps(list).map(readPolicy);
  if (parts.length === 0) fields.say(`${list} has no policies.`);
  return (traceId, spans) =>
    parts.every(({ decide }) => decide(traceId, spans) === 'sampled') ? agreed : 'not sampled';
}

const TYPES: Readonly<Record<string, (fields: Fields) => Decide>> = {
  always_sample: () => () => 'sampled',
  latency,
  status_code: statusCode,
  probabilistic,
  string_attribute: stringAttribute,
  numeric_attribute: numericAttribute,
  boolean_attribute: booleanAttribute,
  span_count: spanCount,
  and: (fields) => allOf(fields, 'and_sub_policy', 'sampled'),
  drop: (fields) => allOf(fields, 'drop_sub_policy', 'dropped'),
};

/**
 * A policy of tail sampling.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/tailsamplingprocessor/README.md as of August 2026
 */
export function readPolicy(fields: Fields): Policy {
  const type = fields.text('type') ?? '';
  const name = fields.text('name') ?? type;
  const read = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!read) {
    fields.say(
      `The Collector of this lab has no policy of the type "${type}". It has ${Object.keys(TYPES).join(', ')}.`,
      fields.lineOf('type'),
    );
    return { name, decide: () => 'not sampled' };
  }
  const settings = fields.mapOrNone(type);
  const decide = read(settings);
  settings.finish(`the policy ${type}`);
  fields.finish(`the policy "${name}" of the type ${type}`);
  return { name, decide };
}
