import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { spansOf } from '../../../src/lab/traces/otlp.ts';
import type { RunInput, RunResult, SpanRecord } from '../../../src/lab/traces/run.ts';
import { TracingProcess } from '../../../src/lab-host/tracing/process.ts';
import { CONTEXT_CODE } from './context-code.ts';

const START = Date.UTC(2026, 10, 30, 9);
const host = new TracingProcess();
afterAll(() => host.end());

const EXPORTING = `
import { NodeTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { trace } from '@opentelemetry/api';
export function start(name = 'web') {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: 'http://collector:4318/v1/traces' }))],
  });
  provider.register();
  return trace.getTracer('test', '1.0');
}
`;

type Given = Partial<Omit<RunInput, 'scenario'>> & { scenario?: Partial<RunInput['scenario']> };

async function run(files: Record<string, string>, { scenario, ...given }: Given = {}): Promise<RunResult> {
  const result = await host.run({
    files: { 'start.js': EXPORTING, ...files },
    seed: 1,
    start: START,
    hasCollector: true,
    ...given,
    scenario: {
      name: 'checkout',
      requests: 1,
      to: 'web',
      request: 'GET /checkout',
      headers: {},
      every: 50,
      share: 1,
      ...scenario,
    },
  });
  if (!result) throw new Error('It did not end.');
  return result;
}

const spans = ({ exports }: RunResult): SpanRecord[] => exports.flatMap(({ body }) => spansOf(body, START));

/** Which span stands below which, by their names. */
function treeOf(all: readonly { spanId: string; parentId: string | undefined; name: string }[]): string[] {
  const names = new Map(all.map(({ spanId, name }) => [spanId, name]));
  return all.map(({ name, parentId }) => `${parentId === undefined ? '' : names.get(parentId)} > ${name}`).sort();
}

