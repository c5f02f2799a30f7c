import type { SpanRecord } from '../../run.ts';
import type { Change, Test } from './compile.ts';
import type { Subject } from './paths.ts';

/** A copy of a span that may be changed. */
export const draftOf = (span: SpanRecord): Subject => ({
  span: { ...span, attributes: { ...span.attributes }, resource: { ...span.resource } },
});

/** The events of a span, as what conditions are about. */
export const eventsOf = (span: SpanRecord): Subject[] =>
  span.events.map(({ name, attributes }) => ({ ...draftOf(span), event: { name, attributes: { ...attributes } } }));

/** A span after changes. The service is what its resource says. */
export function changed(span: SpanRecord, changes: readonly Change[]): SpanRecord {
  const subject = draftOf(span);
  for (const change of changes) change(subject);
  return { ...subject.span, service: String(subject.span.resource['service.name'] ?? '') };
}

/** Whether one of the conditions holds for a span. */
export const isMeant = (span: SpanRecord, tests: readonly Test[]): boolean => {
  const subject = draftOf(span);
  return tests.some((test) => test(subject));
};
