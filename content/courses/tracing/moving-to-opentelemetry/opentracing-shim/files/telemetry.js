import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Starts the SDK of OpenTelemetry, with the propagators of W3C. */
export function startTelemetry() {
  const exporter = new OTLPTraceExporter({ url: 'http://collector:4318/v1/traces' });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'api', 'service.version': '2.1.0' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
}
