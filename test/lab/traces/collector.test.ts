import { describe, expect, test } from 'vitest';
import { collect, listens } from '../../../src/lab/traces/collector/collect.ts';
import { readCollector } from '../../../src/lab/traces/collector/config.ts';
import { goDuration } from '../../../src/lab/traces/collector/duration.ts';
import type { Backend } from '../../../src/lab/traces/collector/exporter.ts';
import type { CollectorOutcome } from '../../../src/lab/traces/collector/outcome.ts';
import type { SpanRecord } from '../../../src/lab/traces/run.ts';
import { span } from './spans.ts';

interface Given {
  processors?: string;
  names?: string[];
  exporter?: string;
}

/** A configuration with one pipeline. */
const configured = ({ processors = '', names = [], exporter = '' }: Given): string => `receivers:
  otlp:
    protocols:
      http:
        endpoint: 0.0.0.0:4318
processors:
${processors.replace(/^/gm, '  ')}
exporters:
  otlp_http:
    endpoint: http://tempo:4318
${exporter.replace(/^/gm, '    ')}
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [${names.join(', ')}]
      exporters: [otlp_http]
`;

const through = (given: Given, spans: SpanRecord[], backend?: Backend): CollectorOutcome => {
  const outcome = collect(configured(given), [{ at: 100, spans }], backend);
  expect(outcome.problems.filter(({ isWarning }) => !isWarning)).toEqual([]);
  return outcome;
};

const sent = ({ exported }: CollectorOutcome): readonly SpanRecord[] => exported.otlp_http ?? [];
const counter = ({ counters }: CollectorOutcome, name: string): number =>
  counters.filter((one) => one.name === name).reduce((sum, { value }) => sum + value, 0);

describe('a configuration', () => {
  test.each([
    [
      'a field of an exporter',
      configured({ exporter: 'endpont: x' }),
      'field endpont not found in the exporter otlp_http. Is endpoint meant?',
      11,
    ],
    [
      'a processor that nobody configured',
      configured({ names: ['batch'] }),
      '"batch" is used, and no such processor is configured.',
      16,
    ],
    [
      'a processor that the lab does not have',
      configured({ processors: 'batches:', names: ['batches'] }),
      'The Collector of this lab has no processor "batches". Did you mean "batch"?',
      7,
    ],
    [
      'a duration without a unit',
      configured({ processors: 'batch:\n  timeout: 5' }),
      '"5" of timeout is no duration.',
      8,
    ],
    [
      'a statement',
      configured({ processors: 'transform:\n  trace_statements:\n    - sett(span.name, "x")' }),
      'has no function sett() here. Did you mean "set"?',
      9,
    ],
    [
      'a path without its context',
      configured({ processors: 'transform:\n  trace_statements:\n    - set(name, "x")' }),
      'write span.name, or resource.',
      9,
    ],
    [
      'a policy',
      configured({ processors: 'tail_sampling:\n  policies:\n    - {name: a, type: latenzy}' }),
      'no policy of the type "latenzy"',
      9,
    ],
    [
      'a memory limiter without limits',
      configured({ processors: 'memory_limiter:' }),
      "'check_interval' must be greater than zero",
      7,
    ],
    ['an endpoint without a scheme', configured({}).replace('http://tempo', 'tempo'), 'has no scheme', 10],
    ['no YAML', 'receivers: [', 'did not find expected node content', 1],
    ['nothing', '', 'The file is empty.', 1],
  ])('is refused for %s, at its line', (_, text, message, line) => {
    const { config, problems } = readCollector(text);
    expect(config).toBeUndefined();
    expect(problems.find((one) => one.message.includes(message))?.line ?? problems).toBe(line);
    expect(listens(text)).toBe(false);
  });

  test.each([
    ['memory_limiter behind others', ['batch', 'memory_limiter'], 'not the first processor'],
    ['batch before what takes away', ['batch', 'filter'], 'Put batch last'],
  ])('is taken with a warning: %s', (_, names, message) => {
    const processors =
      'batch:\nmemory_limiter:\n  check_interval: 1s\n  limit_mib: 400\nfilter:\n  traces:\n    span: ["name == \\"x\\""]';
    const text = configured({ processors, names });
    const { config, problems } = readCollector(text);
    expect(config).toBeDefined();
    expect(problems.map((one) => one.message).join()).toContain(message);
    expect(listens(text)).toBe(true);
  });

  test('is not listened to where only gRPC or another port is configured', () => {
    expect(listens(configured({}).replace('http:\n        endpoint: 0.0.0.0:4318', 'grpc:'))).toBe(false);
    expect(listens(configured({}).replace('0.0.0.0:4318', '0.0.0.0:5318'))).toBe(false);
  });

  test('may name exporters as they were called before', () => {
    const text = configured({}).replaceAll('otlp_http', 'otlphttp');
    const { config, problems } = readCollector(text);
    expect(config).toBeDefined();
    expect(problems).toMatchObject([{ isWarning: true, line: 9 }]);
  });

  test.each([
    ['200ms', 200],
    ['1.5s', 1500],
    ['1m30s', 90_000],
    ['0', 0],
    ['5', undefined],
    ['s', undefined],
  ])('has durations of Go: %s', (text, milliseconds) => expect(goDuration(text)).toBe(milliseconds));
});

