import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

// You need not read this file yet. Later lessons explain every line of it.
const exporter = new OTLPTraceExporter({ url: 'http://collector:4318/v1/traces' });
const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'api', 'service.version': '1.6.0' }),
  spanProcessors: [new BatchSpanProcessor(exporter)],
});
provider.register();
const tracer = trace.getTracer('shop');

async function inSpan(name, options, parent, work) {
  return tracer.startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (problem) {
      span.recordException(problem);
      span.setStatus({ code: SpanStatusCode.ERROR, message: problem.message });
      throw problem;
    } finally {
      span.end();
    }
  });
}

/** Makes a span for a step inside of this service. */
export const step = (name, work) => inSpan(name, {}, context.active(), work);

/** Makes a span for each request that this service serves. */
export function serve(name, handler) {
  return (request) => {
    const parent = propagation.extract(context.active(), request.headers);
    return inSpan(name, { kind: SpanKind.SERVER }, parent, () => handler(request));
  };
}

/** Asks another service, with a span, and tells it to which trace the request belongs. */
export function ask(shop, url, body) {
  return inSpan(`POST ${new URL(url).hostname}`, { kind: SpanKind.CLIENT }, context.active(), async () => {
    const headers = {};
    propagation.inject(context.active(), headers);
    const response = await shop.fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.json();
  });
}
