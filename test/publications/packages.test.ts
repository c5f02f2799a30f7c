import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { MASTERY } from '../../src/publications/player/page.ts';
import type { Published, Source } from '../../src/publications/publication.ts';
import { tinyRoot } from '../helpers/fixture.ts';
import { longTest } from '../helpers/long.ts';
import { ODD_TITLE, oddFork } from '../helpers/odd-fork.ts';
import { filesOf, publish, sourceFrom, sourceOf } from '../helpers/publish.ts';
import { validateManifest } from '../helpers/scorm-schemas.ts';

const FORMATS = ['scorm-1.2', 'scorm-2004', 'cmi5'] as const;
const MANIFESTS = { 'scorm-1.2': 'imsmanifest.xml', 'scorm-2004': 'imsmanifest.xml', cmi5: 'cmi5.xml' } as const;

/** What a lesson may take, without its lab, which stays on the site. */
const MOST_BYTES = 300 * 1024;

/** Reads something of the elements of a document that have a name, whatever their namespace. */
function read<Value>(xml: string, name: string, of: (element: XmlElement) => Value): Value[] {
  const document = XmlDocument.fromString(xml);
  try {
    return document.find(`//*[local-name()='${name}']`).map((node) => of(node as XmlElement));
  } finally {
    document.dispose();
  }
}

const attribute =
  (name: string) =>
  (element: XmlElement): string =>
    element.attr(name)?.value ?? '';

const onlyOf = (all: readonly Published[]): Published => {
  expect(all).toHaveLength(1);
  return all[0] as Published;
};

/** Addresses that a page loads by itself. */
function loaded(html: string): string[] {
  return [...html.matchAll(/<(?:link rel="(?:stylesheet|icon)" |script |img )(?:[^>]*? )?(?:href|src)="([^"]*)"/g)].map(
    ([, address = '']) => address,
  );
}

