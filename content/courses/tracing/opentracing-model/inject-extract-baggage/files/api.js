import { FORMAT_HTTP_HEADERS, globalTracer, Tags } from 'opentracing';
import { start } from './tracer.js';

export default (shop) => {
  start('api');
  const tracer = globalTracer();

  async function post(service, path, body, parent) {
    const span = tracer.startSpan(`POST ${service}`, { childOf: parent });
    span.addTags({ [Tags.SPAN_KIND]: 'client', [Tags.PEER_SERVICE]: service });
    try {
      const headers = {};
      const response = await shop.fetch(`http://${service}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${service} answered ${response.status}`);
      return await response.json();
    } finally {
      span.finish();
    }
  }

  return {
    'POST /checkout': async ({ headers, query, body = query }) => {
      const span = tracer.startSpan('checkout');
      try {
        await shop.work(3);
        await post('stock', '/reserve', body, span);
        return await post('payment', '/pay', body, span);
      } finally {
        span.finish();
      }
    },
  };
};
