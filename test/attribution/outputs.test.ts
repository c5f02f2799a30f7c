import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { curriculumJson, wholeAddresses } from '../../src/assembly/to-json.ts';
import { citations } from '../../src/attribution/citation.ts';
import { courseJsonLd } from '../../src/attribution/course-json-ld.ts';
import { creditSentence } from '../../src/attribution/credit.ts';
import { examinedOf } from '../../src/attribution/examined.ts';
import { lessonFeed } from '../../src/attribution/feed.ts';
import { attributionProblems } from '../../src/attribution/guard.ts';
import { representativeLessons } from '../../src/attribution/guard-sample.ts';
import { lessonHash } from '../../src/attribution/hash.ts';
import { licenceLine, siteLicences } from '../../src/attribution/licences-in-use.ts';
import { buildManifest, lessonFiles, manifestText } from '../../src/attribution/manifest.ts';
import { noticeText } from '../../src/attribution/notice.ts';
import { releaseNotes } from '../../src/attribution/release-notes.ts';
import { editionVersion } from '../../src/attribution/release-state.ts';
import { publishedPaths } from '../../src/curriculum/addresses.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { translator } from '../../src/strings/index.ts';
import { assemble, paths, replace, textOf, withChange } from '../helpers/fixture.ts';
import { adapted, BRAND, forkFiles, LOGO, releasedFiles } from '../helpers/layer.ts';
import { attributionOf, completePage } from '../helpers/lesson-page.ts';
import { lessonOf } from '../helpers/render.ts';

const t = translator('en');
const BY = 'https://creativecommons.org/licenses/by/4.0/';
const TERMS = 'https://academy.example/terms';
const CLOSED = `{spdx: LicenseRef-Terms, name: Our terms, url: "${TERMS}"}`;
const OWN = '{spdx: CC-BY-SA-4.0, name: CC BY-SA 4.0, url: "https://creativecommons.org/licenses/by-sa/4.0/"}';
const SETTINGS = 'provider/curriculum.yaml';

/** A fork that keeps the rights in what it makes: it adapts a lesson, adds one, and hides one. */
const closedBrand = { 'provider/brand.yaml': `${BRAND}adaptation_licence: ${CLOSED}\nown_licence: ${OWN}\n` };
const ownLesson = {
  'provider/lessons/our-lights/lesson.mdx': textOf(paths.lights).replace('status: draft', 'status: published'),
  [SETTINGS]: 'insert: [{lesson: our-lights, module: signals}]\nhide: [log-line]\n',
};
const busyFiles = forkFiles({ ...closedBrand, ...adapted('tie-a-bowline'), ...ownLesson });
const quiet = assemble(forkFiles(closedBrand));
const busy = assemble(busyFiles);

const feedOf = (edition: Edition): string => lessonFeed(edition, publishedPaths(edition.identity));
/** The entry of a lesson in a feed. */
const entryOf = (edition: Edition, id: string): string =>
  feedOf(edition)
    .split('<item>')
    .find((entry) => entry.includes(`/lessons/${id}/</link>`)) ?? '';

interface LessonJson {
  id: string;
  version: string;
  licence: { url: string };
  creators: { name: string }[];
  provenance: {
    state: string;
    adaptedBy: { name: string; changes: object[] }[];
    basedOn: { source: string }[];
    uses: object[];
  };
}

function jsonOf(edition: Edition): { lessons: Map<string, LessonJson>; data: Record<string, unknown> } {
  const data = JSON.parse(
    JSON.stringify(curriculumJson(edition, wholeAddresses(publishedPaths({ url: 'https://academy.example/' })))),
  ) as { courses: { modules: { lessons: LessonJson[] }[] }[] } & Record<string, unknown>;
  const lessons = data.courses.flatMap(({ modules }) => modules.flatMap((module) => module.lessons));
  return { lessons: new Map(lessons.map((lesson) => [lesson.id, lesson])), data };
}

function courseOf(edition: Edition, wanted = 'harbor'): Record<string, unknown> {
  const course = edition.courses.find(({ id }) => id === wanted);
  if (!course) throw new Error('there is no course');
  const address = (id: string): string => `https://academy.example/lessons/${id}/`;
  return JSON.parse(JSON.stringify(courseJsonLd(course, edition, 'https://academy.example/courses/harbor/', address)));
}

