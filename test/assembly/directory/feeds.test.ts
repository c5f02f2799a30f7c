import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chosenDay } from '../../../src/assembly/directory/chosen-day.ts';
import {
  directoryFeed,
  expiringCalendar,
  expiringJson,
  expiringRss,
  type Feeding,
} from '../../../src/assembly/directory/feeds.ts';
import { filterSheet, filterValues, providerFilters } from '../../../src/assembly/directory/filter.ts';
import { directoryJsonLd, providerJsonLd } from '../../../src/assembly/directory/json-ld.ts';
import { directoryWords } from '../../../src/assembly/directory/words.ts';
import { jsonForScript } from '../../../src/attribution/json-ld.ts';
import { publishedPaths } from '../../../src/curriculum/addresses.ts';
import { expiringWithin } from '../../../src/curriculum/programme/expiring.ts';
import { judgeDirectory } from '../../../src/curriculum/programme/read.ts';
import { DAY, directoryFiles, sampleEntries } from '../../helpers/directory.ts';
import { assemble, readTiny } from '../../helpers/fixture.ts';

const NAME = 'Ö'.repeat(60);
const entries = sampleEntries();
const edition = assemble(
  new Map([
    ...readTiny(),
    ...directoryFiles({ ...entries, becalmed: { ...entries.becalmed, name: `${NAME}, & “Co.”; <b>` } }),
  ]),
);
const { directory, identity } = edition;
if (!directory) throw new Error('no directory');
const paths = publishedPaths({ url: 'https://tiny.example/boats/' });
const words = directoryWords(edition);
const feeding = (day = DAY): Feeding => ({ identity, paths, words, day, days: 60 });
const judged = (day = DAY) => judgeDirectory(directory, day);
const soon = (day = DAY) => expiringWithin(judged(day), day, 60);

test('providers of all sorts stand as they should on the day', () => {
  const verdicts = judged().map(({ provider, kinds }) => [provider.id, ...kinds.map((of) => words.verdict(of))]);
  expect(verdicts).toEqual([
    ['becalmed', 'Not qualified', 'Not qualified'],
    ['ebb-and-flow', 'Not qualified'],
    [
      'harbor-school',
      'Qualified, up to Aug 28, 2027 if nothing new comes',
      'Qualified, up to Sep 15, 2027 if nothing new comes',
    ],
    ['odd', 'Not qualified'],
    ['two-hands', 'Not qualified'],
  ]);
  const states = judged().map(({ provider, requirements }) => {
    const bad = requirements.filter(({ state }) => state !== 'expires');
    return [provider.id, ...bad.map((one) => `${one.requirement.id}: ${words.state(one)}`)];
  });
  expect(states).toEqual([
    ['becalmed', 'community-activity: Not met'],
    ['ebb-and-flow', 'certified-engineers: Not met since Nov 1, 2026'],
    ['harbor-school'],
    [
      'odd',
      'certified-engineers: Not verifiable',
      'community-activity: Not verifiable',
      'end-user-support: Not verifiable',
    ],
    ['two-hands', 'certified-engineers: Not met'],
  ]);
});

describe('the JSON Feed', () => {
  const feed = JSON.parse(JSON.stringify(directoryFeed(judged(), feeding())));

  test('is one of version 1.1: what it must have, and what it may', () => {
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed.feed_url).toBe('https://tiny.example/boats/providers/feed.json');
    expect(feed.items).toHaveLength(5);
    for (const item of feed.items) {
      expect(typeof item.id).toBe('string');
      expect(typeof item.content_text).toBe('string');
      expect(new Date(item.date_published).toISOString()).toMatch(/^2026-10-01T00:00:00/);
      // Only what begins with an underscore is no word of the format.
      const known = ['id', 'url', 'external_url', 'title', 'content_text', 'date_published', 'tags'];
      expect(Object.keys(item).filter((key) => !known.includes(key) && !key.startsWith('_'))).toEqual([]);
    }
    expect(new Set(feed.items.map(({ id }: { id: string }) => id)).size).toBe(5);
  });

  test('says of every requirement how it stands, and for which day', () => {
    const { _providers: said } = feed.items[1];
    expect(said.as_of).toBe(DAY);
    expect(said.requirements[0]).toEqual({
      id: 'certified-engineers',
      state: 'not-met',
      until: null,
      since: '2026-11-01',
      counted: 0,
      minimum: 3,
    });
    expect(said.kinds).toEqual([{ kind: 'managed-services', qualified: false, until: null }]);
  });

  test('tells nothing of engineers', () => {
    expect(JSON.stringify(feed)).not.toMatch(/A\. K\.|badges\.example|id_hash/);
  });
});

