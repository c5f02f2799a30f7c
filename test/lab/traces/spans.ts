import type { SpanRecord } from '../../../src/lab/traces/run.ts';

let number = 0;

/** A span as a test needs it. */
export function span(given: Partial<SpanRecord> = {}): SpanRecord {
  number++;
  return {
    traceId: number.toString(16).padStart(32, '0'),
    spanId: number.toString(16).padStart(16, '0'),
    parentId: undefined,
    name: 'GET /',
    kind: 'server',
    service: 'web',
    scope: 'test',
    start: 0,
    end: 10,
    status: { code: 'unset', message: '' },
    attributes: {},
    events: [],
    links: [],
    resource: { 'service.name': given.service ?? 'web' },
    ...given,
  };
}
