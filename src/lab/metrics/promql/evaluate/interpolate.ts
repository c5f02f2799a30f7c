import { combined } from '../histogram/arithmetic.ts';
import { type Histogram, multiplied } from '../histogram/histogram.ts';
import { isReset } from '../histogram/resets.ts';
import type { Place } from '../parse/ast.ts';
import type { Evaluation } from './evaluation.ts';
import type { Slice } from './windows.ts';

/** Adds or subtracts histograms; what does not fit together is said, and gives nothing. */
export class HistogramMath {
  private readonly evaluation: Evaluation;
  private readonly metric: string;
  private readonly place: Place;

  constructor(evaluation: Evaluation, metric: string, place: Place) {
    this.evaluation = evaluation;
    this.metric = metric;
    this.place = place;
  }

  combine(one: Histogram, other: Histogram, sign: 1 | -1): Histogram | undefined {
    const { annotations } = this.evaluation.context;
    const result = combined(one, other, sign);
    if (!result) annotations.mixedBuckets(this.metric, this.place);
    else if (result.isReconciled) annotations.reconciledBounds(sign > 0 ? 'addition' : 'subtraction', this.place);
    return result?.histogram;
  }
}

/** The value of a line between two numbers. A counter that fell began again at 0. */
export function between(
  one: { time: number; value: number },
  other: { time: number; value: number },
  time: number,
  isCounter: boolean,
): number {
  const from = isCounter && other.value < one.value ? 0 : one.value;
  return from + ((other.value - from) * (time - one.time)) / (other.time - one.time);
}

/** The histogram between two others; a counter that was reset began again at 0. Source: interpolateHistograms. */
export function histogramBetween(
  math: HistogramMath,
  slice: Slice<Histogram>,
  at: number,
  time: number,
  isCounter: boolean,
): Histogram | undefined {
  const [one, other] = [slice.value(at), slice.value(at + 1)];
  if (time === slice.time(at)) return one;
  if (time === slice.time(at + 1)) return other;
  const part = (time - slice.time(at)) / (slice.time(at + 1) - slice.time(at));
  if (isCounter && isReset(other, one)) return multiplied(other, part);
  const difference = math.combine(other, one, -1);
  return difference && math.combine(multiplied(difference, part), one, 1);
}
