/** The day of a moment, YYYY-MM-DD in UTC; today unless a moment is given. */
export function dayOf(moment: Date = new Date()): string {
  return moment.toISOString().slice(0, 10);
}
