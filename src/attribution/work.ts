import { publishedPaths } from '../curriculum/addresses.ts';
import type { Identity, Lesson } from '../curriculum/model.ts';
import type { Adapted, BasedOn, Changes, Hop } from '../curriculum/schema/lesson.ts';
import type { Person } from '../curriculum/schema/registry.ts';
import type { Translate } from '../strings/index.ts';
import { knownLicence, type Licence, lookUpLicence, type Named } from './licence-table.ts';

export type { Licence, Named } from './licence-table.ts';

/** Whoever is credited, as they wish to be designated. */
export interface Creator {
  name: string;
  url: string | undefined;
  kind: 'person' | 'group';
}

/** A lesson as somebody published it, with all that CC BY 4.0 section 3(a)(1) asks to be kept, and what it was made from. */
export interface Work {
  title: string;
  creators: readonly Creator[];
  publisher: Named;
  /** URI of the material. */
  source: string;
  licence: Licence;
  copyright: string;
  /** Who holds the copyright. */
  holder: string;
  version: string;
  /** Works of others that it uses, besides what it was adapted from. */
  sources: readonly Source[];
  adaptation: Adaptation | undefined;
}

/** A work from elsewhere that a lesson, or a part of it, comes from. */
export interface Source {
  title: string;
  creators: string;
  source: string;
  licence: Licence;
  copyright: string | undefined;
  /** Which part of the lesson; undefined for all of it. */
  part: string | undefined;
  /** What was taken and changed. */
  changes: string;
}

/** What made a work out of another one. */
export interface Adaptation {
  by: Named;
  changes: Changes;
  of: Work;
}

/** Names in one phrase: "A", "A and B", "A, B and C". */
export function joinNames(names: readonly string[], and: string): string {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} ${and} ${last}` : last;
}

/** The creators of a lesson, as people.yaml names them. */
function creatorsOf(lesson: Lesson, people: ReadonlyMap<string, Person>): Creator[] {
  return lesson.authors.flatMap((id) => {
    const person = people.get(id);
    return person ? [{ name: person.name, url: person.url, kind: person.kind }] : [];
  });
}

/** The address of a lesson on the site of an edition. */
export function lessonAddress(edition: { url: string }, id: string): string {
  const paths = publishedPaths(edition);
  return paths.absolute(paths.lesson(id));
}

/** The works of others that a lesson says it uses. A license that is not known is shown by its id; it is a finding. */
export function sourcesOf(basedOn: readonly BasedOn[]): Source[] {
  return basedOn.map(({ title, creators, source, licence, copyright, part, changes }) => ({
    title,
    creators,
    source,
    licence: plainLicence(knownLicence(licence) ?? { spdx: licence, name: licence, url: source }),
    copyright,
    part,
    changes,
  }));
}

/**
 * The license of a lesson as an edition publishes it. What the lesson itself says comes first, then what its provider chose
 * for own and for adapted lessons. What was adapted keeps its license otherwise; nothing else ever takes that of a brand.
 */
function licenceOf({ licence, adapts }: Lesson, edition: Identity): Licence {
  const own = licence === undefined ? undefined : knownLicence(licence);
  if (own) return plainLicence(own);
  if (!adapts) return edition.own_licence ?? edition.licence;
  return edition.adaptation_licence ?? recordedLicence(adapts);
}

/** The license of a lesson that a provider edited where it lies. @param of the lesson as it was taken. */
export function editedLicence({ licence }: Lesson, by: Identity, of: Work): Licence {
  return licence === undefined ? (by.adaptation_licence ?? of.licence) : of.licence;
}

function plainLicence({ spdx, name, url }: Licence): Licence {
  return { spdx, name, url };
}

/** The license of what was adapted, with its SPDX id where the address tells it. */
function recordedLicence({ licence }: Pick<Adapted, 'licence'>): Licence {
  return { spdx: lookUpLicence({ spdx: undefined, ...licence })?.spdx, name: licence.name, url: licence.url };
}

function adaptedWork(adapts: Omit<Adapted, 'sha256'>, earlier: readonly Hop[]): Work {
  const [hop, ...rest] = earlier;
  return {
    title: adapts.title,
    creators: [{ name: adapts.creators, url: undefined, kind: 'group' }],
    publisher: adapts.publisher,
    source: adapts.source,
    licence: recordedLicence(adapts),
    copyright: adapts.copyright,
    holder: adapts.creators,
    version: adapts.version,
    sources: [],
    adaptation: hop && { by: hop.by, changes: hop.changes, of: adaptedWork(hop.adapts, rest) },
  };
}

/** The work that a lesson is in an edition, with the chain of works that it was adapted from. */
export function workOf(lesson: Lesson, edition: Identity, people: ReadonlyMap<string, Person>, version: string): Work {
  const { adapts, lineage } = lesson;
  const by = lesson.adapted_by ?? { name: edition.name, url: edition.url };
  return {
    title: lesson.title,
    creators: creatorsOf(lesson, people),
    publisher: { name: edition.name, url: edition.url },
    source: lessonAddress(edition, lesson.id),
    licence: licenceOf(lesson, edition),
    copyright: edition.copyright,
    holder: edition.creators,
    version,
    sources: sourcesOf(lesson.based_on),
    adaptation: adapts && { by, changes: lesson.changes ?? [], of: adaptedWork(adapts, lineage) },
  };
}

/**
 * A work whose creators asked for their credit to be removed (CC BY 4.0, section 3(a)(3)): names, notice and address go,
 * the license and the indications of changes stay.
 * @param self whether the work itself was taken, and not only what it was adapted from.
 * @param page address to show instead of the original's.
 */
export function withheld(work: Work, self: boolean, page: string, t: Translate): Work {
  const { adaptation } = work;
  const of = adaptation && withheld(adaptation.of, true, page, t);
  const kept = adaptation && of ? { ...work, adaptation: { ...adaptation, of } } : work;
  if (!self) return kept;
  const name = t('creditWithheld');
  return {
    ...kept,
    creators: [{ name, url: undefined, kind: 'group' }],
    publisher: { name, url: page },
    source: page,
    copyright: t('creditWithheldNotice'),
    holder: name,
  };
}

/** The works that a work was adapted from, the nearest first. */
export function* ancestors(work: Work): Generator<Adaptation> {
  for (let step = work.adaptation; step; step = step.of.adaptation) yield step;
}
