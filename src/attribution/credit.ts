/**
 * In this room: who made what, from what and under which license: credit, statements, manifest, provenance, JSON-LD,
 * and the guard that fails a build without them.
 */

import type { Lesson } from '../curriculum/model.ts';
import type { Changes } from '../curriculum/schema/lesson.ts';
import { escapeHtml } from '../strings/html.ts';
import { translator } from '../strings/index.ts';
import type { Comparison } from './baseline.ts';
import { examinedOf } from './examined.ts';
import { withheldLessons } from './provenance.ts';
import type { LessonBelow, Provenance, Published } from './published.ts';
import { lessonVersion } from './release-state.ts';
import { type Statement, statementsOf, statementText } from './statements.ts';
import {
  ancestors,
  type Creator,
  joinNames,
  type Licence,
  type Named,
  type Source,
  sourcesOf,
  type Work,
  withheld,
  workOf,
} from './work.ts';

/** Everything that CC BY 4.0 section 3(a)(1) asks a page to carry, for one lesson. */
export interface Credit {
  lessonId: string;
  title: string;
  creators: readonly Creator[];
  /** Copyright notices: of the lesson, then of what it was adapted from. */
  copyright: string;
  licence: Licence;
  disclaimer: { text: string; url: string };
  /** URI of the material: of this page, or of what was taken or adapted. */
  source: string;
  /** Where the lesson is to be cited: at this page, or, if it is unmodified, where it was taken from. */
  address: string;
  provenance: { state: Provenance['state'] };
  /** What the state was computed from; undefined for what is the publisher's own. */
  compared: Comparison | undefined;
  /** Whether and how the material was modified, as text. */
  changes: string;
  /** The same in parts. */
  statements: readonly Statement[];
  /** The work that this lesson is, or is made from, if it is not an original. */
  basedOn: Work | undefined;
  /** Who adapted the lesson and what they changed, the last one first; those of earlier hops are kept. */
  adaptations: readonly { by: Named; changes: Changes }[];
  /** Works from elsewhere that the lesson uses. */
  sources: readonly Source[];
  publisher: string;
  /** Who adapted the lesson last, if it is no original. */
  adaptedBy: string | undefined;
  /** Who holds the copyright of the work. */
  holder: string;
  version: string;
  /** Day of the release that the lesson is in as it is; undefined if it is in none. */
  released: string | undefined;
  /** Day on which the text that is shown was changed or checked last. */
  modified: string;
}

/** What a credit line and metadata say of a work, whether it is a lesson or something else. */
export type Credited = Pick<
  Credit,
  | 'title'
  | 'creators'
  | 'copyright'
  | 'licence'
  | 'disclaimer'
  | 'address'
  | 'provenance'
  | 'changes'
  | 'basedOn'
  | 'sources'
  | 'publisher'
  | 'adaptedBy'
  | 'version'
>;

/** The lesson as a work, and where it comes from; of an original, whose provenance nobody has to compute, its publisher's. */
export function workIn(
  lesson: Lesson,
  curriculum: Pick<Published, 'identity' | 'people' | 'provenance'>,
): {
  state: Provenance['state'];
  work: Work;
} {
  const { identity, people, provenance } = curriculum;
  return provenance.get(lesson.id) ?? { state: 'original', work: workOf(lesson, identity, people, identity.version) };
}

/** Works from elsewhere that a work, or what it was adapted from, uses; an adaptation cannot lose them. */
export function sourcesIn(work: Work, below: LessonBelow | undefined): Source[] {
  const all = [
    ...work.sources,
    ...[...ancestors(work)].flatMap(({ of }) => of.sources),
    ...sourcesOf(below?.based_on ?? []),
  ];
  return [...new Map(all.map((source) => [`${source.source} ${source.part ?? ''}`, source])).values()];
}

