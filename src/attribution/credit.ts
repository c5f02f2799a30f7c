/**
 * In this room: who made what, from what and under which license: credit, statements, manifest, provenance, JSON-LD,
 * and the guard that fails a build without them.
 */

import type { Lesson } from '../curriculum/model.ts';
import { escapeHtml } from '../strings/html.ts';
import { translator } from '../strings/index.ts';
import type { Comparison } from './baseline.ts';
import { withheldLessons } from './provenance.ts';
import type { Provenance, Published } from './published.ts';
import { type Statement, statementsOf, statementText } from './statements.ts';
import { ancestors, type Creator, joinNames, type Licence, type Work, withheld, workOf } from './work.ts';

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
  publisher: string;
  /** Who adapted the lesson last, if it is no original. */
  adaptedBy: string | undefined;
  /** Who holds the copyright of the work. */
  holder: string;
  version: string;
  released: string;
}

/** The credit of a lesson. @param page absolute address of its page. */
export function creditFor(lesson: Lesson, curriculum: Published, page: string): Credit {
  const { identity, people, editions } = curriculum;
  const t = translator(identity.language);
  const {
    state,
    work: own,
    compared,
  } = curriculum.provenance.get(lesson.id) ?? {
    state: 'original',
    compared: undefined,
    work: workOf(lesson, identity, people, identity.version),
  };
  const asked = withheldLessons(curriculum.layers).has(lesson.id);
  const work = asked ? withheld(own, state === 'verbatim', page, t) : own;
  const statements = statementsOf(state, work, identity.name, t);
  const copyrights = [work.copyright, ...[...ancestors(work)].map((step) => step.of.copyright)];
  const address = state === 'verbatim' ? work.source : page;
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
    compared: state === 'original' ? undefined : compared,
    changes: statements.map(statementText).join(' '),
    statements,
    basedOn: state === 'verbatim' ? work : work.adaptation?.of,
    publisher: work.publisher.name,
    adaptedBy: work.adaptation?.by.name,
    holder: work.holder,
    version: work.version,
    released: (editions[lesson.layer] ?? identity).released,
  };
}

/** Names of the creators in one phrase: "A", "A and B", "A, B and C". */
export function creatorNames(credit: Pick<Credit, 'creators'>): string {
  return joinNames(
    credit.creators.map((creator) => creator.name),
    'and',
  );
}

/** What a credit line says after the lesson itself: from what it was adapted, hop by hop. */
function origins(credit: Credit, show: (work: Work) => string): string {
  const first = credit.provenance.state === 'verbatim' ? credit.basedOn?.adaptation?.of : credit.basedOn;
  const works: Work[] = [];
  for (let work = first; work; work = work.adaptation?.of) works.push(work);
  return works.map((work) => `; adapted from ${show(work)}`).join('');
}

/** Title, author, source, license, changes: the credit in one readable sentence, ready to be copied. */
export function creditSentence(credit: Credit): string {
  const from = origins(
    credit,
    (work) =>
      `“${work.title}” by ${creatorNames(work)} (${work.publisher.name}), ${work.source}, licensed under ${work.licence.name}`,
  );
  return `“${credit.title}” by ${creatorNames(credit)} (${credit.publisher}), ${credit.address}, licensed under ${credit.licence.name} (${credit.licence.url})${from}.`;
}

/** The same as HTML with links. */
export function creditHtml(credit: Credit): string {
  const { title, address, publisher, licence } = credit;
  const from = origins(
    credit,
    (work) =>
      `“<a href="${escapeHtml(work.source)}">${escapeHtml(work.title)}</a>” by ${escapeHtml(creatorNames(work))} (${escapeHtml(work.publisher.name)}), licensed under <a href="${escapeHtml(work.licence.url)}">${escapeHtml(work.licence.name)}</a>`,
  );
  return `<p>“<a href="${escapeHtml(address)}">${escapeHtml(title)}</a>” by ${escapeHtml(creatorNames(credit))} (${escapeHtml(publisher)}), licensed under <a rel="license" href="${escapeHtml(licence.url)}">${escapeHtml(licence.name)}</a>${from}.</p>`;
}

/** The same as Markdown. */
export function creditMarkdown(credit: Credit): string {
  const from = origins(
    credit,
    (work) =>
      `“[${work.title}](${work.source})” by ${creatorNames(work)} (${work.publisher.name}), licensed under [${work.licence.name}](${work.licence.url})`,
  );
  return `“[${credit.title}](${credit.address})” by ${creatorNames(credit)} (${credit.publisher}), licensed under [${credit.licence.name}](${credit.licence.url})${from}.`;
}
