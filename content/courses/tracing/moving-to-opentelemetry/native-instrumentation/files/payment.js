import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { startTelemetry } from './telemetry.js';

/** The team of payment uses OpenTelemetry with old names. It will change them in spring. */
export default (shop) => {
  startTelemetry('payment');
  const tracer = trace.getTracer('payment', '1.9.0', { schemaUrl: 'https://opentelemetry.io/schemas/1.20.0' });

  return {
    'POST /pay': ({ headers }) => {
      const attributes = { 'http.method': 'POST', 'http.target': '/pay', 'http.status_code': 500 };
      const options = { kind: SpanKind.SERVER, attributes };
      const parent = propagation.extract(context.active(), headers);
      return tracer.startActiveSpan('POST /pay', options, parent, async (span) => {
        try {
          await shop.work(20);
          span.setAttribute('http.status_code', 200);
          return { receipt: `r-${Math.floor(shop.random() * 1e6)}` };
        } catch (problem) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: problem.message });
          throw problem;
        } finally {
          span.end();
        }
      });
    },
  };
};
