import { promqlTree } from '../../../../languages/promql/grammar.ts';
import { combined } from '../histogram/arithmetic.ts';
import type { Histogram } from '../histogram/histogram.ts';
import { Labels } from '../labels.ts';
import type { SelectorNode } from '../parse/ast.ts';
import { parseNumber } from '../parse/literals.ts';
import { buildSelector } from '../parse/selectors.ts';
import { syntaxError } from '../parse/syntax.ts';
import { parseHistogram } from './histogram-notation.ts';

/** Text of a test that cannot be read. */
export class NotationError extends Error {
  override name = 'NotationError';
}

/** One of the values of a series: nothing, a number, a histogram, or the sign that the series is gone. */
export interface NotedValue {
  value: number | Histogram | 'stale' | undefined;
  /** Whether the histogram says what is known of counter resets. */
  hasHint: boolean;
}

export interface NotedSeries {
  labels: Labels;
  values: NotedValue[];
}

/** Where the labels of a series end and its values begin. */
function endOfMetric(text: string): number {
  let inQuotes: string | undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (inQuotes !== undefined) {
      if (letter === '\\' && inQuotes !== '`') at++;
      else if (letter === inQuotes) inQuotes = undefined;
    } else if (/["'`]/.test(letter)) inQuotes = letter;
    else if (letter === '{') depth++;
    else if (letter === '}') depth--;
    else if (/\s/.test(letter) && depth === 0 && !/^\s*\{(?!\{)/.test(text.slice(at))) return at;
  }
  return text.length;
}

/** Labels as a selector writes them, such as up{job="shop"}. @throws NotationError, or ParseError, if they are none */
export function parseMetric(text: string): Labels {
  const tree = promqlTree(text);
  const wrong = syntaxError(text, tree);
  if (wrong) throw new NotationError(`"${text}" is no series: ${wrong.reason}.`);
  const node = tree.topNode.firstChild;
  const isWhole = node?.name === 'VectorSelector' && node.from === 0 && node.to === text.trimEnd().length;
  const selector: SelectorNode | undefined = isWhole ? buildSelector(text, node) : undefined;
  if (!selector || selector.matchers.some(({ operator }) => operator !== '='))
    throw new NotationError(`"${text}" is no series: write a name, labels in braces, or both.`);
  return Labels.of(selector.matchers.map(({ name, value }) => [name, value]));
}

/** A value, and how often it comes; 0x59 is 0 and 59 times 0 more, never a hexadecimal number. */
const ITEM =
  /^(?:(_)(?:x(\d+))?|(\{\{.*?\}\})(?:x(\d+)|([+-])(\{\{.*?\}\})x(\d+))?|(stale|[+-]?(?:inf|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))(?:x(\d+)|([+-])((?:inf|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))x(\d+))?)(?=\s|$)/i;

/** The values of a series, such as 1 2+3x4 _ stale {{count:1}}x2. @throws NotationError if they cannot be read */
export function parseValues(text: string): NotedValue[] {
  const values: NotedValue[] = [];
  for (let rest = text.trim(); rest !== ''; ) {
    const found = ITEM.exec(rest);
    if (!found) throw new NotationError(`"${rest.split(/\s/, 1)[0]}" is no value of a series.`);
    rest = rest.slice(found[0].length).trimStart();
    values.push(...itemValues(found));
  }
  return values;
}

/** More values than this are a slip of the pen. */
const MOST = 1_000_000;

function itemValues(found: RegExpExecArray): NotedValue[] {
  const [, gap, gaps, histogram, histograms, sign, change, changes, number, numbers, step, by = '', steps] = found;
  const most = Math.max(...[gaps, histograms, changes, numbers, steps].map((count) => Number(count ?? 0)));
  if (most > MOST) throw new NotationError(`"${found[0]}" is more than ${MOST} values.`);
  const repeat = (count: string | undefined, make: (index: number) => NotedValue): NotedValue[] =>
    Array.from({ length: Number(count ?? 0) + 1 }, (_, index) => make(index));
  if (gap !== undefined) return Array.from({ length: Number(gaps ?? 1) }, () => ({ value: undefined, hasHint: false }));
  if (histogram !== undefined) {
    const first = parseHistogram(histogram);
    if (change === undefined) return repeat(histograms, () => ({ value: first.histogram, hasHint: first.hasHint }));
    const second = parseHistogram(change);
    let current = first.histogram;
    return repeat(changes, (index) => {
      if (index > 0) {
        const next = combined(current, second.histogram, sign === '-' ? -1 : 1);
        if (!next) throw new NotationError('Histograms with exponential and with custom buckets cannot be added.');
        current = next.histogram;
      }
      return { value: current, hasHint: second.hasHint };
    });
  }
  if (number === 'stale') return repeat(numbers, () => ({ value: 'stale', hasHint: false }));
  const first = parseNumber(number ?? '') ?? Number.NaN;
  const difference = (parseNumber(by) ?? 0) * (step === '-' ? -1 : 1);
  let current = first;
  return repeat(numbers ?? steps, (index) => {
    if (index > 0) current += difference;
    return { value: current, hasHint: false };
  });
}

/** A series with its values: labels, white space, values. @throws NotationError, or ParseError, if it cannot be read */
export function parseSeries(text: string): NotedSeries {
  const end = endOfMetric(text);
  return { labels: parseMetric(text.slice(0, end)), values: parseValues(text.slice(end)) };
}
