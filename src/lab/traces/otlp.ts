import { asList, asRecord } from '../../kubernetes/data.ts';
import type { Attributes, AttributeValue, SpanKind, SpanRecord } from './run.ts';

/** Numbers of kinds and of codes of status. @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/trace/v1/trace.proto */
const KINDS: readonly SpanKind[] = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'];
const CODES = ['unset', 'ok', 'error'] as const;

const NANOS_PER_MS = 1_000_000;

function attributeOf(value: unknown): AttributeValue {
  const { stringValue, boolValue, intValue, doubleValue, arrayValue } = asRecord(value);
  if (typeof stringValue === 'string') return stringValue;
  if (typeof boolValue === 'boolean') return boolValue;
  if (intValue !== undefined) return Number(intValue);
  if (doubleValue !== undefined) return Number(doubleValue);
  if (arrayValue !== undefined) return asList(asRecord(arrayValue).values).map((one) => String(attributeOf(one)));
  return '';
}

const attributesOf = (list: unknown): Attributes =>
  Object.fromEntries(
    asList(list).map((entry) => [String(asRecord(entry).key), attributeOf(asRecord(entry).value)] as const),
  );

/** Milliseconds since the beginning of a run. Nanoseconds since 1970 are more than a number holds exactly. */
function momentOf(nanos: unknown, start: number): number {
  if (!/^\d{1,20}$/.test(String(nanos))) return 0;
  return Number(BigInt(String(nanos)) - BigInt(start) * BigInt(NANOS_PER_MS)) / NANOS_PER_MS;
}

function spanOf(value: unknown, scope: string, resource: Attributes, start: number): SpanRecord {
  const span = asRecord(value);
  const status = asRecord(span.status);
  return {
    traceId: String(span.traceId),
    spanId: String(span.spanId),
    parentId: span.parentSpanId ? String(span.parentSpanId) : undefined,
    name: String(span.name),
    kind: KINDS[Number(span.kind)] ?? 'internal',
    service: String(resource['service.name'] ?? ''),
    scope,
    start: momentOf(span.startTimeUnixNano, start),
    end: momentOf(span.endTimeUnixNano, start),
    status: { code: CODES[Number(status.code ?? 0)] ?? 'unset', message: String(status.message ?? '') },
    attributes: attributesOf(span.attributes),
    events: asList(span.events).map((event) => {
      const { name, timeUnixNano, attributes } = asRecord(event);
      return { name: String(name), at: momentOf(timeUnixNano, start), attributes: attributesOf(attributes) };
    }),
    links: asList(span.links).map((link) => {
      const { traceId, spanId, attributes } = asRecord(link);
      return { traceId: String(traceId), spanId: String(spanId), attributes: attributesOf(attributes) };
    }),
    resource,
  };
}

/**
 * The spans of a request by OTLP in JSON. What is no span is left out. @param start of the run, in milliseconds since 1970
 * @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function spansOf(body: string, start: number): SpanRecord[] {
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    return [];
  }
  return asList(asRecord(data).resourceSpans).flatMap((entry) => {
    const { resource, scopeSpans } = asRecord(entry);
    const about = attributesOf(asRecord(resource).attributes);
    return asList(scopeSpans).flatMap((scoped) => {
      const { name = '', version = '' } = asRecord(asRecord(scoped).scope);
      const scope = [name, version].filter((one) => one !== '').join(' ');
      return asList(asRecord(scoped).spans).map((span) => spanOf(span, scope, about, start));
    });
  });
}