describe('processors', () => {
  test('batch gathers until its time is up, or until there are enough', () => {
    const text = configured({ processors: 'batch:\n  send_batch_size: 3\n  timeout: 1s', names: ['batch'] });
    const outcome = collect(
      text,
      [0, 10, 20, 30].map((at) => ({ at, spans: [span()] })),
      undefined,
    );
    expect(sent(outcome)).toHaveLength(4);
    expect(outcome.pipelines[0]?.stages.map(({ input, output }) => [input, output])).toEqual([
      [4, 4],
      [4, 4],
      [4, 4],
    ]);
  });

  test('attributes inserts, updates, upserts, deletes, hashes, extracts and converts', () => {
    const actions = [
      'action: insert, key: a, value: 1',
      'action: insert, key: old, value: new',
      'action: update, key: old, value: updated',
      'action: update, key: none, value: x',
      'action: upsert, key: copy, from_attribute: user',
      'action: delete, pattern: ^secret',
      'action: hash, key: user',
      'action: convert, key: code, converted_type: int',
      'action: extract, key: path, pattern: "^/(?P<section>\\\\w+)"',
    ];
    const processors = `attributes:\n  actions:\n${actions.map((one) => `    - {${one}}`).join('\n')}`;
    const attributes = { old: 'x', user: 'ada', 'secret.key': 'k', code: '200', path: '/shop/1' };
    const [found] = sent(through({ processors, names: ['attributes'] }, [span({ attributes })]));
    expect(found?.attributes).toEqual({
      a: 1,
      old: 'updated',
      copy: 'ada',
      user: 'fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029',
      code: 200,
      path: '/shop/1',
      section: 'shop',
    });
  });

  test('attributes leaves what is not included', () => {
    const processors =
      'attributes:\n  include: {match_type: regexp, services: ["^a"], attributes: [{key: k}]}\n  actions: [{action: upsert, key: x, value: true}]';
    const spans = [
      span({ service: 'api', attributes: { k: 1 } }),
      span({ service: 'api' }),
      span({ attributes: { k: 1 } }),
    ];
    const found = sent(through({ processors, names: ['attributes'] }, spans));
    expect(found.map(({ attributes }) => attributes.x)).toEqual([true, undefined, undefined]);
  });

  test('resource changes the resource, and so the service', () => {
    const processors = 'resource:\n  attributes:\n    - {action: upsert, key: service.name, value: shop}';
    const [found] = sent(through({ processors, names: ['resource'] }, [span()]));
    expect(found).toMatchObject({ service: 'shop', resource: { 'service.name': 'shop' } });
  });

  test.each([
    ['name == "GET /healthz"', ['GET /']],
    ['attributes["http.response.status_code"] >= 500', ['GET /healthz']],
    ['not IsMatch(name, "^GET /$")', ['GET /']],
    ['kind == SPAN_KIND_SERVER and (status.code == STATUS_CODE_ERROR or attributes["none"] != nil)', ['GET /healthz']],
    ['resource.attributes["service.name"] == "web"', []],
  ])('filter drops what a condition says: %s', (condition, left) => {
    const processors = `filter:\n  error_mode: ignore\n  traces:\n    span:\n      - '${condition}'`;
    const spans = [
      span({ name: 'GET /healthz' }),
      span({ attributes: { 'http.response.status_code': 503 }, status: { code: 'error', message: '' } }),
    ];
    const outcome = through({ processors, names: ['filter'] }, spans);
    expect(sent(outcome).map(({ name }) => name)).toEqual(left);
    expect(counter(outcome, 'otelcol_processor_filter_spans.filtered')).toBe(2 - left.length);
    expect(outcome.pipelines[0]?.stages[1]?.dropped).toEqual([
      { count: 2 - left.length, why: 'a condition of the filter holds' },
    ]);
  });

  test('filter knows the flat form, and drops events', () => {
    const processors =
      'filter:\n  trace_conditions: [\'span.name == "a"\']\n  traces:\n    spanevent: [\'name == "noise"\']';
    const events = ['noise', 'paid'].map((name) => ({ name, at: 1, attributes: {} }));
    const found = sent(through({ processors, names: ['filter'] }, [span({ name: 'a' }), span({ name: 'b', events })]));
    expect(found).toHaveLength(1);
    expect(found[0]?.events.map(({ name }) => name)).toEqual(['paid']);
  });

  test('transform does its statements in order, each where its condition holds', () => {
    const statements = [
      'set(span.attributes["tier"], "gold") where span.attributes["user"] == "ada"',
      'replace_pattern(span.name, "/\\\\d+", "/{id}")',
      'delete_key(span.attributes, "card")',
      'set(span.status.code, STATUS_CODE_OK) where span.status.code == STATUS_CODE_UNSET',
      'set(span.attributes["id"], Concat([span.attributes["user"], span.kind.string], "-"))',
      'set(resource.attributes["env"], "test")',
      'set(span.attributes["none"], span.attributes["missing"])',
      'delete_matching_keys(span.attributes, "^tmp")',
    ];
    const processors = `transform:\n  trace_statements:\n${statements.map((one) => `    - ${JSON.stringify(one)}`).join('\n')}`;
    const given = span({ name: 'GET /item/17', attributes: { user: 'ada', card: '4111', tmp1: 'x' } });
    const [found] = sent(through({ processors, names: ['transform'] }, [given]));
    expect(found).toMatchObject({ name: 'GET /item/{id}', status: { code: 'ok' }, resource: { env: 'test' } });
    expect(found?.attributes).toEqual({ tier: 'gold', user: 'ada', id: 'ada-Server' });
  });

  test('transform knows groups with a context, and keeps keys', () => {
    const processors =
      'transform:\n  trace_statements:\n    - context: span\n      conditions: [\'name == "b"\']\n      statements:\n        - keep_keys(attributes, ["k"])';
    const spans = ['a', 'b'].map((name) => span({ name, attributes: { k: 1, x: 2 } }));
    const found = sent(through({ processors, names: ['transform'] }, spans));
    expect(found.map(({ attributes }) => attributes)).toEqual([{ k: 1, x: 2 }, { k: 1 }]);
  });

  test.each([
    ['sampling_percentage: 100', 200, 200],
    ['sampling_percentage: 0', 0, 0],
    ['sampling_percentage: 25', 30, 75],
    ['{sampling_percentage: 25, hash_seed: 22}', 30, 75],
  ])('probabilistic_sampler keeps about its share, and whole traces: %s', (settings, least, most) => {
    const processors = `probabilistic_sampler:\n  ${settings.replace(/[{}]/g, '').replace(', ', '\n  ')}`;
    const spans = Array.from({ length: 200 }, (_, index) => {
      const traceId = Array.from({ length: 16 }, (__, byte) =>
        ((index * 37 + byte * 101 + index * byte * 7) % 256).toString(16).padStart(2, '0'),
      ).join('');
      return [span({ traceId }), span({ traceId })];
    }).flat();
    const found = sent(through({ processors, names: ['probabilistic_sampler'] }, spans));
    const traces = new Set(found.map(({ traceId }) => traceId));
    expect(traces.size).toBeGreaterThanOrEqual(least);
    expect(traces.size).toBeLessThanOrEqual(most);
    expect(found).toHaveLength(traces.size * 2);
  });

  test('sampling.priority outweighs the share', () => {
    const processors = 'probabilistic_sampler:\n  sampling_percentage: 0';
    const spans = [span({ attributes: { 'sampling.priority': 1 } }), span()];
    expect(sent(through({ processors, names: ['probabilistic_sampler'] }, spans))).toHaveLength(1);
  });
});

