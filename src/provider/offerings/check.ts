import type { Reader } from '../../curriculum/reader.ts';
import { reportTwins } from '../../curriculum/twins.ts';
import type { RuleName } from '../../findings/catalog.ts';
import type { FindingText } from '../../findings/finding.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { Layer } from '../layers/layer.ts';

/**
 * Reports classes that cannot be: unknown courses, an end before the start, an early price that is none, a missing place.
 * @param former former ids of courses to present ones.
 */
export function checkOfferings(
  reader: Reader,
  { folder, offerings }: Layer,
  { courses, former }: { courses: readonly string[]; former: ReadonlyMap<string, string> },
): void {
  const file = `${folder}offerings.yaml`;
  reportTwins(reader, { file, kind: 'class', entries: offerings, path: (index) => ['offerings', index, 'id'] });
  offerings.forEach((offering, index) => {
    const report = (rule: RuleName, key: string, text: FindingText): void =>
      reader.report(rule, file, reader.place(file, ['offerings', index, key]), text);
    if (!courses.includes(former.get(offering.course) ?? offering.course)) {
      report('offering/unknown-course', 'course', {
        message: `There is no course "${offering.course}".${didYouMean(offering.course, courses)}`,
        why: 'The class would lead to a page that does not exist.',
        remedy: `Use one of: ${courses.join(', ')}.`,
      });
    }
    if (offering.ends < offering.starts) {
      report('offering/dates', 'ends', {
        message: `The class ends (${offering.ends}) before it starts (${offering.starts}).`,
        why: 'Calendars refuse it, and people would not know when to come.',
        remedy: 'Correct one of the two days.',
      });
    }
    if (offering.mode !== 'online' && offering.place === undefined) {
      report('offering/place', 'mode', {
        message: `The class is ${offering.mode}, but has no place.`,
        why: 'People would not know where to go.',
        remedy: 'Add "place", or write "mode: online".',
      });
    }
    const { early } = offering;
    if (early && (early.price >= offering.price || early.until >= offering.starts)) {
      report('offering/early-price', 'early', {
        message: `The early price (${early.price} until ${early.until}) is ${early.price >= offering.price ? 'not lower than the price' : 'still valid when the class has begun'}.`,
        why: 'An early price that is none misleads buyers.',
        remedy: 'Lower the price, choose an earlier day, or remove "early".',
      });
    }
  });
}