/** What holds of every package. */
function expectWhole(files: ReadonlyMap<string, string>, { edition, lessons }: Source): void {
  const { disclaimer, licence } = edition.identity;
  for (const lesson of lessons) {
    const page = files.get(`lessons/${lesson.id}.html`) ?? '';
    const own = [...files].filter(([path]) => path.startsWith(`lessons/${lesson.id}`) || path.startsWith('shared/'));
    const bytes = own.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
    expect(bytes, lesson.id).toBeLessThan(MOST_BYTES);
    for (const address of loaded(page)) {
      const isThere = address === 'data:,' || files.has(`lessons/${address}`.replace('lessons/../', ''));
      expect(isThere, `${lesson.id} loads ${address}`).toBe(true);
    }
    for (const part of ['creators', 'copyright', 'licence', 'disclaimer', 'source', 'changes'])
      expect(page).toContain(`data-attribution="${part}"`);
    expect(page).toContain(disclaimer);
    expect(page).toContain(`href="${licence.url}"`);
    expect(page).not.toMatch(
      / style="|<style| on\w+="|<script(?! (?:src="\.\.\/shared\/|type="application\/ld\+json"))/,
    );
    for (const [link] of page.matchAll(/<a [^>]*href="https?:[^>]*>/g)) expect(link).toContain('target="_blank"');
  }
  for (const [path, text] of files) if (/\.(css|js)$/.test(path)) expect(text).not.toMatch(/@import|url\(|\bimport\(/);
}

describe.each(FORMATS)('a package of %s', (format) => {
  const odd = sourceFrom(oddFork());

  test('has all of a course, in a fork with odd names, and the same bytes each time', async () => {
    const made = onlyOf(await publish(format, odd));
    expect(made.name).toBe(`harbor-${format}.zip`);
    expect(onlyOf(await publish(format, sourceFrom(oddFork()))).content).toEqual(made.content);
    expect(made.losses).toEqual([]);
    const files = filesOf(made);
    expectWhole(files, odd);
    const manifest = files.get(MANIFESTS[format]) ?? '';
    const titles = format === 'cmi5' ? 'langstring' : 'title';
    expect(read(manifest, titles, ({ content }) => content)).toContain(ODD_TITLE);
    const page = files.get('lessons/tie-a-bowline.html') ?? '';
    expect(page).toMatch(/<html lang="he" dir="rtl">/);
    expect(page).toContain('<span dir="ltr">A noose tightens. In a bowline the <em>standing part</em>');
    expect(page).not.toContain('<span><p');
    expect(page).toContain('<h1>"Tie" &#x3C;b>it&#x3C;/b> &#x26; \'belay\' ]]> 🪢 קשר');
    expect(page).toContain('href="tie-a-bowline/mooring.yaml.txt"');
    expect(files.get('lessons/tie-a-bowline/NOTICE.txt')).toContain('Tiny Harbor');
    expect(files.get('shared/lesson.css')).toMatch(/--overprint:#[0-9a-f]{6}/);
    expect(files.get('shared/lesson.css')).not.toContain('light-dark(');
  });

  test('is one of each lesson, if lessons are named', async () => {
    const source = sourceFrom(oddFork(), ['tie-a-bowline', 'code-flags']);
    const made = await publish(format, source);
    expect(made.map(({ name }) => name)).toEqual([`tie-a-bowline-${format}.zip`, `code-flags-${format}.zip`]);
    const files = filesOf(made[1] as Published);
    expect([...files.keys()].filter((path) => path.startsWith('lessons/'))).toEqual(['lessons/code-flags.html']);
    expectWhole(files, { ...source, lessons: source.lessons.filter(({ id }) => id === 'code-flags') });
  });
});

describe.each(['scorm-1.2', 'scorm-2004'] as const)('the manifest of %s', (format) => {
  test('lists every file, says what is needed to pass, and whose the lessons are', async () => {
    const source = sourceFrom(oddFork());
    const files = filesOf(onlyOf(await publish(format, source)));
    const manifest = files.get('imsmanifest.xml') ?? '';
    const listed = read(manifest, 'file', attribute('href'));
    expect([...listed, 'imsmanifest.xml'].sort()).toEqual([...files.keys()].sort());
    const pages = source.lessons.map(({ id }) => `lessons/${id}.html`);
    expect(read(manifest, 'resource', attribute('href'))).toEqual([...pages, 'shared/lesson.css']);
    expect(read(manifest, 'dependency', attribute('identifierref'))).toEqual(pages.map(() => 'shared'));
    const needed = format === 'scorm-1.2' ? ['masteryscore', MASTERY * 100] : ['minNormalizedMeasure', MASTERY];
    const asking = source.lessons.filter(({ quiz }) => quiz.length > 0);
    expect(read(manifest, String(needed[0]), ({ content }) => Number(content))).toEqual(asking.map(() => needed[1]));
    const rights = read(manifest, 'rights', ({ content }) => content);
    expect(rights).toHaveLength(source.lessons.length + 1);
    for (const text of rights) expect(text).toContain(source.edition.identity.licence.url);
    for (const [index, { title }] of source.lessons.entries()) expect(rights[index + 1]).toContain(`“${title}” by `);
  });
});

test('a course structure of cmi5 has a block for each module and a unit for each lesson', async () => {
  const source = sourceFrom(oddFork());
  const files = filesOf(onlyOf(await publish('cmi5', source)));
  const structure = files.get('cmi5.xml') ?? '';
  const modules = source.course.modules.filter(({ lessons }) => lessons.length > 0);
  expect(read(structure, 'block', attribute('id'))).toHaveLength(modules.length);
  expect(read(structure, 'url', ({ content }) => content)).toEqual(
    source.lessons.map(({ id }) => `lessons/${id}.html`),
  );
  const units = read(structure, 'au', (unit) => [attribute('moveOn')(unit), attribute('masteryScore')(unit)]);
  expect(units).toEqual(source.lessons.map(() => ['CompletedOrPassed', String(MASTERY)]));
  const ids = ['course', 'block', 'au'].flatMap((name) => read(structure, name, attribute('id')));
  expect(new Set(ids).size).toBe(ids.length);
  expect(read(structure, 'rights', ({ content }) => content)).toHaveLength(source.lessons.length + 1);
});

test('lessons without questions are judged by nothing', async () => {
  const source = sourceOf(tinyRoot, ['log-line']);
  const [first, second, third] = await Promise.all(FORMATS.map((format) => publish(format, source)));
  const texts = [first, second, third].map((made) => [...filesOf(onlyOf(made ?? [])).values()].join(''));
  expect(texts[0]).not.toContain('masteryscore>');
  expect(texts[1]).not.toContain('satisfiedByMeasure');
  expect(texts[2]).not.toContain('masteryScore=');
});

longTest('every lesson of the real courses comes out of each format, and manifests are valid', async () => {
  const real = sourceOf(process.cwd());
  for (const format of FORMATS) {
    const made = onlyOf(await publish(format, real));
    expect(onlyOf(await publish(format, sourceOf(process.cwd()))).content).toEqual(made.content);
    expect(made.losses.every(({ instead }) => instead !== undefined)).toBe(true);
    const files = filesOf(made);
    expectWhole(files, real);
    if (format !== 'cmi5') validateManifest(files.get('imsmanifest.xml') ?? '', format);
  }
  for (const format of ['scorm-1.2', 'scorm-2004'] as const) {
    const made = onlyOf(await publish(format, sourceFrom(oddFork())));
    expect(() => validateManifest('<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"/>', format)).toThrow();
    validateManifest(filesOf(made).get('imsmanifest.xml') ?? '', format);
  }
});
