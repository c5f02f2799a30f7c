/** Whether a number is as near to an answer as tolerated; binary fractions at the very edge count as inside. */
export function isWithin(value: number, answer: number, tolerance: number): boolean {
  return Math.abs(value - answer) <= tolerance + Number.EPSILON * Math.max(1, Math.abs(answer));
}

/** A short answer as it is compared: case and white space do not count. */
export function normalizeAnswer(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}
