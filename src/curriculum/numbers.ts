/** Whether a number is as near to an answer as tolerated; binary fractions at the very edge count as inside. */
export function isWithin(value: number, answer: number, tolerance: number): boolean {
  return Math.abs(value - answer) <= tolerance + Number.EPSILON * Math.max(1, Math.abs(answer));
}
