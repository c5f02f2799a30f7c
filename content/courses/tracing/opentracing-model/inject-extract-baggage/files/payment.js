import { FORMAT_HTTP_HEADERS, globalTracer } from 'opentracing';
import { start } from './tracer.js';

export default (shop) => {
  start('payment');
  const tracer = globalTracer();

  return {
    'POST /pay': async ({ headers }) => {
      const parent = tracer.extract(FORMAT_HTTP_HEADERS, headers);
      const span = tracer.startSpan('pay', { childOf: parent });
      try {
        await shop.work(20);
        return { receipt: `r-${Math.floor(shop.random() * 1e6)}` };
      } finally {
        span.finish();
      }
    },
  };
};
