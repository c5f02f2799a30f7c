import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { startTelemetry } from './telemetry.js';

export default (shop) => {
  startTelemetry('payment');
  const tracer = trace.getTracer('payment', '3.0.0');

  async function ping() {
    const span = tracer.startSpan('ping');
    await shop.sleep(1);
    span.end();
  }

  return {
    'POST /pay': ({ headers, body }) => {
      const attributes = { 'http.request.method': 'POST', 'http.route': '/pay', 'customer.email': `${body.user}@example.org` };
      const parent = propagation.extract(context.active(), headers);
      return tracer.startActiveSpan('POST /pay', { kind: SpanKind.SERVER, attributes }, parent, async (span) => {
        try {
          await Promise.all([ping(), ping(), ping()]);
          await shop.work(20);
          return { receipt: `r-${Math.floor(shop.random() * 1e6)}` };
        } catch (problem) {
          span.recordException(problem);
          span.setStatus({ code: SpanStatusCode.ERROR, message: problem.message });
          throw problem;
        } finally {
          span.end();
        }
      });
    },
  };
};
