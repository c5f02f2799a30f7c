import { describe, expect, test } from 'vitest';
import { type TracingCondition, tracingConditionSchema } from '../../../src/curriculum/schema/lab-tracing.ts';
import { holds } from '../../../src/lab/traces/conditions.ts';
import { TracingJudge } from '../../../src/lab/traces/judge.ts';
import type { Outcome, TracingState } from '../../../src/lab/traces/outcome.ts';
import { failedRun } from '../../../src/lab/traces/result.ts';
import { span } from './spans.ts';

const traceId = 'a'.repeat(32);
const root = span({ traceId, name: 'GET /checkout', attributes: { user: 'ada', count: 2 } });
const child = span({
  traceId,
  name: 'checkout',
  service: 'api',
  kind: 'internal',
  parentId: root.spanId,
  status: { code: 'error', message: 'no' },
  events: [{ name: 'exception', at: 1, attributes: {} }],
  links: [{ traceId: 'b'.repeat(32), spanId: 'c'.repeat(16), attributes: {} }],
  resource: { 'service.name': 'api', 'service.version': '2' },
});
const lost = span({ service: 'stock', name: 'reserve', parentId: 'f'.repeat(16) });

function outcomeOf(scenario: string, given: Partial<Outcome> = {}): Outcome {
  return {
    scenario,
    spans: [root, child, lost],
    result: {
      ...failedRun(''),
      problems: [],
      lines: [{ at: 0, service: 'api', level: 'log', text: 'first\npaid r-12' }],
      hops: [
        {
          ...{ at: 0, until: 1, from: 'web', to: 'api', method: 'GET', path: '/', status: 200, request: 1 },
          headers: { traceparent: `00-${traceId}-${root.spanId}-01`, baggage: 'user=ada' },
        },
      ],
    },
    collector: {
      problems: [],
      pipelines: [],
      exported: { 'otlp_http/one': [root, child], empty: [] },
      counters: [
        { name: 'otelcol_exporter_sent_spans', component: 'otlp_http/one', value: 2 },
        { name: 'otelcol_exporter_sent_spans', component: 'debug', value: 3 },
      ],
      log: [],
    },
    ...given,
  };
}

const last = outcomeOf('checkout');
const other = outcomeOf('other', { spans: [] });
const state: TracingState = {
  files: { 'api.js': 'const a = 1;\nexport default a;\n' },
  outcomes: new Map([
    ['other', other],
    ['checkout', last],
  ]),
  last,
};
const none: TracingState = { files: {}, outcomes: new Map(), last: undefined };

const read = (condition: object): TracingCondition =>
  tracingConditionSchema.parse({ message: 'It is so.', ...condition });

