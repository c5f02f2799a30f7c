import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { findDiscount } from './discount.js';
import { startTelemetry } from './telemetry.js';

export default (shop) => {
  startTelemetry();
  const tracer = trace.getTracer('shop', '2.0.0');

  function ask(service, path, body) {
    const attributes = { 'http.request.method': 'POST', 'server.address': service };
    return tracer.startActiveSpan('POST', { kind: SpanKind.CLIENT, attributes }, async (span) => {
      try {
        const headers = {};
        propagation.inject(context.active(), headers);
        const url = `http://${service}${path}`;
        const response = await shop.fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
        span.setAttribute('http.response.status_code', response.status);
        if (!response.ok) throw new Error(`${service} answered ${response.status}`);
        return await response.json();
      } finally {
        span.end();
      }
    });
  }

  return {
    'POST /checkout': ({ headers, query, body = query }) => {
      const parent = propagation.extract(context.active(), headers);
      const attributes = { 'http.request.method': 'POST', 'http.route': '/checkout' };
      return tracer.startActiveSpan('POST /checkout', { kind: SpanKind.SERVER, attributes }, parent, async (span) => {
        try {
          await shop.work(3);
          await ask('stock', '/reserve', body);
          const discount = await findDiscount(shop, body.user);
          return await ask('payment', '/pay', { ...body, discount });
        } finally {
          span.end();
        }
      });
    },
  };
};