describe('tail_sampling', () => {
  const policy = (text: string, more = ''): Given => ({
    processors: `tail_sampling:\n  decision_wait: 10s\n${more}  policies:\n    - {name: one, ${text}}`,
    names: ['tail_sampling'],
  });
  const slow = span({ name: 'slow', end: 900 });
  const failed = span({ name: 'failed', status: { code: 'error', message: '' } });
  const usual = span({ name: 'usual', attributes: { tier: 'gold', price: 12, isNew: true } });

  test.each([
    ['type: always_sample', ['slow', 'failed', 'usual']],
    ['type: latency, latency: {threshold_ms: 500}', ['slow']],
    ['type: latency, latency: {threshold_ms: 5, upper_threshold_ms: 500}', ['failed', 'usual']],
    ['type: status_code, status_code: {status_codes: [ERROR]}', ['failed']],
    ['type: string_attribute, string_attribute: {key: tier, values: [gold]}', ['usual']],
    ['type: string_attribute, string_attribute: {key: tier, values: ["^g"], enabled_regex_matching: true}', ['usual']],
    ['type: string_attribute, string_attribute: {key: tier, values: [gold], invert_match: true}', ['slow', 'failed']],
    ['type: numeric_attribute, numeric_attribute: {key: price, min_value: 10}', ['usual']],
    ['type: boolean_attribute, boolean_attribute: {key: isNew, value: true}', ['usual']],
    ['type: span_count, span_count: {min_spans: 2}', []],
    ['type: probabilistic, probabilistic: {sampling_percentage: 100}', ['slow', 'failed', 'usual']],
    ['type: probabilistic, probabilistic: {sampling_percentage: 0}', []],
    [
      'type: and, and: {and_sub_policy: [{name: a, type: always_sample}, {name: b, type: latency, latency: {threshold_ms: 500}}]}',
      ['slow'],
    ],
  ])('decides by its policies: %s', (text, names) => {
    const outcome = through(policy(text), [slow, failed, usual]);
    expect(sent(outcome).map(({ name }) => name)).toEqual(names);
    expect(outcome.pipelines[0]?.stages[1]?.dropped.reduce((sum, { count }) => sum + count, 0) ?? 0).toBe(
      3 - names.length,
    );
  });

  test('lets a drop outweigh all others', () => {
    const drop =
      'type: drop, drop: {drop_sub_policy: [{name: d, type: status_code, status_code: {status_codes: [ERROR]}}]}';
    const given = policy('type: always_sample');
    given.processors += `\n    - {name: two, ${drop}}`;
    expect(sent(through(given, [slow, failed])).map(({ name }) => name)).toEqual(['slow']);
  });

  test('waits for a whole trace, and lets late spans follow the decision', () => {
    const text = configured(policy('type: status_code, status_code: {status_codes: [ERROR]}'));
    const traceId = 'a'.repeat(32);
    const first = { at: 0, spans: [span({ traceId })] };
    const bad = span({ traceId, status: { code: 'error', message: '' } });
    expect(sent(collect(text, [first, { at: 9_000, spans: [bad] }], undefined))).toHaveLength(2);
    const late = collect(text, [first, { at: 11_000, spans: [bad] }], undefined);
    expect(sent(late)).toHaveLength(0);
    expect(late.pipelines[0]?.stages[1]?.dropped).toEqual([
      { count: 1, why: 'not sampled by any policy' },
      { count: 1, why: 'late, and its trace was not sampled' },
    ]);
  });

  test('drops the oldest traces where there are more than num_traces', () => {
    const outcome = through(policy('type: always_sample', '  num_traces: 2\n'), [span(), span(), span()]);
    expect(sent(outcome)).toHaveLength(2);
    expect(counter(outcome, 'otelcol_processor_tail_sampling_sampling_trace_dropped_too_early')).toBe(1);
    expect(counter(outcome, 'otelcol_processor_tail_sampling_global_count_traces_sampled{sampled="true"}')).toBe(2);
  });
});

