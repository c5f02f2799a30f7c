import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { type BuiltFile, builtFiles, LinkTargets, type PageFacts, pageFacts } from '../helpers/built.ts';
import { openSite, type Site } from '../helpers/site.ts';

let site: Site;
let pages: PageFacts[];
let targets: LinkTargets;
beforeAll(async () => {
  site = await openSite();
  pages = await pageFacts(site.browser, builtFiles(site.folder, '.html'));
  const { origin } = new URL(getCurriculum().identity.url);
  targets = new LinkTargets(site.folder, pages, origin + site.base);
});
afterAll(() => site.close());

function problems(files: readonly BuiltFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].flatMap((match) => targets.problem(path, match[1] ?? '') ?? []),
  );
}

test('a link to a page, a file or a heading that is not there is noticed', () => {
  const [lesson] = [...getCurriculum().lessons.keys()];
  expect(targets.problem('index.html', `/lessons/${lesson}/`)).toBeUndefined();
  expect(targets.problem('index.html', `/lessons/${lesson}/#pageMain`)).toBeUndefined();
  expect(targets.problem('index.html', 'https://example.org/nowhere')).toBeUndefined();
  expect(targets.problem('index.html', '/lessons/none/')).toContain('leads to no file');
  expect(targets.problem('index.html', `/lessons/${lesson}`)).toContain('leads to no file');
  expect(targets.problem('index.html', 'picture.png')).toContain('leads to no file');
  expect(targets.problem('index.html', `/lessons/${lesson}/#none`)).toContain('no place on its page');
  expect(targets.problem('index.html', '#none')).toContain('no place on its page');
});

test('every link, picture, script and style of every page leads to a file, and every fragment to a place', () => {
  const references = pages.reduce((sum, { references }) => sum + references.length, 0);
  expect(references).toBeGreaterThan(500);
  const broken = pages.flatMap(({ path, references }) =>
    references.flatMap((reference) => targets.problem(path, reference) ?? []),
  );
  expect(broken).toEqual([]);
});

test('no page uses an id twice', () => {
  const twice = pages.flatMap(({ path, ids }) =>
    ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${path}: #${id}`),
  );
  expect(twice).toEqual([]);
});

test('every font and picture that a style names is there', () => {
  const styles = builtFiles(site.folder, '.css');
  expect(styles.some(({ text }) => text.includes('url('))).toBe(true);
  expect(problems(styles, /url\(["']?(?!data:)([^"')]+)/g)).toEqual([]);
});

test('every script that a script loads is there', () => {
  const scripts = builtFiles(site.folder, '.js');
  const imported = /(?:from|import)\s*\(?\s*["'`](\.{0,2}\/[^"'`]+)["'`]/g;
  expect(scripts.some(({ text }) => text.match(imported))).toBe(true);
  expect(problems(scripts, imported)).toEqual([]);
});

test('every address in the feed, the sitemap and curriculum.json leads to a page', () => {
  const files = builtFiles(site.folder, '.xml', 'curriculum.json');
  expect(files.map(({ path }) => path).sort()).toEqual([
    'curriculum.json',
    'feed.xml',
    'providers/expiring.xml',
    'sitemap-0.xml',
    'sitemap-index.xml',
  ]);
  expect(problems(files, /<(?:loc|link)>([^<]+)</g)).toEqual([]);
  expect(problems(files, /(?:href|"url")[=:]"([^"]+)"/g)).toEqual([]);
});
