import type { Reader } from '../../curriculum/reader.ts';
import { reportTwins } from '../../curriculum/twins.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { Layer } from '../layers/layer.ts';

/** Reports classes that cannot be: unknown courses, an end before the start, an early price that is none, a missing place. */
export function checkOfferings(reader: Reader, { folder, offerings }: Layer, courses: readonly string[]): void {
  const file = `${folder}offerings.yaml`;
  reportTwins(reader, file, 'class', offerings, (index) => ['offerings', index, 'id']);
  offerings.forEach((offering, index) => {
    const report = (rule: string, key: string, message: string, why: string, remedy: string): void =>
      reader.report(rule, file, reader.place(file, ['offerings', index, key]), message, why, remedy);
    if (!courses.includes(offering.course)) {
      report(
        'offering/unknown-course',
        'course',
        `There is no course "${offering.course}".${didYouMean(offering.course, courses)}`,
        'The class would lead to a page that does not exist.',
        `Use one of: ${courses.join(', ')}.`,
      );
    }
    if (offering.ends < offering.starts) {
      report(
        'offering/dates',
        'ends',
        `The class ends (${offering.ends}) before it starts (${offering.starts}).`,
        'Calendars refuse it, and people would not know when to come.',
        'Correct one of the two days.',
      );
    }
    if (offering.mode !== 'online' && offering.place === undefined) {
      report(
        'offering/place',
        'mode',
        `The class is ${offering.mode}, but has no place.`,
        'People would not know where to go.',
        'Add "place", or write "mode: online".',
      );
    }
    const { early } = offering;
    if (early && (early.price >= offering.price || early.until >= offering.starts)) {
      report(
        'offering/early-price',
        'early',
        `The early price (${early.price} until ${early.until}) is ${early.price >= offering.price ? 'not lower than the price' : 'still valid when the class has begun'}.`,
        'An early price that is none misleads buyers.',
        'Lower the price, choose an earlier day, or remove "early".',
      );
    }
  });
}