/** A fork of the fork, which has released what it has. @param own files of the layer above. */
function nested(files: ContentFiles, own: Readonly<Record<string, string>> = {}): ContentFiles {
  const manifest = buildManifest(assemble(files), files, { version: '1.0.0', released: '2026-06-10' }, undefined);
  const brand = BRAND.replaceAll('Harbor Academy', 'Mate School').replaceAll('academy.example', 'mate.example');
  return new Map([
    ...files,
    ['provider/manifest.json', manifestText(manifest)],
    ['provider/provider/brand.yaml', brand],
    ['provider/provider/assets/logo.svg', LOGO],
    ...Object.entries(own),
  ]);
}

describe('a brand’s licenses', () => {
  test('are those of nothing that was taken: a fork that has adapted nothing publishes under the license of upstream', () => {
    expect(feedOf(quiet)).not.toMatch(/Our terms|LicenseRef|BY-SA|academy\.example\/terms/);
    expect(feedOf(quiet)).toContain(
      '<copyright>© 2026 Harbor Academy · © 2026 The Tiny Harbor Authors, CC-BY-4.0</copyright>',
    );
    const { data, lessons } = jsonOf(quiet);
    expect(JSON.stringify(data)).not.toMatch(/Our terms|LicenseRef|BY-SA/);
    expect([...lessons.values()].map(({ licence }) => licence.url)).toEqual([BY, BY, BY, BY, BY]);
    expect(courseOf(quiet)).toMatchObject({ license: BY, copyrightNotice: '© 2026 The Tiny Harbor Authors' });
    expect(siteLicences(quiet).only?.url).toBe(BY);
  });

  test('are those of what it has adapted and of what is its own, each for itself', () => {
    const licence = (id: string): string => attributionOf(id, busy).credit.licence.url;
    expect(['tie-a-bowline', 'our-lights', 'code-flags'].map(licence)).toEqual([
      TERMS,
      'https://creativecommons.org/licenses/by-sa/4.0/',
      BY,
    ]);
    expect(siteLicences(busy).only).toBeUndefined();
    expect(licenceLine(siteLicences(busy).all, t)).toBe(
      'CC-BY-4.0 (3 lessons); LicenseRef-Terms (“Tie a bowline”); CC-BY-SA-4.0 (“Lights at night”)',
    );
    expect(courseOf(busy).license).toEqual([BY, TERMS, 'https://creativecommons.org/licenses/by-sa/4.0/']);
    expect(jsonOf(busy).data.licences).toMatchObject([{ url: BY }, { url: TERMS, lessons: ['tie-a-bowline'] }, {}]);
  });

  test('stay with their lessons when the fork is forked, and cover nothing of the second one', () => {
    const second = assemble(nested(busyFiles));
    const licence = (id: string): string => attributionOf(id, second).credit.licence.url;
    expect(['tie-a-bowline', 'our-lights', 'code-flags'].map(licence)).toEqual([
      TERMS,
      'https://creativecommons.org/licenses/by-sa/4.0/',
      BY,
    ]);
    expect(siteLicences(second).byEdition.map((licences) => licences.map(({ url }) => url))).toEqual([
      [BY],
      [TERMS, 'https://creativecommons.org/licenses/by-sa/4.0/'],
      [],
    ]);
  });
});