describe('conditions', () => {
  test.each([
    ['span', { service: 'api' }, { service: 'payment' }],
    ['span', { name: 'checkout' }, { name: 'check' }],
    ['span', { service: 'api', spanKind: 'internal' }, { service: 'api', spanKind: 'server' }],
    ['span', { name: 'checkout', parent: { service: 'web' } }, { name: 'reserve', parent: { service: 'web' } }],
    ['span', { name: 'checkout', parent: { name: 'GET /checkout' } }, { name: 'GET /checkout', parent: {} }],
    ['span', { name: 'GET /checkout', isRoot: true }, { name: 'reserve', isRoot: true }],
    ['span', { name: 'reserve', isRoot: false }, { name: 'GET /checkout', isRoot: false }],
    ['span', { attributes: { user: 'ada', count: 2 } }, { attributes: { user: 'ada', count: 3 } }],
    ['span', { name: 'checkout', resource: { 'service.version': '2' } }, { resource: { 'service.version': '3' } }],
    ['span', { service: 'api', absent: ['user'] }, { service: 'web', absent: ['user'] }],
    ['span', { status: 'error' }, { service: 'web', status: 'error' }],
    ['span', { event: 'exception' }, { event: 'paid' }],
    ['span', { links: 1 }, { links: 2 }],
    ['span', { atLeast: 3 }, { atLeast: 4 }],
    ['span', { service: 'payment', atLeast: 0, atMost: 0 }, { atLeast: 0, atMost: 2 }],
    ['span', { scenario: 'checkout' }, { scenario: 'other' }],
    ['span', { scenario: 'other', atLeast: 0, atMost: 0 }, { scenario: 'never', atLeast: 0 }],
    ['trace', { services: ['web', 'api'] }, { services: ['web', 'stock'] }],
    ['trace', { services: ['web'], atMost: 1 }, { services: ['web'], atLeast: 2 }],
    ['trace', { services: ['stock'] }, { services: ['payment'] }],
    [
      'header',
      { from: 'web', to: 'api', name: 'traceparent', matches: '^00-' },
      { from: 'web', to: 'api', name: 'traceparent', matches: '^01-' },
    ],
    [
      'header',
      { from: 'web', to: 'api', name: 'tracestate', isAbsent: true },
      { from: 'web', to: 'api', name: 'baggage', isAbsent: true },
    ],
    [
      'header',
      { from: 'web', to: 'api', name: 'baggage' },
      { from: 'api', to: 'stock', name: 'baggage', isAbsent: true },
    ],
    [
      'header',
      { from: 'web', to: 'api', name: 'baggage', matches: 'grace', isAbsent: true },
      { from: 'web', to: 'api', name: 'constructor' },
    ],
    ['printed', { matches: '^paid r-\\d+$' }, { matches: '^paid$' }],
    ['printed', { service: 'api', matches: 'paid' }, { service: 'web', matches: 'paid' }],
    ['exported', { exporter: 'otlp_http/one', service: 'api' }, { exporter: 'empty' }],
    [
      'exported',
      { exporter: 'otlp_http/one', attributes: { user: 'ada' } },
      { exporter: 'otlp_http/one', attributes: { user: 'x' } },
    ],
    ['exported', { exporter: 'otlp_http/one', absent: ['card'] }, { exporter: 'otlp_http/one', absent: ['user'] }],
    ['exported', { exporter: 'empty', atLeast: 0, atMost: 0 }, { exporter: 'unknown', atLeast: 0 }],
    [
      'counter',
      { name: 'otelcol_exporter_sent_spans', atLeast: 5 },
      { name: 'otelcol_exporter_sent_spans', atLeast: 6 },
    ],
    [
      'counter',
      { name: 'otelcol_exporter_sent_spans', component: 'debug', atMost: 3 },
      { name: 'otelcol_exporter_sent_spans', component: 'debug', atMost: 2 },
    ],
    ['file', { file: 'api.js', matches: '^export default' }, { file: 'api.js', matches: '^default' }],
    ['file', { file: 'api.js', matches: 'b', isAbsent: true }, { file: 'web.js', matches: 'b', isAbsent: true }],
  ])('%s holds for %o, and not for %o', (kind, right, wrong) => {
    expect(holds(read({ kind, ...right }), state)).toBe(true);
    expect(holds(read({ kind, ...wrong }), state)).toBe(false);
    expect(holds(read({ kind, ...right }), none)).toBe(false);
  });

  test('are refused where a pattern is none', () => {
    expect(() => read({ kind: 'printed', matches: '(' })).toThrow('a regular expression of JavaScript');
  });
});

describe('a judge', () => {
  const conditions = [
    { kind: 'file', file: 'api.js', matches: 'a' },
    { kind: 'span', service: 'api' },
    { kind: 'printed', matches: 'paid' },
  ].map(read);
  const tasks = [
    { id: 'one', title: 'One', check: { kind: 'tracing' as const, conditions } },
    { id: 'two', title: 'Two', check: { kind: 'answer' as const, answer: '' } },
  ];

  test('says what is done, how far the rest is, and takes nothing back', () => {
    const judge = new TracingJudge(tasks);
    const begun = { ...none, files: state.files };
    expect(judge.judge(begun)).toMatchObject([
      { id: 'one', isDone: false, isJudged: true, credit: 0 },
      { id: 'two', isDone: false, isJudged: false },
    ]);
    const silent = outcomeOf('checkout', { result: failedRun('') });
    expect(judge.judge({ ...begun, outcomes: new Map([['checkout', silent]]), last: silent })[0]).toMatchObject({
      isDone: false,
      credit: 0.5,
    });
    expect(judge.judge(state)[0]).toMatchObject({ isDone: true, credit: 1 });
    expect(judge.judge(none)[0]).toMatchObject({ isDone: true });
  });
});
