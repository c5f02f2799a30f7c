import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { addDays } from '../../curriculum/day.ts';
import type { Offering } from './schema.ts';

/** What a calendar has to know of a class besides the class itself. */
export interface CalendarContext {
  /** Name of the calendar. */
  name: string;
  /** Domain of the site; makes ids unique in the world. */
  domain: string;
  title: (offering: Offering) => string;
  /** When the feed was made; the same moment gives the same bytes. */
  made: Date;
}

/** Classes as an iCalendar feed (RFC 5545): one event per class, whole days, with hours and address in words. */
export function calendarFeed(offerings: readonly Offering[], { name, domain, title, made }: CalendarContext): string {
  const calendar = ical({
    name,
    prodId: { company: domain, product: 'classes', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const offering of offerings) {
    const { id, starts, ends, hours, time_zone: zone, place, registration, status } = offering;
    calendar.createEvent({
      id: `${id}@${domain}`,
      stamp: made,
      start: new Date(`${starts}T00:00:00Z`),
      // All-day events end with the day after (RFC 5545).
      end: new Date(`${addDays(ends, 1)}T00:00:00Z`),
      allDay: true,
      timezone: 'UTC',
      summary: title(offering),
      description: [hours === undefined ? '' : `${hours} (${zone})`, registration].filter(Boolean).join('\n'),
      location: place ?? null,
      url: registration,
      status: status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}
