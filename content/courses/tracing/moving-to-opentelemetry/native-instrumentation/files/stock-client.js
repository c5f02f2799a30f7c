import { FORMAT_HTTP_HEADERS, globalTracer, Tags } from 'opentracing';

/** Asks stock to reserve an item. */
export async function reserve(shop, body, parent) {
  const tracer = globalTracer();
  const span = tracer.startSpan('reserve', { childOf: parent });
  span.addTags({ [Tags.SPAN_KIND]: 'client', [Tags.PEER_SERVICE]: 'stock', [Tags.HTTP_METHOD]: 'POST' });
  try {
    const headers = {};
    tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
    const response = await shop.fetch('http://stock/reserve', { method: 'POST', headers, body: JSON.stringify(body) });
    span.setTag(Tags.HTTP_STATUS_CODE, response.status);
    return await response.json();
  } finally {
    span.finish();
  }
}
