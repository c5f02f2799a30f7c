import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Starts the SDK. */
export function startTelemetry(name) {
  const exporter = new OTLPTraceExporter({ url: 'http://collector:4318/v1/traces' });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.version': '3.0.0' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
}