describe('memory_limiter', () => {
  test('refuses what comes while more is held than the soft limit allows', () => {
    const processors =
      'memory_limiter:\n  check_interval: 1s\n  limit_mib: 50\n  spike_limit_mib: 9\ntail_sampling:\n  decision_wait: 30s\n  policies: [{name: all, type: always_sample}]';
    const text = configured({ processors, names: ['memory_limiter', 'tail_sampling'] });
    const many = Array.from({ length: 1000 }, () => span());
    const outcome = collect(
      text,
      [
        { at: 0, spans: many },
        { at: 2000, spans: [span()] },
      ],
      undefined,
    );
    expect(sent(outcome)).toHaveLength(1000);
    expect(counter(outcome, 'otelcol_processor_memory_limiter_refused_spans')).toBe(1);
    expect(counter(outcome, 'otelcol_receiver_refused_spans')).toBe(1);
    expect(counter(outcome, 'otelcol_receiver_accepted_spans')).toBe(1000);
  });
});

describe('exporters', () => {
  const batches = (count: number, every: number) =>
    Array.from({ length: count }, (_, index) => ({ at: index * every, spans: [span()] }));

  test('retry until the time is up, and drop then', () => {
    const exporter = 'retry_on_failure:\n  max_elapsed_time: 20s';
    const outcome = through({ exporter }, [span(), span()], 'down');
    expect(sent(outcome)).toEqual([]);
    expect(counter(outcome, 'otelcol_exporter_send_failed_spans')).toBe(2);
    expect(outcome.log.filter((line) => line.includes('Will retry'))).toHaveLength(2);
    expect(outcome.pipelines[0]?.stages.at(-1)?.dropped).toEqual([
      { count: 2, why: 'no more retries left: connection refused' },
    ]);
  });

  test('drop at once where nothing is retried', () => {
    const outcome = through({ exporter: 'retry_on_failure:\n  enabled: false' }, [span()], 'down');
    expect(outcome.log.filter((line) => line.includes('Will retry'))).toEqual([]);
    expect(counter(outcome, 'otelcol_exporter_send_failed_spans')).toBe(1);
  });

  test('reject what has no room in the queue', () => {
    const exporter = 'sending_queue:\n  queue_size: 3\n  num_consumers: 1';
    const outcome = collect(configured({ exporter }), batches(10, 100), 'slow');
    expect(counter(outcome, 'otelcol_exporter_enqueue_failed_spans')).toBe(7);
    expect(sent(outcome)).toHaveLength(3);
    expect(outcome.pipelines[0]?.stages.at(-1)).toMatchObject({
      input: 10,
      output: 3,
      dropped: [{ count: 7, why: 'the sending queue is full' }],
    });
  });

  test('measure a queue in spans where they are told to', () => {
    const exporter = 'sending_queue:\n  sizer: items\n  queue_size: 3';
    expect(
      counter(through({ exporter }, [span(), span(), span(), span()]), 'otelcol_exporter_enqueue_failed_spans'),
    ).toBe(4);
  });

  test('give up on an answer that comes after their timeout', () => {
    const exporter = 'timeout: 1s\nretry_on_failure:\n  enabled: false';
    const outcome = through({ exporter }, [span()], 'slow');
    expect(outcome.pipelines[0]?.stages.at(-1)?.dropped[0]?.why).toContain('context deadline exceeded');
    expect(sent(through({}, [span()], 'slow'))).toHaveLength(1);
  });

  test('debug writes to the log of the Collector', () => {
    const text = configured({})
      .replace('exporters: [otlp_http]', 'exporters: [otlp_http, debug]')
      .replace('exporters:\n', 'exporters:\n  debug:\n    verbosity: detailed\n');
    const outcome = collect(text, [{ at: 0, spans: [span({ name: 'seen', attributes: { a: 1 } })] }], 'down');
    expect(outcome.exported.debug).toHaveLength(1);
    expect(outcome.log.join('\n')).toMatch(/Traces \{"resource spans": 1, "spans": 1\}[\s\S]*seen .* a=1/);
  });

  test('that several pipelines lead to have one queue, and each pipeline its counts', () => {
    const text = `${configured({})}    traces/second:\n      receivers: [otlp]\n      exporters: [otlp_http]\n`;
    const outcome = collect(text, batches(2, 10), undefined);
    expect(outcome.pipelines.map(({ stages }) => stages.at(-1)?.output)).toEqual([2, 2]);
    expect(sent(outcome)).toHaveLength(4);
  });
});
