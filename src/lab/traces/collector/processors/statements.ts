import type { Fields } from '../../../metrics/config/fields.ts';
import { changed, draftOf, eventsOf, isMeant } from '../ottl/change.ts';
import { type Change, Compiler, type Test } from '../ottl/compile.ts';
import type { OttlContext } from '../ottl/paths.ts';
import { OttlProblem } from '../ottl/tokens.ts';
import type { MakeProcessor } from '../parts.ts';

const MODES = ['ignore', 'silent', 'propagate'];
const CONTEXTS: readonly OttlContext[] = ['span', 'resource', 'spanevent'];
const SIGNALS = ['metric', 'log', 'profile'];

/** Reads something of OTTL; a mistake is said at its line. */
function reading<Result>(fields: Fields, line: number, text: string, read: () => Result): Result[] {
  try {
    return [read()];
  } catch (problem) {
    if (!(problem instanceof OttlProblem)) throw problem;
    fields.say(`"${text}" cannot be read: ${problem.message}.`, line);
    return [];
  }
}

function checkMode(fields: Fields): void {
  const mode = fields.text('error_mode');
  if (mode !== undefined && !MODES.includes(mode))
    fields.say(`error_mode has to be one of: ${MODES.join(', ')}.`, fields.lineOf('error_mode'));
}

function contextOf(fields: Fields): OttlContext | undefined {
  const text = fields.text('context');
  const context = CONTEXTS.find((one) => one === text);
  if (text !== undefined && !context)
    fields.say(`There is no context "${text}" for traces here.`, fields.lineOf('context'));
  return context;
}

const tests = (fields: Fields, name: string, context: OttlContext | undefined): Test[] =>
  fields
    .entriesOf(name)
    .flatMap(({ text = '', line }) => reading(fields, line, text, () => new Compiler(context).condition(text)));

/**
 * The processor `filter`: what one of the conditions says is dropped.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/filterprocessor/README.md as of August 2026
 */
export function readFilter(fields: Fields): MakeProcessor {
  checkMode(fields);
  const traces = fields.map('traces');
  const spanTests = [
    ...(traces ? [...tests(traces, 'span', 'span'), ...tests(traces, 'resource', 'resource')] : []),
    ...fields.entriesOf('trace_conditions').flatMap(({ text, map, line }) => {
      if (text !== undefined) return reading(fields, line, text, () => new Compiler().condition(text));
      if (!map) return [];
      const found = tests(map, 'conditions', contextOf(map));
      checkMode(map);
      map.finish('an entry of trace_conditions');
      return found;
    }),
  ];
  const eventTests = traces ? tests(traces, 'spanevent', 'spanevent') : [];
  traces?.finish('traces of the processor filter');
  fields.finish('the processor filter', ['metrics', 'logs', ...SIGNALS.map((signal) => `${signal}_conditions`)]);
  return ({ next, drop, count }) =>
    (spans) => {
      const kept = spans.filter((span) => !isMeant(span, spanTests));
      const dropped = spans.filter((span) => !kept.includes(span));
      if (dropped.length > 0) {
        count('otelcol_processor_filter_spans.filtered', dropped.length);
        drop(dropped, 'a condition of the filter holds');
      }
      next(
        eventTests.length === 0
          ? kept
          : kept.map((span) => {
              const subjects = eventsOf(span);
              const isKept = (_: unknown, index: number): boolean =>
                !eventTests.some((test) => test(subjects[index] ?? draftOf(span)));
              return { ...span, events: span.events.filter(isKept) };
            }),
      );
    };
}

/**
 * The processor `transform`: statements of OTTL, one after the other, each for every span.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/transformprocessor/README.md as of August 2026
 */
export function readTransform(fields: Fields): MakeProcessor {
  checkMode(fields);
  const changes = fields.entriesOf('trace_statements').flatMap(({ text, map, line }): Change[] => {
    if (text !== undefined) return reading(fields, line, text, () => new Compiler().statement(text));
    if (!map) return [];
    const context = contextOf(map);
    checkMode(map);
    const conditions = tests(map, 'conditions', context);
    const statements = map
      .entriesOf('statements')
      .flatMap(({ text: one = '', line: at }) => reading(map, at, one, () => new Compiler(context).statement(one)));
    map.finish('an entry of trace_statements');
    return statements.map(
      (change): Change =>
        (subject) => {
          if (conditions.length === 0 || conditions.some((test) => test(subject))) change(subject);
        },
    );
  });
  fields.finish(
    'the processor transform',
    SIGNALS.map((signal) => `${signal}_statements`),
  );
  return ({ next }) =>
    (spans) =>
      next(spans.map((span) => changed(span, changes)));
}
