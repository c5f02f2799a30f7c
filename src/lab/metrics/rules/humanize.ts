/** Numbers as the functions humanize… of Prometheus's templates write them. Source: template/template.go, and templates/time.go of prometheus/common. */
import { general } from '../promql/format.ts';

const LARGE = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const SMALL = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];

/** A number with so many significant digits, as Go's %.4g prints it. */
export function significant(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = ''] = value.toExponential(Math.max(1, digits) - 1).split('e');
  const exponent = Number(power);
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent < -4 || exponent >= Math.max(1, digits))
    return `${short}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const fixed = Number(`${mantissa}e${exponent}`).toFixed(Math.max(0, digits - 1 - exponent));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

const isSpecial = (value: number): boolean => value === 0 || !Number.isFinite(value);

function scaled(value: number, by: number, prefixes: readonly string[]): string {
  let [rest, prefix] = [value, ''];
  for (const next of prefixes) {
    if (Math.abs(rest) < by) break;
    prefix = next;
    rest /= by;
  }
  return `${significant(rest, 4)}${prefix}`;
}

function small(value: number): string {
  let [rest, prefix] = [value, ''];
  for (const next of SMALL) {
    if (Math.abs(rest) >= 1) break;
    prefix = next;
    rest *= 1000;
  }
  return `${significant(rest, 4)}${prefix}`;
}

/** 1234567 becomes 1.235M, 0.012 becomes 12m. */
export function humanize(value: number): string {
  if (isSpecial(value)) return significant(value, 4);
  return Math.abs(value) >= 1 ? scaled(value, 1000, LARGE) : small(value);
}

/** 2048 becomes 2ki. */
export function humanize1024(value: number): string {
  if (Math.abs(value) <= 1 || isSpecial(value)) return significant(value, 4);
  const prefixes = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
  return scaled(value, 1024, prefixes);
}

/** Seconds: 3661 becomes 1h 1m 1s, 0.012 becomes 12ms. */
export function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return significant(value, 4);
  if (value === 0) return `${significant(value, 4)}s`;
  if (Math.abs(value) < 1) return `${small(value)}s`;
  const sign = value < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(value));
  const parts = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  const first = parts.findIndex((part) => part > 0);
  if (first === 3) return `${sign}${significant(Math.abs(value), 4)}s`;
  return `${sign}${parts
    .map((part, index) => `${part}${'dhms'[index]}`)
    .slice(first)
    .join(' ')}`;
}

/** 0.1234 becomes 12.34%. */
export function humanizePercentage(value: number): string {
  return `${significant(value * 100, 4)}%`;
}

/** Seconds since 1970 as a date, such as 2026-11-30 08:00:00 +0000 UTC. */
export function humanizeTimestamp(value: number): string {
  if (!Number.isFinite(value)) return significant(value, 4);
  // Nanoseconds first, then milliseconds, as Prometheus counts.
  const nanoseconds = BigInt(Math.trunc(value * 1e9));
  if (nanoseconds !== BigInt.asIntN(64, nanoseconds))
    throw new Error(`${general(value)} cannot be represented as a nanoseconds timestamp since it overflows int64`);
  const [day = '', clock = ''] = new Date(Number(nanoseconds / 1_000_000n)).toISOString().split('T');
  return `${day} ${clock.replace(/(?:\.0+|(\.\d*?)0*)Z$/, '$1')} +0000 UTC`;
}
