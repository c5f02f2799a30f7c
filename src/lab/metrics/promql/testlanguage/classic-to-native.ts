import { bucketsFrom, CUSTOM, EMPTY_HISTOGRAM, type Histogram } from '../histogram/histogram.ts';
import { Labels, NAME } from '../labels.ts';
import { parseNumber } from '../parse/literals.ts';
import { NotationError, type NotedSeries } from './series-notation.ts';

interface Gathered {
  buckets: Map<number, number>;
  count?: number;
  sum: number;
}

/** Custom buckets of the counts of a classic histogram. Source: util/convertnhcb. */
function converted({ buckets, count, sum }: Gathered, labels: Labels): Histogram {
  const bounds = [...buckets.keys()].sort((one, other) => one - other);
  const total = count ?? buckets.get(bounds.at(-1) ?? 0) ?? 0;
  if (bounds.at(-1) !== Number.POSITIVE_INFINITY) {
    bounds.push(Number.POSITIVE_INFINITY);
    buckets.set(Number.POSITIVE_INFINITY, total);
  }
  let before = 0;
  const counts = bounds.map((bound) => {
    const upTo = buckets.get(bound) ?? 0;
    if (upTo < before) throw new NotationError(`The buckets of ${labels.toString()} are not cumulative.`);
    const own = upTo - before;
    before = upTo;
    return own;
  });
  if (before !== total) throw new NotationError(`The count of ${labels.toString()} is not that of its last bucket.`);
  return {
    ...EMPTY_HISTOGRAM,
    schema: CUSTOM,
    count: total,
    sum,
    positive: bucketsFrom(0, counts),
    bounds: bounds.slice(0, -1),
  };
}

/**
 * Native histograms with custom buckets, made of classic ones, by series; each value stands at the index that it has in theirs.
 * @throws NotationError if counts do not fit together
 */
export function nativeOf(all: readonly NotedSeries[]): { labels: Labels; values: Map<number, Histogram> }[] {
  const families = new Map<string, { labels: Labels; at: Map<number, Gathered> }>();
  for (const { labels, values } of all) {
    const [, base, suffix] = /^(.*)_(bucket|count|sum)$/.exec(labels.get(NAME)) ?? [];
    const bound = parseNumber(labels.get('le'));
    if (base === undefined || (suffix === 'bucket' && (bound === undefined || Number.isNaN(bound)))) continue;
    const own = Labels.of([...labels.without(['le']).pairs(), [NAME, base]]);
    const family = families.get(own.key) ?? { labels: own, at: new Map<number, Gathered>() };
    families.set(own.key, family);
    values.forEach(({ value }, index) => {
      if (typeof value !== 'number') return;
      const gathered: Gathered = family.at.get(index) ?? { buckets: new Map(), sum: 0 };
      family.at.set(index, gathered);
      if (suffix === 'count') gathered.count = value;
      else if (suffix === 'sum') gathered.sum = value;
      else if (bound !== undefined && !gathered.buckets.has(bound)) gathered.buckets.set(bound, value);
    });
  }
  return [...families.values()].map(({ labels, at }) => ({
    labels,
    values: new Map(
      [...at].sort(([one], [other]) => one - other).map(([index, gathered]) => [index, converted(gathered, labels)]),
    ),
  }));
}
