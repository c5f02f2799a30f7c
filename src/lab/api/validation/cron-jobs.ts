import { asRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { required, unsupported, wrong } from '../core/field-errors.ts';
import type { KubeObject } from '../core/objects.ts';
import { validateJobSpec } from './jobs.ts';
import { notNegative } from './words.ts';

const NAMES = ['minute', 'hour', 'dom', 'month', 'dow'] as const;
const BOUNDS: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');
const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What robfig/cron, which the real server reads schedules with, says of one. @see https://pkg.go.dev/github.com/robfig/cron/v3 */
function scheduleProblem(schedule: string): string | undefined {
  if (schedule.startsWith('@')) {
    if (DESCRIPTORS.includes(schedule)) return undefined;
    if (schedule.startsWith('@every '))
      return /^([\d.]+(ns|us|ms|s|m|h))+$/.test(schedule.slice(7))
        ? undefined
        : `failed to parse duration ${schedule}: time: invalid duration ${JSON.stringify(schedule.slice(7))}`;
    return `unrecognized descriptor: ${schedule}`;
  }
  const fields = schedule.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  for (const [index, field] of fields.entries()) {
    const problem = field
      .split(',')
      .map((part) => partProblem(part, index))
      .find((found) => found !== undefined);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function partProblem(part: string, index: number): string | undefined {
  const [low, high] = BOUNDS[index] as readonly [number, number];
  const names = NAMES[index] === 'month' ? MONTHS : NAMES[index] === 'dow' ? DAYS : [];
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0) return `too many slashes: ${part}`;
  const ends = range.split('-');
  if (ends.length > 2) return `too many hyphens: ${part}`;
  const number = (text: string): number | string => {
    const named = names.indexOf(text.toLowerCase());
    if (named >= 0) return named + (names === MONTHS ? 1 : 0);
    if (/^\d+$/.test(text)) return Number(text);
    return /^-\d+$/.test(text)
      ? `negative number (${text}) not allowed: ${text}`
      : `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  };
  let [from, to]: readonly [number, number] = [low, high];
  if (range !== '*' && range !== '?') {
    const first = number(ends[0] ?? '');
    if (typeof first === 'string') return first;
    const last = ends.length === 2 ? number(ends[1] ?? '') : step === undefined ? first : high;
    if (typeof last === 'string') return last;
    [from, to] = [first, last];
  }
  if (step !== undefined) {
    const size = number(step);
    if (typeof size === 'string') return size;
    if (size === 0) return `step of range should be a positive number: ${part}`;
  }
  if (from < low) return `beginning of range (${from}) below minimum (${low}): ${part}`;
  if (to > high) return `end of range (${to}) above maximum (${high}): ${part}`;
  return from > to ? `beginning of range (${from}) beyond end of range (${to}): ${part}` : undefined;
}

const POLICIES = ['Allow', 'Forbid', 'Replace'];

/** What is wrong with a CronJob. Source: `validateCronJobSpec` in pkg/apis/batch/validation. */
export function validateCronJob(object: KubeObject): Cause[] {
  const spec = asRecord(object.spec);
  const causes: Cause[] = [];
  if ((object.metadata.name ?? '').length > 52)
    causes.push(wrong('metadata.name', object.metadata.name, 'must be no more than 52 characters'));
  const schedule = String(spec.schedule ?? '');
  if (schedule === '') causes.push(required('spec.schedule', ''));
  else {
    const problem = scheduleProblem(schedule);
    if (problem !== undefined) causes.push(wrong('spec.schedule', schedule, problem));
    if (schedule.includes('TZ='))
      causes.push(wrong('spec.schedule', schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  }
  causes.push(...notNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds));
  if (typeof spec.timeZone === 'string') causes.push(...timeZone(spec.timeZone));
  if (!POLICIES.includes(String(spec.concurrencyPolicy)))
    causes.push(unsupported('spec.concurrencyPolicy', spec.concurrencyPolicy, POLICIES));
  causes.push(...validateJobSpec(asRecord(spec.jobTemplate).spec, 'spec.jobTemplate.spec'));
  for (const name of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'])
    causes.push(...notNegative(`spec.${name}`, spec[name]));
  return causes;
}

function timeZone(zone: string): Cause[] {
  if (zone === '') return [wrong('spec.timeZone', zone, 'timeZone must be nil or non-empty string')];
  if (/^local$/i.test(zone))
    return [
      wrong(
        'spec.timeZone',
        zone,
        'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
      ),
    ];
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return [];
  } catch {
    return [wrong('spec.timeZone', zone, `unknown time zone ${zone}`)];
  }
}
