import { describe, expect, test } from 'vitest';
import { combination, sourceProblem } from '../../src/attribution/licence-combination.ts';
import { type KnownLicence, knownLicence, lookUpLicence } from '../../src/attribution/licence-table.ts';
import { checkFiles, paths, replace, withChange } from '../helpers/fixture.ts';
import { adapted, BRAND, forkProblems, LOGO, releasedFiles } from '../helpers/layer.ts';

function known(spdx: string): KnownLicence {
  const licence = knownLicence(spdx);
  if (!licence) throw new Error(`${spdx} is not known`);
  return licence;
}

const TEXTS = ['CC0-1.0', 'CC-PDM-1.0', 'CC-BY-2.0', 'CC-BY-3.0', 'CC-BY-4.0'];
const CODE = ['MIT', 'Apache-2.0', 'BSD-3-Clause'];

describe('what may be taken into a lesson', () => {
  test.each([...TEXTS, ...CODE, 'CC-BY-2.5', 'CC-BY-3.0-DE', 'CC-BY-SA-3.0', 'CC-BY-SA-4.0', 'LAL-1.3'])(
    '%s',
    (spdx) => {
      expect(sourceProblem(known(spdx))).toBeUndefined();
    },
  );

  test.each([
    ['CC-BY-NC-4.0', /NonCommercial forbids commercial use \(section 2\(a\)\(1\)\)/, 'by-nc/4.0/'],
    ['CC-BY-NC-SA-3.0', /NonCommercial forbids/, 'by-nc-sa/3.0/'],
    ['CC-BY-ND-4.0', /NoDerivatives .*\(section 2\(a\)\(1\)\(B\)\)/, 'by-nd/4.0/'],
    ['CC-BY-NC-ND-4.0', /NoDerivatives/, 'by-nc-nd/4.0/'],
    ['GFDL-1.3-or-later', /section 4\).*2009-08-01 \(section 11\)/, 'gnu.org/licenses/fdl-1.3'],
    ['GPL-3.0-only', /not the other way round/, 'compatiblelicenses'],
    ['LicenseRef-All-Rights-Reserved', /permitted nothing/, 'berne'],
  ])('not %s, and the reason has its primary source', (spdx, why, terms) => {
    const problem = sourceProblem(known(spdx));
    expect(problem?.why).toMatch(why);
    expect(problem?.terms).toContain(terms);
  });

  test.each(['CC-BY-1.0', 'CC-BY-SA', 'WTFPL', 'Unknown-1.0'])('%s is not known', (spdx) => {
    expect(knownLicence(spdx)).toBeUndefined();
  });

  test('licenses are known by their addresses, too, as records of adaptations have them', () => {
    const at = (url: string): string | undefined => lookUpLicence({ spdx: undefined, name: '', url })?.spdx;
    expect(at('https://creativecommons.org/licenses/by/4.0/')).toBe('CC-BY-4.0');
    expect(at('http://www.creativecommons.org/licenses/by-sa/3.0/de')).toBe('CC-BY-SA-3.0-DE');
    expect(at('https://creativecommons.org/publicdomain/zero/1.0/')).toBe('CC0-1.0');
    expect(at('https://academy.example/terms')).toBeUndefined();
  });
});

/** Columns of the table: licenses of the result. */
const RESULTS = [
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-SA-3.0',
  'CC-BY-SA-4.0',
  'CC-BY-NC-4.0',
  'CC-BY-ND-4.0',
  'LAL-1.3',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'LicenseRef-All-Rights-Reserved',
];

/** Which licenses go together; "+" is allowed, "-" is not; read off the licenses and Creative Commons' own chart. */
const TABLE: readonly [string, string][] = [
  ['CC0-1.0', '++++++++++'],
  ['CC-PDM-1.0', '++++++++++'],
  ['MIT', '++++++++++'],
  ['Apache-2.0', '++++++++++'],
  ['CC-BY-2.0', '-+++++++++'],
  ['CC-BY-4.0', '-+++++++++'],
  ['CC-BY-SA-2.0', '--++------'],
  ['CC-BY-SA-3.0', '--++------'],
  ['CC-BY-SA-4.0', '---+--++--'],
  ['LAL-1.3', '---+--+---'],
  ['CC-BY-NC-4.0', '----+-----'],
  ['CC-BY-NC-SA-4.0', '----------'],
  ['CC-BY-ND-4.0', '----------'],
  ['GFDL-1.3-only', '----------'],
  ['GPL-3.0-only', '-------+--'],
  ['LicenseRef-All-Rights-Reserved', '----------'],
];

