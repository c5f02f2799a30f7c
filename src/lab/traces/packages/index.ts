/**
 * The packages that code of labs on tracing imports by their names: the real ones, bundled for browsers. One copy is made for each service, so
 * that nothing global is shared (`src/lab-host/tracing-bundle.ts`).
 */
import * as api from '@opentelemetry/api';
import * as apiLogs from '@opentelemetry/api-logs';
import * as contextAsyncHooks from '@opentelemetry/context-async-hooks';
import * as core from '@opentelemetry/core';
import * as exporterTraceOtlpHttp from '@opentelemetry/exporter-trace-otlp-http';
import * as resources from '@opentelemetry/resources';
import * as sdkLogs from '@opentelemetry/sdk-logs';
import * as sdkMetrics from '@opentelemetry/sdk-metrics';
import * as sdkTraceBase from '@opentelemetry/sdk-trace-base';
import * as sdkTraceNode from '@opentelemetry/sdk-trace-node';
import * as semanticConventions from '@opentelemetry/semantic-conventions';
import * as shimOpentracing from '@opentelemetry/shim-opentracing';
import * as opentracing from 'opentracing';

export const packages = {
  '@opentelemetry/api': api,
  '@opentelemetry/api-logs': apiLogs,
  '@opentelemetry/context-async-hooks': contextAsyncHooks,
  '@opentelemetry/core': core,
  '@opentelemetry/exporter-trace-otlp-http': exporterTraceOtlpHttp,
  '@opentelemetry/resources': resources,
  '@opentelemetry/sdk-logs': sdkLogs,
  '@opentelemetry/sdk-metrics': sdkMetrics,
  '@opentelemetry/sdk-trace-base': sdkTraceBase,
  '@opentelemetry/sdk-trace-node': sdkTraceNode,
  '@opentelemetry/semantic-conventions': semanticConventions,
  '@opentelemetry/shim-opentracing': shimOpentracing,
  opentracing,
};
