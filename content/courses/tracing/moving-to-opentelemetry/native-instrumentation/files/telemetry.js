import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { TracerShim } from '@opentelemetry/shim-opentracing';
import { initGlobalTracer } from 'opentracing';

/** Starts the SDK, and installs the shim for code that still uses OpenTracing. */
export function startTelemetry(name) {
  const exporter = new OTLPTraceExporter({ url: 'http://collector:4318/v1/traces' });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.version': '2.2.0' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  initGlobalTracer(new TracerShim(trace.getTracer('opentracing-shim')));
}
