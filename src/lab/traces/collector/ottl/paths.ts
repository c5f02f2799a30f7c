import type { AttributeValue, SpanRecord } from '../../run.ts';
import type { Value } from './syntax.ts';
import { OttlProblem } from './tokens.ts';

/** A span that is being changed. */
export type Draft = { -readonly [Key in keyof SpanRecord]: SpanRecord[Key] } & {
  attributes: Record<string, AttributeValue>;
  resource: Record<string, AttributeValue>;
};

/** What statements and conditions are about. */
export interface Subject {
  span: Draft;
  event?: { name: string; attributes: Record<string, AttributeValue> };
}

/** About what names without a prefix are. */
export type OttlContext = 'span' | 'resource' | 'spanevent';

/** A value in OTTL; null stands for nil. */
export type Plain = AttributeValue | Record<string, AttributeValue> | null;

/** A place of a span: what stands there, and how it is set. */
export interface Place {
  get: (subject: Subject) => Plain;
  set?: (subject: Subject, value: AttributeValue) => void;
}

const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];
const CODES = ['unset', 'ok', 'error'] as const;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const attributesAt = (of: (subject: Subject) => Record<string, AttributeValue>, key: string | undefined): Place =>
  key === undefined
    ? { get: of }
    : {
        get: (subject) => of(subject)[key] ?? null,
        set: (subject, value) => {
          of(subject)[key] = value;
        },
      };

const SPAN: Readonly<Record<string, Place>> = {
  name: {
    get: ({ span }) => span.name,
    set: ({ span }, value) => {
      span.name = String(value);
    },
  },
  kind: { get: ({ span }) => KINDS.indexOf(span.kind) },
  'kind.string': { get: ({ span }) => capital(span.kind) },
  'status.code': {
    get: ({ span }) => CODES.indexOf(span.status.code),
    set: ({ span }, value) => {
      span.status = { ...span.status, code: CODES[Number(value)] ?? 'unset' };
    },
  },
  'status.message': {
    get: ({ span }) => span.status.message,
    set: ({ span }, value) => {
      span.status = { ...span.status, message: String(value) };
    },
  },
  'trace_id.string': { get: ({ span }) => span.traceId },
  'span_id.string': { get: ({ span }) => span.spanId },
  'parent_span_id.string': { get: ({ span }) => span.parentId ?? '' },
};

const EVENT: Readonly<Record<string, Place>> = {
  name: { get: ({ event }) => event?.name ?? null },
};

const CONTEXTS = ['span', 'resource', 'spanevent'];

/**
 * The place for which a path stands. @param context about what paths without a prefix are; undefined where there has to be one
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/ottl/contexts/ottlspan/README.md as of August 2026
 * @throws OttlProblem if there is no such path here
 */
export function placeOf({ names, key }: Extract<Value, { kind: 'path' }>, context: OttlContext | undefined): Place {
  const [first = ''] = names;
  const hasPrefix = CONTEXTS.includes(first) && names.length > 1;
  if (!hasPrefix && context === undefined)
    throw new OttlProblem(`"${names.join('.')}" says not of what it is: write span.${names.join('.')}, or resource.`);
  const of = hasPrefix ? first : context;
  const path = (hasPrefix ? names.slice(1) : names).join('.');
  if (path === 'attributes') {
    if (of === 'resource') return attributesAt(({ span }) => span.resource, key);
    if (of === 'spanevent') return attributesAt(({ event }) => event?.attributes ?? {}, key);
    return attributesAt(({ span }) => span.attributes, key);
  }
  const table = of === 'span' ? SPAN : of === 'spanevent' ? EVENT : {};
  const place = Object.hasOwn(table, path) ? table[path] : undefined;
  if (place && key === undefined) return place;
  throw new OttlProblem(
    `there is no "${names.join('.')}" here; this lab knows ${[...Object.keys(table), 'attributes'].join(', ')} of ${of}`,
  );
}
