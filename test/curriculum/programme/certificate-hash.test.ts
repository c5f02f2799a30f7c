import { expect, test } from 'vitest';
import { certificateHash, isHashKey, newHashKey } from '../../../src/curriculum/programme/certificate-hash.ts';
import { providerSchema } from '../../../src/curriculum/schema/programme.ts';
import { engineer, entry } from '../../helpers/directory.ts';

const KEY = '00'.repeat(31).concat('01');

test('the hash of a certificate is an HMAC that others compute alike', () => {
  // printf %s LF-ABC123DEF4 | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY
  expect(certificateHash('LF-abc123def4', KEY)).toBe(
    '0f81e72dfe376b2dd18db5edc79a5b2c334df40224c4fdb51edcc1e071fc6edd',
  );
});

test('blanks and capitals of the id do not matter, everything else does', () => {
  expect(certificateHash(' lf-ABC 123def4\n', KEY)).toBe(certificateHash('LF-abc123def4', KEY));
  expect(certificateHash('LF-abc123def5', KEY)).not.toBe(certificateHash('LF-abc123def4', KEY));
});

test('each key is another one, and makes another hash, which an entry takes', () => {
  const [one, other] = [newHashKey(), newHashKey()];
  expect([isHashKey(one), isHashKey(one.slice(1)), isHashKey('x'.repeat(64))]).toEqual([true, false, false]);
  const hashes = [one, other].map((key) => certificateHash('LF-abc123def4', key));
  expect(hashes[0]).not.toBe(hashes[1]);
  const [first = ''] = hashes;
  expect(providerSchema.safeParse(entry({ engineers: [engineer(1, { id_hash: first })] })).success).toBe(true);
});
