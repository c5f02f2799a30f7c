/**
 * `npm run traces -- --lesson ID`: does the solutions of a lab on tracing, one after the other, and prints what came of each run, and how the
 * conditions stand. `--run SCENARIO` runs a scenario with the files as they are at the beginning; `--seed N` takes other random numbers.
 */
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { didYouMean } from '../src/findings/suggest.ts';
import { TracingAttempt } from '../src/lab/traces/attempt.ts';
import { tracesOf } from '../src/lab/traces/conditions.ts';
import type { Outcome } from '../src/lab/traces/outcome.ts';
import type { SpanRecord } from '../src/lab/traces/run.ts';
import { doStep } from '../src/lab/traces/steps.ts';
import { tracingLab } from '../src/lab-host/tracing/lab.ts';
import { TracingProcess } from '../src/lab-host/tracing/process.ts';
import { filesWithoutMarkers } from '../src/rendering/region.ts';
import { getCurriculum } from '../src/site/curriculum.ts';

/** More traces than that say no more. */
const MOST_TRACES = 5;
const START = Date.UTC(2026, 10, 30, 9);

/** Spans as a tree, a line each. */
function* treeLines(trace: readonly SpanRecord[], parent?: string, indent = '    '): Generator<string> {
  const ids = new Set(trace.map(({ spanId }) => spanId));
  for (const span of trace) {
    const above = span.parentId !== undefined && ids.has(span.parentId) ? span.parentId : undefined;
    if (above !== parent) continue;
    const lost = above === undefined && span.parentId !== undefined ? ' (its parent is not here)' : '';
    const error = span.status.code === 'error' ? ' ERROR' : '';
    yield `${indent}${span.service}: ${span.name} [${span.kind}] ${(span.end - span.start).toFixed(1)} ms${error}${lost}`;
    yield* treeLines(trace, span.spanId, `${indent}  `);
  }
}

function* outcomeLines({ scenario, spans, result, collector }: Outcome): Generator<string> {
  yield `  run ${scenario}: ${result.hops.length} requests on the wire, ${spans.length} spans`;
  for (const { service, file, line, message } of result.problems) yield `    ! ${file || service}:${line} ${message}`;
  for (const { service, text } of result.lines.slice(0, 40))
    yield `    ${service}| ${text.replaceAll('\n', '\n       ')}`;
  for (const trace of [...tracesOf(spans).values()].slice(0, MOST_TRACES)) {
    yield `    trace ${trace[0]?.traceId}`;
    yield* treeLines(trace, undefined, '      ');
  }
  for (const { line, message } of collector?.problems ?? []) yield `    collector.yaml:${line} ${message}`;
  for (const { name, component, value } of collector?.counters ?? []) yield `    ${name} (${component}) ${value}`;
}

function* taskLines({ results }: TracingAttempt, id: string): Generator<string> {
  const result = results.find((one) => one.id === id);
  for (const { isMet, message } of result?.conditions ?? []) yield `  ${isMet ? '✓' : '✗'} ${message}`;
}

runCommand(async () => {
  const { values } = parseArgs({
    options: {
      lesson: { type: 'string', default: '' },
      run: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const traced = [...getCurriculum().lessons.values()].filter(({ lab }) => lab?.tracing);
  const ids = traced.map(({ id }) => id);
  const lesson = traced.find(({ id }) => id === values.lesson);
  const lab = lesson?.lab && tracingLab(lesson.id, lesson.lab, filesWithoutMarkers(lesson.files));
  if (!lesson?.lab || !lab)
    throw new UserError(
      `No lesson "${values.lesson}" has a lab on tracing.${didYouMean(values.lesson, ids)} There are: ${ids.join(', ') || 'none'}.`,
    );
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0)
    throw new UserError(`--seed wants a whole number, but got "${values.seed}".`);
  const host = new TracingProcess();
  const attempt = TracingAttempt.begin(lab, host.run, { seed, start: START });
  const show = (lines: Iterable<string>): void => console.log([...lines].join('\n'));
  const tasks =
    values.run === undefined
      ? lesson.lab.tasks
      : [{ id: '', title: values.run, steps: [{ do: 'run' as const, scenario: values.run }] }];
  try {
    for (const { id, title, steps } of tasks) {
      console.log(title);
      for (const step of steps) {
        const why = await doStep(attempt, step);
        if (why !== undefined) throw new UserError(`A step cannot be done: ${why}.`);
        if (step.do === 'run' && attempt.last) show(outcomeLines(attempt.last));
      }
      show(taskLines(attempt, id));
    }
  } finally {
    host.end();
  }
});
