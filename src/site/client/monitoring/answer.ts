import type { ShownAnswer } from '../../../lab/metrics/view/values.ts';
import { fill, make } from '../practice/dom.ts';
import { timeText } from './shown.ts';
import words from './words.ts';

/** What Prometheus says beside an answer, in plain sight. */
export function remarks({ warnings, infos }: Pick<ShownAnswer, 'warnings' | 'infos'>): HTMLElement[] {
  const remark = (name: string, text: string, kind: string): HTMLElement =>
    make('p', { class: 'monitoring-remark', 'data-kind': kind }, make('b', {}, `${name}: `), text);
  return [
    ...warnings.map((text) => remark(words.monitoringWarning, text, 'warning')),
    ...infos.map((text) => remark(words.monitoringInfo, text, 'info')),
  ];
}

/** Why a query has no answer. */
export function problem(text: string): HTMLElement {
  return make(
    'p',
    { class: 'monitoring-remark', 'data-kind': 'error' },
    make('b', {}, `${words.monitoringError}: `),
    text,
  );
}

/** How many of all are shown, if not all of them are. */
export function more(shown: number, total: number): HTMLElement | undefined {
  if (shown >= total) return undefined;
  return make('p', { class: 'practice-none' }, fill(words.monitoringMore, { shown, total }));
}

/** An answer as a table: series, and values. */
export function answerTable({ rows, total, time, ...said }: ShownAnswer): HTMLElement[] {
  const asOf = make('p', { class: 'practice-none' }, fill(words.monitoringAsOf, { time: timeText(time) }));
  if (rows.length === 0)
    return [...remarks(said), make('p', { class: 'practice-none' }, words.monitoringNoResult), asOf];
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, words.monitoringSeries),
    make('th', { scope: 'col' }, words.monitoringValue),
  );
  const body = rows.map(({ series, values }) =>
    make(
      'tr',
      {},
      make('td', {}, make('code', {}, series === '' ? '{}' : series)),
      make('td', { class: 'monitoring-value' }, ...values.flatMap((value) => [make('span', {}, value), ' '])),
    ),
  );
  const table = make(
    'table',
    { class: 'monitoring-table' },
    make('caption', { class: 'sr-only' }, words.monitoringAnswer),
    make('thead', {}, head),
    make('tbody', {}, ...body),
  );
  return [...remarks(said), table, more(rows.length, total), asOf].filter((node) => node !== undefined);
}
