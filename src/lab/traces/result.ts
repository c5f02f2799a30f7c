import { asList, asRecord } from '../../kubernetes/data.ts';
import type { CodeProblem, ConsoleLine, Export, Hop, RunResult, SpanRecord } from './run.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(asRecord(value)).map(([name, one]) => [name, text(one)]));

function hopOf(value: unknown): Hop {
  const { at, until, from, to, method, path, headers, status, request } = asRecord(value);
  return {
    at: number(at),
    until: number(until),
    from: text(from),
    to: text(to),
    method: text(method),
    path: text(path),
    headers: texts(headers),
    status: number(status),
    request: number(request),
  };
}

function lineOf(value: unknown): ConsoleLine {
  const { at, service, level, text: said } = asRecord(value);
  return { at: number(at), service: text(service), level: level === 'error' ? 'error' : 'log', text: text(said) };
}

function problemOf(value: unknown): CodeProblem {
  const { service, file, line, message } = asRecord(value);
  return { service: text(service), file: text(file), line: number(line), message: text(message) };
}

function exportOf(value: unknown): Export {
  const { at, from, signal, body } = asRecord(value);
  return {
    at: number(at),
    from: text(from),
    signal: signal === 'metrics' || signal === 'logs' ? signal : 'traces',
    body: text(body),
  };
}

/** A run that came to nothing, and why. */
export const failedRun = (message: string): RunResult => ({
  hops: [],
  lines: [],
  problems: [{ service: '', file: '', line: 0, message }],
  exports: [],
  mock: [],
});

/**
 * What a run gave, from the text in which the runtime says it. Code of learners runs beside the runtime and may have written anything, so that
 * only what has the right form is taken.
 */
export function readResult(said: string): RunResult {
  let data: unknown;
  try {
    data = JSON.parse(said);
  } catch {
    return failedRun('What the services said of this run cannot be read.');
  }
  const { hops, lines, problems, exports, mock } = asRecord(data);
  return {
    hops: asList(hops).map(hopOf),
    lines: asList(lines).map(lineOf),
    problems: asList(problems).map(problemOf),
    exports: asList(exports).map(exportOf),
    mock: Array.isArray(mock) ? mock.filter(isSpan) : [],
  };
}

function isSpan(value: unknown): value is SpanRecord {
  const { traceId, spanId, name, service, start, end, status, attributes, events, links, resource } = asRecord(value);
  return (
    [traceId, spanId, name, service].every((one) => typeof one === 'string') &&
    [start, end].every((one) => typeof one === 'number') &&
    [status, attributes, resource].every((one) => typeof one === 'object' && one !== null) &&
    [events, links].every(Array.isArray)
  );
}