describe('context that nobody passes on', () => {
  test('is where Node has it, with its own AsyncLocalStorage and the same packages', async () => {
    const folder = mkdtempSync(join(resolve('node_modules'), '.tracing-'));
    try {
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      writeFileSync(join(folder, 'web.js'), CONTEXT_CODE);
      writeFileSync(
        join(folder, 'start.js'),
        `import { NodeTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { trace } from '@opentelemetry/api';
export const exporter = new InMemorySpanExporter();
export function start() {
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
  return trace.getTracer('test', '1.0');
}
`,
      );
      const load = (name: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, name)).href);
      const { default: web } = await load('web.js');
      const { exporter } = await load('start.js');
      const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
      expect(await web({ sleep })['GET /checkout']({})).toEqual({ size: 2 });
      const inNode = (
        exporter.getFinishedSpans() as {
          name: string;
          spanContext: () => { spanId: string };
          parentSpanContext?: { spanId: string };
        }[]
      ).map((one) => ({ name: one.name, spanId: one.spanContext().spanId, parentId: one.parentSpanContext?.spanId }));

      const result = await run({ 'web.js': CONTEXT_CODE });
      expect(result.problems).toEqual([]);
      expect(treeOf(spans(result))).toEqual(treeOf(inNode));
      expect(inNode.length).toBeGreaterThan(40);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('stays with its request where many run at the same time', async () => {
    const result = await run({ 'web.js': CONTEXT_CODE }, { scenario: { requests: 20, every: 1 } });
    const traces = Map.groupBy(spans(result), ({ traceId }) => traceId);
    expect(traces.size).toBe(20 + 20);
    const trees = [...traces.values()].filter((trace) => trace.length > 1).map((trace) => treeOf(trace).join('\n'));
    expect(new Set(trees).size).toBe(1);
  });
});

describe('services', () => {
  test('of the shop are instrumented, and one trace goes through all of them', async () => {
    const result = await run({});
    const all = spans(result);
    expect(treeOf(all)).toEqual([
      ' > GET /checkout',
      'GET /checkout > POST',
      'POST /checkout > POST',
      'POST /checkout > POST',
      'POST > POST /checkout',
      'POST > POST /pay',
      'POST > POST /reserve',
    ]);
    expect(new Set(all.map(({ traceId }) => traceId)).size).toBe(1);
    expect(result.hops.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'client web',
      'web api',
      'api stock',
      'api payment',
    ]);
    for (const { headers } of result.hops.slice(1))
      expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  test('are as processes of their own: neither globals nor modules nor what OpenTelemetry has registered is shared', async () => {
    const leaking = (name: string) => `import { start } from './start.js';
import { propagation, trace } from '@opentelemetry/api';
import { count } from './count.js';
globalThis.seen = (globalThis.seen ?? '') + '${name}';
${name === 'web' ? "start('web');" : ''}
export default (shop) => ({
  'GET /checkout': async () => {
    console.log(globalThis.seen, count(), trace.getTracer('x').startSpan('y').isRecording(), propagation.fields().length);
    ${name === 'web' ? "await shop.fetch('http://api/checkout');" : ''}
    return {};
  },
});`;
    const { lines, problems } = await run({
      'count.js': 'let number = 0; export const count = () => ++number;',
      'web.js': leaking('web'),
      'api.js': leaking('api'),
    });
    expect(problems).toEqual([]);
    expect(lines.map(({ service, text }) => `${service}: ${text}`)).toEqual([
      'web: web 1 true 3',
      'api: api 1 false 0',
    ]);
  });

  test('give the same for the same code, scenario and seed, and something else for another seed', async () => {
    const scenario = { requests: 5, fails: 'payment', share: 0.4 };
    const [one, again, other] = [
      await run({}, { scenario }),
      await run({}, { scenario }),
      await run({}, { scenario, seed: 2 }),
    ];
    expect(one).toEqual(again);
    expect(spans(other)[0]?.traceId).not.toBe(spans(one)[0]?.traceId);
    expect(one.hops.filter(({ from, status }) => from === 'client' && status === 500)).toHaveLength(2);
  });

  test('are slow where a scenario says so', async () => {
    const result = await run({}, { scenario: { slow: 'stock' } });
    const [hop] = result.hops.filter(({ to }) => to === 'stock');
    expect((hop?.until ?? 0) - (hop?.at ?? 0)).toBeGreaterThan(100);
  });

  test('say what is wrong, with file and line', async () => {
    const broken = (text: string) => run({ 'api.js': text });
    const handler = (body: string) =>
      `export default (shop) => ({\n  'POST /checkout': async (request) => {\n    ${body}\n  },\n});\n`;
    const expected: [string, object][] = [
      ['export default (shop) => {\n  return {\n', { line: 3, message: expect.stringContaining('SyntaxError') }],
      ["import { x } from './none.js';\n", { line: 1, message: expect.stringContaining('no file "none.js"') }],
      [
        "\nimport { x } from '@opentelemetry/apii';\n",
        { line: 2, message: expect.stringContaining('Did you mean "@opentelemetry/api"?') },
      ],
      [
        "import { traze } from '@opentelemetry/api';\n",
        { line: 1, message: expect.stringContaining('Did you mean "trace"?') },
      ],
      ['export const x = 1;\n', { line: 0, message: expect.stringContaining('exports no function as its default') }],
      [
        handler('await shop.sleep(1);\n    return request.nothing.at(0);'),
        { line: 4, message: expect.stringContaining('TypeError') },
      ],
      [handler("await shop.fetch('http://stok/reserve');"), { message: expect.stringContaining('ENOTFOUND stok') }],
      [handler("Promise.reject(new Error('lost'));"), { line: 3, message: 'Error: lost' }],
      [handler("setTimeout(() => { throw new Error('in timer'); }, 5);"), { line: 3, message: 'Error: in timer' }],
      [
        handler('await new Promise(() => {});'),
        { message: expect.stringContaining('Nobody has answered 1 of the requests') },
      ],
    ];
    for (const [text, problem] of expected) {
      const { problems } = await broken(text);
      expect(problems).toContainEqual(
        expect.objectContaining({
          ...problem,
          ...('line' in problem && problem.line ? { file: 'api.js', service: 'api' } : {}),
        }),
      );
    }
  });

  test('reach neither network nor files nor processes', async () => {
    const { lines } = await run({
      'web.js': `export default (shop) => ({
  'GET /checkout': async () => {
    const [load, outside] = (0, eval)('[(name) => import(name), globalThis]');
    const said = [];
    for (const name of ['node:fs', 'node:net', 'node:http', 'node:child_process'])
      load(name).then(
        (module) => said.push(name + ' ' + (module.readFileSync ? String(module.readFileSync('/etc/hosts')) : 'loaded')),
      ).catch((problem) => said.push(name + ' refused: ' + problem.message));
    // Loading takes turns of the process itself, for which the clock of a run does not wait.
    for (let turn = 0; turn < 5000 && said.length < 4; turn++) await shop.sleep(1);
    console.log(said.sort().join('\\n'));
    console.log(outside.process, outside.fetch, outside.WebSocket, typeof process.getBuiltinModule, typeof XMLHttpRequest);
    return {};
  },
});`,
    });
    const said = lines[0]?.text.split('\n') ?? [];
    expect(said.map((text) => text.replace(/:? .*/, ''))).toEqual([
      'node:child_process',
      'node:fs',
      'node:http',
      'node:net',
    ]);
    for (const text of said) expect(text).toMatch(/ refused: (the module|Access to this API)/);
    expect(lines[1]?.text).toBe('undefined undefined undefined undefined undefined');
  });
});

describe('packages of the past', () => {
  test('MockTracer of OpenTracing makes spans, and can neither inject nor extract', async () => {
    const result = await run({
      'start.js': '',
      'web.js': `import opentracing, { MockTracer, Tags, FORMAT_HTTP_HEADERS } from 'opentracing';
const tracer = new MockTracer();
export default (shop) => ({
  'GET /checkout': async () => {
    const span = tracer.startSpan('checkout');
    span.setTag(Tags.SPAN_KIND, 'server');
    const child = tracer.startSpan('reserve', { childOf: span });
    await shop.sleep(5);
    child.log({ event: 'reserved', item: 'lamp' });
    child.finish();
    span.finish();
    try { tracer.inject(span, FORMAT_HTTP_HEADERS, {}); } catch (problem) { console.log(problem.message); }
    return { isSame: opentracing.MockTracer === MockTracer };
  },
});`,
    });
    expect(result.problems).toEqual([]);
    expect(treeOf(result.mock)).toEqual([' > checkout', 'checkout > reserve']);
    expect(result.mock[0]).toMatchObject({ kind: 'server', service: 'web' });
    expect(result.mock[1]).toMatchObject({ events: [{ name: 'reserved' }] });
    expect(result.lines[0]?.text).toBe('NOT YET IMPLEMENTED');
  });

  test('the shim makes spans of OpenTelemetry, and passes them on', async () => {
    const result = await run({
      'web.js': `import { TracerShim } from '@opentelemetry/shim-opentracing';
import { FORMAT_HTTP_HEADERS } from 'opentracing';
import { start } from './start.js';
const tracer = new TracerShim(start());
export default (shop) => ({
  'GET /checkout': async () => {
    const span = tracer.startSpan('old');
    const headers = {};
    tracer.inject(span.context(), FORMAT_HTTP_HEADERS, headers);
    await shop.fetch('http://stock/levels', { headers });
    span.finish();
    return {};
  },
});`,
    });
    expect(result.problems).toEqual([]);
    expect(treeOf(spans(result))).toEqual([' > old', 'old > GET /levels']);
  });

  test('metrics and logs are there, and know the context', async () => {
    const result = await run({
      'web.js': `import { metrics } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { LoggerProvider, SimpleLogRecordProcessor, ConsoleLogRecordExporter } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader, ConsoleMetricExporter } from '@opentelemetry/sdk-metrics';
import { start } from './start.js';
const tracer = start();
logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: new ConsoleLogRecordExporter() })] }));
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: new ConsoleMetricExporter() })] }));
const counter = metrics.getMeter('shop').createCounter('orders');
export default () => ({
  'GET /checkout': () => tracer.startActiveSpan('order', async (span) => {
    counter.add(2);
    logs.getLogger('shop').emit({ body: 'ordered' });
    console.log('trace', span.spanContext().traceId);
    span.end();
    return {};
  }),
});`,
    });
    const text = result.lines.map((line) => line.text).join('\n');
    const id = /trace ([0-9a-f]{32})/.exec(text)?.[1];
    expect(text).toContain(`traceId: '${id}'`);
    expect(text).toContain("body: 'ordered'");
    expect(text).toMatch(/name: 'orders'[\s\S]*value: 2/);
  });
});
