import ical, { ICalCalendarMethod } from 'ical-generator';
import { element, rssFeed } from '../../attribution/rss.ts';
import type { Paths } from '../../curriculum/addresses.ts';
import { addDays } from '../../curriculum/day.ts';
import type { Expiring } from '../../curriculum/programme/expiring.ts';
import type { JudgedProvider } from '../../curriculum/programme/state.ts';
import { escapeHtml } from '../../strings/html.ts';
import type { Edition } from '../edition.ts';
import type { DirectoryWords } from './words.ts';

/** What feeds of the directory are made of. */
export interface Feeding {
  identity: Edition['identity'];
  paths: Paths;
  words: DirectoryWords;
  /** Day that everything is about, YYYY-MM-DD. */
  day: string;
  /** How many days ahead what expires is named. */
  days: number;
}

const midnight = (day: string): string => `${day}T00:00:00Z`;

/** The directory as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with the state of every requirement under `_providers`. */
export function directoryFeed(judged: readonly JudgedProvider[], { identity, paths, words, day }: Feeding): object {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: words.t('providersFeed', { name: identity.name }),
    home_page_url: paths.absolute(paths.page('providers/')),
    feed_url: paths.absolute(paths.page('providers/feed.json')),
    description: words.t('providersAsOf', { day: words.day(day) }),
    language: identity.language,
    items: judged.map(({ provider, kinds, requirements }) => ({
      id: paths.absolute(paths.provider(provider.id)),
      url: paths.absolute(paths.provider(provider.id)),
      external_url: provider.homepage,
      title: provider.name,
      content_text: provider.description,
      date_published: midnight(provider.applied),
      tags: [...provider.kinds, ...provider.countries],
      _providers: {
        about: paths.absolute(paths.page('providers/')),
        as_of: day,
        kinds: kinds.map(({ kind, qualified, until }) => ({ kind, qualified, until: until ?? null })),
        countries: provider.countries,
        languages: provider.languages,
        courses: [...new Set(provider.courses.map(({ course }) => course))],
        requirements: requirements.map(({ requirement, state, until, since, counted }) => ({
          id: requirement.id,
          state,
          until: until ?? null,
          since: since ?? null,
          counted,
          minimum: requirement.minimum,
        })),
      },
    })),
  };
}

/** A name for something that expires, that nothing else has. */
const idOf = ({ provider, requirement, proof, on }: Expiring): string =>
  [provider.id, requirement.id, proof.digest, on].join('/');

/** What expires soon, as data. */
export function expiringJson(list: readonly Expiring[], { paths, words, day, days }: Feeding): object {
  return {
    format: 1,
    as_of: day,
    days,
    expiring: list.map(({ provider, requirement, proof, on, breaks }) => ({
      provider: provider.id,
      name: provider.name,
      url: paths.absolute(paths.provider(provider.id)),
      requirement: requirement.id,
      proof: words.proof(proof),
      on,
      breaks,
    })),
  };
}

/** What happens on the day on which something expires, as a sentence. */
function consequence({ on, breaks }: Expiring, { t, day }: DirectoryWords): string {
  return t(breaks ? 'providerExpiringBreaks' : 'providerExpiringHolds', { day: day(on) });
}

/** A time zone in which nothing is: an iCalendar object needs a part, and may have nothing to tell (RFC 5545, section 3.6). */
const UTC_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

/** What expires soon as an iCalendar feed (RFC 5545): a whole day for each. */
export function expiringCalendar(list: readonly Expiring[], { identity, paths, words, day }: Feeding): string {
  const domain = new URL(identity.url).hostname;
  const calendar = ical({
    name: words.t('providersExpiring', { name: identity.name }),
    prodId: { company: domain, product: 'providers', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const one of list) {
    calendar.createEvent({
      id: `${idOf(one)}@${domain}`,
      stamp: new Date(midnight(day)),
      start: new Date(midnight(one.on)),
      end: new Date(midnight(addDays(one.on, 1))),
      allDay: true,
      timezone: 'UTC',
      summary: words.expiring(one),
      description: consequence(one, words),
      url: paths.absolute(paths.provider(one.provider.id)),
    });
  }
  const text = calendar.toString();
  return `${list.length > 0 ? text : text.replace(/(?=END:VCALENDAR$)/, () => `${UTC_ZONE}\r\n`)}\r\n`;
}

/** What expires soon as RSS 2.0; each is dated by the day on which it came into the list. */
export function expiringRss(list: readonly Expiring[], feeding: Feeding): string {
  const { identity, paths, words, day, days } = feeding;
  const items = list.map((one) => {
    const address = paths.absolute(paths.provider(one.provider.id));
    const named = new Date(midnight(addDays(one.on, -days))).toUTCString();
    return `<item>${element('title', words.expiring(one))}<link>${escapeHtml(address)}</link><guid isPermaLink="false">${escapeHtml(idOf(one))}</guid>${element('pubDate', named)}${element('description', consequence(one, words))}</item>`;
  });
  return rssFeed({
    title: words.t('providersExpiring', { name: identity.name }),
    link: paths.absolute(paths.page('providers/')),
    self: paths.absolute(paths.page('providers/expiring.xml')),
    description: words.t('providersExpiringAbout', { days, day: words.day(day) }),
    language: identity.language,
    content: items.join(''),
  });
}
