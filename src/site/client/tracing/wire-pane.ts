import type { Hop } from '../../../lab/traces/run.ts';
import { fill, make } from '../practice/dom.ts';
import { colorOf, timeText } from './format.ts';
import { partsOf } from './headers.ts';
import words from './words.ts';

/** More than so many are too many to look through. */
const MOST = 200;

/** Every request between services, in order, each with its headers. */
export class WirePane {
  readonly element = make('div', { class: 'tracing-wire' });

  constructor() {
    this.update([]);
  }

  /** Shows the requests of a run. */
  update(hops: readonly Hop[]): void {
    if (hops.length === 0) {
      this.element.replaceChildren(make('p', { class: 'practice-none' }, words.tracingWireNone));
      return;
    }
    const rest = hops.length - MOST;
    this.element.replaceChildren(
      make('p', { class: 'practice-none' }, words.tracingWireAbout),
      make('ol', { class: 'tracing-hops' }, ...hops.slice(0, MOST).map((hop) => make('li', {}, hopDetails(hop)))),
      ...(rest > 0 ? [make('p', { class: 'practice-none' }, fill(words.tracingMore, { count: rest }))] : []),
    );
  }
}

function hopDetails({ from, to, method, path, status, at, until, headers }: Hop): HTMLElement {
  const time = timeText(until - at);
  const said = status === 0 ? fill(words.tracingHopLost, { time }) : fill(words.tracingHopStatus, { status, time });
  const service = (name: string): HTMLElement =>
    make('b', { class: 'tracing-service', 'data-color': colorOf(name) }, name);
  const entries = Object.entries(headers);
  const list = make('dl', {});
  for (const [name, value] of entries) {
    const parts = make('dl', { class: 'tracing-parts' });
    for (const [part, text] of partsOf(name, value)) parts.append(make('dt', {}, part), make('dd', {}, text));
    list.append(make('dt', {}, name), make('dd', {}, make('code', {}, value), parts.childElementCount > 0 && parts));
  }
  return make(
    'details',
    { 'data-status': status === 0 || status >= 500 ? 'error' : undefined },
    make(
      'summary',
      {},
      service(from),
      ' → ',
      service(to),
      make('code', {}, `${method} ${path}`),
      make('small', {}, said),
    ),
    entries.length > 0 ? list : make('p', { class: 'practice-none' }, words.tracingHeaderNone),
  );
}
