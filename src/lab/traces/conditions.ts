import type { TracingCondition } from '../../curriculum/schema/lab-tracing.ts';
import type { Outcome, TracingState } from './outcome.ts';
import type { Attributes, SpanRecord } from './run.ts';

type Of<Kind extends TracingCondition['kind']> = Extract<TracingCondition, { kind: Kind }>;

const has = (given: Attributes, wanted: Attributes): boolean =>
  Object.entries(wanted).every(([name, value]) => Object.hasOwn(given, name) && String(given[name]) === String(value));

const lacks = (given: Attributes, names: readonly string[]): boolean =>
  names.every((name) => !Object.hasOwn(given, name));

const isBetween = (count: number, { atLeast, atMost }: { atLeast: number; atMost?: number | undefined }): boolean =>
  count >= atLeast && (atMost === undefined || count <= atMost);

/** Whether a text matches somewhere; ^ and $ stand for ends of lines. */
const matches = (text: string, pattern: string): boolean => new RegExp(pattern, 'm').test(text);

const isNamed = (span: SpanRecord, { service, name }: { service?: string | undefined; name?: string | undefined }) =>
  (service === undefined || span.service === service) && (name === undefined || span.name === name);

const key = (traceId: string, spanId: string | undefined): string => `${traceId} ${spanId}`;

function spansMeant(condition: Of<'span'>, spans: readonly SpanRecord[]): SpanRecord[] {
  const byId = new Map(spans.map((span) => [key(span.traceId, span.spanId), span]));
  const { spanKind, parent, isRoot, status, event, links } = condition;
  return spans.filter((span) => {
    const above = span.parentId === undefined ? undefined : byId.get(key(span.traceId, span.parentId));
    return (
      isNamed(span, condition) &&
      (spanKind === undefined || span.kind === spanKind) &&
      (parent === undefined || (above !== undefined && isNamed(above, parent))) &&
      (isRoot === undefined || (span.parentId === undefined) === isRoot) &&
      has(span.attributes, condition.attributes) &&
      has(span.resource, condition.resource) &&
      lacks(span.attributes, condition.absent) &&
      (status === undefined || span.status.code === status) &&
      (event === undefined || span.events.some(({ name }) => name === event)) &&
      (links === undefined || span.links.length === links)
    );
  });
}

/** Spans by the trace to which they belong, in the order of their beginning. */
export function tracesOf(spans: readonly SpanRecord[]): Map<string, SpanRecord[]> {
  const traces = new Map<string, SpanRecord[]>();
  for (const span of spans) {
    const trace = traces.get(span.traceId);
    if (trace) trace.push(span);
    else traces.set(span.traceId, [span]);
  }
  return traces;
}

function traceCount({ services, isWhole }: Of<'trace'>, spans: readonly SpanRecord[]): number {
  return [...tracesOf(spans).values()].filter((trace) => {
    const ids = new Set(trace.map(({ spanId }) => spanId));
    const loose = trace.filter(({ parentId }) => parentId === undefined || !ids.has(parentId)).length;
    return services.every((service) => trace.some((span) => span.service === service)) && (!isWhole || loose === 1);
  }).length;
}

function headerHolds({ from, to, name, matches: pattern, isAbsent }: Of<'header'>, { result }: Outcome): boolean {
  const hops = result.hops.filter((hop) => hop.from === from && hop.to === to);
  const found = hops.some(({ headers }) => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    return value !== undefined && matches(value, pattern);
  });
  return hops.length > 0 && found !== isAbsent;
}

function exportedHolds(condition: Of<'exported'>, { collector }: Outcome): boolean {
  const sent = collector?.exported[condition.exporter];
  if (!sent) return false;
  const meant = sent.filter((span) => isNamed(span, condition));
  return (
    meant.every(({ attributes }) => lacks(attributes, condition.absent)) &&
    isBetween(meant.filter(({ attributes }) => has(attributes, condition.attributes)).length, condition)
  );
}

function counterHolds({ name, component, ...range }: Of<'counter'>, { collector }: Outcome): boolean {
  if (!collector) return false;
  const counted = collector.counters
    .filter((one) => one.name === name && (component === undefined || one.component === component))
    .reduce((sum, { value }) => sum + value, 0);
  return isBetween(counted, range);
}

/**
 * Whether a condition holds: in the last run of its scenario, or in the last run of all, if it was made with the code and the Collector as they
 * are now. Before there was one, only files can be judged.
 */
export function holds(condition: TracingCondition, { files, outcomes, last }: TracingState): boolean {
  if (condition.kind === 'file') {
    const text = Object.hasOwn(files, condition.file) ? files[condition.file] : undefined;
    return text !== undefined && matches(text, condition.matches) !== condition.isAbsent;
  }
  const outcome = outcomes.get(condition.scenario ?? last?.scenario ?? '');
  if (!outcome) return false;
  switch (condition.kind) {
    case 'span':
      return isBetween(spansMeant(condition, outcome.spans).length, condition);
    case 'trace':
      return isBetween(traceCount(condition, outcome.spans), condition);
    case 'header':
      return headerHolds(condition, outcome);
    case 'printed':
      return outcome.result.lines.some(
        ({ service, text }) =>
          (condition.service === undefined || service === condition.service) && matches(text, condition.matches),
      );
    case 'exported':
      return exportedHolds(condition, outcome);
    case 'counter':
      return counterHolds(condition, outcome);
  }
}
