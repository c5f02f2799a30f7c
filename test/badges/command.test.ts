import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carried } from '../../src/badges/baked.ts';
import { bytesOf } from '../../src/curriculum/read.ts';
import { type Run, run, temporaryFolder } from '../helpers/build.ts';
import { forkFiles } from '../helpers/layer.ts';

/** A provider's way with badges, with the real commands; tests build on each other, as the steps of a life do. */
const folder = temporaryFolder();
const root = join(folder.path, 'fork');
const keys = join(folder.path, 'keys');
const out = join(folder.path, 'badges');
const learners = join(folder.path, 'learners.csv');
afterAll(folder.remove);

const badge = (...words: string[]): Promise<Run> =>
  run(process.execPath, [resolve('scripts/badge.ts'), ...words], process.cwd(), { CURRICULUM_ROOT: root });
const text = (path: string): string => readFileSync(path, 'utf8');
let key = '';

beforeAll(() => {
  for (const [path, content] of forkFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytesOf(content));
  }
  writeFileSync(
    learners,
    'name,email,date\nAda Lovelace,ada@example.org,2026-05-01\nZoë 王,zoe@example.org,2026-05-01\n',
  );
});

describe('a key', () => {
  test('is never written into a repository, or into a site', async () => {
    for (const place of ['provider/badges', 'dist', '.', '.git/keys']) {
      const { code, output } = await badge('keys', '--out', place);
      expect(code).toBe(1);
      expect(output).toContain('Nothing was written');
    }
    const site = join(folder.path, 'site');
    mkdirSync(site);
    for (const name of ['curriculum.json', '_headers']) writeFileSync(join(site, name), '');
    expect((await badge('keys', '--out', join(site, 'keys'))).output).toContain('lies in the published site');
  });

  test('can be read by its owner alone', async () => {
    expect((await badge('keys', '--out', keys, '--algorithm', 'EdDSA')).code).toBe(0);
    const [name = ''] = readdirSync(keys);
    key = join(keys, name);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(JSON.parse(text(key))).toMatchObject({ kty: 'OKP', crv: 'Ed25519', d: expect.any(String) });
  });

  test('is not made where a file is in the way, which is said in one line', async () => {
    const { code, output } = await badge('keys', '--out', learners);
    expect({ code, output: output.trim() }).toEqual({
      code: 1,
      output: `${learners} is in the way: a folder is needed there. Remove it. (EEXIST)`,
    });
  });

  test('is not made behind a link that leads nowhere', async () => {
    const link = join(folder.path, 'nowhere');
    symlinkSync(join(folder.path, 'gone'), link);
    const { code, output } = await badge('keys', '--out', join(link, 'keys'));
    expect(code).toBe(1);
    expect(output).toContain(`Nothing was written: ${link} is a link that leads nowhere.`);
  });

  test('is named so that the next command can be copied', async () => {
    const { output } = await badge('keys', '--out', join(folder.path, "Ada's keys"));
    expect(output).toMatch(/publish --key '.*\/Ada'\\''s keys\/badge-key-.*\.json'/);
  });

  test('is refused with algorithms that are not safe', async () => {
    const { code, output } = await badge('keys', '--out', keys, '--algorithm', 'HS256');
    expect({ code, output: output.trim() }).toEqual({
      code: 1,
      output: '"HS256" is none of the algorithms ES256, RS256, EdDSA.',
    });
  });
});

describe('a badge', () => {
  test('is issued to each learner, with a word on the key that nobody knows yet', async () => {
    const { code, output } = await badge(
      'issue',
      '--key',
      key,
      '--course',
      'harbor',
      '--learners',
      learners,
      '--out',
      out,
    );
    expect(code, output).toBe(0);
    expect(output).toContain('is not published yet');
    expect(
      readdirSync(out)
        .map((name) => name.replace(/-[0-9a-f]{8}\./, '.'))
        .sort(),
    ).toEqual(['ada-lovelace.jwt', 'ada-lovelace.png', 'issued.csv', 'zoe-王.jwt', 'zoe-王.png']);
  });

  test('is the same when it is issued once more', async () => {
    const all = (): string[] => readdirSync(out).map((name) => readFileSync(join(out, name)).toString('base64'));
    const before = all();
    await badge('issue', '--key', key, '--course', 'harbor', '--learners', learners, '--out', out);
    expect(all()).toEqual(before);
  });

  test('is verified once the key was published, of which only the public part gets into the repository', async () => {
    const { code, output } = await badge('publish', '--key', key);
    expect(code, output).toBe(0);
    const { d } = JSON.parse(text(key)) as { d: string };
    const published = ['issuer.yaml', 'revocations.json']
      .map((name) => text(join(root, 'provider/badges', name)))
      .join();
    expect(published).not.toContain(d);
    expect(published).toContain('did:web:academy.example');
    for (const ending of ['.jwt', '.png']) {
      const name = readdirSync(out).find((one) => one.startsWith('ada') && one.endsWith(ending)) ?? '';
      const verified = await badge('verify', join(out, name), '--email', 'ada@example.org');
      expect(verified.output).toContain('This badge is genuine');
      expect(verified.code).toBe(0);
    }
  });

  test('carries the same in its image as in its file', () => {
    const [jwt = '', png = ''] = readdirSync(out).filter((name) => name.startsWith('ada'));
    expect(carried(readFileSync(join(out, png)))).toBe(text(join(out, jwt)));
  });

  test('is revoked, and then refused; the other one is not', async () => {
    const [ada = ''] = readdirSync(out).filter((name) => name.startsWith('ada'));
    const [zoe = ''] = readdirSync(out).filter((name) => name.startsWith('zoe'));
    expect((await badge('revoke', join(out, ada), '--reason', 'Issued by mistake')).code).toBe(0);
    expect((await badge('revoke', join(out, ada))).output).toContain('has it already');
    const refused = await badge('verify', join(out, ada));
    expect(refused.output).toContain('This badge was revoked');
    expect(refused.output).toContain('Issued by mistake');
    expect(refused.code).toBe(1);
    expect((await badge('verify', join(out, zoe))).code).toBe(0);
  });

  test('is not taken back under an id that no badge can have', async () => {
    const { code, output } = await badge('revoke', 'urn:uuid:1234');
    expect(code).toBe(1);
    expect(output).toContain('"urn:uuid:1234" is not the id of a badge');
    expect(text(join(root, 'provider/badges/revocations.json'))).not.toContain('1234"');
  });

  test('is verified elsewhere only with the files of its issuer', async () => {
    const site = join(folder.path, 'upload');
    expect((await badge('publish', '--out', site)).output).toContain('Upload what is in');
    const [zoe = ''] = readdirSync(out).filter((name) => name.startsWith('zoe'));
    const elsewhere = (...words: string[]): Promise<Run> =>
      run(process.execPath, [resolve('scripts/badge.ts'), 'verify', join(out, zoe), ...words], process.cwd(), {});
    const alone = await elsewhere();
    expect(alone.output).toContain('not verifiable here');
    expect(alone.code).toBe(2);
    const files = ['--keys', join(site, '.well-known/did.json'), '--list', join(site, 'issuer/revocations.json')];
    const helped = await elsewhere(...files);
    expect(helped.output).toContain('as far as the files that you added are what they say');
    expect(helped.code).toBe(2);
    expect((await elsewhere('--keys', key)).output).toContain('There is a private key in');
  });

  test('of nobody is signed: all mistakes of a list are named, and nothing is written', async () => {
    const bad = join(folder.path, 'bad.csv');
    writeFileSync(bad, 'name,email\n,x@example.org\nAda,ada\n');
    const target = join(folder.path, 'none');
    const { code, output } = await badge(
      'issue',
      '--key',
      key,
      '--course',
      'harbor',
      '--learners',
      bad,
      '--out',
      target,
    );
    expect(code).toBe(1);
    expect(output).toContain(`${bad}:2  The name is missing.`);
    expect(output).toContain(`${bad}:3  "ada" is no e-mail address.`);
    expect(() => readdirSync(target)).toThrow();
  });

  test('of learners is not written into a repository either', async () => {
    const words = ['--key', key, '--course', 'harbor', '--learners', learners, '--out', 'badges'];
    expect((await badge('issue', ...words)).output).toContain('names and addresses of learners must not get into');
  });

  test.each([
    [['issue'], '--key is missing'],
    [['verify'], 'Name one file with a badge'],
    [['revoke'], 'Say which badges'],
    [['revoke', 'nonsense'], 'neither the id of a badge nor a file'],
    [['burn'], 'There is no command "burn"'],
    [['verify', '/nowhere.jwt'], '/nowhere.jwt cannot be read'],
    [['issue', '--sign'], '--sign'],
  ])('command %j that makes no sense is answered in a sentence', async (words, said) => {
    const { code, output } = await badge(...words);
    expect(code).toBe(1);
    expect(output).toContain(said);
    expect(output).not.toContain('    at ');
  });
});
