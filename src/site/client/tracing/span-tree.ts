import type { SpanRecord } from '../../../lab/traces/run.ts';
import { make } from '../practice/dom.ts';
import { colorOf, timeText } from './format.ts';
import words from './words.ts';

/** A span in its place in the tree. */
export interface Placed {
  span: SpanRecord;
  level: number;
  children: number;
  /** Its parent is not among the spans. */
  isLoose: boolean;
}

/** The spans of a trace, each behind its parent; what has lost its parent stands at the first level. */
export function placed(trace: readonly SpanRecord[]): Placed[] {
  const ids = new Set(trace.map(({ spanId }) => spanId));
  const below = new Map<string | undefined, SpanRecord[]>();
  for (const span of trace) {
    const parent = span.parentId !== undefined && ids.has(span.parentId) ? span.parentId : undefined;
    below.set(parent, [...(below.get(parent) ?? []), span]);
  }
  const found: Placed[] = [];
  const seen = new Set<SpanRecord>();
  const visit = (span: SpanRecord, level: number): void => {
    if (seen.has(span)) return;
    seen.add(span);
    const children = below.get(span.spanId) ?? [];
    found.push({ span, level, children: children.length, isLoose: level === 1 && span.parentId !== undefined });
    for (const child of children) visit(child, level + 1);
  };
  for (const root of below.get(undefined) ?? []) visit(root, 1);
  // Spans that are each other's parents have no root.
  for (const span of trace) visit(span, 1);
  return found;
}

/** Spans of one trace as a tree with bars: how long each took, and when. One moves in it with the keys of a tree. */
export class SpanTree {
  readonly element = make('div', { class: 'tracing-tree', role: 'tree', 'aria-label': words.tracingTree });
  readonly #choose: (span: SpanRecord) => void;
  readonly #closed = new Set<SpanRecord>();
  #rows: { row: HTMLElement; placed: Placed }[] = [];
  #chosen = 0;

  constructor(choose: (span: SpanRecord) => void) {
    this.#choose = choose;
    this.element.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Shows a trace, and chooses its first span. */
  show(trace: readonly SpanRecord[]): void {
    this.#closed.clear();
    const from = Math.min(...trace.map(({ start }) => start));
    const long = Math.max(...trace.map(({ end }) => end)) - from || 1;
    this.#rows = placed(trace).map((one, index) => ({ placed: one, row: this.#row(one, index, from, long) }));
    this.element.replaceChildren(...this.#rows.map(({ row }) => row));
    this.#select(0, false);
  }

  #row(one: Placed, index: number, from: number, long: number): HTMLElement {
    const { span, level, children, isLoose } = one;
    const time = timeText(span.end - span.start);
    const isError = span.status.code === 'error';
    const bar = make('span', { class: 'tracing-bar', 'data-color': colorOf(span.service) });
    bar.style.setProperty('--from', `${(((span.start - from) / long) * 100).toFixed(2)}%`);
    bar.style.setProperty('--long', `${(((span.end - span.start) / long) * 100).toFixed(2)}%`);
    const row = make(
      'div',
      {
        class: 'tracing-span',
        role: 'treeitem',
        tabindex: '-1',
        'aria-level': level,
        'aria-selected': 'false',
        'aria-expanded': children > 0 ? 'true' : undefined,
        'data-error': isError ? 'true' : undefined,
        'data-loose': isLoose ? 'true' : undefined,
      },
      make(
        'span',
        { class: 'tracing-span-name' },
        make('b', { class: 'tracing-service', 'data-color': colorOf(span.service) }, span.service),
        ' ',
        make('span', {}, span.name),
        ' ',
        make('small', {}, `${span.kind} · ${time}`),
        isError && make('span', { class: 'sr-only' }, ` ${words.tracingSpanError}`),
        isLoose && make('span', { class: 'sr-only' }, ` ${words.tracingSpanLoose}`),
      ),
      make('span', { class: 'tracing-track' }, bar),
    );
    row.style.setProperty('--level', String(level - 1));
    row.addEventListener('click', () => this.#select(index, true));
    return row;
  }

  #select(index: number, isFocused: boolean): void {
    const chosen = this.#rows[index];
    if (!chosen) return;
    this.#chosen = index;
    for (const { row } of this.#rows) {
      row.tabIndex = row === chosen.row ? 0 : -1;
      row.setAttribute('aria-selected', String(row === chosen.row));
    }
    if (isFocused) chosen.row.focus();
    this.#choose(chosen.placed.span);
  }

  /** Hides what is below spans that are closed. */
  #fold(): void {
    let hiddenBelow = Number.POSITIVE_INFINITY;
    for (const { row, placed: one } of this.#rows) {
      if (one.level <= hiddenBelow) hiddenBelow = Number.POSITIVE_INFINITY;
      row.hidden = one.level > hiddenBelow;
      const isClosed = this.#closed.has(one.span);
      if (one.children > 0) row.setAttribute('aria-expanded', String(!isClosed));
      if (isClosed && !row.hidden) hiddenBelow = one.level;
    }
  }

  #key(event: KeyboardEvent): void {
    const at = this.#chosen;
    const { placed: one } = this.#rows[at] ?? {};
    if (!one || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = (from: number, by: number): number => {
      for (let index = from; index >= 0 && index < this.#rows.length; index += by)
        if (this.#rows[index]?.row.hidden === false) return index;
      return at;
    };
    const parent = this.#rows.findLastIndex(({ placed: other }, index) => index < at && other.level < one.level);
    const isClosed = this.#closed.has(one.span);
    const isRtl = getComputedStyle(this.element).direction === 'rtl';
    const [open, close] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    const { key } = event;
    let to: number | undefined;
    if (key === 'ArrowDown') to = next(at + 1, 1);
    else if (key === 'ArrowUp') to = next(at - 1, -1);
    else if (key === 'Home') to = 0;
    else if (key === 'End') to = next(this.#rows.length - 1, -1);
    else if (key === open && one.children > 0) {
      if (isClosed) this.#closed.delete(one.span);
      else to = at + 1;
    } else if (key === close) {
      if (one.children > 0 && !isClosed) this.#closed.add(one.span);
      else if (parent >= 0) to = parent;
    } else if (key !== 'Enter' && key !== ' ') return;
    event.preventDefault();
    this.#fold();
    if (to !== undefined) this.#select(to, true);
  }
}
