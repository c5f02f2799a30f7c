import type { Exposition, ExpositionFormat } from './exposition.ts';
import { ExpositionReader } from './read.ts';

/**
 * Reads what a program exposes on /metrics. Every line is read, even behind one that cannot be.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/ and model/textparse of Prometheus.
 */
export function parseExposition(text: string, format: ExpositionFormat = 'text'): Exposition {
  return new ExpositionReader(text, format).read();
}

/** The format that a header Content-Type names. */
export function formatOf(contentType: string): ExpositionFormat {
  return /^\s*application\/openmetrics-text\b/i.test(contentType) ? 'openmetrics' : 'text';
}
