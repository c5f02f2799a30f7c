import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { collectorProblems, isCollector } from '../../src/languages/monitoring/collector.ts';

const said = (text: string): string[] =>
  collectorProblems(parse(text)).map(({ path, message }) => `${path.join('.')}: ${message}`);

const PARTS =
  'receivers: {otlp: {}}\nprocessors: {batch: {}, memory_limiter: {}}\nexporters: {debug: {}, otlp/second: {}}\n';

describe('a configuration of the Collector', () => {
  test.each([
    `${PARTS}service: {pipelines: {traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [debug, otlp/second]}}}\n`,
    `${PARTS}connectors: {count: null}\nservice: {pipelines: {traces: {receivers: [otlp], exporters: [count]}, metrics/counts: {receivers: [count], exporters: [debug]}}}\n`,
    `${PARTS}extensions: {health_check: null}\nservice: {extensions: [health_check], telemetry: {logs: {level: debug}}, pipelines: {logs: {receivers: [otlp], exporters: [debug]}}}\n`,
  ])('that fits together is right: %j', (text) => {
    expect(said(text)).toEqual([]);
  });

  test.each([
    [
      'service: {pipelines: {traces: {receivers: [otlp, jaeger], exporters: [debug]}}}',
      'service.pipelines.traces.receivers.1: "jaeger" is used, and no such receiver is configured.',
    ],
    [
      'service: {pipelines: {traces: {receivers: [otlp]}}}',
      'service.pipelines.traces: The pipeline "traces" has no exporters.',
    ],
    [
      'service: {pipelines: {trace: {receivers: [otlp], exporters: [debug]}}}',
      'service.pipelines.trace: "trace" is no pipeline: its first part says of what it is. Did you mean "traces"?',
    ],
    [
      'service: {pipelines: {traces: {receivers: [otlp], processor: [batch], exporters: [debug]}}}',
      'service.pipelines.traces.processor: "processor" is no key of the Collector here. Did you mean "processors"?',
    ],
    [
      'service: {pipelines: {traces: {receivers: [otlp], processors: [batch, memory_limiter], exporters: [debug]}}}',
      'service.pipelines.traces.processors.1: "memory_limiter" is not the first processor, so what stands before it fills the memory that it should guard.',
    ],
    [
      'service: {extensions: [zpages], pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}',
      'service.extensions.0: "zpages" is used, and no such extension is configured.',
    ],
    [
      'connectors: {count: null}\nservice: {pipelines: {traces: {receivers: [otlp], exporters: [count]}}}',
      'connectors.count: The connector "count" is an exporter of a pipeline and a receiver of none.',
    ],
    ['serivce: {}', 'serivce: "serivce" is no key of the Collector here. Did you mean "service"?'],
  ])('%j is refused', (text, message) => {
    expect(said(`${PARTS}${text}\n`)).toEqual([message]);
  });

  test('is told from other files', () => {
    expect(isCollector(['receivers', 'exporters', 'service'])).toBe(true);
    expect(isCollector(['receivers', 'processors', 'exporters'])).toBe(true);
    expect(isCollector(['route', 'receivers'])).toBe(false);
    expect(isCollector(['service'])).toBe(false);
    expect(isCollector(['apiVersion', 'kind', 'receivers', 'service'])).toBe(false);
  });
});
