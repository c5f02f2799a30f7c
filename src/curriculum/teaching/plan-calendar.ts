import type { ClassPlan } from './class-plan.ts';

/** The longest line of a calendar, in bytes (RFC 5545, 3.1). */
const LONGEST = 75;

/** Folds a line: what goes on begins with a blank. Characters are not torn apart. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const lines = [''];
  let size = 0;
  for (const character of line) {
    const bytes = encoder.encode(character).length;
    if (size + bytes > LONGEST) {
      lines.push(' ');
      size = 1;
    }
    lines[lines.length - 1] += character;
    size += bytes;
  }
  return lines.join('\r\n');
}

/** A text as a value (RFC 5545, 3.3.11). */
const escaped = (text: string): string => text.replace(/[\\;,]/g, (one) => `\\${one}`).replace(/\r?\n/g, '\\n');

/** A day some days later, as YYYYMMDD. */
function dayAfter(first: string, days: number): string {
  const date = new Date(`${first}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10).replaceAll('-', '');
}

/**
 * A plan as a calendar (RFC 5545): one event for each part of a day, in the time of wherever it is read.
 * @param first the first day, as YYYY-MM-DD; the others follow it @param made when the calendar was made, as ISO 8601 in UTC
 * @param titleOf what stands in an event
 */
export function planCalendar(
  plan: ClassPlan,
  {
    first,
    made,
    id,
    titleOf,
  }: { first: string; made: string; id: string; titleOf: (lesson: string, part: 'reading' | 'lab') => string },
): string {
  const time = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}00`;
  const stamp = made.replace(/\.\d+/, '').replace(/[-:]/g, '');
  const events = plan.days.flatMap((entries, index) =>
    entries.flatMap((entry) => {
      if (entry.kind !== 'unit') return [];
      const day = dayAfter(first, index);
      return [
        'BEGIN:VEVENT',
        `UID:${id}-${day}-${time(entry.from)}`,
        `DTSTAMP:${stamp}`,
        `DTSTART:${day}T${time(entry.from)}`,
        `DTEND:${day}T${time(entry.to)}`,
        `SUMMARY:${escaped(titleOf(entry.unit.lesson, entry.unit.part))}`,
        'END:VEVENT',
      ];
    }),
  );
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${escaped(id)}//class plan//EN`,
    ...events,
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
