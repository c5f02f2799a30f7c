import { selectorOf } from '../core/selectors.ts';
import type { Column } from '../http/table.ts';

/** A column. */
export function column(
  name: string,
  { type = 'string' as Column['type'], format = '', priority = 0, description = '' } = {},
): Column {
  return { name, type, format, description, priority };
}

/** The name of an object. */
export const NAME: Column = column('Name', { format: 'name' });

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** A duration as people read it: `5s`, `3m20s`, `47h`, `2d3h`, `3y20d`. @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/duration#HumanDuration */
export function humanDuration(milliseconds: number): string {
  if (milliseconds < -SECOND) return '<invalid>';
  if (milliseconds < 0) return '0s';
  const seconds = Math.floor(milliseconds / SECOND);
  const minutes = Math.floor(milliseconds / MINUTE);
  const hours = Math.floor(milliseconds / HOUR);
  const days = Math.floor(milliseconds / DAY);
  const both = (first: number, unit: string, second: number, part: string): string =>
    second === 0 ? `${first}${unit}` : `${first}${unit}${second}${part}`;
  if (milliseconds < 2 * MINUTE) return `${seconds}s`;
  if (minutes < 10) return both(minutes, 'm', seconds % 60, 's');
  if (minutes < 3 * 60) return `${minutes}m`;
  if (hours < 8) return both(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (hours < 8 * 24) return both(days, 'd', hours % 24, 'h');
  if (milliseconds < 2 * YEAR) return `${days}d`;
  const years = Math.floor(milliseconds / YEAR);
  return milliseconds < 8 * YEAR ? both(years, 'y', days % 365, 'd') : `${years}y`;
}

/** How long ago a moment was. */
export function ageOf(timestamp: string | undefined, now: number): string {
  return timestamp === undefined ? '<unknown>' : humanDuration(now - Date.parse(timestamp));
}

/** How long ago the object was made. */
export const AGE: Column = column('Age');

/** A `LabelSelector` as text: `app=web,tier in (a,b)`; `<none>` if it is empty. */
export function selectorText(selector: unknown): string {
  const requirements = selectorOf(selector).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const parts = requirements.map(({ key, operator, values }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    const isEqual = operator === 'In' && values.length === 1;
    return isEqual
      ? `${key}=${values[0]}`
      : `${key} ${operator === 'In' ? 'in' : 'notin'} (${[...values].sort().join(',')})`;
  });
  return parts.length === 0 ? '<none>' : parts.join(',');
}
