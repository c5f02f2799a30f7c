import type { Attributes, Hop, SpanRecord } from '../../../lab/traces/run.ts';
import { fill, make } from '../practice/dom.ts';
import { timeText } from './format.ts';
import { entriesOfBaggage } from './headers.ts';
import words from './words.ts';

type Rows = readonly (readonly [name: string, value: string])[];

const rowsOf = (attributes: Attributes): Rows =>
  Object.entries(attributes).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]);

/** Names and values under a heading. */
function table(title: string, rows: Rows): HTMLElement {
  const list = make('dl', {});
  for (const [name, value] of rows) list.append(make('dt', {}, name), make('dd', {}, value));
  return make(
    'section',
    { class: 'tracing-facts' },
    make('h4', {}, title),
    rows.length > 0 ? list : make('p', { class: 'practice-none' }, words.tracingNone),
  );
}

/** The header with baggage of the request that a span of a server answers: its parent is who sent it. */
function baggageOf({ kind, traceId, parentId }: SpanRecord, hops: readonly Hop[]): Rows {
  if (kind !== 'server' || parentId === undefined) return [];
  const hop = hops.find(({ headers }) => headers.traceparent?.includes(`${traceId}-${parentId}`));
  return entriesOfBaggage(hop?.headers.baggage ?? '');
}

/** All that is known of a span. */
export function spanDetails(span: SpanRecord, hops: readonly Hop[]): HTMLElement {
  const { name, status, events, links, parentId } = span;
  const baggage = baggageOf(span, hops);
  const code = status.message === '' ? status.code : `${status.code}: ${status.message}`;
  return make(
    'section',
    { class: 'tracing-details' },
    make('h3', {}, fill(words.tracingDetails, { name })),
    table(words.tracingService, [
      [words.tracingService, span.service],
      [words.tracingKind, span.kind],
      [words.tracingStarted, timeText(span.start)],
      [words.tracingDuration, timeText(span.end - span.start)],
      [words.tracingStatus, code],
      [words.tracingScope, span.scope],
      [words.tracingTraceId, span.traceId],
      [words.tracingSpanId, span.spanId],
      [words.tracingParentId, parentId ?? words.tracingNoParent],
    ]),
    table(words.tracingAttributes, rowsOf(span.attributes)),
    ...events.map(({ name: event, at, attributes }) =>
      table(
        `${words.tracingEvents}: ${fill(words.tracingEventAt, { name: event, time: timeText(at) })}`,
        rowsOf(attributes),
      ),
    ),
    ...links.map((link) =>
      table(words.tracingLinks, [
        [words.tracingTraceId, link.traceId],
        [words.tracingSpanId, link.spanId],
        ...rowsOf(link.attributes),
      ]),
    ),
    baggage.length > 0 && table(words.tracingBaggage, baggage),
    table(words.tracingResource, rowsOf(span.resource)),
  );
}