describe('a work under one license becomes part of one under another', () => {
  test.each(TABLE)('%s: %s', (source, row) => {
    const found = RESULTS.map((result) => combination(known(source), known(result)));
    expect(found.map(({ allowed }) => (allowed ? '+' : '-')).join('')).toBe(row);
    for (const { why, terms } of found)
      expect([why, terms]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/^https:\/\//)]);
  });

  test('CC BY into whatever a provider chooses, CC BY-SA not', () => {
    expect(combination(known('CC-BY-4.0'), undefined).allowed).toBe(true);
    expect(combination(known('CC-BY-4.0'), undefined).why).toContain('3(a)(4)');
    expect(combination(known('CC-BY-SA-4.0'), undefined).allowed).toBe(false);
  });

  test('CC BY-SA 4.0 into the GPL, and never back', () => {
    expect(combination(known('CC-BY-SA-4.0'), known('GPL-3.0-only')).allowed).toBe(true);
    expect(combination(known('GPL-3.0-only'), known('CC-BY-SA-4.0')).allowed).toBe(false);
    expect(combination(known('CC-BY-SA-4.0'), known('GPL-3.0-or-later')).why).toContain('only version 3');
  });

  test('CC BY-NC-SA into the same or a later version of it', () => {
    expect(combination(known('CC-BY-NC-SA-3.0'), known('CC-BY-NC-SA-4.0')).allowed).toBe(true);
    expect(combination(known('CC-BY-NC-SA-4.0'), known('CC-BY-NC-SA-3.0')).allowed).toBe(false);
    expect(combination(known('CC-BY-NC-SA-4.0'), known('CC-BY-NC-4.0')).allowed).toBe(false);
  });
});

const WIKI = (licence: string, more = ''): string =>
  `based_on:\n  - {title: Knots, creators: Wikipedia contributors, source: "https://wiki.example/knots", licence: ${licence}, ${more}changes: Shortened.}\n`;

/** The tiny curriculum in which a lesson has some more keys. */
const withKeys = (keys: string) =>
  withChange(paths.bowline, replace('status: published\n', `status: published\n${keys}`));
const problems = (keys: string): string[] =>
  checkFiles(withKeys(keys)).map(({ rule, message, why, remedy }) => `${rule}: ${message} ${why} ${remedy}`);

describe('a lesson that uses a work of others', () => {
  test('is fine under a license that fits', () => {
    expect(problems(WIKI('CC-BY-3.0'))).toEqual([]);
    expect(problems(WIKI('CC0-1.0'))).toEqual([]);
    expect(problems(`licence: CC-BY-SA-4.0\n${WIKI('CC-BY-SA-4.0')}`)).toEqual([]);
    expect(problems(`licence: CC-BY-SA-4.0\n${WIKI('CC-BY-SA-3.0')}`)).toEqual([]);
    expect(problems(WIKI('MIT', 'part: The script, copyright: © 2020 Cleo, '))).toEqual([]);
  });

  test('is refused under another one, with what to write', () => {
    const [problem = '', ...more] = problems(WIKI('CC-BY-SA-4.0'));
    expect(more).toEqual([]);
    expect(problem).toContain('provenance/licence-combination: The lesson "tie-a-bowline" is under Creative Commons');
    expect(problem).toContain(
      'uses “Knots” by Wikipedia contributors, which is under Creative Commons Attribution-ShareAlike',
    );
    expect(problem).toContain('ShareAlike asks that what is made from it is under CC BY-SA 4.0');
    expect(problem).toContain('Write "licence: CC-BY-SA-4.0" into the frontmatter');
  });

  test.each(['CC-BY-NC-4.0', 'CC-BY-ND-4.0', 'GFDL-1.3-or-later', 'LicenseRef-All-Rights-Reserved', 'Nonsense'])(
    'is refused with one under %s, once, whatever its own license',
    (spdx) => {
      expect(problems(`licence: CC-BY-SA-4.0\n${WIKI(spdx)}`)).toEqual([
        expect.stringMatching(/^provenance\/source-licence: .*What can be taken/),
      ]);
    },
  );
});

const OPEN = '{spdx: CC-BY-SA-4.0, name: CC BY-SA 4.0, url: "https://creativecommons.org/licenses/by-sa/4.0/"}';
const CLOSED = '{spdx: LicenseRef-Terms, name: Our terms, url: "https://academy.example/terms"}';

describe('a provider that adapts', () => {
  const brand = (licence: string): Record<string, string> => ({
    'provider/brand.yaml': `${BRAND}adaptation_licence: ${licence}\n`,
  });

  test('a lesson under CC BY chooses a license', () => {
    expect(forkProblems({ ...adapted('tie-a-bowline'), ...brand(OPEN) })).toEqual([]);
    expect(forkProblems({ ...adapted('tie-a-bowline'), ...brand(CLOSED) })).toEqual([]);
  });

  test('one under CC BY-SA does not, even if the record of the adaptation says CC BY', () => {
    const upstream = releasedFiles(withKeys('licence: CC-BY-SA-4.0\n'));
    const brandFiles = { ...brand(CLOSED), 'provider/assets/logo.svg': LOGO };
    const files = new Map([...upstream, ...Object.entries(brandFiles), ...Object.entries(adapted('tie-a-bowline'))]);
    const found = checkFiles(files).filter(({ rule }) => rule === 'provenance/licence-combination');
    expect(found.map(({ message, remedy }) => `${message} ${remedy}`)).toEqual([
      expect.stringMatching(/is under Our terms, and it uses “Tie a bowline” of Tiny Harbor, .*adaptation_licence/),
    ]);
  });
});