describe('a work of others that a lesson uses', () => {
  const keys = `licence: CC-BY-SA-4.0\nbased_on:\n  - {title: Knots, creators: Wikipedia contributors, source: "https://wiki.example/knots", licence: CC-BY-SA-4.0, part: The history, copyright: © 2024 Wiki, changes: Shortened.}\n`;
  const files = withChange(paths.bowline, replace('status: published\n', `status: published\n${keys}`));
  const edition = assemble(files);
  const { credit, jsonLd } = attributionOf('tie-a-bowline', edition);

  test('is named in the colophon, the credit, the JSON-LD, the feed, the data and the notice', () => {
    expect(credit.changes).toBe(
      'Original edition, version 1.2.0; it uses works of others, which are named here. The history: from “Knots” by Wikipedia ' +
        'contributors (https://wiki.example/knots), licensed under Creative Commons Attribution-ShareAlike 4.0 International: Shortened.',
    );
    expect(credit.copyright).toContain('© 2024 Wiki');
    expect(creditSentence(credit)).toMatch(
      /; The history from “Knots” by Wikipedia contributors, https:\/\/wiki\.example\/knots, licensed under .*\.$/,
    );
    expect(jsonLd.isBasedOn).toMatchObject({ '@id': 'https://wiki.example/knots', copyrightNotice: '© 2024 Wiki' });
    expect(entryOf(edition, 'tie-a-bowline')).toContain('<dc:source>https://wiki.example/knots</dc:source>');
    expect(jsonOf(edition).lessons.get('tie-a-bowline')?.provenance.uses).toMatchObject([{ title: 'Knots' }]);
    expect(noticeText(lessonOf(edition, 'tie-a-bowline'), credit, edition)).toContain(
      '“Knots” by Wikipedia contributors',
    );
  });

  test('is missed by the guard where a page or its JSON-LD does not name it', () => {
    expect(attributionProblems(completePage(credit, jsonLd), credit)).toEqual([]);
    const { isBasedOn: _, ...rest } = jsonLd;
    expect(attributionProblems(completePage(credit, rest), credit)).toEqual([
      'the JSON-LD does not say that the lesson is based on https://wiki.example/knots',
    ]);
  });

  test('is not lost by a copy that leaves it out', () => {
    const upstream = releasedFiles(files);
    const copy = adapted('tie-a-bowline');
    const copies = Object.entries(copy).map(([path, text]): [string, string] => [
      path,
      text.replace('status: published\n', 'status: published\nlicence: CC-BY-SA-4.0\n'),
    ]);
    const all = new Map([...upstream, ['provider/brand.yaml', BRAND], ['provider/assets/logo.svg', LOGO], ...copies]);
    const fork = assembleCurriculum(all, siteTokens()).curriculum;
    if (!fork) throw new Error('the fork cannot be assembled');
    expect(attributionOf('tie-a-bowline', fork).credit.sources.map(({ title }) => title)).toEqual(['Knots']);
  });

  test('makes the guard refuse a page whose license does not fit', () => {
    const wrong = { ...credit, licence: { spdx: 'CC-BY-4.0', name: 'CC BY 4.0', url: BY } };
    expect(attributionProblems(completePage(wrong, { ...jsonLd, license: BY }), wrong)).toEqual([
      expect.stringMatching(/^the page puts “Knots” .*ShareAlike.*, under CC BY 4\.0: ShareAlike asks/),
    ]);
  });
});

