import type { JsonLd } from '../../attribution/json-ld.ts';
import { pricesOn } from './schedule.ts';
import type { Offering } from './schema.ts';

const MODES = { online: 'Online', onsite: 'Onsite', blended: 'Blended' } as const;
const AVAILABILITY = {
  open: 'https://schema.org/InStock',
  'few-seats': 'https://schema.org/LimitedAvailability',
  full: 'https://schema.org/SoldOut',
  cancelled: 'https://schema.org/Discontinued',
} as const;

/** JSON-LD of a class: a CourseInstance with its Offer. @param today YYYY-MM-DD, for the early price. */
export function offeringJsonLd(offering: Offering, title: string, today: string): JsonLd {
  const { now, until } = pricesOn(offering, today);
  const { starts, ends, mode, place, language, instructors, currency, seats, registration, status } = offering;
  const locations = [
    ...(mode === 'onsite' ? [] : [{ '@type': 'VirtualLocation', url: registration }]),
    ...(place === undefined ? [] : [{ '@type': 'Place', address: place }]),
  ];
  return {
    '@type': 'CourseInstance',
    name: title,
    startDate: starts,
    endDate: ends,
    courseMode: MODES[mode],
    inLanguage: language,
    location: locations.length === 1 ? locations[0] : locations,
    eventStatus: `https://schema.org/${status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    ...(seats === undefined ? {} : { maximumAttendeeCapacity: seats }),
    ...(instructors.length === 0 ? {} : { instructor: instructors.map((name) => ({ '@type': 'Person', name })) }),
    offers: {
      '@type': 'Offer',
      price: now,
      priceCurrency: currency,
      category: 'Paid',
      availability: AVAILABILITY[status],
      url: registration,
      ...(until === undefined ? {} : { priceValidUntil: until }),
    },
  };
}
