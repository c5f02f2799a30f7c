import { describe, expect, test } from 'vitest';
import { licenceProblems } from '../../scripts/licences/check.ts';
import { fulfills } from '../../scripts/licences/expression.ts';
import { type LockedPackage, lockedPackages } from '../../scripts/licences/packages.ts';

const rope = (licence: string | undefined, name = 'rope'): LockedPackage[] => [
  { name, version: '1.2.3', path: `node_modules/${name}`, licence },
];

describe('the packages of this project', () => {
  const packages = lockedPackages(process.cwd());

  test('may all be used, and no exception is left over', () => {
    expect(packages.length).toBeGreaterThan(300);
    expect(licenceProblems(packages)).toEqual([]);
  });

  test('could not all be used if exceptions were not made by name', () => {
    const problems = licenceProblems(packages, { allowed: new Set(['MIT']), exceptions: [] });
    expect(problems).toContainEqual(expect.stringMatching(/^elkjs .* is under EPL-2\.0, which is not allowed\./));
    expect(problems).toContainEqual(
      expect.stringMatching(/^@img\/sharp-win32-x64 .* Apache-2\.0 AND LGPL-3\.0-or-later/),
    );
  });
});

describe('a package is refused', () => {
  test.each([
    ['whose licence is not allowed', 'GPL-3.0-only', 'rope 1.2.3 (node_modules/rope) is under GPL-3.0-only'],
    ['of whose licences only one is allowed, if all count', 'MIT AND AGPL-3.0-only', 'is under MIT AND AGPL-3.0-only'],
    ['that names a file instead of a licence', 'SEE LICENSE IN LICENSE.md', 'is no SPDX licence expression'],
    ['that says nothing', undefined, 'does not say under which licence it is'],
  ])('%s', (_, licence, message) => {
    const [problem = '', ...others] = licenceProblems(rope(licence), { allowed: new Set(['MIT']), exceptions: [] });
    expect(problem).toContain(message);
    expect(problem).toContain('Take another package, or say in scripts/licences/allowed.ts why it does no harm.');
    expect(others).toEqual([]);
  });
});

test('an exception holds for its packages only, and is reported once nothing needs it', () => {
  const exceptions = [{ licence: 'MPL-2.0', packages: ['rope', 'knot-*'], reason: 'a test' }];
  const policy = { allowed: new Set(['MIT']), exceptions };
  expect(licenceProblems(rope('MPL-2.0'), policy)).toEqual([
    'No package needs the exception of knot-* for MPL-2.0 any more. Remove it from allowed.ts.',
  ]);
  expect(licenceProblems(rope('MIT'), policy)).toHaveLength(2);
  expect(licenceProblems(rope('MPL-2.0', 'ropes'), policy)).toHaveLength(3);
});

describe('a licence expression', () => {
  const allows = (licence: string): boolean =>
    ['MIT', 'ISC', 'GPL-2.0-only WITH Classpath-exception-2.0'].includes(licence);

  test.each([
    ['MIT', true],
    ['MIT OR GPL-3.0-only', true],
    ['GPL-3.0-only OR MIT', true],
    ['MIT AND GPL-3.0-only', false],
    ['MIT OR ISC AND GPL-3.0-only', true],
    ['(MIT OR ISC) AND GPL-3.0-only', false],
    ['(MIT AND (ISC OR GPL-3.0-only))', true],
    ['GPL-2.0-only WITH Classpath-exception-2.0', true],
    ['GPL-2.0-only', false],
  ])('%s', (expression, fulfilled) => {
    expect(fulfills(expression, allows)).toBe(fulfilled);
  });

  test.each(['', 'MIT OR', 'AND MIT', '(MIT', 'MIT)', 'MIT ISC', 'MIT WITH'])('is not %j', (text) => {
    expect(() => fulfills(text, allows)).toThrow('is no SPDX licence expression');
  });
});
