import type { Curriculum, Lesson } from '../curriculum/model.ts';
import { escapeHtml } from '../rendering/html.ts';

/** Whoever is credited, as they wish to be designated. */
export interface Creator {
  name: string;
  url: string | undefined;
  kind: 'person' | 'group';
}

/** Where a lesson comes from. Upstream there is only the original; forks add their own states to this union. */
export type Provenance = { state: 'original' };

/** Everything that CC BY 4.0 section 3(a)(1) asks a page to carry, for one lesson. */
export interface Credit {
  lessonId: string;
  title: string;
  creators: readonly Creator[];
  copyright: string;
  licence: { spdx: string; name: string; url: string };
  disclaimer: { text: string; url: string };
  /** URI of the material. */
  source: string;
  provenance: Provenance;
  /** Whether and how the material was modified, as a sentence. */
  changes: string;
  publisher: string;
  version: string;
  released: string;
}

/** The credit of a lesson. @param source absolute address of its page. */
export function creditFor(lesson: Lesson, curriculum: Curriculum, source: string): Credit {
  const { identity, people } = curriculum;
  return {
    lessonId: lesson.id,
    title: lesson.title,
    creators: lesson.authors.flatMap((id) => {
      const person = people.get(id);
      return person ? [{ name: person.name, url: person.url, kind: person.kind }] : [];
    }),
    copyright: identity.copyright,
    licence: identity.licence,
    disclaimer: { text: identity.disclaimer, url: identity.disclaimer_url },
    source,
    provenance: { state: 'original' },
    changes: `Original edition, version ${identity.version}; not adapted from another work.`,
    publisher: identity.name,
    version: identity.version,
    released: identity.released,
  };
}

/** Names of the creators in one phrase: "A", "A and B", "A, B and C". */
export function creatorNames(credit: Credit): string {
  const names = credit.creators.map((creator) => creator.name);
  const last = names.pop() ?? '';
  return names.length > 0 ? `${names.join(', ')} and ${last}` : last;
}

/** Title, author, source, licence, changes: the credit in one readable sentence, ready to be copied. */
export function creditSentence(credit: Credit): string {
  return `“${credit.title}” by ${creatorNames(credit)} (${credit.publisher}), ${credit.source}, licensed under ${credit.licence.name} (${credit.licence.url}).`;
}

/** The same as HTML with links. */
export function creditHtml(credit: Credit): string {
  const { title, source, publisher, licence } = credit;
  return `<p>“<a href="${escapeHtml(source)}">${escapeHtml(title)}</a>” by ${escapeHtml(creatorNames(credit))} (${escapeHtml(publisher)}), licensed under <a rel="license" href="${escapeHtml(licence.url)}">${escapeHtml(licence.name)}</a>.</p>`;
}

/** The same as Markdown. */
export function creditMarkdown(credit: Credit): string {
  return `“[${credit.title}](${credit.source})” by ${creatorNames(credit)} (${credit.publisher}), licensed under [${credit.licence.name}](${credit.licence.url}).`;
}
