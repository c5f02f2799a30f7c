import type { Paths } from '../curriculum/addresses.ts';
import type { Lesson } from '../curriculum/model.ts';
import { escapeHtml } from '../strings/html.ts';
import { translator } from '../strings/index.ts';
import { type Credit, creatorNames, creditFor, creditSentence } from './credit.ts';
import { licenceLine, siteLicences } from './licences-in-use.ts';
import type { Published } from './published.ts';
import { element, rssFeed } from './rss.ts';

/** Newest lessons in the feed. */
const ENTRIES = 50;

/** Who made a lesson, under which license it is, and what it was made from: dc:creator and so on, as RSS readers know them. */
function creditElements(credit: Credit): string {
  const sources = [...(credit.basedOn ? [credit.basedOn.source] : []), ...credit.sources.map(({ source }) => source)];
  return [
    element('dc:creator', creatorNames(credit)),
    ...[...new Set(credit.adaptations.map(({ by }) => by.name))].map((name) => element('dc:contributor', name)),
    element('dc:rights', `${credit.copyright}. ${creditSentence(credit)}`),
    ...sources.map((source) => element('dc:source', source)),
    `<atom:link rel="license" href="${escapeHtml(credit.licence.url)}"/>`,
  ].join('');
}

function item(lesson: Lesson, credit: Credit, address: string): string {
  const description = `${lesson.summary}${credit.adaptedBy === undefined ? '' : ` ${credit.changes}`}`;
  return `<item>${element('title', lesson.title)}<link>${address}</link><guid isPermaLink="false">${lesson.id}@${credit.modified}</guid><pubDate>${new Date(credit.modified).toUTCString()}</pubDate>${element('description', description)}${creditElements(credit)}</item>`;
}

/** RSS 2.0 of new and changed lessons, those whose text was changed or checked last first; each says whose it is. */
export function lessonFeed(curriculum: Published, paths: Paths): string {
  const { identity, lessons, editions } = curriculum;
  const t = translator(identity.language);
  const entries = [...lessons.values()]
    .map((lesson) => {
      const address = paths.absolute(paths.lesson(lesson.id));
      return { lesson, address, credit: creditFor(lesson, curriculum, address) };
    })
    .sort((a, b) => b.credit.modified.localeCompare(a.credit.modified))
    .slice(0, ENTRIES);
  const notices = [...new Set([...editions].reverse().map(({ copyright }) => copyright))].join(' · ');
  const licences = licenceLine(siteLicences(curriculum).all, t);
  const items = entries.map(({ lesson, credit, address }) => item(lesson, credit, address)).join('');
  return rssFeed({
    title: identity.name,
    link: paths.absolute(paths.page('')),
    self: paths.absolute(paths.page('feed.xml')),
    description: identity.tagline,
    language: identity.language,
    content: `${element('copyright', `${notices}, ${licences}`)}${items}`,
    namespaces: ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
  });
}
