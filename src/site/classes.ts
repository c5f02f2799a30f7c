import { dayOf } from '../curriculum/day.ts';
import { offeringJsonLd } from '../provider/offerings/json-ld.ts';
import { formatDates, formatPrice, languageName, pricesOn, upcoming } from '../provider/offerings/schedule.ts';
import type { Offering } from '../provider/offerings/schema.ts';
import { getCurriculum, t } from './site.ts';
import { buildMoment } from './today.ts';

/** The day of the build: classes that ended before are not listed. */
const today = dayOf(buildMoment());

/** Classes that have not ended, the next one first. */
export function upcomingClasses(): Offering[] {
  return upcoming(getCurriculum().offerings, today);
}

/** Title of a class: its own, or that of its course. */
export function classTitle({ title, course }: Offering): string {
  return title ?? getCurriculum().courses.find(({ id }) => id === course)?.title ?? course;
}

/** JSON-LD of a class on the day of the build. */
export function classJsonLd(offering: Offering): ReturnType<typeof offeringJsonLd> {
  return offeringJsonLd(offering, classTitle(offering), today);
}

/** What a page says of a class, as words. */
export function classWords(offering: Offering): {
  dates: string;
  where: string;
  language: string;
  price: string;
  later: string | undefined;
  status: string | undefined;
} {
  const { language } = getCurriculum().identity;
  const { mode, place, currency, status, tax } = offering;
  const { now, until, later } = pricesOn(offering, today);
  const modes = { online: t('classOnline'), onsite: t('classOnsite'), blended: t('classBlended') };
  const statuses = {
    open: undefined,
    'few-seats': t('classFewSeats'),
    full: t('classFull'),
    cancelled: t('classCancelled'),
  };
  return {
    dates: formatDates(offering.starts, offering.ends, language),
    where: place === undefined ? modes[mode] : `${modes[mode]}: ${place}`,
    language: languageName(offering.language, language),
    price: [
      formatPrice(now, currency, language),
      tax && t(tax === 'included' ? 'classTaxIncluded' : 'classTaxExcluded'),
    ]
      .filter(Boolean)
      .join(' '),
    later:
      until === undefined
        ? undefined
        : t('classEarly', {
            until: formatDates(until, until, language),
            price: formatPrice(later, currency, language),
          }),
    status: statuses[status],
  };
}
