const SMALLEST_NORMAL = 2 ** -1022;

/** Whether two numbers differ by less than a part of them; NaN equals NaN. Source: util/almost of Prometheus. */
export function almostEqual(one: number, other: number, epsilon: number): boolean {
  if (Number.isNaN(one) && Number.isNaN(other)) return true;
  if (one === other) return true;
  const sum = Math.abs(one) + Math.abs(other);
  const difference = Math.abs(one - other);
  if (one === 0 || other === 0 || sum < SMALLEST_NORMAL) return difference < epsilon * SMALLEST_NORMAL;
  return difference / Math.min(sum, Number.MAX_VALUE) < epsilon;
}
