import { expect, test } from 'vitest';
import { buildManifest } from '../../src/attribution/manifest.ts';
import { releasedFiles } from '../../src/attribution/released-files.ts';
import { assemble, readTiny } from '../helpers/fixture.ts';

const LIST =
  '# Every release.\nreleases:\n  - {version: 1.1.0, released: 2026-01-31}\n  - {version: 1.2.0, released: 2026-05-17}\n';

/** The list of releases once one more was made. @param redone version whose place it takes. */
function listAfter(version: string, redone?: string, original = true): string | undefined {
  const manifest = buildManifest(assemble(readTiny()), readTiny(), { version, released: '2026-11-30' }, undefined);
  const release = {
    manifest,
    manifestFile: 'manifest.json',
    notes: '## x',
    notesFile: 'CHANGELOG.md',
    original,
    redone,
  };
  return releasedFiles(release, (path) => (path === 'content/releases.yaml' ? LIST : undefined)).get(
    'content/releases.yaml',
  );
}

test('a release is added to the list of releases, once', () => {
  const added = '  - {version: 1.3.0, released: 2026-11-30}\n';
  expect(listAfter('1.3.0')).toBe(LIST + added);
  expect(listAfter('1.2.0')).toBe(LIST.replace('2026-05-17', '2026-11-30'));
  expect(listAfter('1.3.0', '1.2.0')).toBe(LIST.replace('  - {version: 1.2.0, released: 2026-05-17}\n', added));
});

test('a release of a fork is none of the original', () => {
  expect(listAfter('1.3.0', undefined, false)).toBeUndefined();
});
