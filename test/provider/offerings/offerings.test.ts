import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { calendarFeed } from '../../../src/provider/offerings/calendar.ts';
import { offeringJsonLd } from '../../../src/provider/offerings/json-ld.ts';
import { formatDates, formatPrice, pricesOn, upcoming } from '../../../src/provider/offerings/schedule.ts';
import { type Offering, offeringsSchema } from '../../../src/provider/offerings/schema.ts';
import { forkProblems } from '../../helpers/layer.ts';

const FILE = 'provider/offerings.yaml';

function offering(change: Partial<Record<keyof Offering, unknown>> = {}): Offering {
  const plain = {
    id: 'harbor-2027-03',
    course: 'harbor',
    starts: '2027-03-01',
    ends: '2027-03-03',
    hours: '09:00-17:00',
    time_zone: 'Europe/Berlin',
    mode: 'onsite',
    place: 'Pier 1, Hamburg; second floor',
    language: 'de',
    price: 1490,
    currency: 'EUR',
    early: { price: 1290, until: '2027-01-31' },
    seats: 12,
    registration: 'https://academy.example/register?class=1&from=calendar',
    ...change,
  };
  const [parsed] = offeringsSchema.parse({ offerings: [plain] }).offerings;
  if (!parsed) throw new Error('no offering');
  return parsed;
}

const yaml = (...classes: Offering[]): Record<string, string> => ({ [FILE]: JSON.stringify({ offerings: classes }) });

describe('classes', () => {
  test('that are over are not listed; the next one comes first', () => {
    const past = offering({ id: 'past', starts: '2026-01-01', ends: '2026-01-02' });
    const running = offering({ id: 'running', starts: '2026-11-20', ends: '2026-11-22' });
    expect(upcoming([offering(), past, running], '2026-11-22').map(({ id }) => id)).toEqual([
      'running',
      'harbor-2027-03',
    ]);
  });

  test('have their early price until its last day, and not a day longer', () => {
    expect(pricesOn(offering(), '2027-01-31')).toEqual({ now: 1290, until: '2027-01-31', later: 1490 });
    expect(pricesOn(offering(), '2027-02-01')).toEqual({ now: 1490, until: undefined, later: 1490 });
  });

  test('are written as people of the language write them', () => {
    expect(formatPrice(1490, 'EUR', 'en')).toBe('€1,490');
    expect(formatPrice(99.5, 'USD', 'en')).toBe('$99.50');
    expect(formatDates('2027-03-01', '2027-03-03', 'en').replace(/[\u2009\u202f]/g, ' ')).toBe('Mar 1 – 3, 2027');
  });

  test('are CourseInstance and Offer for machines', () => {
    expect(offeringJsonLd(offering(), 'Leaving harbor', '2026-11-22')).toMatchObject({
      '@type': 'CourseInstance',
      startDate: '2027-03-01',
      courseMode: 'Onsite',
      maximumAttendeeCapacity: 12,
      location: { '@type': 'Place', address: 'Pier 1, Hamburg; second floor' },
      offers: {
        '@type': 'Offer',
        price: 1290,
        priceCurrency: 'EUR',
        priceValidUntil: '2027-01-31',
        availability: 'https://schema.org/InStock',
      },
    });
    const cancelled = offeringJsonLd(offering({ status: 'cancelled', mode: 'blended' }), 'x', '2027-02-02');
    expect(cancelled).toMatchObject({ eventStatus: 'https://schema.org/EventCancelled', offers: { price: 1490 } });
    expect(cancelled.location).toHaveLength(2);
  });
});

describe('the calendar feed', () => {
  const context = {
    name: 'Harbor Academy',
    domain: 'academy.example',
    title: () => 'Leaving harbor: “ropes”, knots; and cleats, for everybody who wants to moor a boat',
    made: new Date('2026-11-22T12:00:00Z'),
  };
  const feed = calendarFeed(
    [offering(), offering({ id: 'online', mode: 'online', place: undefined, hours: undefined, status: 'cancelled' })],
    context,
  );

  test('is read by a calendar library that is not ours, event by event', () => {
    const calendar = new ICAL.Component(ICAL.parse(feed));
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(events.map(({ uid }) => uid)).toEqual(['harbor-2027-03@academy.example', 'online@academy.example']);
    const [first] = events;
    expect(first?.summary).toBe(context.title());
    expect(first?.location).toBe('Pier 1, Hamburg; second floor');
    expect(first?.startDate.toString()).toBe('2027-03-01');
    expect(first?.endDate.toString()).toBe('2027-03-04'); // the day after the last, as RFC 5545 counts whole days
    expect(first?.startDate.isDate).toBe(true);
    expect(first?.description).toBe(
      '09:00-17:00 (Europe/Berlin)\nhttps://academy.example/register?class=1&from=calendar',
    );
    expect(events[1]?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  test('has the line ends and the line length of RFC 5545, section 3.1', () => {
    expect(feed.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(feed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of feed.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test('is the same, byte by byte, for the same moment', () => {
    expect(calendarFeed([offering()], context)).toBe(calendarFeed([offering()], context));
  });
});

describe('offerings.yaml is refused', () => {
  test.each([
    [
      yaml(offering({ course: 'harbour' })),
      'offering/unknown-course',
      'There is no course "harbour". Did you mean "harbor"?',
    ],
    [
      yaml(offering({ ends: '2027-02-01' })),
      'offering/dates',
      'The class ends (2027-02-01) before it starts (2027-03-01).',
    ],
    [yaml(offering({ place: undefined })), 'offering/place', 'The class is onsite, but has no place.'],
    [
      yaml(offering({ early: { price: 1490, until: '2027-01-31' } })),
      'offering/early-price',
      'is not lower than the price',
    ],
    [
      yaml(offering({ early: { price: 1, until: '2027-03-02' } })),
      'offering/early-price',
      'is still valid when the class has begun',
    ],
    [yaml(offering(), offering()), 'id/duplicate', 'The class id "harbor-2027-03" stands here twice.'],
  ])('with a message that says what to do (%#)', (files, rule, message) => {
    const [problem = ''] = forkProblems(files);
    expect(problem).toContain(`${rule} ${FILE}:`);
    expect(problem).toContain(message);
  });

  test('with a time zone or a currency that there is not', () => {
    const text = yaml(offering())[FILE] ?? '';
    expect(forkProblems({ [FILE]: text.replace('Europe/Berlin', 'Europe/Hamburg') })[0]).toContain(
      'a time zone such as Europe/Berlin',
    );
    expect(forkProblems({ [FILE]: text.replace('EUR', 'euro') })[0]).toContain('a currency such as EUR');
  });
});
