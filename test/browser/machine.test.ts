import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { addressOf, builtFiles, type PageFacts, pageFacts } from '../helpers/built.ts';
import { openSite, type Site } from '../helpers/site.ts';

const { identity, lessons, people, exams, courses } = getCurriculum();
const ids = [...lessons.keys()];

let site: Site;
let pages: PageFacts[];
beforeAll(async () => {
  site = await openSite();
  pages = await pageFacts(site.browser, builtFiles(site.folder, '.html'));
});
afterAll(() => site.close());

const published = (path: string): string => new URL(identity.url).origin + site.base + path;
const read = (path: string): string => readFileSync(join(site.folder, path), 'utf8');

function pngSize(path: string): string {
  const bytes = readFileSync(join(site.folder, path));
  expect(bytes.subarray(1, 4).toString('latin1'), path).toBe('PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

function jsonLd(path: string): Record<string, unknown> {
  const blocks = pages.find((page) => page.path === path)?.jsonLd ?? [];
  expect(blocks.length, path).toBe(1);
  return JSON.parse(blocks[0] ?? '') as Record<string, unknown>;
}

/** Texts of all elements of a name in an XML file, as a browser's parser reads it. */
async function xmlTexts(path: string, name: string): Promise<string[]> {
  const page = await site.browser.newPage();
  const found = await page.evaluate(
    ([xml = '', tag = '']) => {
      const parsed = new DOMParser().parseFromString(xml, 'application/xml');
      const error = parsed.querySelector('parsererror')?.textContent;
      if (error) throw new Error(error);
      return [...parsed.getElementsByTagName(tag)].map((node) => node.textContent ?? '');
    },
    [read(path), name],
  );
  await page.close();
  return found;
}

test('there are lessons to look at', () => {
  expect(ids.length).toBeGreaterThanOrEqual(4);
});

describe('a program that reads a lesson', () => {
  test.each(ids)('%s learns its license, its creators, its course and what it teaches', (id) => {
    const data = jsonLd(`lessons/${id}/index.html`);
    const lesson = lessons.get(id);
    expect(data).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'LearningResource',
      '@id': published(`lessons/${id}/`),
      name: lesson?.title,
      license: identity.licence.url,
      copyrightNotice: identity.copyright,
      inLanguage: 'en',
      isAccessibleForFree: true,
      creator: lesson?.authors.map((author) => expect.objectContaining({ name: people.get(author)?.name })),
      isPartOf: { '@type': 'Course', '@id': published(`courses/${lesson?.courseId}/`) },
      teaches: lesson?.objectives.map((objective) => objective.text),
    });
    expect(data.timeRequired).toMatch(/^PT(\d+H)?(\d+M)?$/);
  });

  test.each(ids)('%s finds the license in the head as well, and a picture for previews', async (id) => {
    const page = await site.visit(`lessons/${id}/`);
    const head = (selector: string, attribute: string): Promise<string | null> =>
      page.locator(`head > ${selector}`).getAttribute(attribute);
    expect(await head('link[rel="license"]', 'href')).toBe(identity.licence.url);
    expect(await head('link[rel="canonical"]', 'href')).toBe(published(`lessons/${id}/`));
    expect(await head('meta[property="og:image"]', 'content')).toBe(published(`lessons/${id}/social.png`));
    expect(await head('meta[property="og:title"]', 'content')).toBe(lessons.get(id)?.title);
    expect((await head('meta[name="description"]', 'content'))?.length).toBeGreaterThan(30);
    expect(pngSize(`lessons/${id}/social.png`)).toBe('1200x630');
  });

  test.each(ids)('%s can be cited', (id) => {
    const title = lessons.get(id)?.title;
    const [cited] = JSON.parse(read(`lessons/${id}/cite.json`)) as Record<string, unknown>[];
    expect(cited).toMatchObject({ title, URL: published(`lessons/${id}/`), license: identity.licence.url });
    const bibtex = read(`lessons/${id}/cite.bib`);
    expect(bibtex).toMatch(/^@online\{[\w-]+,/);
    expect(bibtex).toContain(`title   = {${title}}`);
    expect(bibtex).toContain(`url     = {${published(`lessons/${id}/`)}}`);
    expect(bibtex.split('{').length).toBe(bibtex.split('}').length);
  });
});

test('a program that reads a course learns its license and all its lessons in order', () => {
  const [course] = courses;
  expect(jsonLd(`courses/${course?.id}/index.html`)).toMatchObject({
    '@type': 'Course',
    license: identity.licence.url,
    hasPart: course?.modules.flatMap((module) =>
      module.lessons.map(({ id, title }) =>
        expect.objectContaining({ '@id': published(`lessons/${id}/`), name: title }),
      ),
    ),
  });
});

test('pages that have no picture of their own have that of the site', () => {
  expect(pngSize('social.png')).toBe('1200x630');
});

test('the sitemap lists every page that is to be read, and robots are told of it', async () => {
  const wanted = pages
    .filter(({ path }) => !read(path).includes('<meta name="robots" content="noindex"'))
    .map(({ path }) => published(addressOf(path, '')));
  expect(ids.every((id) => wanted.includes(published(`lessons/${id}/`)))).toBe(true);
  expect((await xmlTexts('sitemap-0.xml', 'loc')).sort()).toEqual(wanted.sort());
  expect(await xmlTexts('sitemap-index.xml', 'loc')).toEqual([published('sitemap-0.xml')]);
  expect(read('robots.txt')).toContain(`Sitemap: ${published('sitemap-index.xml')}`);
  expect(read('robots.txt')).not.toMatch(/^Disallow: \S/m);
  expect(read('404.html')).toContain('<meta name="robots" content="noindex"');
});

test('the feed is well-formed and has an entry for every lesson', async () => {
  const links = await xmlTexts('feed.xml', 'link');
  expect(links.slice(1).sort()).toEqual(ids.map((id) => published(`lessons/${id}/`)).sort());
  const guids = await xmlTexts('feed.xml', 'guid');
  expect(new Set(guids).size).toBe(ids.length);
  const dates = await xmlTexts('feed.xml', 'pubDate');
  expect(dates.map((date) => Number.isNaN(Date.parse(date)))).toEqual(ids.map(() => false));
  expect((await xmlTexts('feed.xml', 'title')).sort()).toEqual(
    [identity.name, ...[...lessons.values()].map((lesson) => lesson.title)].sort(),
  );
});

test('curriculum.json has all lessons, and says which competencies of each exam they cover', () => {
  interface Json {
    courses: { modules: { lessons: { id: string; competencies: string[] }[] }[] }[];
    exams: {
      id: string;
      coverage: { covered: number; total: number };
      domains: { competencies: { id: string; lessons: string[] }[] }[];
    }[];
  }
  const data = JSON.parse(read('curriculum.json')) as Json;
  const listed = data.courses.flatMap((course) => course.modules.flatMap((module) => module.lessons));
  expect(listed.map((lesson) => lesson.id)).toEqual(ids);
  expect(data.exams.map((exam) => exam.id)).toEqual(exams.map((exam) => exam.id));
  for (const exam of data.exams) {
    const competencies = exam.domains.flatMap((domain) => domain.competencies);
    const covered = competencies.filter(({ id }) => listed.some((lesson) => lesson.competencies.includes(id)));
    expect(exam.coverage, exam.id).toEqual({ covered: covered.length, total: competencies.length });
    for (const { id, lessons: teaching } of competencies)
      expect(teaching, id).toEqual(listed.filter((lesson) => lesson.competencies.includes(id)).map((one) => one.id));
  }
  expect(data.exams.find((exam) => exam.id === 'KCNA')?.coverage.covered).toBeGreaterThan(0);
});

test('the icons for a home screen exist in the sizes that the manifest names', () => {
  interface Manifest {
    name: string;
    start_url: string;
    icons: { src: string; sizes: string; purpose: string }[];
  }
  const manifest = JSON.parse(read('site.webmanifest')) as Manifest;
  expect(manifest.name).toBe(identity.name);
  expect(manifest.start_url).toBe(site.base);
  expect(manifest.icons.map((icon) => icon.purpose)).toEqual(['any', 'any', 'maskable']);
  for (const icon of manifest.icons) expect(pngSize(icon.src.slice(site.base.length))).toBe(icon.sizes);
});
