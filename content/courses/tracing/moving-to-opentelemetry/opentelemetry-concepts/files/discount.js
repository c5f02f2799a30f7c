import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('shop', '2.0.0');

async function loadRules(shop) {
  const span = tracer.startSpan('load rules');
  await shop.sleep(10);
  span.end();
  return { ada: 0.1 };
}

export async function findDiscount(shop, user) {
  const span = tracer.startSpan('find discount');
  const rules = await loadRules(shop);
  span.end();
  return rules[user] ?? 0;
}