/** The credit of a lesson. @param page absolute address of its page. */
export function creditFor(lesson: Lesson, curriculum: Published, page: string): Credit {
  const { identity, editions } = curriculum;
  const t = translator(identity.language);
  const { state, work: found } = workIn(lesson, curriculum);
  // A lesson of the publisher may call itself by the number of a release only if it is in it as it is.
  const own = state === 'verbatim' ? found : { ...found, version: lessonVersion(curriculum, lesson.id, t) };
  const asked = withheldLessons(curriculum.layers).has(lesson.id);
  const work = asked ? withheld(own, state === 'verbatim', page, t) : own;
  const sources = sourcesIn(work, curriculum.below.get(lesson.id));
  const statements = statementsOf({ state, work, sources, presenter: identity.name }, t);
  const steps = [...ancestors(work)];
  const copyrights = [
    work.copyright,
    ...steps.map((step) => step.of.copyright),
    ...sources.flatMap(({ copyright }) => copyright ?? []),
  ];
  const address = state === 'verbatim' ? work.source : page;
  const unreleased = state !== 'verbatim' && curriculum.release.unreleased.has(lesson.id);
  return {
    lessonId: lesson.id,
    title: lesson.title,
    creators: work.creators,
    copyright: [...new Set(copyrights)].join(' · '),
    licence: work.licence,
    disclaimer: { text: identity.disclaimer, url: identity.disclaimer_url },
    source: state === 'verbatim' ? work.source : (work.adaptation?.of.source ?? address),
    address,
    provenance: { state },
    compared: state === 'original' ? undefined : curriculum.provenance.get(lesson.id)?.compared,
    changes: statements.map(statementText).join(' '),
    statements,
    basedOn: state === 'verbatim' ? work : work.adaptation?.of,
    adaptations: steps.map(({ by, changes }) => ({ by, changes })),
    sources,
    publisher: work.publisher.name,
    adaptedBy: work.adaptation?.by.name,
    holder: work.holder,
    version: work.version,
    released: unreleased ? undefined : (editions[lesson.layer] ?? identity).released,
    modified: examinedOf(lesson, curriculum).modified,
  };
}

/** Names of the creators in one phrase: "A", "A and B", "A, B and C". */
export function creatorNames(credit: Pick<Credit, 'creators'>): string {
  return joinNames(
    credit.creators.map((creator) => creator.name),
    'and',
  );
}

/** Who published a work, and who adapted it: what stands in brackets after the names of its creators. */
function publishedBy(publisher: string, adapter: string | undefined): string {
  if (adapter === undefined) return publisher;
  return adapter === publisher ? `adapted by ${adapter}` : `${publisher}; adapted by ${adapter}`;
}

const byOf = (work: Work): string => publishedBy(work.publisher.name, work.adaptation?.by.name);

/** How a form of the credit shows a title with its address, and a license. */
interface Form {
  text: (text: string) => string;
  title: (title: string, address: string) => string;
  licence: (licence: Licence, own?: boolean) => string;
  /** Whether addresses are written out beside the names. */
  address: (address: string) => string;
}

/** The credit in a form: the lesson, what it was adapted from, hop by hop, and works from elsewhere that it uses. */
function creditIn(credit: Credited, { text, title, licence, address }: Form): string {
  const first = credit.provenance.state === 'verbatim' ? credit.basedOn?.adaptation?.of : credit.basedOn;
  const works: Work[] = [];
  for (let work = first; work; work = work.adaptation?.of) works.push(work);
  const from = works.map(
    (work) =>
      `; adapted from ${title(work.title, work.source)} by ${text(creatorNames(work))} (${text(byOf(work))}),${address(work.source)} licensed under ${licence(work.licence)}`,
  );
  const uses = credit.sources.map(
    (source) =>
      `; ${source.part === undefined ? 'uses' : `${text(source.part)} from`} ${title(source.title, source.source)} by ${text(source.creators)},${address(source.source)} licensed under ${licence(source.licence)}`,
  );
  const by = publishedBy(credit.publisher, credit.adaptedBy);
  return `${title(credit.title, credit.address)} by ${text(creatorNames(credit))} (${text(by)}),${address(credit.address)} licensed under ${licence(credit.licence, true)}${[...from, ...uses].join('')}.`;
}

/** Title, author, who adapted it, source, license, origins: the credit in one readable sentence, ready to be copied. */
export function creditSentence(credit: Credited): string {
  return creditIn(credit, {
    text: (text) => text,
    title: (title) => `“${title}”`,
    licence: ({ name, url }, own) => (own ? `${name} (${url})` : name),
    address: (address) => ` ${address},`,
  });
}

/** The same as HTML with links. */
export function creditHtml(credit: Credited): string {
  const html = creditIn(credit, {
    text: escapeHtml,
    title: (title, address) => `“<a href="${escapeHtml(address)}">${escapeHtml(title)}</a>”`,
    licence: ({ name, url }, own) =>
      `<a ${own ? 'rel="license" ' : ''}href="${escapeHtml(url)}">${escapeHtml(name)}</a>`,
    address: () => '',
  });
  return `<p>${html}</p>`;
}

/** The same as Markdown. */
export function creditMarkdown(credit: Credited): string {
  return creditIn(credit, {
    text: (text) => text,
    title: (title, address) => `“[${title}](${address})”`,
    licence: ({ name, url }) => `[${name}](${url})`,
    address: () => '',
  });
}
