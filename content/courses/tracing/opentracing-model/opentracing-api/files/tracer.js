import { initGlobalTracer, MockTracer } from 'opentracing';
import { check } from './check.js';

/** Keeps spans in memory, and sends nothing: a tracer for tests. */
const tracer = new MockTracer();
initGlobalTracer(tracer);

// Half a minute after the start, when all requests are over, the spans are looked at.
setTimeout(() => {
  const report = tracer.report();
  const checkouts = report.spans.filter((span) => span.operationName() === 'checkout' && span._finishMs > 0);
  const count = (test) => checkouts.filter((span) => test(span.durationMs())).length;
  console.log('checkouts that took no time:', count((long) => long < 5));
  console.log('checkouts that waited for the mail:', count((long) => long > 250));
  console.log(check(report));
}, 30_000);
