import type { Program } from '../program.ts';
import { readOptions } from './options.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const UNITS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** The moment that a text means: `@0`, `2026-11-28 15:45`, `yesterday`, `2 hours ago`, `+3 days`. */
function momentOf(text: string, now: number): number | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === '' || plain === 'now' || plain === 'today') return now;
  if (plain === 'yesterday') return now - 86_400_000;
  if (plain === 'tomorrow') return now + 86_400_000;
  if (/^@-?\d+(\.\d+)?$/.test(plain)) return Number(plain.slice(1)) * 1000;
  const [, number, unit, ago] = /^([-+]?\d+)\s*(sec|second|min|minute|hour|day|week)s?( ago)?$/.exec(plain) ?? [];
  if (number !== undefined && unit !== undefined)
    return now + Number(number) * (UNITS[unit] ?? 1) * 1000 * (ago === undefined ? 1 : -1);
  const [, base, step] = /^(.*\S)\s+([-+]\s*\d+\s*[a-z]+(?: ago)?)$/.exec(plain) ?? [];
  if (base !== undefined && step !== undefined) {
    const from = momentOf(base, now);
    return from === undefined ? undefined : momentOf(step.replace(/^([-+])\s*/, '$1'), from);
  }
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(z|utc|[-+]\d\d:?\d\d)?$/.exec(
    plain,
  );
  if (!parts) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'z'] = parts;
  const made = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (new Date(made).getUTCMonth() !== Number(month) - 1) return undefined;
  const [, sign, hours, minutes] = /^([-+])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return sign === undefined ? made : made - (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** A moment in the words of a format: `%Y-%m-%d`. */
export function formatDate(format: string, now: number): string {
  const moment = new Date(now);
  const two = (number: number): string => String(number).padStart(2, '0');
  const start = Date.UTC(moment.getUTCFullYear(), 0, 1);
  const hour = moment.getUTCHours();
  const iso = moment.toISOString();
  const parts: Readonly<Record<string, string>> = {
    A: DAYS[moment.getUTCDay()] as string,
    a: (DAYS[moment.getUTCDay()] as string).slice(0, 3),
    B: MONTHS[moment.getUTCMonth()] as string,
    b: (MONTHS[moment.getUTCMonth()] as string).slice(0, 3),
    h: (MONTHS[moment.getUTCMonth()] as string).slice(0, 3),
    D: `${two(moment.getUTCMonth() + 1)}/${two(moment.getUTCDate())}/${two(moment.getUTCFullYear() % 100)}`,
    d: two(moment.getUTCDate()),
    e: String(moment.getUTCDate()).padStart(2),
    F: iso.slice(0, 10),
    H: two(hour),
    I: two(hour % 12 || 12),
    j: String(Math.floor((now - start) / 86_400_000) + 1).padStart(3, '0'),
    M: two(moment.getUTCMinutes()),
    m: two(moment.getUTCMonth() + 1),
    N: `${String(moment.getUTCMilliseconds()).padStart(3, '0')}000000`,
    n: '\n',
    p: hour < 12 ? 'AM' : 'PM',
    R: iso.slice(11, 16),
    S: two(moment.getUTCSeconds()),
    s: String(Math.floor(now / 1000)),
    T: iso.slice(11, 19),
    t: '\t',
    u: String(moment.getUTCDay() || 7),
    w: String(moment.getUTCDay()),
    Y: String(moment.getUTCFullYear()),
    y: two(moment.getUTCFullYear() % 100),
    Z: 'UTC',
    z: '+0000',
    '%': '%',
  };
  return format.replace(/%(-?)(\d?)([A-Za-z%])/g, (whole, dash: string, count: string, letter: string) => {
    const part = parts[letter];
    if (part === undefined) return whole;
    if (letter === 'N' && count !== '') return part.slice(0, Number(count));
    return dash === '' ? part : part.replace(/^[0 ]+(?=\d)/, '');
  });
}

/** `date`, on the clock of the practice cluster and in UTC. */
export const date: Program = async (context) => {
  const { values, flags, words } = readOptions(
    context.arguments.map((word) =>
      word.replace(
        /^(--iso-8601|-I)(=?)(seconds|minutes|hours|date)?$/,
        (_, __, ___, what) => `--iso=${what ?? 'date'}`,
      ),
    ),
    'd:|date:,u|utc,R|rfc-email,iso:,s:,r:',
  );
  const now = values.d === undefined ? context.clock.now() : momentOf(values.d, context.clock.now());
  if (now === undefined) {
    context.errors.write(`date: invalid date ‘${values.d}’\n`);
    return 1;
  }
  const isoFormat = context.arguments.find((word) => /^(--iso-8601|-I)/.test(word));
  const format =
    words.find((word) => word.startsWith('+'))?.slice(1) ??
    (flags.has('R')
      ? '%a, %d %b %Y %T %z'
      : isoFormat
        ? /sec/.test(isoFormat)
          ? '%Y-%m-%dT%H:%M:%S+00:00'
          : '%F'
        : '%a %b %e %T %Z %Y');
  context.output.write(`${formatDate(format, now)}\n`);
  return 0;
};
