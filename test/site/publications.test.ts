import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { formats } from '../../src/publications/formats.ts';
import { type Kind, kinds, kindsForTeachers, namesOf } from '../../src/publications/kinds.ts';
import { copyPublications, offeredOf } from '../../src/site/publications.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { loadTiny } from '../helpers/fixture.ts';
import { forkFiles } from '../helpers/layer.ts';
import { editionOf, tinySources } from '../helpers/publication-sources.ts';

const tiny = loadTiny();
const { courses } = tiny;
const folder = temporaryFolder();
const publications = join(folder.path, 'publications');
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

/** A folder with some files. */
function withFiles(...names: string[]): void {
  mkdirSync(publications, { recursive: true });
  for (const name of names) writeFileSync(join(publications, name), name);
  vi.stubEnv('PUBLICATIONS_DIR', publications);
}

test('every format has a kind of file, and every kind its name and purpose', () => {
  expect(Object.keys(formats).filter((id) => !(id in kinds))).toEqual(Object.keys(kindsForTeachers));
  const all: Kind[] = Object.values(kinds);
  expect(new Set(all.flatMap(({ name, purpose }) => [name, purpose])).size).toBe(2 * all.length);
});

test('formats call their files as kinds say', async () => {
  for (const source of tinySources()) {
    const names = namesOf(source.course);
    for (const id of [
      'gift',
      'moodle-xml',
      'qti-2.1',
      'qti-3.0',
      'cc-1.1',
      'cc-1.3',
      'cc-thin',
      'epub',
      'olx',
    ] as const) {
      const format = await formats[id]?.();
      const made = (await format?.publish(source)) ?? [];
      expect(made.map(({ name }) => names.get(name))).toEqual(made.map(() => ({ kind: id })));
    }
  }
});

test('files are offered with their course, those of lessons in reading order, and nothing while an author is at work', () => {
  withFiles(
    'harbor.epub',
    'harbor-handout-belay-a-cleat.pdf',
    'harbor-handout-tie-a-bowline.pdf',
    'site.zip',
    'open-sea.pdf',
  );
  const [harbor] = courses;
  if (!harbor) throw new Error('There is no course.');
  expect(offeredOf(harbor)).toEqual([]);
  vi.stubEnv('BUILDING', '1');
  expect(
    offeredOf(harbor).map(({ kind, whole, each }) => [kind, whole?.path, each.map(({ lesson }) => lesson?.id)]),
  ).toEqual([
    ['epub', 'publications/harbor.epub', []],
    ['site', 'publications/site.zip', []],
    ['handout', undefined, ['tie-a-bowline', 'belay-a-cleat']],
  ]);
  expect(offeredOf(harbor)[0]?.whole?.bytes).toBe('harbor.epub'.length);
});

test('what would run as a page lies on the site as text, and what is of no course is left and named', () => {
  withFiles(
    'harbor-slides-tie-a-bowline.html',
    'harbor-moodle.xml',
    'harbor-handout-gone.pdf',
    'notes & "more".txt',
    '.DS_Store',
    'tcs-form-7-qti-3.0.zip',
    'tcs-bank-qti-2.1.zip',
  );
  const site = join(folder.path, 'site');
  const { copied, warnings } = copyPublications(site, tiny);
  expect(copied).toBe(2);
  expect(readdirSync(join(site, 'publications'))).toEqual([
    'harbor-moodle.xml.txt',
    'harbor-slides-tie-a-bowline.html.txt',
  ]);
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toContain('harbor-handout-gone.pdf is not published: no format gives this name');
});

test('a file of a lesson that a fork hides is not offered', () => {
  withFiles('harbor-handout-tie-a-bowline.pdf', 'harbor-handout-belay-a-cleat.pdf');
  const fork = editionOf(forkFiles({ 'provider/curriculum.yaml': 'hide: [belay-a-cleat]\n' }));
  const { copied, warnings } = copyPublications(join(folder.path, 'site'), fork);
  expect([copied, warnings.length]).toEqual([1, 1]);
  expect(warnings[0]).toContain('belay-a-cleat');
});

test('a folder that is named and not there is an error, and one that nobody named is not missed', () => {
  vi.stubEnv('PUBLICATIONS_DIR', join(folder.path, 'none'));
  expect(() => copyPublications(folder.path, tiny)).toThrow('There is no folder');
});
