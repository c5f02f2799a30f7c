import { sprintf } from '../../kubectl/print/sprintf.ts';
import { FUNCTIONS, isTrue as isTrueOther, shown as shownOther } from '../../kubectl/print/template-functions.ts';
import { general } from '../promql/format.ts';
import { significant } from './humanize.ts';

/** A number that Go has as float64: values of samples are, numbers without a point in a template are not. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** Labels in a template; one that is not there is an empty text. */
export class LabelMap {
  [name: string]: string;

  constructor(pairs: Iterable<readonly [string, string]>) {
    Object.assign(this, Object.fromEntries(pairs));
  }
}

/** A value as it is printed: floats as Go's %v does, 1e+06. */
export function shown(value: unknown): string {
  if (value instanceof Float) return general(value.value);
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  return shownOther(value);
}

export function isTrue(value: unknown): boolean {
  return value instanceof Float ? value.value !== 0 : isTrueOther(value);
}

/** A number of a value that may be one, or a text with one. @throws Error as Prometheus says it */
export function toNumber(value: unknown): number {
  if (value instanceof Float) return value.value;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw new Error(`can't convert ${typeof value} to float`);
  const found = /^[+-]?(?:inf(?:inity)?|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i.exec(value);
  if (!found) throw new Error(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`);
  if (/nan/i.test(value)) return Number.NaN;
  if (/inf/i.test(value)) return value.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(value);
}

function exponential(value: number, digits: number): string {
  if (!Number.isFinite(value)) return general(value);
  const [mantissa, power = ''] = value.toExponential(digits).split('e');
  return `${mantissa}e${power.slice(0, 1)}${power.slice(1).padStart(2, '0')}`;
}

/** A number with digits behind the point, as Go's %.2f prints it, however large it is. */
function fixedTo(value: number, digits: number): string {
  if (!Number.isFinite(value)) return general(value);
  return Math.abs(value) < 1e21
    ? value.toFixed(digits)
    : `${BigInt(value)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
}

/** A number without a point behind a verb that is not for such: what Go writes then, which learners meet as %!f(int=03). */
function wrongVerb(value: number, verb: string, width: string, precision: string | undefined): string {
  const digits = String(Math.abs(value)).padStart(Number(precision || 0), '0');
  return `%!${verb}(int=${(value < 0 ? `-${digits}` : digits).padStart(Number(width))})`;
}

/** One verb of printf for a float. */
function floatVerb(value: number, verb: string, precision: number | undefined): string | undefined {
  if (verb === 'f' || verb === 'F') return fixedTo(value, precision ?? 6);
  if (verb === 'e') return exponential(value, precision ?? 6);
  if (verb === 'g' || verb === 'v') return precision === undefined ? general(value) : significant(value, precision);
  return undefined;
}

/** Go's printf for values of templates. */
export function printf(format: unknown, ...values: unknown[]): string {
  let at = 0;
  const texts = String(format).replace(
    /%([-+# 0]*)(\d*)(?:\.(\d*))?([a-zA-Z%])/g,
    (all, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (at >= values.length) return `%!${verb}(MISSING)`;
      const value = values[at++];
      if (typeof value === 'number' && /[eEfFgGs]/.test(verb)) return wrongVerb(value, verb, width, precision);
      if (!(value instanceof Float)) return sprintf(all, [value]);
      const written = floatVerb(value.value, verb, precision === undefined ? undefined : Number(precision || 0));
      if (written === undefined) return `%!${verb}(float64=${general(value.value)})`;
      const text = flags.includes('+') && !/^[-+]/.test(written) ? `+${written}` : written;
      if (flags.includes('-')) return text.padEnd(Number(width));
      const isPadded = flags.includes('0') && Number.isFinite(value.value);
      if (!isPadded) return text.padStart(Number(width));
      const sign = /^[-+]/.exec(text)?.[0] ?? '';
      return sign + text.slice(sign.length).padStart(Number(width) - sign.length, '0');
    },
  );
  const rest = values
    .slice(at)
    .map(
      (value) =>
        `${value instanceof Float ? 'float64' : typeof value === 'number' ? 'int' : typeof value}=${shown(value)}`,
    );
  return rest.length > 0 ? `${texts}%!(EXTRA ${rest.join(', ')})` : texts;
}

type Compare = (one: number, other: number) => boolean;

/** Comparisons of text/template: a float and a number without a point have different types, which is an error. */
function comparison(name: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', compare: Compare) {
  return (first: unknown, ...others: unknown[]): unknown => {
    const all = [first, ...others];
    if (!all.some((value) => value instanceof Float)) return FUNCTIONS[name]?.(first, ...others);
    return others.some((other) => {
      if (!(first instanceof Float && other instanceof Float)) throw new Error('incompatible types for comparison');
      return compare(first.value, other.value);
    });
  };
}

export const COMPARISONS = {
  eq: comparison('eq', (one, other) => one === other),
  ne: comparison('ne', (one, other) => one !== other),
  lt: comparison('lt', (one, other) => one < other),
  le: comparison('le', (one, other) => one <= other),
  gt: comparison('gt', (one, other) => one > other),
  ge: comparison('ge', (one, other) => one >= other),
};

/** Go's print: spaces only between values of which neither is a text. */
export function print(...values: unknown[]): string {
  return values
    .map(
      (value, at) =>
        (at > 0 && typeof value !== 'string' && typeof values[at - 1] !== 'string' ? ' ' : '') + shown(value),
    )
    .join('');
}
