import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * Puts a function around shop.fetch, so that each request of a service has a client span and carries the context. Ready-made
 * instrumentation does the same with fetch, http, and clients of databases.
 */
export function instrument(shop) {
  const tracer = trace.getTracer('instrumentation-fetch', '0.3.0');
  const { fetch } = shop;

  shop.fetch = (url, init = {}) => {
    const method = init.method ?? 'GET';
    const attributes = { 'http.request.method': method, 'url.full': url, 'server.address': new URL(url).hostname };
    return tracer.startActiveSpan(method, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      try {
        const headers = { ...init.headers };
        propagation.inject(context.active(), headers);
        const response = await fetch(url, { ...init, headers });
        span.setAttribute('http.response.status_code', response.status);
        if (response.status >= 400) {
          span.setAttribute('error.type', String(response.status));
          span.setStatus({ code: SpanStatusCode.ERROR });
        }
        return response;
      } finally {
        span.end();
      }
    });
  };
}
