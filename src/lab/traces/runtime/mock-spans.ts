import type { AttributeValue, SpanRecord } from '../run.ts';

/** What of opentracing 0.14.7 is looked at. */
interface MockSpan {
  uuid(): string;
  operationName(): string;
  tags(): Record<string, unknown>;
  _startMs: number;
  _finishMs: number;
  _log(fields: Record<string, unknown>, at?: number): void;
}

interface Reference {
  referencedContext(): { span?: () => MockSpan };
  type(): string;
}

interface MockTracer {
  prototype: { _startSpan(name: string, fields: { references?: Reference[] }): MockSpan };
}

interface Seen {
  span: MockSpan;
  references: readonly Reference[];
  events: { name: string; at: number; attributes: Record<string, AttributeValue> }[];
}

const KINDS = new Set(['server', 'client', 'producer', 'consumer']);

const plainValue = (value: unknown): AttributeValue =>
  typeof value === 'number' || typeof value === 'boolean' ? value : String(value);

/**
 * Spans of every MockTracer of a service. The tracer keeps neither references nor logs (opentracing-javascript 0.14.7, `mock_span.js`), so that
 * they are noted as they come; what it is asked for, it answers as ever.
 */
export class MockSpans {
  readonly #service: string;
  readonly #seen: Seen[] = [];

  /** @param Tracer class MockTracer of the service's own copy of the package */
  constructor(service: string, { prototype }: MockTracer) {
    this.#service = service;
    const start = prototype._startSpan;
    const seen = this.#seen;
    prototype._startSpan = function (name, fields) {
      const span = start.call(this, name, fields);
      const one: Seen = { span, references: fields.references ?? [], events: [] };
      const log = span._log;
      span._log = function (logged, at) {
        const attributes = Object.fromEntries(Object.entries(logged).map(([key, value]) => [key, plainValue(value)]));
        one.events.push({ name: String(logged.event ?? 'log'), at: at ?? Number.NaN, attributes });
        return log.call(this, logged, at);
      };
      seen.push(one);
      return span;
    };
  }

  /** Those that are finished. @param start when the run began, in milliseconds since 1970 */
  records(start: number): SpanRecord[] {
    const parents = new Map(
      this.#seen.map(({ span, references }) => [span, references[0]?.referencedContext().span?.()] as const),
    );
    const rootOf = (span: MockSpan): MockSpan => {
      const parent = parents.get(span);
      return parent ? rootOf(parent) : span;
    };
    return this.#seen
      .filter(({ span }) => span._finishMs > 0)
      .map(({ span, events }) => {
        const tags = Object.fromEntries(Object.entries(span.tags()).map(([key, value]) => [key, plainValue(value)]));
        const kind = String(tags['span.kind']);
        return {
          traceId: rootOf(span).uuid(),
          spanId: span.uuid(),
          parentId: parents.get(span)?.uuid(),
          name: span.operationName(),
          kind: (KINDS.has(kind) ? kind : 'internal') as SpanRecord['kind'],
          service: this.#service,
          scope: 'opentracing MockTracer',
          start: span._startMs - start,
          end: span._finishMs - start,
          status: { code: tags.error === true ? 'error' : 'unset', message: '' },
          attributes: tags,
          events: events.map((event) => ({ ...event, at: (event.at || span._startMs) - start })),
          links: [],
          resource: { 'service.name': this.#service },
        };
      });
  }
}
