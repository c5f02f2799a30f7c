import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { publicPart } from '../../src/badges/jwk.ts';
import { makeKey } from '../../src/badges/keys.ts';
import { keysBeside } from '../../src/checks/keys-beside.ts';
import { privateKeys, privateKeysIn } from '../../src/checks/rules/private-keys.ts';
import { temporaryFolder } from '../helpers/build.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const pem = (): string =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
const linesIn = (text: string): number[] => privateKeysIn(text).map(({ line }) => line);

describe('a private key', () => {
  test.each([
    ['in PEM', () => pem()],
    ['in a text of JSON', () => JSON.stringify({ key: pem() })],
    ['in YAML', () => `key: |\n${pem().replace(/^/gm, '  ')}`],
  ])('is found %s', (_, text) => {
    expect(linesIn(text())).toHaveLength(1);
  });

  test.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'of %s is found as JWK, in JSON on one line or many, and in YAML',
    async (algorithm) => {
      const key = await makeKey(algorithm);
      expect(linesIn(JSON.stringify(key))).toEqual([1]);
      expect(linesIn(JSON.stringify({ keys: [key] }, null, 2))).toHaveLength(1);
      const yaml = Object.entries(key).map(([name, value]) => `${name}: ${value}`);
      expect(linesIn(yaml.join('\n'))).toHaveLength(1);
      expect(linesIn(JSON.stringify(publicPart(key)))).toEqual([]);
    },
  );

  test.each([
    'A file begins with `-----BEGIN PRIVATE KEY-----` and ends with `-----END PRIVATE KEY-----`.',
    '-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----',
    '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUJvbQ0C0lq1\n-----END CERTIFICATE-----',
    'const d = { kty: "EC", d: undefined };',
    '{"d": "a value of some other kind that is long enough to be a key, but has blanks"}',
  ])('is not seen where there is none: %s', (text) => {
    expect(linesIn(text)).toEqual([]);
  });

  test('is found anywhere in a repository, committed or not, and not in what git leaves out', async () => {
    const root = join(folder.path, 'repository');
    for (const name of ['content', 'notes', 'secret']) mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, '.gitignore'), 'secret/\n');
    writeFileSync(join(root, 'notes/committed.txt'), pem());
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    execFileSync('git', ['add', '--all'], { cwd: root });
    writeFileSync(join(root, 'notes/new.json'), JSON.stringify(await makeKey('ES256')));
    writeFileSync(join(root, 'secret/key.json'), JSON.stringify(await makeKey('ES256')));
    const files = new Map([['content/key.yaml', `key: |\n${pem().replace(/^/gm, '  ')}`]]);
    writeFileSync(join(root, 'content/key.yaml'), files.get('content/key.yaml') ?? '');
    const found = [...privateKeys.check({ files, reuse: undefined, links: [] }), ...keysBeside(root)];
    expect(found.map(({ file, line, severity }) => [file, line, severity])).toEqual([
      ['content/key.yaml', 2, 'error'],
      ['notes/committed.txt', 1, 'error'],
      ['notes/new.json', 1, 'error'],
    ]);
  });

  test('is in no file of this repository', () => {
    expect(keysBeside('.')).toEqual([]);
  });
});
