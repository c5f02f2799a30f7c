import { childOf, FORMAT_HTTP_HEADERS, followsFrom, globalTracer, Tags } from 'opentracing';
import { findDiscount } from './discount.js';
import { installTracer } from './tracer.js';

export default (shop) => {
  installTracer();
  const tracer = globalTracer();

  async function traced(name, options, work) {
    const span = tracer.startSpan(name, options);
    try {
      return await work(span);
    } catch (problem) {
      span.setTag(Tags.ERROR, problem.message);
      span.log({ event: 'error', 'error.kind': problem.name, message: problem.message, stack: problem.stack });
      throw problem;
    } finally {
      span.finish();
    }
  }

  async function post(url, body, span) {
    const headers = {};
    if (span) tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
    const response = await shop.fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.json();
  }

  function sendMail(receipt, cause) {
    return traced('send mail', { references: [followsFrom(cause.context())] }, () =>
      post('http://mail/send', { receipt }),
    );
  }

  async function checkout(body, span) {
    await shop.work(3);
    await traced('reserve', { references: [childOf(span.context())] }, (child) =>
      post('http://stock/reserve', body, child),
    );
    const discount = await findDiscount(shop, body.user);
    try {
      return await traced('pay', { childOf: span }, (child) => post('http://payment/pay', { ...body, discount }, child));
    } catch (problem) {
      tracer.startSpan('refused', { childOf: span, tags: { [Tags.ERROR]: true } }).finish();
      throw problem;
    }
  }

  return {
    'POST /checkout': async ({ headers, body }) => {
      const parent = tracer.extract(FORMAT_HTTP_HEADERS, headers);
      return traced('checkout', { childOf: parent }, async (span) => {
        const paid = await checkout(body, span);
        sendMail(paid.receipt, span).catch((problem) => console.error(problem.message));
        return paid;
      });
    },
  };
};
