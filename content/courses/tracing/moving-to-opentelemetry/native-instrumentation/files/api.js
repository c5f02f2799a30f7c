import { FORMAT_HTTP_HEADERS, globalTracer, Tags } from 'opentracing';
import { reserve } from './stock-client.js';
import { startTelemetry } from './telemetry.js';

export default (shop) => {
  startTelemetry('api');
  const tracer = globalTracer();

  function failed(span, problem) {
    span.setTag(Tags.ERROR, true);
    span.log({ event: 'error', 'error.kind': problem.name, message: problem.message });
  }

  async function pay(body, parent) {
    const span = tracer.startSpan('pay', { childOf: parent });
    span.addTags({ [Tags.SPAN_KIND]: 'client', [Tags.PEER_SERVICE]: 'payment', [Tags.HTTP_METHOD]: 'POST' });
    try {
      const headers = {};
      tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
      const response = await shop.fetch('http://payment/pay', { method: 'POST', headers, body: JSON.stringify(body) });
      span.setTag(Tags.HTTP_STATUS_CODE, response.status);
      if (!response.ok) throw new Error(`payment answered ${response.status}`);
      return await response.json();
    } catch (problem) {
      failed(span, problem);
      throw problem;
    } finally {
      span.finish();
    }
  }

  return {
    'POST /checkout': async ({ headers, body }) => {
      const span = tracer.startSpan('checkout', { childOf: tracer.extract(FORMAT_HTTP_HEADERS, headers) });
      span.addTags({ [Tags.SPAN_KIND]: 'server', [Tags.HTTP_METHOD]: 'POST', [Tags.HTTP_STATUS_CODE]: 500 });
      try {
        await shop.work(3);
        await reserve(shop, body, span);
        const paid = await pay(body, span);
        span.setTag(Tags.HTTP_STATUS_CODE, 200);
        return paid;
      } catch (problem) {
        failed(span, problem);
        throw problem;
      } finally {
        span.finish();
      }
    },
  };
};
