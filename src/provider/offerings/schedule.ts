import type { Offering } from './schema.ts';

/** Classes that have not ended before a day, the next one first. @param today YYYY-MM-DD. */
export function upcoming(offerings: readonly Offering[], today: string): Offering[] {
  return offerings
    .filter((offering) => offering.ends >= today)
    .sort((a, b) => (a.starts < b.starts ? -1 : a.starts > b.starts ? 1 : a.id < b.id ? -1 : 1));
}

/** The prices of a class on a day: the early one as long as it holds, and the full one. @param today YYYY-MM-DD. */
export function pricesOn(
  { price, early }: Offering,
  today: string,
): { now: number; until: string | undefined; later: number } {
  return early && today <= early.until
    ? { now: early.price, until: early.until, later: price }
    : { now: price, until: undefined, later: price };
}

/** A price for people, such as "€1,490.00". @param language BCP 47 tag. */
export function formatPrice(amount: number, currency: string, language: string): string {
  const whole = Number.isInteger(amount);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 2,
  }).format(amount);
}

/** Dates for people, such as "Mar 2 – 4, 2027". @param starts and @param ends YYYY-MM-DD. @param language BCP 47 tag. */
export function formatDates(starts: string, ends: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
  return format.formatRange(new Date(`${starts}T00:00:00Z`), new Date(`${ends}T00:00:00Z`));
}

/** Name of a language in itself and in that of the site, such as "Deutsch". */
export function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
