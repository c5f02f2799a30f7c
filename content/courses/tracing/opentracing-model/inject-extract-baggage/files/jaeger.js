import { trace } from '@opentelemetry/api';

/**
 * Reads the value of the header uber-trace-id: {trace ID}:{span ID}:{parent span ID}:{flags}.
 * Gives { traceId, spanId, traceFlags }: IDs with 32 and 16 hexadecimal digits, and a number.
 */
export function parse(value) {
  return undefined;
}

/** Reads the header of Jaeger's old clients, and writes nothing. */
export class JaegerPropagator {
  inject() {}

  extract(context, carrier, getter) {
    const value = getter.get(carrier, 'uber-trace-id');
    const spanContext = value === undefined ? undefined : parse(decodeURIComponent(value));
    return spanContext ? trace.setSpanContext(context, { ...spanContext, isRemote: true }) : context;
  }

  fields() {
    return ['uber-trace-id'];
  }
}
