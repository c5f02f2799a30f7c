const DAY_MS = 86_400_000;
/** Later days cannot be written as YYYY-MM-DD. */
const LAST = '9999-12-31';

/** The day of a moment, YYYY-MM-DD in UTC; today unless a moment is given. */
export function dayOf(moment: Date = new Date()): string {
  return moment.toISOString().slice(0, 10);
}

const notAfterLast = (moment: Date): string => (moment.getTime() > Date.parse(LAST) ? LAST : dayOf(moment));

/** A day so many days later, or earlier. @param day YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return notAfterLast(new Date(Date.parse(day) + days * DAY_MS));
}

/** The same day so many months later; the last of that month where it has no such day. @param day YYYY-MM-DD. */
export function addMonths(day: string, months: number): string {
  const moment = new Date(Date.parse(day));
  const date = moment.getUTCDate();
  moment.setUTCDate(1);
  moment.setUTCMonth(moment.getUTCMonth() + months + 1, 0);
  moment.setUTCDate(Math.min(date, moment.getUTCDate()));
  return notAfterLast(moment);
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}
