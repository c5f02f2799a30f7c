import UPlot from 'uplot';
import type { GraphLine, ShownGraph } from '../../../lab/metrics/view/values.ts';
import { button, fill, make } from '../practice/dom.ts';
import { more, remarks } from './answer.ts';
import { timeText } from './shown.ts';
import words from './words.ts';

/** Tokens of the colors of lines; beyond them, lines are dashed. */
const COLORS = ['--deep', '--overprint', '--starboard', '--code-variable', '--code-function', '--port'];
const DASHES: readonly number[][] = [[], [8, 4], [2, 4], [10, 4, 2, 4], [14, 6]];
const HEIGHT = 230;

const shortNumber = (value: number | null): string =>
  value === null
    ? '–'
    : Math.abs(value) >= 1e6 || (value !== 0 && Math.abs(value) < 1e-3)
      ? value.toExponential(2)
      : String(Number(value.toPrecision(4)));

/** A graph of lines, with a legend whose entries are buttons, and the same as a table. */
export class Graph {
  readonly element = make('div', { class: 'monitoring-graph' });
  #plot: UPlot | undefined;
  #shown: ShownGraph | undefined;
  /** Names of the lines that are hidden. */
  readonly #hidden = new Set<string>();
  readonly #canvas = make('div', { class: 'monitoring-canvas', 'aria-hidden': 'true' });

  constructor() {
    // What is drawn does not follow the scheme by itself.
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
    new MutationObserver(() => this.#draw()).observe(document.documentElement, { attributes: true });
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#canvas.clientWidth, height: HEIGHT })).observe(
      this.#canvas,
    );
  }

  show(graph: ShownGraph): void {
    this.#shown = graph;
    const { lines, total, times } = graph;
    if (lines.length === 0) {
      this.#plot?.destroy();
      this.#plot = undefined;
      this.element.replaceChildren(...remarks(graph), make('p', { class: 'practice-none' }, words.monitoringNoResult));
      return;
    }
    const about = fill(words.monitoringGraphAbout, {
      lines: lines.length,
      start: timeText((times[0] ?? 0) * 1000),
      end: timeText((times.at(-1) ?? 0) * 1000),
    });
    this.element.replaceChildren(
      ...remarks(graph),
      this.#canvas,
      this.#legend(lines),
      make('p', { class: 'practice-none' }, about),
      ...[more(lines.length, total)].filter((node) => node !== undefined),
      make('details', { class: 'monitoring-more' }, make('summary', {}, words.monitoringGraphTable), tableOf(lines)),
    );
    this.#draw();
  }

  #legend(lines: readonly GraphLine[]): HTMLElement {
    const entries = lines.map(({ series }, index) => {
      const name = series === '' ? '{}' : series;
      const entry = button(
        name,
        () => {
          const isShown = this.#hidden.delete(series);
          if (!isShown) this.#hidden.add(series);
          entry.setAttribute('aria-pressed', String(isShown));
          this.#plot?.setSeries(index + 1, { show: isShown });
        },
        { 'aria-pressed': String(!this.#hidden.has(series)), 'data-color': String(index % COLORS.length) },
      );
      return entry;
    });
    return make('div', { class: 'monitoring-legend', role: 'group', 'aria-label': words.monitoringLegend }, ...entries);
  }

  #draw(): void {
    const graph = this.#shown;
    if (!graph || graph.lines.length === 0 || !this.#canvas.isConnected) return;
    this.#plot?.destroy();
    const style = getComputedStyle(this.#canvas);
    // Tokens may depend on the scheme: what the browser makes of them is asked of an element that has them.
    const color = (token: string): string => {
      const probe = make('span', {});
      this.#canvas.append(probe);
      probe.style.color = `var(${token})`;
      const made = getComputedStyle(probe).color;
      probe.remove();
      return made;
    };
    const axis = {
      font: `12px ${style.fontFamily}`,
      stroke: style.color,
      grid: { stroke: color('--line'), width: 1 },
      ticks: { stroke: color('--line'), width: 1 },
    };
    this.#plot = new UPlot(
      {
        width: Math.max(200, this.#canvas.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        axes: [
          { ...axis, values: (_, ticks) => ticks.map((tick) => timeText(tick * 1000).slice(0, 5)) },
          { ...axis, size: 64, values: (_, ticks) => ticks.map((tick) => shortNumber(tick)) },
        ],
        series: [
          {},
          ...graph.lines.map(({ series }, index) => ({
            label: series,
            show: !this.#hidden.has(series),
            stroke: color(COLORS[index % COLORS.length] ?? '--deep'),
            width: 2,
            dash: DASHES[Math.floor(index / COLORS.length) % DASHES.length] ?? [],
            points: { show: false },
          })),
        ],
      },
      [[...graph.times], ...graph.lines.map(({ values }) => [...values])],
      this.#canvas,
    );
  }
}

function tableOf(lines: readonly GraphLine[]): HTMLElement {
  const heads = [
    words.monitoringSeries,
    words.monitoringFirst,
    words.monitoringLast,
    words.monitoringLeast,
    words.monitoringMost,
  ];
  const rows = lines.map(({ series, values }) => {
    const known = values.filter((value) => value !== null);
    const numbers = [
      known[0],
      known.at(-1),
      known.length > 0 ? Math.min(...known) : undefined,
      known.length > 0 ? Math.max(...known) : undefined,
    ];
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, make('code', {}, series === '' ? '{}' : series)),
      ...numbers.map((value) => make('td', {}, shortNumber(value ?? null))),
    );
  });
  return make(
    'div',
    { class: 'monitoring-wide', tabindex: '0', role: 'group', 'aria-label': words.monitoringGraphTable },
    make(
      'table',
      { class: 'monitoring-table' },
      make('thead', {}, make('tr', {}, ...heads.map((head) => make('th', { scope: 'col' }, head)))),
      make('tbody', {}, ...rows),
    ),
  );
}
