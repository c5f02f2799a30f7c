import { tracesOf } from '../../../lab/traces/conditions.ts';
import type { Outcome } from '../../../lab/traces/outcome.ts';
import type { SpanRecord } from '../../../lab/traces/run.ts';
import { button, fill, make } from '../practice/dom.ts';
import { timeText } from './format.ts';
import { spanDetails } from './span-details.ts';
import { placed, SpanTree } from './span-tree.ts';
import words from './words.ts';

/** More than so many are too many to choose from. */
const MOST = 60;

/** The traces of a run: a list to choose from, the spans of one as a tree with bars, and all of one span. */
export class TracesPane {
  readonly element: HTMLElement;
  readonly #none = make('p', { class: 'practice-none' }, words.tracingTracesNone);
  readonly #from = make('select', { autocomplete: 'off' });
  readonly #choice = make('label', { class: 'tracing-choice', hidden: true }, words.tracingArrived, this.#from);
  readonly #list = make('ul', { class: 'tracing-list', 'aria-label': words.tracingTracesList });
  readonly #more = make('p', { class: 'practice-none' });
  readonly #details = make('div', { class: 'tracing-place' });
  readonly #tree = new SpanTree((span) => {
    this.#details.replaceChildren(spanDetails(span, this.#outcome?.result.hops ?? []));
  });
  readonly #body = make('div', { hidden: true }, this.#list, this.#more, this.#tree.element, this.#details);
  #outcome: Outcome | undefined;

  constructor() {
    this.element = make('div', { class: 'tracing-traces' }, this.#choice, this.#none, this.#body);
    this.#from.addEventListener('change', () => this.#show());
  }

  /** Shows what came of a run. */
  update(outcome: Outcome | undefined): void {
    this.#outcome = outcome;
    const exporters = Object.keys(outcome?.collector?.exported ?? {});
    const before = this.#from.value;
    this.#from.replaceChildren(
      make('option', { value: '' }, words.tracingArrivedSent),
      ...exporters.map((exporter) =>
        make('option', { value: exporter }, fill(words.tracingArrivedExporter, { exporter })),
      ),
    );
    this.#from.value = exporters.includes(before) ? before : '';
    this.#choice.hidden = exporters.length === 0;
    this.#show();
  }

  #show(): void {
    const { value } = this.#from;
    const spans = value === '' ? (this.#outcome?.spans ?? []) : (this.#outcome?.collector?.exported[value] ?? []);
    const traces = [...tracesOf(spans).values()];
    this.#none.hidden = traces.length > 0;
    this.#body.hidden = traces.length === 0;
    const buttons = traces.slice(0, MOST).map((trace) => {
      const one = button(titleOf(trace), () => choose(one, trace));
      one.append(...signsOf(trace));
      return one;
    });
    const choose = (chosen: HTMLButtonElement, trace: readonly SpanRecord[]): void => {
      for (const one of buttons) one.setAttribute('aria-pressed', String(one === chosen));
      this.#tree.show(trace);
    };
    this.#list.replaceChildren(...buttons.map((one) => make('li', {}, one)));
    this.#more.hidden = traces.length <= MOST;
    this.#more.textContent = fill(words.tracingMore, { count: traces.length - MOST });
    const [first] = buttons;
    if (first && traces[0]) choose(first, traces[0]);
  }
}

function titleOf(trace: readonly SpanRecord[]): string {
  const from = Math.min(...trace.map(({ start }) => start));
  const until = Math.max(...trace.map(({ end }) => end));
  const { name = '' } = placed(trace)[0]?.span ?? {};
  return fill(words.tracingTrace, { name, time: timeText(until - from), spans: trace.length });
}

/** What is the matter with a trace. */
function signsOf(trace: readonly SpanRecord[]): HTMLElement[] {
  const loose = placed(trace).filter(({ isLoose }) => isLoose).length;
  const isError = trace.some(({ status }) => status.code === 'error');
  return [
    ...(isError ? [make('small', { class: 'tracing-error' }, words.tracingTraceError)] : []),
    ...(loose > 0 ? [make('small', { class: 'tracing-loose' }, fill(words.tracingTraceLoose, { count: loose }))] : []),
  ];
}
