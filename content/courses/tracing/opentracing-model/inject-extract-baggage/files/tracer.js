import { trace } from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { TracerShim } from '@opentelemetry/shim-opentracing';
import { initGlobalTracer } from 'opentracing';

/** Formats of headers that this service reads and writes. */
const propagators = [new W3CTraceContextPropagator(), new W3CBaggagePropagator()];

/** Installs a tracer with the API of OpenTracing. What stands behind it is explained in later lessons. */
export function start(name) {
  const exporter = new OTLPTraceExporter({ url: 'http://collector:4318/v1/traces' });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register({ propagator: new CompositePropagator({ propagators }) });
  initGlobalTracer(new TracerShim(trace.getTracer('shop')));
}
