import { button, fill, make } from '../practice/dom.ts';
import { answerTable, problem } from './answer.ts';
import type { Engine } from './engine.ts';
import type { Graph } from './graph.ts';
import { QueryLine } from './query-line.ts';
import words from './words.ts';

const MINUTE = 60_000;
const RANGES = [
  { label: fill(words.monitoringRangeMinutes, { count: 15 }), range: 15 * MINUTE },
  { label: fill(words.monitoringRangeHours, { count: 1 }), range: 60 * MINUTE },
  { label: fill(words.monitoringRangeHours, { count: 6 }), range: 360 * MINUTE },
];
/** So many of the earlier queries can be brought back. */
const REMEMBERED = 50;

/** Where queries are typed, and what comes of them: as a table, or as a graph. */
export class QueryPane {
  readonly element: HTMLElement;
  readonly #engine: Engine;
  readonly #line: QueryLine;
  readonly #answer = make('div', {
    class: 'monitoring-answer',
    role: 'region',
    'aria-live': 'polite',
    'aria-label': words.monitoringAnswer,
    tabindex: '0',
  });
  readonly #history = make('select', { 'aria-label': words.monitoringHistory });
  readonly #views: Readonly<Record<'table' | 'graph', HTMLButtonElement>>;
  readonly #range = make('select', { 'aria-label': words.monitoringRange, hidden: true });
  #graph: Graph | undefined;
  #queries: string[] = [];
  #isGraph = false;
  /** The query whose answer is shown. */
  #asked: string | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#line = new QueryLine({ names: (asked) => engine.question('names', asked), run: () => void this.run() });
    this.#views = {
      table: button(words.monitoringTable, () => void this.#view(false), { 'aria-pressed': 'true' }),
      graph: button(words.monitoringGraph, () => void this.#view(true), { 'aria-pressed': 'false' }),
    };
    for (const { label, range } of RANGES) this.#range.append(make('option', { value: String(range) }, label));
    this.#range.addEventListener('change', () => void this.#show());
    this.#history.addEventListener('change', () => {
      const query = this.#queries[Number(this.#history.value)];
      if (query !== undefined) this.#line.put(query);
      this.#history.value = '';
      this.#line.focus();
    });
    this.remember([]);
    const bar = make(
      'div',
      { class: 'monitoring-bar' },
      button(words.monitoringRun, () => void this.run(), { class: 'primary' }),
      this.#views.table,
      this.#views.graph,
      this.#range,
      this.#history,
    );
    this.#nothing();
    this.element = make('div', { class: 'practice-beside monitoring-query' }, this.#line.element, bar, this.#answer);
  }

  #nothing(): void {
    this.#answer.replaceChildren(make('p', { class: 'practice-none' }, words.monitoringNotAsked));
  }

  /** The queries that were asked before, the oldest first. */
  remember(queries: readonly string[]): void {
    this.#queries = [...new Set([...queries].reverse())].slice(0, REMEMBERED);
    this.#history.replaceChildren(
      make('option', { value: '' }, words.monitoringHistoryNone),
      ...this.#queries.map((query, index) => make('option', { value: String(index) }, query)),
    );
    this.#history.disabled = this.#queries.length === 0;
  }

  /** Begins anew: nothing was asked. */
  reset(): void {
    this.remember([]);
    this.#asked = undefined;
    this.#nothing();
  }

  /** Puts a query into the line. */
  put(query: string): void {
    this.#line.put(query);
    this.#line.focus();
  }

  focus(): void {
    this.#line.focus();
  }

  /** Asks what stands in the line. */
  async run(): Promise<void> {
    const query = this.#line.text.trim();
    if (query === '') return;
    this.remember([...[...this.#queries].reverse(), query]);
    this.#asked = query;
    const answer = await this.#engine.question('query', { expr: query });
    if (this.#asked !== query) return;
    if ('error' in answer) this.#answer.replaceChildren(problem(answer.error));
    else if (this.#isGraph) await this.#show();
    else this.#answer.replaceChildren(...answerTable(answer));
  }

  async #view(isGraph: boolean): Promise<void> {
    this.#isGraph = isGraph;
    this.#views.table.setAttribute('aria-pressed', String(!isGraph));
    this.#views.graph.setAttribute('aria-pressed', String(isGraph));
    this.#range.hidden = !isGraph;
    if (!isGraph && this.#asked !== undefined) await this.run();
    else await this.#show();
  }

  /** Shows the graph of the query that was asked. */
  async #show(): Promise<void> {
    const query = this.#asked;
    if (!this.#isGraph || query === undefined) return;
    const answer = await this.#engine.question('graph', { expr: query, range: Number(this.#range.value) });
    if ('error' in answer) {
      this.#answer.replaceChildren(problem(answer.error));
      return;
    }
    this.#graph ??= new (await import('./graph.ts')).Graph();
    this.#answer.replaceChildren(this.#graph.element);
    this.#graph.show(answer);
  }
}
