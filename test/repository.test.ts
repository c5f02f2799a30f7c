import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { generatedFiles } from '../src/authoring/generated-files.ts';
import { checkCurriculum } from '../src/checks/check.ts';
import { textReport } from '../src/checks/reporters/text.ts';
import { releasesSchema } from '../src/curriculum/schema/programme.ts';
import { type IdentityFile, identitySchema } from '../src/curriculum/schema/registry.ts';

function read(path: string): string {
  return readFileSync(path, 'utf8').replace(/\r\n/g, '\n');
}

function git(...words: string[]): string | undefined {
  try {
    return execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

const identity: IdentityFile = identitySchema.parse(parse(read('content/identity.yaml')));

describe('the content of this repository', () => {
  test('has no mistakes', () => {
    // On the day of its release: facts become due by themselves, and that is no mistake of a commit.
    const findings = checkCurriculum(process.cwd(), { today: identity.released });
    expect(textReport(findings).trim()).toBe('0 errors, 0 warnings');
  });
});

describe('generated files', () => {
  test.each([...generatedFiles()])('%s is what "npm run schemas" writes', (path, text) => {
    expect(read(path)).toBe(text);
  });

  test('are all the schemas there are', () => {
    const generated = [...generatedFiles().keys()].filter((path) => path.startsWith('schemas/'));
    expect(
      readdirSync('schemas')
        .map((name) => `schemas/${name}`)
        .sort(),
    ).toEqual(generated.sort());
  });
});

test('nothing that the check trusts without looking comes with the repository', () => {
  // Programs and remembered results lie there: a pull request could bring its own.
  expect(git('ls-files', '--', '.cache')).toBe('');
});

describe('what the repository says of itself', () => {
  test('CITATION.cff agrees with identity.yaml', () => {
    expect(parse(read('CITATION.cff'))).toMatchObject({
      'cff-version': '1.2.0',
      title: `${identity.name}: ${identity.tagline}`,
      authors: [{ name: identity.creators }],
      version: identity.version,
      'date-released': identity.released,
      license: identity.licence.spdx,
      url: identity.url,
      'repository-code': identity.forge,
    });
  });

  test('releases.yaml ends with the version of identity.yaml', () => {
    const { releases } = releasesSchema.parse(parse(read('content/releases.yaml')));
    expect(releases.at(-1)).toEqual({ version: identity.version, released: identity.released });
  });

  test('package.json has the version and the licenses of identity.yaml', () => {
    const { version, license } = JSON.parse(read('package.json')) as { version: string; license: string };
    expect(version).toBe(identity.version);
    expect(license.split(' AND ').sort()).toEqual([identity.licence.spdx, identity.code_licence.spdx].sort());
  });

  test('LICENSES has the text of every license that REUSE.toml names, and no other', () => {
    const named = [...read('REUSE.toml').matchAll(/^SPDX-License-Identifier = "(.+)"$/gm)].flatMap((match) =>
      (match[1] ?? '').split(/ (?:AND|OR|WITH) /),
    );
    expect(named).toContain(identity.licence.spdx);
    expect(readdirSync('LICENSES').sort()).toEqual([...new Set(named)].map((id) => `${id}.txt`).sort());
    for (const id of named) expect(read(`LICENSES/${id}.txt`).length).toBeGreaterThan(4000);
  });

  test('LICENSE is the license of the content', () => {
    expect(read('LICENSE')).toContain('Creative Commons Attribution 4.0 International');
    expect(read('LICENSE')).toContain(read(`LICENSES/${identity.licence.spdx}.txt`).trim().slice(-2000));
  });
});

describe('the layer of providers', () => {
  const origin = git('config', '--get', 'remote.origin.url')?.replace(/\.git$/, '') ?? '';
  const isFork = origin !== '' && !origin.endsWith(new URL(identity.forge).pathname.slice(1));

  test.skipIf(isFork || git('rev-parse', '--git-dir') === undefined)(
    'does not exist upstream, so that merging upstream never conflicts with it',
    () => {
      expect(git('ls-files', '--', 'provider')).toBe('');
    },
  );
});