describe('who adapted a lesson and what they changed', () => {
  const { credit, jsonLd } = attributionOf('tie-a-bowline', busy);

  test('is said by the feed, the data, the JSON-LD and the notice alike', () => {
    expect(creditSentence(credit)).toContain('(adapted by Harbor Academy)');
    expect(jsonLd).toMatchObject({
      creditText: expect.stringContaining('adapted by Harbor Academy'),
      contributor: [{ roleName: 'adapter', contributor: { name: 'Harbor Academy' } }],
      comment: [{ text: 'Shorter', dateCreated: '2026-06-01', author: { name: 'Harbor Academy' } }],
      isBasedOn: { '@id': 'https://tiny.example/lessons/tie-a-bowline/' },
    });
    const entry = entryOf(busy, 'tie-a-bowline');
    expect(entry).toContain(
      '<dc:creator>Ada Anchor and The Tiny Harbor Crew</dc:creator><dc:contributor>Harbor Academy</dc:contributor>',
    );
    expect(entry).toContain('Adapted by Harbor Academy from “Tie a bowline”, version 1.2.0');
    expect(entry).toContain(`<atom:link rel="license" href="${TERMS}"/>`);
    expect(entryOf(busy, 'code-flags')).toContain(`<atom:link rel="license" href="${BY}"/>`);
    expect(jsonOf(busy).lessons.get('tie-a-bowline')).toMatchObject({
      licence: { url: TERMS },
      provenance: {
        state: 'adapted',
        adaptedBy: [{ name: 'Harbor Academy', changes: [{ text: 'Shorter' }] }],
        basedOn: [{ source: 'https://tiny.example/lessons/tie-a-bowline/', licence: { url: BY } }],
      },
    });
    expect(noticeText(lessonOf(busy, 'tie-a-bowline'), credit, busy)).toMatch(
      /Adapted by Harbor Academy[\s\S]*- 2026-06-01: Shorter/,
    );
  });

  test('is kept where a fork of the fork takes the lesson as it is', () => {
    const second = assemble(nested(busyFiles));
    const taken = attributionOf('tie-a-bowline', second);
    expect(taken.credit.provenance.state).toBe('verbatim');
    expect(creditSentence(taken.credit)).toContain('(adapted by Harbor Academy)');
    expect(citations(taken.credit).text).toContain('Adapted by Harbor Academy. Harbor Academy, version 1.0.0');
    expect(taken.jsonLd).toMatchObject({
      contributor: [{ contributor: { name: 'Harbor Academy' } }],
      comment: [{ text: 'Shorter' }],
      isBasedOn: {
        contributor: [{ contributor: { name: 'Harbor Academy' } }],
        isBasedOn: { publisher: { name: 'Tiny Harbor' } },
      },
    });
    expect(jsonOf(second).lessons.get('tie-a-bowline')?.provenance).toMatchObject({
      state: 'verbatim',
      adaptedBy: [{ name: 'Harbor Academy' }],
      basedOn: [{}, { source: 'https://tiny.example/lessons/tie-a-bowline/' }],
    });
  });

  test('is missed by the guard in the JSON-LD', () => {
    const { contributor: _, comment: __, ...rest } = jsonLd;
    expect(attributionProblems(completePage(credit, rest), credit)).toEqual([
      'the JSON-LD does not say that Harbor Academy adapted the lesson',
      'the JSON-LD lacks the change "Shorter"',
    ]);
  });
});

describe('a course', () => {
  test('names all who made its lessons, what it is based on, and what a fork hid, added and adapted', () => {
    expect(courseOf(busy)).toMatchObject({
      creator: [{ name: 'Ada Anchor' }, { name: 'The Tiny Harbor Crew' }, { name: 'Ben Buoy' }],
      isBasedOn: { '@id': 'https://tiny.example/courses/harbor/', publisher: { name: 'Tiny Harbor' } },
      contributor: [{ contributor: { name: 'Harbor Academy' } }],
      comment: [
        {
          text: 'Changed by Harbor Academy. Added: “Lights at night”. Adapted: “Tie a bowline”.',
        },
      ],
      copyrightNotice: '© 2026 Harbor Academy · © 2026 The Tiny Harbor Authors',
    });
    expect(courseOf(busy, 'open-sea')).toMatchObject({
      comment: [{ text: 'Changed by Harbor Academy. Left out: “Measure speed with a log line”.' }],
    });
    expect(courseOf(quiet)).not.toHaveProperty('comment');
    expect(jsonOf(busy).data.courses).toMatchObject([
      { changes: [{ by: { name: 'Harbor Academy' } }] },
      { changes: [{}] },
    ]);
  });
});

describe('an edition', () => {
  const released = releasedFiles();
  const changed = withChange(paths.cleat, (text) => `${text}\nOne more turn.\n`, released);

  test('is the release only if its content is', () => {
    expect(editionVersion(assemble(released), t)).toBe('1.2.0');
    const edition = assemble(changed);
    expect(editionVersion(edition, t)).toBe('1.2.0 with unreleased changes');
    expect(jsonOf(edition).data).toMatchObject({ version: '1.2.0 with unreleased changes', released: null });
    expect(attributionOf('belay-a-cleat', edition).credit.changes).toContain('version 1.2.0 with unreleased changes');
    expect(attributionOf('belay-a-cleat', edition).jsonLd).not.toHaveProperty('datePublished');
    expect(attributionOf('tie-a-bowline', edition).credit.version).toBe('1.2.0');
  });

  test('has no lesson that is called by a release which upstream had left behind when it was taken', () => {
    const lesson = lessonOf(assemble(changed), 'belay-a-cleat');
    const sha256 = lessonHash(lessonFiles(lesson, changed));
    const record = `repository: https://forge.example/tiny\nbranch: main\ncommit: abc\nversion: 1.2.0\ndate: 2026-06-01\nahead: {belay-a-cleat: ${sha256}}\n`;
    const fork = assemble(forkFiles({ [paths.cleat]: textOf(paths.cleat, changed), 'provider/upstream.yaml': record }));
    const { credit } = attributionOf('belay-a-cleat', fork);
    expect(credit.provenance.state).toBe('verbatim');
    expect(credit.changes).toContain('Unmodified text of “Belay a cleat”, version 1.2.0 with unreleased changes');
  });

  test('of a fork does not call itself by the release of upstream', () => {
    expect(editionVersion(busy, t)).toBe('unreleased');
    expect(attributionOf('our-lights', busy).credit.version).toBe('unreleased');
    expect(citations(attributionOf('our-lights', busy).credit).text).toContain('Harbor Academy, unreleased. ');
    expect(attributionOf('code-flags', busy).credit.version).toBe('1.2.0');
  });
});

