/** Files of services that a lesson does not bring; their names are no names that a learner's file can have. */
const TELEMETRY = `
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';

export function start(name) {
  const exporter = new OTLPTraceExporter({ url: 'http://collector:4318/v1/traces' });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.version': '1.4.0' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  const tracer = trace.getTracer('shop', '1.4.0');
  const failed = (span, problem) => {
    span.recordException(problem);
    span.setStatus({ code: SpanStatusCode.ERROR, message: problem.message });
  };
  const serve = (handlers) =>
    Object.fromEntries(
      Object.entries(handlers).map(([key, handler]) => [
        key,
        (request) => {
          const [method, route] = key.split(' ');
          const parent = propagation.extract(context.active(), request.headers);
          const attributes = { 'http.request.method': method, 'http.route': route, 'url.path': request.path, 'url.scheme': 'http' };
          return tracer.startActiveSpan(key, { kind: SpanKind.SERVER, attributes }, parent, async (span) => {
            try {
              const answer = await handler(request);
              const status = answer.status ?? 200;
              span.setAttribute('http.response.status_code', status);
              if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
              return answer;
            } catch (problem) {
              span.setAttribute('http.response.status_code', 500);
              failed(span, problem);
              throw problem;
            } finally {
              span.end();
            }
          });
        },
      ]),
    );
  const call = (shop) => (url, init = {}) => {
    const { hostname, port } = new URL(url);
    const method = init.method ?? (init.body === undefined ? 'GET' : 'POST');
    const attributes = { 'http.request.method': method, 'url.full': url, 'server.address': hostname, 'server.port': Number(port || 80) };
    return tracer.startActiveSpan(method, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      try {
        const headers = { ...init.headers };
        propagation.inject(context.active(), headers);
        const response = await shop.fetch(url, { ...init, method, headers });
        span.setAttribute('http.response.status_code', response.status);
        if (response.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
        return response;
      } catch (problem) {
        failed(span, problem);
        throw problem;
      } finally {
        span.end();
      }
    });
  };
  return { serve, call };
}
`;

const PLAIN = `
export const start = () => ({ serve: (handlers) => handlers, call: (shop) => shop.fetch });
`;

/** Handlers of each service, as the body of a function of \`shop\` and \`call\`. */
const HANDLERS: Readonly<Record<string, string>> = {
  web: `
  const pass = async (response) => ({ status: response.status, body: await response.json().catch(() => undefined) });
  return {
    'GET /checkout': async ({ query }) => {
      await shop.work(2);
      return pass(await call('http://api/checkout', { method: 'POST', body: JSON.stringify(query) }));
    },
    'GET /products': async () => {
      await shop.work(2);
      return pass(await call('http://api/products'));
    },
  };`,
  api: `
  const ok = (response, what) => {
    if (!response.ok) throw new Error(what + ' answered ' + response.status);
    return response.json();
  };
  return {
    'POST /checkout': async ({ body }) => {
      await shop.work(3);
      await ok(await call('http://stock/reserve', { method: 'POST', body: JSON.stringify({ item: body.item }) }), 'stock');
      const { receipt } = await ok(await call('http://payment/pay', { method: 'POST', body: JSON.stringify(body) }), 'payment');
      return { receipt };
    },
    'GET /products': async () => {
      await shop.work(2);
      return ok(await call('http://stock/levels'), 'stock');
    },
  };`,
  stock: `
  return {
    'POST /reserve': async ({ body }) => {
      await shop.work(8);
      return { item: body?.item, reserved: true };
    },
    'GET /levels': async () => {
      await shop.work(5);
      return { lamp: 12, chair: 4, table: 7 };
    },
  };`,
  payment: `
  return {
    'POST /pay': async () => {
      await shop.work(20);
      return { receipt: 'r-' + Math.floor(shop.random() * 1e6) };
    },
  };`,
};

/** Where the files of built-in services lie. */
const FOLDER = 'built-in/';

/** The path of the file of a built-in service. */
export const builtInPath = (service: string): string => `${FOLDER}${service}.js`;

/**
 * The files of all built-in services. They are instrumented with OpenTelemetry, unless the learner's files only know OpenTracing, whose mock
 * cannot pass anything on.
 */
export function builtInFiles(files: Readonly<Record<string, string>>): Record<string, string> {
  const all = Object.values(files).join('\n');
  const isOnlyOpenTracing = /['"]opentracing['"]/.test(all) && !/['"]@opentelemetry\//.test(all);
  const made: Record<string, string> = { [`${FOLDER}telemetry.js`]: isOnlyOpenTracing ? PLAIN : TELEMETRY };
  // Quoted only when it runs: who looks through the built scripts for what they load takes no service's import for one of theirs.
  const telemetry = JSON.stringify('./telemetry.js');
  for (const [service, handlers] of Object.entries(HANDLERS))
    made[builtInPath(service)] =
      `import { start } from ${telemetry};\nexport default (shop) => {\n  const telemetry = start(shop.name);\n  const call = telemetry.call(shop);\n  const handlers = (() => {${handlers}\n  })();\n  return telemetry.serve(handlers);\n};\n`;
  return made;
}
