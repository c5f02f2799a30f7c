import type { Lesson } from '../curriculum/model.ts';
import type { Reader } from '../curriculum/reader.ts';
import type { BasedOn } from '../curriculum/schema/lesson.ts';
import type { FindingText } from '../findings/finding.ts';
import type { DataPath } from '../findings/yaml.ts';
import { sourcesIn } from './credit.ts';
import { combination, sourceProblem } from './licence-combination.ts';
import { knownLicence, type Licence, lookUpLicence, TAKEN } from './licence-table.ts';
import type { LessonBelow } from './published.ts';
import { ancestors, type Source, type Work } from './work.ts';

const sentence = (clause: string): string => `${clause[0]?.toUpperCase()}${clause.slice(1)}.`;

function unknown(spdx: string): FindingText {
  return {
    message: `The license "${spdx}" is not one that is known here.`,
    why: 'Nobody could tell what readers may do with the lesson, nor what it may be combined with.',
    remedy: `Write its SPDX id (https://spdx.org/licenses/). What can be taken into a lesson: ${TAKEN}. Another one can be proposed for src/attribution/licence-table.ts.`,
  };
}

/** Why a lesson cannot use a work, whatever its own license; undefined if it can. */
function refusal({ title, licence: spdx, part, copyright }: BasedOn): FindingText | undefined {
  const licence = knownLicence(spdx);
  if (!licence) return unknown(spdx);
  const problem = sourceProblem(licence);
  if (problem) {
    return {
      message: `“${title}” is under "${spdx}", and that cannot be taken into a lesson.`,
      why: `${sentence(problem.why)} See ${problem.terms}`,
      remedy: `Write the passage yourself and link to the work, or take another work. What can be taken: ${TAKEN}.`,
    };
  }
  const missing = [...(part === undefined ? ['"part"'] : []), ...(copyright === undefined ? ['"copyright"'] : [])];
  if (licence.family !== 'code' || missing.length === 0) return undefined;
  return {
    message: `“${title}” is under ${licence.name}, and ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
    why: 'The license is one for code: it covers a part of the lesson, and its copyright notice has to stay with it.',
    remedy: 'Say which part of the lesson is that code, and copy the copyright notice of the work.',
  };
}

/** Something that a work may not be published with under its license, and why. */
export interface LicenceConflict {
  what: string;
  from: Licence;
  why: string;
  /** The work from elsewhere; undefined for what was adapted. */
  source: Source | undefined;
}

/** A work that another one was adapted from, as far as its license goes. */
export type Adapted = Pick<Work, 'title' | 'licence' | 'publisher'>;

/**
 * What may not be published under a license of the works that it was made of.
 * @param adapted works that it was adapted from. @param sources works from elsewhere that it uses.
 */
export function licenceConflicts(
  { licence }: { licence: Licence },
  sources: readonly Source[],
  adapted: readonly Adapted[],
): LicenceConflict[] {
  const result = lookUpLicence(licence);
  const used = [
    ...adapted.map((of) => ({
      what: `“${of.title}” of ${of.publisher.name}`,
      from: of.licence,
      source: undefined,
    })),
    ...sources.map((source) => ({
      what: `“${source.title}” by ${source.creators}`,
      from: source.licence,
      source,
    })),
  ];
  return used.flatMap((one) => {
    const from = lookUpLicence(one.from);
    // No table can judge what a provider has written as a license of its own.
    if (!from || (from.family === 'closed' && one.source === undefined)) return [];
    const { allowed, why, terms } = combination(from, result);
    return allowed ? [] : [{ ...one, why: `${why}; see ${terms}` }];
  });
}

/** What a lesson was adapted from: as the record has it, but under the license that the lesson below itself states. */
function adaptedFrom(work: Work, below: LessonBelow | undefined): Adapted[] {
  const [nearest, ...earlier] = [...ancestors(work)].map(({ of }) => of);
  const stated = below?.licence === undefined ? undefined : knownLicence(below.licence);
  return nearest ? [{ ...nearest, licence: stated ?? nearest.licence }, ...earlier] : [];
}

/** Where in a lesson stands what a conflict comes from. */
function pathOf(lesson: Lesson, { source }: LicenceConflict): DataPath {
  const index = lesson.based_on.findIndex((entry) => entry.source === source?.source && entry.part === source.part);
  if (index >= 0) return ['based_on', index, 'licence'];
  if (lesson.licence !== undefined) return ['licence'];
  return lesson.adapts ? ['adapts', 'licence'] : ['title'];
}

/**
 * Reports licenses of a lesson that are not known, works that it may not use, and works that may not be published under
 * the lesson's license. @param below what the lesson says that it was adapted from, if that is here.
 */
export function checkLicence(reader: Reader, lesson: Lesson, work: Work, below: LessonBelow | undefined): void {
  const report = (
    rule: 'provenance/source-licence' | 'provenance/licence-combination',
    path: DataPath,
    text: FindingText,
  ): void => reader.report(rule, lesson.path, reader.place(lesson.path, path), text);
  if (lesson.licence !== undefined && !knownLicence(lesson.licence)) {
    report('provenance/source-licence', ['licence'], unknown(lesson.licence));
    return;
  }
  const refused = new Set<string>();
  lesson.based_on.forEach((entry, index) => {
    const text = refusal(entry);
    if (!text) return;
    refused.add(entry.source);
    report('provenance/source-licence', ['based_on', index, 'licence'], text);
  });
  const usable = sourcesIn(work, below).filter(({ source }) => !refused.has(source));
  for (const conflict of licenceConflicts(work, usable, adaptedFrom(work, below))) {
    const fitting = /-SA-/.test(conflict.from.spdx ?? '') ? 'CC-BY-SA-4.0' : (conflict.from.spdx ?? 'CC-BY-4.0');
    report('provenance/licence-combination', pathOf(lesson, conflict), {
      message: `The lesson "${lesson.id}" is under ${work.licence.name}, and it uses ${conflict.what}, which is under ${conflict.from.name}.`,
      why: `That is not permitted: ${conflict.why}`,
      remedy: `Write "licence: ${fitting}" into the frontmatter of the lesson${lesson.layer > 0 ? ', or change "adaptation_licence" or "own_licence" of your brand' : ''}; or take the work out.`,
    });
  }
}
