import type { Fields } from '../../metrics/config/fields.ts';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a duration as Go writes it; undefined if it is none. @see https://pkg.go.dev/time#ParseDuration */
export function goDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (!/^(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|ms|s|m|h)/g))
    sum += Number(number) * (UNITS[unit ?? ''] ?? 0);
  return sum;
}

/** A field with a duration, in milliseconds. */
export function durationOf(fields: Fields, name: string, usual: number): number {
  const text = fields.text(name);
  if (text === undefined) return usual;
  const found = goDuration(text);
  if (found === undefined)
    fields.say(
      `"${text}" of ${name} is no duration. Write one with its unit, such as 200ms, 5s or 1m30s.`,
      fields.lineOf(name),
    );
  return found ?? usual;
}