describe('the first release of a fork', () => {
  test('lists what its provider did, not what they took', () => {
    const after = buildManifest(busy, busyFiles, { version: '1.0.0', released: '2026-06-10' }, undefined);
    const below = buildManifest(
      assemble(releasedFiles()),
      releasedFiles(),
      { version: '1.2.0', released: '2026-05-17' },
      undefined,
    );
    const notes = releaseNotes(undefined, after, { below });
    expect(notes.split('\n').filter((line) => line !== '')).toEqual([
      '## 1.0.0 (2026-06-10)',
      'First release, compared with Tiny Harbor 1.2.0, which it was forked from.',
      '### Added',
      '- Lights at night (`our-lights`)',
      '### Changed',
      '- Tie a bowline (`tie-a-bowline`)',
      '### Removed',
      '- Measure speed with a log line (`log-line`)',
    ]);
    const { 'code-flags': _, ...others } = after.lessons;
    expect(releaseNotes({ ...after, lessons: others }, after, { below })).toContain(
      '- Code flags (`code-flags`), from Tiny Harbor 1.2.0',
    );
  });
});

describe('checks and reviews', () => {
  const bowline = 'provider/lessons/tie-a-bowline/lesson.mdx';
  const examined = (edit: (text: string) => string) => {
    const copy = adapted('tie-a-bowline');
    const edition = assemble(forkFiles({ ...copy, [bowline]: edit(copy[bowline] ?? '') }));
    return {
      ...examinedOf(lessonOf(edition, 'tie-a-bowline'), edition),
      jsonLd: attributionOf('tie-a-bowline', edition).jsonLd,
    };
  };

  test('of the text that was adapted say nothing about the adapted one', () => {
    expect(examined((text) => text)).toMatchObject({
      changed: '2026-06-01',
      checked: undefined,
      reviews: [],
      modified: '2026-06-01',
    });
    expect(examined((text) => text).jsonLd.dateModified).toBe('2026-06-01');
    // Not even if the change is said to be older than they are.
    expect(examined((text) => text.replace('2026-06-01', '2020-01-01'))).toMatchObject({
      checked: undefined,
      reviews: [],
    });
    expect(jsonOf(assemble(forkFiles(adapted('tie-a-bowline')))).lessons.get('tie-a-bowline')).toMatchObject({
      verified: null,
      reviewers: [],
    });
  });

  test('of the provider count once they are newer', () => {
    const own = examined((text) => text.replace('date: 2026-05-01', 'date: 2026-06-03'));
    expect(own).toMatchObject({ checked: { date: '2026-06-03' }, modified: '2026-06-03' });
  });

  test('of a lesson that nobody adapted are those of its own', () => {
    const lesson = lessonOf(quiet, 'tie-a-bowline');
    expect(examinedOf(lesson, quiet)).toMatchObject({
      changed: undefined,
      checked: lesson.verified,
      reviews: lesson.reviewers,
    });
  });
});

test('a few lessons stand for all kinds of origin and layout, the same ones every time', () => {
  const chosen = representativeLessons(busy).map(({ id }) => id);
  expect(chosen).toEqual(representativeLessons(busy).map(({ id }) => id));
  expect(chosen.map((id) => attributionOf(id, busy).credit.provenance.state)).toEqual(
    expect.arrayContaining(['adapted', 'original', 'verbatim']),
  );
  expect(chosen.length).toBeLessThan(busy.lessons.size);
});
