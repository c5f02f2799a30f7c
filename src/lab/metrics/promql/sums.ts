/**
 * One step of Kahan's summation with Neumaier's improvement: adds `value` to `sum`, whose error so far is `rest`.
 * The result is written to `into`: sum first, then its error. Source: util/kahansum of Prometheus.
 */
export function addTo(into: [number, number], value: number): void {
  const [sum, rest] = into;
  const next = sum + value;
  into[0] = next;
  if (next === Number.POSITIVE_INFINITY || next === Number.NEGATIVE_INFINITY) into[1] = 0;
  else if (Math.abs(sum) >= Math.abs(value)) into[1] = rest + (sum - next + value);
  else into[1] = rest + (value - next + sum);
}

/** The mean of numbers; it becomes an incremental one if their sum would be infinite. Source: funcAvgOverTime. */
export function mean(values: ArrayLike<number>, from: number, to: number): number {
  const sum: [number, number] = [values[from] ?? Number.NaN, 0];
  let count = 1;
  let isIncremental = false;
  for (let index = from + 1; index < to; index++) {
    const value = values[index] ?? 0;
    count++;
    if (!isIncremental) {
      const [before, rest] = sum;
      addTo(sum, value);
      if (Number.isFinite(sum[0]) || Number.isNaN(sum[0])) continue;
      isIncremental = true;
      sum[0] = before / (count - 1);
      sum[1] = rest / (count - 1);
    }
    const part = (count - 1) / count;
    sum[0] *= part;
    sum[1] *= part;
    addTo(sum, value / count);
  }
  return isIncremental ? sum[0] + sum[1] : sum[0] / count + sum[1] / count;
}

/** The sum of numbers, as exact as Prometheus's. */
export function total(values: ArrayLike<number>, from: number, to: number): number {
  const sum: [number, number] = [0, 0];
  for (let index = from; index < to; index++) addTo(sum, values[index] ?? 0);
  return Number.isFinite(sum[0]) ? sum[0] + sum[1] : sum[0];
}

/** The larger number as Go's math.Max has it: +Inf is larger than NaN. */
export function larger(one: number, other: number): number {
  return one === Number.POSITIVE_INFINITY || other === Number.POSITIVE_INFINITY
    ? Number.POSITIVE_INFINITY
    : Math.max(one, other);
}

/** The smaller number as Go's math.Min has it: -Inf is smaller than NaN. */
export function smaller(one: number, other: number): number {
  return one === Number.NEGATIVE_INFINITY || other === Number.NEGATIVE_INFINITY
    ? Number.NEGATIVE_INFINITY
    : Math.min(one, other);
}

/** A quantile of numbers: linear between neighbors; NaN counts as the smallest. Source: quantile() of promql/quantile.go. */
export function quantileOf(q: number, values: ArrayLike<number>): number {
  const count = values.length;
  if (count === 0 || Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const sorted = new Float64Array(values).sort();
  let numbers = count;
  while (numbers > 0 && Number.isNaN(sorted[numbers - 1])) numbers--;
  const at = (index: number): number => {
    const position = index - (count - numbers);
    return position < 0 ? Number.NaN : (sorted[position] as number);
  };
  const rank = q * (count - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(count - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return at(lower) * (1 - weight) + at(upper) * weight;
}
