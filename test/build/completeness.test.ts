import { cpSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Expected, missingParts } from '../../src/site/integrations/completeness.ts';
import { build, copyProject, editFile, TINY, temporaryFolder } from '../helpers/build.ts';

const folder = temporaryFolder();
const built = join(folder.path, 'dist');
const site = join(folder.path, 'site');
const LESSON = 'lessons/tie-a-bowline';
const expected: Expected = {
  lessons: ['tie-a-bowline'],
  withFiles: ['tie-a-bowline'],
  courses: ['harbor'],
  badges: ['harbor', 'harbor/mooring'],
  shards: ['', 'courses-1', 'others'],
  pages: ['', '404/', 'glossary/', 'exams/'],
};

beforeAll(async () => {
  const project = join(folder.path, 'project');
  copyProject(project);
  const { code, output } = await build({ content: TINY, dist: built, cache: join(folder.path, 'cache'), project });
  expect(code, output).toBe(0);
});
afterAll(folder.remove);
beforeEach(() => {
  rmSync(site, { recursive: true, force: true });
  cpSync(built, site, { recursive: true });
});

const said = (): string[] => missingParts(site, expected);
const inIndex = (ending: string): string =>
  readdirSync(join(site, 'pagefind')).find((name) => name.endsWith(ending)) ?? '';

test('a site that was built has all its parts', () => {
  expect(said()).toEqual([]);
});

describe('a part that is missing, or not whole, is named:', () => {
  test.each([
    ['the first page', 'index.html'],
    ['the page for addresses that lead nowhere', '404.html'],
    ['a page', 'glossary/index.html'],
    ['the page of a course', 'courses/harbor/index.html'],
    ['the page of a lesson', `${LESSON}/index.html`],
    ['the social image of a lesson', `${LESSON}/social.png`],
    ['the citation of a lesson', `${LESSON}/cite.bib`],
    ['the citation of a lesson', `${LESSON}/cite.json`],
    ['the notice of files', `${LESSON}/NOTICE.txt`],
    ['the image of a badge', 'badges/harbor.png'],
    ['a badge as data', 'badges/harbor/mooring.json'],
    ['the social image', 'social.png'],
    ['the feed', 'feed.xml'],
    ['the sitemap', 'sitemap-index.xml'],
    ['the sitemap', 'sitemap-0.xml'],
    ['the curriculum as data', 'curriculum.json'],
    ['the file for robots', 'robots.txt'],
    ['the web app manifest', 'site.webmanifest'],
    ['the headers', '_headers'],
    ['search', 'pagefind/pagefind.js'],
    ['search', 'pagefind/pagefind-entry.json'],
  ])('%s, %s', (part, path) => {
    truncateSync(join(site, path), 0);
    expect(said()).toEqual([expect.stringMatching(`^${part}: ${path} is (empty|no whole PNG image)$`)]);
    rmSync(join(site, path));
    expect(said()).toEqual([`${part}: ${path} is missing`]);
  });

  test('a social image without its end', () => {
    editFile(join(site, 'robots.txt'), (text) => `${text}\n`);
    truncateSync(join(site, `${LESSON}/social.png`), 5000);
    expect(said()).toEqual([`the social image of a lesson: ${LESSON}/social.png is no whole PNG image`]);
  });

  test('a feed without its end, and data that is cut off', () => {
    editFile(join(site, 'feed.xml'), (text) => text.slice(0, -10));
    editFile(join(site, 'curriculum.json'), (text) => text.slice(0, -10));
    expect(said()).toEqual([
      'the feed: feed.xml is not complete',
      'the curriculum as data: curriculum.json is no JSON',
    ]);
  });

  test.each(['.pf_meta', '.en.pagefind'])('a part of the index, *%s', (ending) => {
    const name = inIndex(ending);
    rmSync(join(site, 'pagefind', name));
    expect(said()).toEqual([`search: pagefind/${name} is missing`]);
  });

  test('what the index says of a page, and the index itself', () => {
    const [fragment = ''] = readdirSync(join(site, 'pagefind/fragment'));
    rmSync(join(site, 'pagefind/fragment', fragment));
    expect(said()).toEqual([expect.stringMatching(/^search: \d+ pages were indexed, and \d+ can be shown$/)]);
    rmSync(join(site, 'pagefind/index'), { recursive: true });
    expect(said()).toContain('search: pagefind/index/ is missing');
  });

  test('an index in which there is no page', () => {
    writeFileSync(join(site, 'pagefind/pagefind-entry.json'), '{"version":"1.6.0","languages":{}}');
    expect(said()).toEqual(['search: no page can be found']);
  });
});
