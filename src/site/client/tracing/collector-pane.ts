import type { CollectorOutcome, Pipeline } from '../../../lab/traces/collector/outcome.ts';
import { fill, make } from '../practice/dom.ts';
import words from './words.ts';

/** The Collector of a run: its pipelines as boxes, what was dropped where and why, and what it counts of itself. */
export class CollectorPane {
  // Nothing in it has the focus, and it may be longer than its place.
  readonly element = make('div', { class: 'tracing-collector', tabindex: '0' });

  constructor() {
    this.update(undefined);
  }

  /** Shows what the Collector did. */
  update(outcome: CollectorOutcome | undefined): void {
    if (!outcome) {
      this.element.replaceChildren(make('p', { class: 'practice-none' }, words.tracingCollectorNone));
      return;
    }
    const { problems, pipelines, counters, log } = outcome;
    const isStopped = problems.some(({ isWarning }) => !isWarning);
    const shown: HTMLElement[] = [];
    if (isStopped) shown.push(make('p', { class: 'tracing-error' }, words.tracingCollectorStopped));
    if (problems.length > 0)
      shown.push(
        make(
          'ul',
          { class: 'tracing-problems' },
          ...problems.map(({ line, message }) =>
            make('li', {}, fill(words.tracingCollectorProblem, { line, message })),
          ),
        ),
      );
    shown.push(...pipelines.map(pipelineOf));
    if (counters.length > 0) shown.push(countersOf(counters));
    if (log.length > 0)
      shown.push(
        make(
          'details',
          { class: 'tracing-log' },
          make('summary', {}, words.tracingLog),
          make('pre', { tabindex: '0' }, log.join('\n')),
        ),
      );
    this.element.replaceChildren(...shown);
  }
}

function pipelineOf({ id, stages }: Pipeline): HTMLElement {
  const boxes = stages.map(({ id: name, kind, input, output, dropped }) =>
    make(
      'li',
      { 'data-kind': kind, 'data-dropped': dropped.length > 0 ? 'true' : undefined },
      make('b', {}, name),
      make('small', {}, fill(words.tracingStage, { input, output })),
      ...dropped.map(({ count, why }) =>
        make('small', { class: 'tracing-error' }, fill(words.tracingDropped, { count, why })),
      ),
    ),
  );
  return make(
    'section',
    {},
    make('h3', {}, fill(words.tracingPipeline, { id })),
    make('ol', { class: 'tracing-pipeline' }, ...boxes),
  );
}

function countersOf(counters: CollectorOutcome['counters']): HTMLElement {
  const head = make(
    'tr',
    {},
    ...[words.tracingCounter, words.tracingComponent, words.tracingCount].map((name) =>
      make('th', { scope: 'col' }, name),
    ),
  );
  const rows = counters.map(({ name, component, value }) =>
    make('tr', {}, make('td', {}, make('code', {}, name)), make('td', {}, component), make('td', {}, String(value))),
  );
  return make(
    'table',
    { class: 'tracing-counters' },
    make('caption', {}, words.tracingCounters),
    make('thead', {}, head),
    make('tbody', {}, ...rows),
  );
}
