import words from 'virtual:sitting-words';
import type { Attempt } from '../../../curriculum/practice/attempt.ts';
import { button, fill, make } from '../practice/dom.ts';

/** Points of a trend: the last so many sittings. */
const MOST = 12;
const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 40;
const STEP = 20;

/** Scores as a line, drawn once for those who see it; the sentence beside it says the same. */
function line(scores: readonly number[]): SVGElement {
  const width = Math.max(1, scores.length - 1) * STEP;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `-4 -4 ${width + 8} ${HEIGHT + 8}`);
  svg.setAttribute('class', 'exam-trend');
  svg.setAttribute('aria-hidden', 'true');
  const points = scores.map((score, index) => [index * STEP, HEIGHT - (score / 100) * HEIGHT] as const);
  const path = document.createElementNS(SVG, 'polyline');
  path.setAttribute('points', points.map((point) => point.join(',')).join(' '));
  svg.append(path);
  for (const [x, y] of points) {
    const dot = document.createElementNS(SVG, 'circle');
    for (const [name, value] of Object.entries({ cx: x, cy: y, r: 3 })) dot.setAttribute(name, String(value));
    svg.append(dot);
  }
  return svg;
}

/**
 * What was sat, the latest first, with a trend of the scores; nothing where nothing was sat.
 * @param percentOf share of right items of a sitting; undefined if the items cannot be loaded
 */
export function historyOf(
  own: readonly Attempt[],
  open: (attempt: Attempt) => void,
  percentOf: (attempt: Attempt) => Promise<number | undefined>,
): HTMLElement[] {
  if (own.length === 0) return [];
  const scores = new Map<Attempt, HTMLElement>();
  const rows = own.toReversed().map((attempt) => {
    const score = make('b', {}, '…');
    scores.set(attempt, score);
    const day = new Date(attempt.begun).toLocaleDateString(document.documentElement.lang);
    const mode = attempt.mode === 'exam' ? words.sitHistoryExam : words.sitHistoryTraining;
    const label = fill(words.sitResult, { form: attempt.form });
    const facts = make('span', {}, `${day} · ${mode} · `, score);
    return make(
      'li',
      {},
      button(label, () => open(attempt)),
      facts,
    );
  });
  const trend = make('div', { class: 'exam-trending' });
  void Promise.all(own.map(percentOf)).then((found) => {
    own.forEach((attempt, index) => {
      const cell = scores.get(attempt);
      if (cell) cell.textContent = found[index] === undefined ? '–' : `${found[index]} %`;
    });
    const last = found.filter((one) => one !== undefined).slice(-MOST);
    if (last.length > 1)
      trend.replaceChildren(line(last), make('p', {}, fill(words.sitTrend, { scores: last.join(', ') })));
  });
  const list = make('ol', {}, ...rows);
  return [make('section', { class: 'exam-history' }, make('h2', {}, words.sitHistory), trend, list)];
}
