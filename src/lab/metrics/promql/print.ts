import type { Point, Result } from './engine.ts';
import { fixed, general, plain, seconds } from './format.ts';
import { allBuckets } from './histogram/buckets.ts';
import { type Histogram, isCustom } from './histogram/histogram.ts';

/** A histogram as promtool prints it. Source: SampleHistogram.String of prometheus/common. */
function printBuckets(histogram: Histogram): string {
  const isBounded = isCustom(histogram);
  const buckets = allBuckets(histogram).map(({ lower, upper, count }) => {
    const open = isBounded ? lower === Number.NEGATIVE_INFINITY : lower < 0;
    const close = isBounded || upper > 0;
    return `${open ? '[' : '('}${general(lower)},${general(upper)}${close ? ']' : ')'}:${plain(count)}`;
  });
  return `Count: ${fixed(histogram.count)}, Sum: ${fixed(histogram.sum)}, Buckets: [${buckets.join(' ')}]`;
}

function printPoint({ time, value }: Point): string {
  return `${typeof value === 'number' ? plain(value) : printBuckets(value)} @[${seconds(time)}]`;
}

/** The value of a query as "promtool query" prints it, without a line break at the end. */
export function printResult({ value }: Pick<Result, 'value'>): string {
  switch (value.type) {
    case 'scalar':
      return `scalar: ${plain(value.value)} @[${seconds(value.time)}]`;
    case 'string':
      return value.value;
    case 'vector':
      return value.samples.map((sample) => `${sample.labels.toMetric()} => ${printPoint(sample)}`).join('\n');
    default:
      return value.series
        .map(({ labels, points }) => `${labels.toMetric()} =>\n${points.map(printPoint).join('\n')}`)
        .join('\n');
  }
}
