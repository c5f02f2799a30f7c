import type { Exposition, ExpositionFormat } from './exposition.ts';
import type { LineMemory } from './line-memory.ts';
import { ExpositionReader } from './read.ts';

/**
 * Reads what a program exposes on /metrics. Every line is read, even behind one that cannot be.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/ and model/textparse of Prometheus.
 * @param memory of the texts of the same program before; it makes no other result
 */
export function parseExposition(text: string, format: ExpositionFormat = 'text', memory?: LineMemory): Exposition {
  return new ExpositionReader(text, format, memory).read();
}

/** The format that a header Content-Type names. */
export function formatOf(contentType: string): ExpositionFormat {
  return /^\s*application\/openmetrics-text\b/i.test(contentType) ? 'openmetrics' : 'text';
}
