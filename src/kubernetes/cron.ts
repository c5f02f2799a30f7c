interface CronField {
  name: string;
  least: number;
  most: number;
  /** Words for numbers, the first standing for `least` or, for months, for 1. */
  words: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day of the month', least: 1, most: 31, words: [] },
  {
    name: 'month',
    least: 1,
    most: 12,
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of the week', least: 0, most: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const MACROS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * What is wrong with the schedule of a CronJob, as a sentence; undefined if nothing is.
 * Source: ParseStandard of github.com/robfig/cron v3, which the API server uses.
 */
export function scheduleFault(schedule: string): string | undefined {
  if (/\bTZ=/.test(schedule) || schedule.startsWith('CRON_TZ=')) {
    return 'The schedule names a time zone; "spec.timeZone" is the place for it.';
  }
  if (schedule.startsWith('@')) {
    const known = MACROS.includes(schedule) || /^@every (\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(schedule);
    return known ? undefined : `"${schedule}" is no schedule; those with a name are ${MACROS.join(', ')}.`;
  }
  const fields = schedule.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) {
    const count = fields.length === 1 ? '1 field' : `${fields.length} fields`;
    return `The schedule has ${count}; a CronJob's has 5: minute, hour, day of the month, month, day of the week.`;
  }
  return FIELDS.map((field, index) => fieldFault(fields[index] ?? '', field)).find((fault) => fault !== undefined);
}

function fieldFault(text: string, field: CronField): string | undefined {
  return text
    .split(',')
    .map((part) => partFault(part, field))
    .find((fault) => fault !== undefined);
}

function partFault(part: string, field: CronField): string | undefined {
  const { name, least, most } = field;
  const unreadable = `"${part}" cannot be the ${name} of a schedule.`;
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0) return unreadable;
  if (step !== undefined && !/^\d+$/.test(step)) return unreadable;
  if (step !== undefined && Number(step) === 0) return `"${part}" has a step of 0, and would never end.`;
  const [first = '', last, ...others] = range.split('-');
  if (others.length > 0) return unreadable;
  if (first === '*' || first === '?') return last === undefined ? undefined : unreadable;
  const bounds = [first, ...(last === undefined ? [] : [last])].map((text) => numberOf(text, field));
  if (bounds.some((bound) => bound === undefined)) return unreadable;
  const [from = least, to = from] = bounds;
  if (from < least || to > most) {
    const hint = name === 'day of the week' && to === 7 ? ' Sunday is 0.' : '';
    return `"${part}" is out of range: the ${name} goes from ${least} to ${most}.${hint}`;
  }
  return from > to ? `"${part}" goes backwards.` : undefined;
}

function numberOf(text: string, { least, words }: CronField): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const index = words.indexOf(text.toLowerCase());
  return index < 0 ? undefined : index + least;
}

/** Whether a text names a time zone of the IANA database; "Local" does not, nor does an offset. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(text) || text.toLowerCase() === 'local') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
