import { followsFrom, globalTracer, Tags } from 'opentracing';
import './tracer.js';

export default (shop) => {
  const tracer = globalTracer();

  async function post(url, body) {
    const response = await shop.fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.json();
  }

  async function sendMail(receipt) {
    await post('http://mail/send', { receipt });
  }

  return {
    'POST /checkout': async ({ body }) => {
      const span = tracer.startSpan('checkout');
      await shop.work(3);
      await post('http://stock/reserve', body);
      const paid = await post('http://payment/pay', body);
      span.finish();
      return paid;
    },
  };
};