describe('what expires soon', () => {
  test('as JSON names provider, requirement and day', () => {
    const { expiring, as_of: day, days } = JSON.parse(JSON.stringify(expiringJson(soon(), feeding())));
    expect([day, days]).toEqual([DAY, 60]);
    expect(expiring).toHaveLength(4);
    expect(expiring[0]).toMatchObject({
      provider: 'becalmed',
      requirement: 'certified-engineers',
      on: '2027-01-20',
      breaks: true,
    });
  });

  test('as RSS 2.0 has what items need, and no two alike', () => {
    const rss = expiringRss(soon(), feeding());
    const guids = [...rss.matchAll(/<guid isPermaLink="false">(.*?)<\/guid>/g)].map(([, guid]) => guid);
    expect(new Set(guids).size).toBe(4);
    expect(
      rss.match(
        /<item><title>[^<]+<\/title><link>[^<]+<\/link><guid isPermaLink="false">[^<]+<\/guid><pubDate>Sat, 21 Nov 2026 00:00:00 GMT<\/pubDate><description>[^<]+<\/description><\/item>/g,
      ),
    ).toHaveLength(4);
    expect(rss).toContain('&amp; “Co.”; &lt;b&gt;');
    expect(rss.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"')).toBe(true);
  });

  test('as iCalendar folds by octets, escapes, and stamps every event with the day', () => {
    const calendar = expiringCalendar(soon(), feeding());
    const lines = calendar.split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const whole = calendar.replaceAll('\r\n ', '');
    expect(whole).toContain(`SUMMARY:${NAME}\\, & “Co.”\\; <b>: At least three certified engineers: CKA (e31)`);
    expect(whole.match(/^UID:.+@tiny\.example\r$/gm)).toHaveLength(4);
    expect(new Set(whole.match(/^UID:.*$/gm)).size).toBe(4);
    expect(whole.match(/^DTSTAMP:20261130T000000Z\r$/gm)).toHaveLength(4);
    expect(whole.match(/^DTSTART;VALUE=DATE:20270120\r\nDTEND;VALUE=DATE:20270121\r$/gm)).toHaveLength(4);
    expect(whole.match(/^BEGIN:/gm)).toHaveLength(5);
  });

  test('is a calendar with a part even if nothing expires', () => {
    expect(expiringCalendar([], feeding())).toMatch(
      /BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\n[\s\S]*END:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n$/,
    );
  });

  test('is the same for the same day, and another one on another day', () => {
    expect(expiringCalendar(soon(), feeding())).toBe(expiringCalendar(soon(), feeding()));
    expect(soon('2026-11-01')).toEqual([]);
    expect(soon('2027-01-20')).toEqual([]);
  });
});

describe('filters', () => {
  const filters = providerFilters(judged(), edition, words);
  const of = (name: string) => filters.find((filter) => filter.name === name)?.options;

  test('have what is there to choose, by what it is called', () => {
    expect(of('country')?.map(({ label }) => label)).toEqual([
      'Brazil',
      'Egypt',
      'Germany',
      'Japan',
      'Netherlands',
      'Switzerland',
    ]);
    expect(of('kind')?.map(({ value }) => value)).toEqual(['managed-services', 'training']);
  });

  test('that take nothing away are left out', () => {
    expect(of('course')).toBeUndefined();
    expect(providerFilters(judged().slice(0, 1), edition, words)).toEqual([]);
    expect(providerFilters([], edition, words)).toEqual([]);
  });

  test('find a language whatever country it is spoken in', () => {
    const two = judged().find(({ provider }) => provider.id === 'two-hands');
    expect(two && filterValues(two).language).toEqual(['pt', 'de']);
  });

  test('are a sheet with the order of layers that the site has', () => {
    const order = /^@layer .*;$/m.exec(readFileSync('src/site/styles/layers.css', 'utf8'))?.[0];
    const sheet = filterSheet(filters);
    expect(sheet.split('\n')[0]).toBe(order);
    expect(sheet).toContain(
      '.directory:has([name="country"] [value="DE"]:checked) .provider-card:not([data-country~="DE"])',
    );
    expect(filterSheet([{ name: 'kind', options: [{ value: '"] * {}', label: 'x' }] }])).not.toContain('* {}');
  });
});

describe('JSON-LD', () => {
  test('of a provider with an odd name ends no script', () => {
    const odd = directory.providers.find(({ id }) => id === 'odd');
    const text = odd && jsonForScript(providerJsonLd(odd, paths));
    expect(text).not.toMatch(/<\/script/i);
    expect(JSON.parse(text ?? '')).toMatchObject({ '@type': 'Organization', description: entries.odd?.description });
  });

  test('of the directory is a list in the order of the page', () => {
    expect(directoryJsonLd(directory.providers, paths)).toMatchObject({
      '@type': 'ItemList',
      numberOfItems: 5,
      itemListElement: expect.arrayContaining([
        expect.objectContaining({ position: 1, url: 'https://tiny.example/boats/providers/becalmed/' }),
      ]),
    });
  });
});

test.each(['2027-02-30', 'tomorrow', '', '2027-1-1'])('--date %j is refused in words', (said) => {
  expect(() => chosenDay(said)).toThrow(
    `"${said}" is no day of the calendar. Write it as YYYY-MM-DD: --date 2027-01-31`,
  );
});
