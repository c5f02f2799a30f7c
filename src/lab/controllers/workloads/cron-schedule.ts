const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const SHORT: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** The moments that a field means. */
function field(text: string, least: number, most: number, names: readonly string[] = []): Set<number> {
  const number = (word: string): number => {
    const index = names.indexOf(word.toLowerCase());
    return index >= 0 ? index + (least === 1 ? 1 : 0) : Number(word);
  };
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '*', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const isAll = range === '*' || range === '?';
    const begin = isAll ? least : number(from);
    const end = isAll ? most : to === undefined ? (step === undefined ? begin : most) : number(to);
    for (let value = begin; value <= end; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

/** Says for moments in a time zone which minute they are. */
function wallClock(zone: string): (moment: number) => readonly [number, number, number, number, number] {
  if (zone === 'UTC' || zone === '')
    return (moment) => {
      const date = new Date(moment);
      return [date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay()];
    };
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    minute: 'numeric',
    hour: 'numeric',
    day: 'numeric',
    month: 'numeric',
    weekday: 'short',
  });
  return (moment) => {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const number = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
    const day = DAYS.indexOf((parts.get('weekday') ?? '').toLowerCase());
    return [number('minute'), number('hour'), number('day'), number('month'), day];
  };
}

const MINUTE = 60_000;
/** How far ahead is looked for a moment that a schedule means; some never come. */
const HORIZON_MS = 366 * 24 * 60 * MINUTE;

/**
 * The first moment after another that a schedule means, in milliseconds since 1970; undefined if none comes within a year.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function nextTime(schedule: string, zone: string, after: number): number | undefined {
  const every = /^@every (?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(schedule);
  if (every) {
    const seconds = Number(every[1] ?? 0) * 3600 + Number(every[2] ?? 0) * 60 + Number(every[3] ?? 0);
    return Math.floor(after / 1000) * 1000 + Math.max(1, seconds) * 1000;
  }
  const [minutes = '*', hours = '*', days = '*', months = '*', weekdays = '*'] = (SHORT[schedule] ?? schedule)
    .trim()
    .split(/\s+/);
  const minute = field(minutes, 0, 59);
  const hour = field(hours, 0, 23);
  const day = field(days, 1, 31);
  const month = field(months, 1, 12, MONTHS);
  const weekday = field(weekdays, 0, 6, DAYS);
  const isStar = (text: string): boolean => /^[*?]/.test(text);
  const wall = wallClock(zone);
  let moment = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  const limit = after + HORIZON_MS;
  while (moment < limit) {
    const [inMinute, inHour, inDay, inMonth, inWeek] = wall(moment);
    const fitsDay =
      isStar(days) || isStar(weekdays) ? day.has(inDay) && weekday.has(inWeek) : day.has(inDay) || weekday.has(inWeek);
    // Whole hours are passed over where no minute of them can be meant.
    if (!month.has(inMonth) || !fitsDay || !hour.has(inHour)) moment += (60 - inMinute) * MINUTE;
    else if (!minute.has(inMinute)) moment += MINUTE;
    else return moment;
  }
  return undefined;
}
