import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { checkBrands, checkReport } from '../../src/checks/check.ts';
import { brandIds, layBrand } from '../../src/curriculum/brands.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { BRAND, forkFiles, LOGO } from '../helpers/layer.ts';

const EVENING = BRAND.replace('Harbor Academy', 'Evening School').replace('academy.example/', 'evening.example/');
const brandedFiles = (own: Readonly<Record<string, string>> = {}): ContentFiles =>
  forkFiles({ 'provider/brands/evening/brand.yaml': EVENING, ...own });

/** What `npm run check` says of a fork with several brands, as `rule file:line: message`. */
function found(own: Readonly<Record<string, string>> = {}): string[] {
  const files = brandedFiles(own);
  const known = checkReport(files, { prose: false }).findings;
  return [...known, ...checkBrands(files, { prose: false }, known)].map(
    ({ rule, file, line, message }) => `${rule} ${file}:${line}: ${message}`,
  );
}

describe('a brand laid over its layer', () => {
  const files = brandedFiles({
    'provider/theme.css': ':root { --radius: 1px }',
    'provider/assets/photo.svg': LOGO,
    'provider/slots/footer.mdx': 'Ours.',
    'provider/slots/home-hero.mdx': 'Welcome.',
    'provider/brands/evening/slots/footer.html': '<p>Evenings.</p>',
    'provider/brands/evening/assets/icons/favicon.svg': LOGO,
    'provider/brands/evening/curriculum.yaml': 'hide: [log-line]\n',
    'provider/brands/evening/people.yaml': 'people: []\n',
    'provider/brands/evening/glossary.yaml': 'terms: []\n',
    'provider/brands/night/theme.css': ':root { --radius: 9px }',
  });
  const laid = layBrand(files, 'evening');

  test('takes the place of files of the same names, and of a slot in either form', () => {
    expect(laid.get('provider/brand.yaml')).toBe(EVENING);
    expect(laid.get('provider/curriculum.yaml')).toBe('hide: [log-line]\n');
    expect(laid.get('provider/assets/icons/favicon.svg')).toBe(LOGO);
    expect(laid.get('provider/slots/footer.html')).toBe('<p>Evenings.</p>');
    expect(laid.has('provider/slots/footer.mdx')).toBe(false);
  });

  test('leaves what it does not have as the layer has it, and everything that is the same for all brands', () => {
    for (const path of ['theme.css', 'assets/photo.svg', 'slots/home-hero.mdx', 'glossary.yaml'])
      expect(laid.get(`provider/${path}`)).toBe(files.get(`provider/${path}`));
    const changed = [...new Set([...files.keys(), ...laid.keys()])].filter(
      (path) => files.get(path) !== laid.get(path),
    );
    expect(changed.filter((path) => !path.startsWith('provider/'))).toEqual([]);
  });

  test('changes nothing of the files that it is given, and nothing at all without an id', () => {
    expect(files.get('provider/brand.yaml')).toBe(BRAND);
    expect(layBrand(files, undefined)).toBe(files);
    expect(layBrand(files, '')).toBe(files);
  });

  test('is known by the folders that there are, and an unknown one is refused with those', () => {
    expect(brandIds(files)).toEqual(['evening', 'night']);
    expect(() => layBrand(files, 'evenin')).toThrow(
      /There is no brand "evenin"\. Did you mean "evening"\?\n.*\n.*The brands there are: evening, night\. To begin one: npm run rebrand -- --brand evenin/,
    );
    expect(() => layBrand(forkFiles(), 'evening')).toThrow('There are no folders in provider/brands/ yet.');
  });
});

test('brands of a layer below are those of others: its own one is published, and no file is a stray', () => {
  const files = brandedFiles({
    'provider/provider/brand.yaml': BRAND.replace('Harbor Academy', 'Lighthouse').replace('academy', 'lighthouse'),
    'provider/provider/assets/logo.svg': LOGO,
    'provider/provider/brands/day/theme.css': ':root { --radius: 3px }',
  });
  expect(brandIds(files)).toEqual(['day']);
  expect(() => layBrand(files, 'evening')).toThrow('There is no brand "evening".');
  const { curriculum, findings } = assembleCurriculum(layBrand(files, 'day'), siteTokens());
  expect(findings.map(({ rule }) => rule)).toEqual(['provenance/no-manifest']);
  expect(curriculum?.editions.map(({ name }) => name)).toEqual(['Tiny Harbor', 'Harbor Academy', 'Lighthouse']);
  expect(curriculum?.layers.map(({ theme }) => theme)).toEqual([undefined, ':root { --radius: 3px }']);
});

test('each brand has its own name and address in the edition that is published', () => {
  const files = brandedFiles();
  const [own, evening] = [undefined, 'evening'].map(
    (id) => assembleCurriculum(layBrand(files, id), siteTokens()).curriculum?.identity,
  );
  expect([own?.name, own?.url]).toEqual(['Harbor Academy', 'https://academy.example/']);
  expect([evening?.name, evening?.url]).toEqual(['Evening School', 'https://evening.example/']);
});

describe('a check of all brands', () => {
  test('finds nothing where nothing is wrong', () => {
    expect(found()).toEqual([]);
  });

  test('names the files of the brand, and says each thing once', () => {
    const problems = found({
      'provider/brands/evening/brand.yaml': EVENING.replace('logo.svg', 'owl.svg'),
      'provider/brands/evening/slots/footer.html': '<p>x</p>\n<script>x()</script>',
      'provider/brands/evening/slots/end-of-lesson.mdx': '<Nothing />\n',
      'provider/brands/evening/theme.css': ':root { --raduis: 1px }',
      'provider/brands/evening/curriculum.yaml': 'hide: [log-lime]\n',
      'provider/brands/evening/offerings.yaml': 'offerings: [{title: Knots}]\n',
      'provider/brands/evening/lessons.yaml': 'hide: []\n',
      'provider/brands/Night/theme.css': '',
      'provider/theme.css': ':root { --papre: red }',
    });
    expect(new Set(problems).size).toBe(problems.length);
    expect([...new Set(problems.map((problem) => problem.replace(/(:\d+): .*/, '$1')))]).toEqual([
      'file/stray provider/brands/Night/theme.css:1',
      'file/stray provider/brands/evening/lessons.yaml:1',
      'brand/theme provider/theme.css:1',
      'brand/file provider/brands/evening/brand.yaml:4',
      'layer/unknown-lesson provider/brands/evening/curriculum.yaml:1',
      'schema/value provider/brands/evening/offerings.yaml:1',
      'component/unknown provider/brands/evening/slots/end-of-lesson.mdx:1',
      'brand/slot provider/brands/evening/slots/footer.html:2',
      'brand/theme provider/brands/evening/theme.css:1',
    ]);
  });

  test('tells brands apart that give one address', () => {
    const other = EVENING.replace('Evening School', 'Night School');
    expect(found({ 'provider/brands/night/brand.yaml': other })).toEqual([
      'brand/same-address provider/brands/night/brand.yaml:2: The address "https://evening.example/" is that of provider/brands/evening/brand.yaml, too.',
    ]);
  });
});
