import type { Lesson } from '../curriculum/model.ts';
import type { Translate } from '../strings/index.ts';
import { workIn } from './credit.ts';
import type { Published } from './published.ts';
import { joinNames, type Licence } from './work.ts';

/** A license, and the lessons that are published under it. */
export interface LicenceUse {
  licence: Licence;
  lessons: readonly Lesson[];
}

/**
 * The licenses of some lessons, each with what it covers, the one of most lessons first. Pages, feeds and data that speak
 * of many lessons ask here: no license of a publisher, a brand or a course stands for lessons that are not under it.
 */
export function licencesInUse(lessons: Iterable<Lesson>, curriculum: Published): LicenceUse[] {
  const uses = new Map<string, { licence: Licence; lessons: Lesson[] }>();
  for (const lesson of lessons) {
    const { licence } = workIn(lesson, curriculum).work;
    const use = uses.get(licence.url) ?? { licence, lessons: [] };
    uses.set(licence.url, use);
    use.lessons.push(lesson);
  }
  return [...uses.values()].sort((a, b) => b.lessons.length - a.lessons.length);
}

/** Licenses of a whole edition. */
interface SiteLicences {
  /** Those of all lessons. */
  all: readonly LicenceUse[];
  /** The license of all lessons, if they have the same one. */
  only: Licence | undefined;
  /** For each edition, those of the lessons that it wrote or adapted last. */
  byEdition: readonly (readonly Licence[])[];
}

const known = new WeakMap<Published, SiteLicences>();

/** The licenses of everything that is published; every page asks for them, so they are put together once. */
export function siteLicences(curriculum: Published): SiteLicences {
  const found = known.get(curriculum);
  if (found) return found;
  const { lessons, editions } = curriculum;
  const all = licencesInUse(lessons.values(), curriculum);
  const byEdition = editions.map(({ name }) => {
    const own = [...lessons.values()].filter((lesson) => {
      const { publisher, adaptation } = workIn(lesson, curriculum).work;
      return (adaptation?.by ?? publisher).name === name;
    });
    return licencesInUse(own, curriculum).map(({ licence }) => licence);
  });
  const licences = { all, only: all.length === 1 ? all[0]?.licence : undefined, byEdition };
  known.set(curriculum, licences);
  return licences;
}

/** Lessons that a phrase names one by one; more of them are counted. */
const NAMED = 3;

/** Which lessons a license covers, in words: nothing if it covers all. */
export function coverage(use: LicenceUse, all: readonly LicenceUse[], t: Translate): string {
  if (all.length === 1) return '';
  if (use === all[0]) return t('licenceOthers', { count: use.lessons.length });
  const titles = use.lessons.map(({ title }) => `“${title}”`);
  return titles.length <= NAMED ? joinNames(titles, t('and')) : t('lessonsCount', { count: titles.length });
}

/** All licenses in one line, each with what it covers. */
export function licenceLine(uses: readonly LicenceUse[], t: Translate): string {
  return uses
    .map((use) => {
      const { spdx, name } = use.licence;
      const covered = coverage(use, uses, t);
      return covered === '' ? (spdx ?? name) : `${spdx ?? name} (${covered})`;
    })
    .join('; ');
}
