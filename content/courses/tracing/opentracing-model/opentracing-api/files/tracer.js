import { initGlobalTracer, MockTracer } from 'opentracing';
import { check } from './check.js';

/** Keeps spans in memory, and sends nothing: a tracer for tests. */
const tracer = new MockTracer();
initGlobalTracer(tracer);

// Half a minute after the start, when all requests are over, the spans are looked at.
setTimeout(() => {
  const report = tracer.report();
  const count = (names, test) =>
    report.spans.filter((span) => names.includes(span.operationName()) && span._finishMs > 0 && test(span.durationMs())).length;
  console.log('checkouts that took no time:', count(['checkout'], (long) => long < 5));
  console.log('requests that took no time:', count(['reserve', 'pay'], (long) => long < 2));
  console.log('checkouts that waited for the mail:', count(['checkout'], (long) => long > 250));
  console.log(check(report));
}, 30_000);
